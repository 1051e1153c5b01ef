"""The forcing of a run: whether it covers what is asked, and what it is for a stretch of time.

In: grids by kind. Out: for a stretch of time and a window what is `Held`, which gives the kernel's fields. Times between two
slices are filled in only if the slices are neighbours, or no more than the stated bridge apart.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.services.drift.forcing.covering import uncovered
from anso.services.drift.forcing.grid import Grid
from anso.services.drift.forcing.holding import Held, packed
from anso.services.drift.forcing.kinds import KINDS
from anso.services.drift.forcing.pieces import Piece, Window, cut, nothing_there, piece_of, size_of
from anso.services.drift.forcing.times import said

__all__ = ["Forcing"]


@dataclass(frozen=True)
class Forcing:
    """Grids by kind, in the order of `KINDS`; within a kind, those asked first stand first."""

    sources: tuple[tuple[Grid, ...], ...]
    bridge: float
    """Hours without values that may be bridged."""

    @property
    def members(self) -> int:
        """How many combinations of members there are before they repeat."""
        return int(np.lcm.reduce([self.members_of(kind) for kind in range(len(KINDS))]))

    def members_of(self, kind: int) -> int:
        """Members of one kind; 1 if it is no ensemble."""
        return max([grid.member for grid in self.sources[kind]] + [0]) + 1

    @property
    def notes(self) -> list[str]:
        """What was assumed of the files, for the reader of the result."""
        said = [
            f"{grid.label}: {note}"
            for source in self.sources
            for grid in source
            if grid.member <= 0
            for note in grid.notes
        ]
        return list(dict.fromkeys(said))

    def refuse_uncovered(self, begin: float, end: float) -> None:
        """Says which times between begin and end no source of a kind covers."""
        problems = []
        for kind, grids in zip(KINDS, self.sources, strict=True):
            if not grids:
                continue
            gap = uncovered([grid.times for grid in grids], min(begin, end), max(begin, end), self.bridge)
            if gap is None:
                continue
            where = grids[0].label if len(grids) == 1 else kind.option
            times = np.concatenate([grid.times for grid in grids if grid.times is not None])
            first, last = times.min(), times.max()
            if gap[0] >= first and gap[1] <= last:
                hours = (gap[1] - gap[0]) / 3600
                message = (
                    f"has no {kind.what} between {said(gap[0])} and {said(gap[1])}; add a source that has, "
                    f"or state that the gap may be bridged: --bridge {hours:g}"
                )
            elif first == last:
                message = (
                    f"has a single time, {said(first)}, and the run is from {said(min(begin, end))} to "
                    f"{said(max(begin, end))}; --steady lets it hold at all times"
                )
            else:
                message = (
                    f"covers {said(first)} to {said(last)}, but the run is from {said(min(begin, end))} "
                    f"to {said(max(begin, end))}"
                )
            problems.append(Problem(where, message))
        if problems:
            raise InvalidInputError(problems)

    def inside(
        self, kind: int, longitude: NDArray[np.float64], latitude: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        """Which places lie in the area of any source of a kind."""
        answer = np.zeros(np.shape(longitude), bool)
        for grid in self.sources[kind]:
            east = (longitude - grid.longitudes[0]) % 360.0
            width = grid.longitudes[-1] - grid.longitudes[0]
            answer |= (
                ((east <= width + 1e-9) | (east >= 360.0 - 1e-9))
                & (latitude >= grid.latitudes[0] - 1e-9)
                & (latitude <= grid.latitudes[-1] + 1e-9)
            )
        return answer

    def size(self, begin: float, end: float, window: Window | None) -> int:
        """Bytes that the fields of a stretch would take."""
        return sum(size_of(grid, begin, end, window) for source in self.sources for grid in source)

    def held(self, begin: float, end: float, window: Window | None) -> Held:
        """What a stretch of time needs of a window, or of wherever there is any, read."""
        low, high = min(begin, end), max(begin, end)
        pieces: list[Piece] = []
        spans = np.zeros((len(KINDS), 3), np.int64)
        for number, (kind, grids) in enumerate(zip(KINDS, self.sources, strict=True)):
            cuts = [(grid, cut(grid, low, high, window)) for grid in grids]
            found = [piece_of(grid, part, kind, self.bridge) for grid, part in cuts if part is not None]
            full = [piece for piece in found if piece is not None]
            if found and not full:
                raise InvalidInputError([nothing_there(kind, cuts)])
            spans[number] = len(pieces), len(pieces) + len(full), self.members_of(number)
            pieces += full
        return packed(pieces, spans, window)
