"""Tracks as files: NetCDF after the CF conventions for trajectories. In: positions as they come. Out: one file; and back."""

from anso.services.drift.tracks.reading import Tracks, read_tracks
from anso.services.drift.tracks.writing import TrackWriter

__all__ = ["TrackWriter", "Tracks", "read_tracks"]
