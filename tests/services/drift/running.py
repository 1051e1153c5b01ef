"""One run, from files to tracks, with what the tests mostly want."""

from pathlib import Path
from typing import Any

from tests.services.drift.fields import START

from anso.services.drift.forcing import read_forcing
from anso.services.drift.forcing.times import instant
from anso.services.drift.objects import drifting
from anso.services.drift.seeding import Release
from anso.services.drift.simulating import Outcome, Settings, simulate
from anso.services.drift.tracks import Tracks, read_tracks


def run(
    folder: Path,
    currents: str | list[str],
    lon: float,
    lat: float,
    hours: float,
    *,
    wind: str | list[str] | None = None,
    waves: str | None = None,
    mixing: str | None = None,
    what: str = "drifter",
    particles: int = 1,
    seed: int = 1,
    spread: bool = True,
    windage: float | None = None,
    coast: bool = False,
    start: str = START,
    release: dict[str, Any] | None = None,
    forcing: dict[str, Any] | None = None,
    **settings: Any,
) -> tuple[Tracks, Outcome]:
    """Tracks and account of a run; without coast unless asked."""
    given = [
        [each] if isinstance(each, str) else list(each or []) for each in (currents, wind, waves, mixing)
    ]
    path = folder / "tracks.nc"
    outcome = simulate(
        read_forcing(*given, **(forcing or {})),
        drifting(what, particles, seed, spread=spread, windage=windage, waves=waves is not None),
        Release(lon, lat, instant(start), **(release or {})),
        Settings(duration=hours * 3600.0, seed=seed, coast=coast, **settings),
        path,
    )
    return read_tracks(path), outcome


def end(tracks: Tracks, particle: int = 0) -> tuple[float, float]:
    """Where a particle is in the end."""
    return float(tracks.longitude[particle, -1]), float(tracks.latitude[particle, -1])
