"""Several files as one source: a folder or pattern of files whose times follow one another.

In: grids of the same axes. Out: one grid over all their times; where two files have the same time, the later file counts.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.services.drift.forcing.grid import Grid

__all__ = ["files_at", "joined"]


def files_at(address: str) -> list[str]:
    """The files that a path, a folder or a pattern stands for, by name; an address stands for itself."""
    if "://" in address or "|" in address:
        return [address]
    path = Path(address)
    if path.is_dir() and not (
        path.suffix == ".zarr" or (path / ".zgroup").exists() or (path / "zarr.json").exists()
    ):
        return sorted(str(file) for file in path.iterdir() if file.suffix in (".nc", ".nc4", ".cdf")) or [
            address
        ]
    if not path.exists() and any(mark in path.name for mark in "*?["):
        found = sorted(str(file) for file in path.parent.glob(path.name))
        if not found:
            raise InvalidInputError([Problem(address, "no file has such a name")])
        return found
    return [address]


def joined(grids: list[Grid], label: str) -> Grid:
    """One grid of many, which must share their axes."""
    if len(grids) == 1:
        return grids[0]
    first = grids[0]
    for other in grids[1:]:
        same = all(
            mine.shape == theirs.shape and np.allclose(mine, theirs, atol=1e-6)
            for mine, theirs in ((first.longitudes, other.longitudes), (first.latitudes, other.latitudes))
        )
        if not same:
            raise InvalidInputError(
                [
                    Problem(
                        other.label, f"has another grid than {first.label}; give it by an option of its own"
                    )
                ]
            )
    times = [_times_of(grid) for grid in grids]
    ascending, last = np.unique(np.concatenate(times)[::-1], return_index=True)
    place = sum(map(len, times)) - 1 - last
    owner = np.repeat(np.arange(len(grids)), [len(each) for each in times])[place]
    within = np.concatenate([np.arange(len(each)) for each in times])[place]

    def read(when: slice, rows: slice, columns: NDArray[np.int64]) -> NDArray[np.float32]:
        parts = [
            grids[file].read(slice(int(at), int(at) + 1), rows, columns)
            for file, at in zip(owner[when], within[when], strict=True)
        ]
        return np.concatenate(parts)

    notes = tuple(dict.fromkeys(note for grid in grids for note in grid.notes))
    return replace(first, label=label, times=ascending, read=read, notes=notes)


def _times_of(grid: Grid) -> NDArray[np.float64]:
    if grid.times is None:
        raise InvalidInputError(
            [Problem(grid.label, "has no time, so it cannot stand among files that follow one another")]
        )
    return grid.times
