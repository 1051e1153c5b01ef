"""A made-up monsoon season of the northern Indian Ocean, for practice and where no real forcing is at hand.

It is no observation and no forecast, and wherever it is used it is called synthetic. Its shape is the textbook's (Schott and
McCreary 2001, Prog. Oceanogr. 51, 1-123; Shankar and others 2002, Prog. Oceanogr. 52, 63-120): south-westerly winds and a current to
the east past Sri Lanka in summer, north-easterlies and a current to the west in winter, jets to the east along the equator
between the seasons, and eddies of a few hundred kilometres that drift westward, as a stream function, so that they neither
gather nor spread water.

In: the kind and a stretch of time. Out: a grid of a quarter degree and three hours.
"""

from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from anso.services.drift.forcing.grid import Grid
from anso.services.drift.forcing.kinds import CURRENTS, WIND, Kind

__all__ = ["NAME", "synthetic_grid"]

NAME = "synthetic"
LABEL = "synthetic (a made-up monsoon season)"
LONGITUDES, LATITUDES = np.arange(40.0, 105.01, 0.25), np.arange(-12.0, 28.01, 0.25)
STEP = 10800.0
YEAR = 365.2425 * 86400.0
DRIFT_OF_EDDIES = 0.08
"""m/s to the west."""
METRES_A_DEGREE = 111_195.0


def synthetic_grid(kind: Kind, begin: float, end: float) -> Grid:
    """The made-up field of a kind, from a step before the stretch to a step after it."""
    times = np.arange(np.floor(min(begin, end) / STEP) - 1, np.ceil(max(begin, end) / STEP) + 2) * STEP

    def read(when: slice, rows: slice, columns: NDArray[np.int64]) -> NDArray[np.float32]:
        t = times[when][:, np.newaxis, np.newaxis]
        y = LATITUDES[rows][:, np.newaxis]
        x = LONGITUDES[columns]
        u, v = _currents(x, y, t) if kind is CURRENTS else _wind(x, y, t)
        share = 1.0 if kind in (CURRENTS, WIND) else 0.013  # Stokes drift at the surface, of the wind
        return (share * np.stack(np.broadcast_arrays(u, v), axis=-1)).astype(np.float32)

    return Grid(LABEL, LONGITUDES, LATITUDES, times, read, notes=("made up, no observation and no forecast",))


def season(seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 at the height of the summer monsoon (mid July), -1 at that of winter."""
    first = datetime(1970, 7, 16, tzinfo=UTC).timestamp()
    return np.cos(2.0 * np.pi * (seconds - first) / YEAR)


def _wind(
    x: NDArray[np.float64], y: NDArray[np.float64], t: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """South-westerly of 9 m/s in summer, north-easterly of 6 in winter, with weather that passes in four days."""
    phase = season(t)
    strength = np.where(phase > 0, 9.0, 6.0) * phase * np.exp(-(((y - 11.0) / 12.0) ** 2))
    passing = 2.0 * np.pi * (t / (4 * 86400.0) - x / 18.0)
    u = strength * 0.85 + 1.5 * np.cos(passing) * np.cos(np.radians(4.0 * y))
    v = strength * 0.5 + 1.2 * np.sin(passing)
    return u, v


def _currents(
    x: NDArray[np.float64], y: NDArray[np.float64], t: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The monsoon current at 5 N, the equatorial jets, eddies, and the turn of the near-inertial motion."""
    phase = season(t)
    monsoon = 0.4 * phase * np.exp(-(((y - 5.0) / 2.0) ** 2))
    between = 0.7 * (1.0 - phase**2) * np.exp(-((y / 2.0) ** 2))
    moved = x + DRIFT_OF_EDDIES * (t % (50 * YEAR)) / METRES_A_DEGREE
    u, v = monsoon + between, 0.0 * monsoon * x
    for across, up, speed, shift in ((5.0, 4.0, 0.30, 0.0), (3.1, 2.7, 0.22, 1.3), (1.9, 2.1, 0.12, 4.0)):
        a, b = 2.0 * np.pi * moved / across + shift, 2.0 * np.pi * y / up + 0.6 * shift
        u = u - speed * (across / up) ** 0.5 * np.sin(a) * np.cos(b)
        v = v + speed * (up / across) ** 0.5 * np.cos(a) * np.sin(b)
    turning = 2.0 * np.pi * t / 86400.0 - np.radians(x)
    return u + 0.06 * np.cos(turning), v - 0.06 * np.sin(turning)
