"""Natural Earth's land at 1:10 million as segments of coast.

Comes in: `data/land.npy.xz` (what it is and where from: `data/PROVENANCE.md`). Goes out: every segment of the
world's coast in degrees, unordered: which side is land follows from how many are crossed. One that crosses the
180th meridian ends a little beyond it, and none runs around the pole: the map has no edge here.
"""

import io
import lzma
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["SOURCE", "segments"]

SOURCE = "Natural Earth 1:10 million"
FILE = Path(__file__).parent / "data" / "land.npy.xz"
STEP = np.array([0.0036000360003600037, 0.0016885772698826986])
"""Degrees of longitude and latitude that one step of the file stands for."""
ORIGIN = np.array([-180.0, -85.22193775799991])

EDGE = 179.9999
"""Beyond it on both ends, a segment is the seam that the map runs to and fro along the 180th meridian, and no coast."""


@cache
def segments() -> NDArray[np.float64]:
    """All segments of coast: rows of longitude and latitude of one end, then of the other."""
    across, up, begins = np.load(io.BytesIO(lzma.decompress(FILE.read_bytes())))
    starts = np.flatnonzero(begins)
    walked = np.cumsum(np.stack([across, up], axis=1, dtype=np.int64), axis=0)
    before = np.vstack([[[0, 0]], walked[starts[1:] - 1]])
    lengths = np.diff(np.append(starts, len(begins)))
    points = (walked - np.repeat(before, lengths, axis=0)) * STEP + ORIGIN
    inside = begins[1:] == 0
    lines = np.hstack([points[:-1][inside], points[1:][inside]])
    lines[:, 2] -= 360.0 * np.round((lines[:, 2] - lines[:, 0]) / 360.0)
    seam = (np.abs(lines[:, [0, 2]]) > EDGE).all(axis=1)
    return np.asarray(lines[~seam])
