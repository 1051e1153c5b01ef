"""Where and when each particle sets out.

A release is a point or a disc at one time; with a second position or time, a source that moves or lasts, particle by particle along
its way; with an interval, one that repeats. Particles of a disc that fall on land are drawn again.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.errors import AnsoError, InvalidInputError, Problem
from anso.services.drift.coast import Shore

__all__ = ["EARTH_RADIUS", "Release", "Seeds", "seeded"]

EARTH_RADIUS = 6_371_000.0
"""Metres; the mean radius (IUGG), rounded, which ocean models use."""
TRIES = 50


@dataclass(frozen=True)
class Release:
    """A source; degrees, seconds since 1970, metres."""

    longitude: float
    latitude: float
    time: float
    radius: float = 0.0
    to_longitude: float | None = None
    to_latitude: float | None = None
    until: float | None = None
    every: float | None = None
    """Seconds between the puffs of a source that repeats; without it a lasting source is even."""


@dataclass(frozen=True)
class Seeds:
    """One element a particle."""

    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    seconds: NDArray[np.float64]
    """After the release's first time."""


def seeded(release: Release, particles: int, seed: int, shore: Shore) -> Seeds:
    """Places and times of all particles; the position itself must be at sea."""
    refuse_land(release, shore)
    share = np.zeros(particles)
    lasting = 0.0 if release.until is None else release.until - release.time
    if lasting > 0.0 or release.to_longitude is not None or release.to_latitude is not None:
        share = np.arange(particles) / max(particles - 1, 1)
    if release.every is not None and lasting > 0.0:
        puffs = int(lasting // release.every) + 1
        share = np.minimum(np.floor(np.arange(particles) * puffs / particles) * release.every / lasting, 1.0)
    end_x = release.longitude if release.to_longitude is None else release.to_longitude
    end_y = release.latitude if release.to_latitude is None else release.to_latitude
    turn = (end_x - release.longitude + 180.0) % 360.0 - 180.0
    centre_x, centre_y = (
        release.longitude + share * turn,
        release.latitude + share * (end_y - release.latitude),
    )
    random = np.random.default_rng([seed, 2])
    longitude, latitude = scattered(centre_x, centre_y, release.radius, random)
    for _ in range(TRIES):
        land = on_land(shore, longitude, latitude)
        if not land.any():
            return Seeds(longitude, latitude, share * lasting)
        longitude[land], latitude[land] = scattered(centre_x[land], centre_y[land], release.radius, random)
    raise AnsoError(
        f"{int(land.sum()):,} of {particles:,} particles fall on land again and again: the way or the radius of the source "
        "lies mostly on land; choose a smaller radius or another way"
    )


def scattered(
    longitude: NDArray[np.float64], latitude: NDArray[np.float64], radius: float, random: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Evenly over a disc around each place."""
    if radius == 0.0:
        return longitude.copy(), latitude.copy()
    far = radius * np.sqrt(random.random(len(longitude)))
    angle = 2.0 * np.pi * random.random(len(longitude))
    up = np.degrees(far * np.sin(angle) / EARTH_RADIUS)
    across = np.degrees(far * np.cos(angle) / (EARTH_RADIUS * np.cos(np.radians(latitude))))
    return longitude + across, np.clip(latitude + up, -90.0, 90.0)


def on_land(shore: Shore, longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which places are on land."""
    answers = np.zeros(len(longitude), bool)
    if shore.state.size:
        from anso.services.drift.kernel.shore import which_on_land

        which_on_land(shore, longitude, latitude, answers)
    return answers


def refuse_land(release: Release, shore: Shore) -> None:
    """Says how far the nearest sea is, where the position is on land."""
    here = np.array([release.longitude]), np.array([release.latitude])
    if not on_land(shore, *here)[0]:
        return
    angle = np.linspace(0.0, 2.0 * np.pi, 72, endpoint=False)
    far = np.append(np.arange(0.25, 10, 0.25), np.arange(10, 300, 2.0))[:, np.newaxis] * 1000.0
    up = release.latitude + np.degrees(far * np.sin(angle) / EARTH_RADIUS)
    across = release.longitude + np.degrees(
        far * np.cos(angle) / (EARTH_RADIUS * np.cos(np.radians(release.latitude)))
    )
    up = np.clip(up, -90.0, 90.0)
    sea = np.flatnonzero(~on_land(shore, across.ravel(), up.ravel()))
    mend = "the nearest sea is more than 300 km away"
    if len(sea):
        nearest = sea[0]
        mend = (
            f"the nearest sea is about {far[nearest // len(angle), 0] / 1000:g} km away, "
            f"at {up.ravel()[nearest]:.3f}, {across.ravel()[nearest]:.3f}"
        )
    raise InvalidInputError(
        [
            Problem(
                "position",
                f"{release.latitude:g}, {release.longitude:g} is on land (Natural Earth 1:10 million); {mend}",
            )
        ]
    )
