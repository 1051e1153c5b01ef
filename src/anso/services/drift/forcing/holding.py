"""Forcing that has been read, in the kernel's layout.

In: pieces by kind. Out: `Held`; for a stretch of steps within it, the kernel's `Fields` (`kernel/layout.py`), of which only
the weights of time are new each time.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.drift.forcing.covering import slots
from anso.services.drift.forcing.pieces import Piece, Window
from anso.services.drift.kernel.layout import Fields

__all__ = ["Held", "packed"]


@dataclass(frozen=True)
class Held:
    """Values of a stretch of time and a window (nothing: wherever there are any)."""

    window: Window | None
    values: NDArray[np.float32]
    rows: NDArray[np.int64]
    scale: NDArray[np.float64]
    axes: NDArray[np.float64]
    spans: NDArray[np.int64]
    times: list[tuple[NDArray[np.float64] | None, NDArray[np.bool_]]]

    def fields(self, begin: float, dt: float, steps: int) -> Fields:
        """The fields of `steps` steps of `dt` seconds from `begin` on."""
        nodes = begin + 0.5 * dt * np.arange(2 * steps + 1, dtype=np.float64)
        slot = np.full((len(self.rows), len(nodes)), -1, np.int64)
        share = np.zeros((len(self.rows), len(nodes)))
        for row, (times, joined) in enumerate(self.times):
            slot[row], share[row] = slots(times, nodes, joined)
        return Fields(self.values, self.rows, self.scale, self.axes, slot, share, self.spans)

    def fields_at_nodes(self, begin: float, dt: float, steps: int) -> Fields:
        """The same, with a slice for each node, so that the kernel need not mix slices for each particle."""
        mixed = self.fields(begin, dt, steps)
        nodes = mixed.slot.shape[1]
        rows, values = self.rows.copy(), np.empty(self.values_at(nodes), np.float32)
        slot = np.where(mixed.slot >= 0, np.arange(nodes), -1)
        at = 0
        for row in range(len(self.times)):
            offset, width, height = self.rows[row, :3]
            size = 2 * width * height
            slices = self.values[offset : self._end(row)].reshape(-1, size)
            rows[row, 0] = at
            for node in np.flatnonzero(slot[row] >= 0):
                first, later = mixed.slot[row, node], np.float32(mixed.share[row, node])
                into = values[at + node * size : at + (node + 1) * size]
                if later == 0.0:
                    into[:] = slices[first]
                else:
                    np.subtract(slices[first + 1], slices[first], out=into)
                    into *= later
                    into += slices[first]
            at += nodes * size
        return Fields(values, rows, self.scale, self.axes, slot, np.zeros_like(mixed.share), self.spans)

    def values_at(self, nodes: int) -> int:
        """How many values `fields_at_nodes` makes."""
        return int((2 * self.rows[:, 1] * self.rows[:, 2]).sum() * nodes)

    def _end(self, row: int) -> int:
        return len(self.values) if row + 1 == len(self.times) else int(self.rows[row + 1, 0])


def packed(pieces: list[Piece], spans: NDArray[np.int64], window: Window | None) -> Held:
    """The pieces one after the other."""
    rows = np.zeros((max(len(pieces), 1), 7), np.int64)
    scale = np.zeros((max(len(pieces), 1), 4))
    axes: list[NDArray[np.float64]] = [np.zeros(0)]
    offset = at = 0
    for row, piece in enumerate(pieces):
        x, y = piece.longitudes, piece.latitudes
        rows[row] = (offset, len(x), len(y), evenly(x) and evenly(y), at, at + len(x), piece.member)
        scale[row] = (x[0], (len(x) - 1) / (x[-1] - x[0]), y[0], (len(y) - 1) / (y[-1] - y[0]))
        axes += [x, y]
        at += len(x) + len(y)
        offset += piece.values.size
    values = np.empty(offset, np.float32)
    for row, piece in enumerate(pieces):
        values[rows[row, 0] : rows[row, 0] + piece.values.size] = piece.values.ravel()
    times = [(piece.times, piece.joined) for piece in pieces]
    return Held(window, values, rows, scale, np.concatenate(axes), spans, times)


def evenly(axis: NDArray[np.float64]) -> bool:
    """Evenly spaced, as far as single precision can say: each value within a thousandth of a cell of its place."""
    even = np.linspace(axis[0], axis[-1], len(axis))
    return bool(np.abs(axis - even).max() <= 1e-3 * (axis[-1] - axis[0]) / (len(axis) - 1))
