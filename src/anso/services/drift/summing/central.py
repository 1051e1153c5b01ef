"""The middle of many tracks, and how wide they spread about it.

The middle is the mean direction from the earth's centre, which no date line disturbs (Mardia and Jupp 2000, Directional
Statistics, 9.2.1). In: tracks. Out: by time the middle and the radii that hold half and nineteen of twenty particles.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.drift.seeding.release import EARTH_RADIUS
from anso.services.drift.tracks import Tracks

__all__ = ["Central", "central_track", "distance"]


@dataclass(frozen=True)
class Central:
    """By time; degrees and metres. NaN before anything has set out."""

    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    half: NDArray[np.float64]
    most: NDArray[np.float64]


def central_track(tracks: Tracks) -> Central:
    """The middle of all particles that have set out."""
    x, y = np.radians(tracks.longitude), np.radians(tracks.latitude)
    there = np.isfinite(x)
    count = np.maximum(there.sum(axis=0), 1)

    def mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.where(there, values, 0.0).sum(axis=0) / count)

    a, b, c = mean(np.cos(y) * np.cos(x)), mean(np.cos(y) * np.sin(x)), mean(np.sin(y))
    nobody = ~there.any(axis=0)
    longitude = np.where(nobody, np.nan, np.degrees(np.arctan2(b, a)))
    latitude = np.where(nobody, np.nan, np.degrees(np.arctan2(c, np.hypot(a, b))))
    away = distance(tracks.longitude, tracks.latitude, longitude, latitude)
    half, most = np.full((2, len(count)), np.nan)
    for time in np.flatnonzero(~nobody):
        half[time], most[time] = np.quantile(away[there[:, time], time], [0.5, 0.95])
    return Central(longitude, latitude, half, most)


def distance(
    x0: NDArray[np.float64], y0: NDArray[np.float64], x1: NDArray[np.float64], y1: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Metres between places, by the haversine."""
    p0, p1 = np.radians(y0), np.radians(y1)
    half = np.sin((p1 - p0) / 2) ** 2 + np.cos(p0) * np.cos(p1) * np.sin(np.radians(x1 - x0) / 2) ** 2
    return np.asarray(2.0 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))))
