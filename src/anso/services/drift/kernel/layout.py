"""The words that the kernel and those who feed it share: codes, and columns of its tables."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Fields", "Particles"]

ACTIVE, STRANDED, OUTSIDE, NO_CURRENT, NO_WIND, NOT_RELEASED = 0, 1, 2, 3, 4, 5
"""What became of a particle: drifts; on the coast; left the currents' area; no current, no wind or waves there; waits."""

EULER, RK2, RK4 = 1, 2, 4

CURRENTS, WIND, WAVES, MIXING = 0, 1, 2, 3
"""Kinds of fields: rows of `Fields.spans`."""

OFFSET, WIDTH, HEIGHT, EVEN, X_AXIS, Y_AXIS, MEMBER = 0, 1, 2, 3, 4, 5, 6
"""Columns of `Fields.rows`; EVEN is 1 if both axes are evenly spaced."""

DOWN_SLOPE, DOWN_OFFSET, RIGHT_SLOPE, RIGHT_OFFSET, LEFT_SLOPE, LEFT_OFFSET = 0, 1, 2, 3, 4, 5
"""Columns of `Particles.leeway`; all crosswind numbers count to the right of downwind. Slopes without unit, offsets in m/s."""


class Fields(NamedTuple):
    """Fields of a stretch of time. Node k is k half steps after its begin.

    `values` holds pairs (eastward, northward) in m/s, source after source, each by time, latitude, longitude.
    """

    values: NDArray[np.float32]
    rows: NDArray[np.int64]
    scale: NDArray[np.float64]
    """A row a source: first longitude, cells a degree, first latitude, cells a degree."""
    axes: NDArray[np.float64]
    slot: NDArray[np.int64]
    """By source and node: the time slice at or before the node, -1 if the source does not cover it."""
    share: NDArray[np.float64]
    """By source and node: the weight of the next slice."""
    spans: NDArray[np.int64]
    """By kind: its first source, one past its last, and how many members it has."""


class Particles(NamedTuple):
    """What drifts, one element a particle; `leeway` has one row for all, or one each."""

    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    status: NDArray[np.int8]
    ended: NDArray[np.int32]
    """The step in which the particle's drift ended; -1 while it drifts."""
    release: NDArray[np.int32]
    """The step before which the particle sets out."""
    right: NDArray[np.int8]
    """1 if it drifts to the right of downwind, 0 if to the left."""
    leeway: NDArray[np.float32]
