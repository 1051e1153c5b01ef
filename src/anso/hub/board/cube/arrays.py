"""The cube's arrays: one number a model, round, target, horizon and location for each score.

A cell without a score holds 0 in every array and says so in `status`; so a sum over cells needs no look at
what is missing. Coverage is kept as bits, one a central interval: which intervals a forecast stated, and
which of them held the observation. That is every level's coverage in eight bytes a cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.hub.board.cube.axes import NAMES, SCALES, Axes, Scale

__all__ = ["ABSENT", "FORECAST", "NO_DAY", "PARTS", "SCORED", "Cube", "Draft", "empty_draft", "scaled"]

ABSENT, FORECAST, SCORED = 0, 1, 2
"""Status of a cell: nothing was forecast; a forecast waits for its observation; it was scored."""
PARTS = ("wis", "dispersion", "underprediction", "overprediction", "ae_median")
"""Scores that differ by scale."""
NO_DAY = int(np.iinfo(np.int32).min)


def scaled(score: str, scale: Scale) -> str:
    """The array of a score on a scale."""
    return score if scale == "natural" else f"{score}_{scale}"


DTYPES: Mapping[str, Any] = {
    "status": np.uint8,
    **{scaled(score, scale): np.float32 for scale in SCALES for score in PARTS},
    "bias": np.float32,
    "stated": np.uint32,
    "inside": np.uint32,
}


@dataclass(frozen=True)
class Cube:
    """A published cube; its arrays are mapped from disk and read only as far as they are asked."""

    axes: Axes
    arrays: Mapping[str, NDArray[Any]]
    ends: NDArray[np.int32]
    """Round x target x horizon: the day that is forecast, counted from 1970."""
    sources: Mapping[str, Any] = field(default_factory=dict)
    """What it was made from."""
    generation: str = ""
    vintages_file: Path = Path()
    """Every version of the observations it was scored against, those of a place together."""

    @property
    def empty(self) -> bool:
        """Whether no quantile forecast was made in the hub."""
        return 0 in self.axes.shape

    @property
    def aliases(self) -> Mapping[str, str]:
        """Reference dates that are kept under the newer one of their round."""
        found: Mapping[str, str] = self.sources.get("aliases", {})
        return found

    @property
    def vintages(self) -> pl.DataFrame:
        return pl.read_parquet(self.vintages_file)

    def score(self, name: str, scale: Scale = "natural") -> NDArray[np.float32]:
        return self.arrays[scaled(name, scale) if name in PARTS else name]


@dataclass
class Draft:
    """A cube in memory, being written."""

    axes: Axes
    arrays: dict[str, NDArray[Any]]
    ends: NDArray[np.int32]

    @classmethod
    def of(cls, cube: Cube | None, axes: Axes) -> "Draft":
        """A copy of a cube with wider axes; what is new is absent."""
        if cube is None or cube.empty:
            return empty_draft(axes)
        if axes == cube.axes:
            return cls(axes, {name: np.array(array) for name, array in cube.arrays.items()}, cube.ends.copy())
        place = [_positions(getattr(axes, name), getattr(cube.axes, name)) for name in NAMES]
        draft = empty_draft(axes)
        for name, array in cube.arrays.items():
            draft.arrays[name][np.ix_(*place)] = array
        draft.ends[np.ix_(*place[1:4])] = cube.ends
        return draft

    def without_rounds(self, places: Sequence[int]) -> "Draft":
        """The draft without some rounds."""
        kept = tuple(day for place, day in enumerate(self.axes.rounds) if place not in places)
        arrays = {name: np.delete(array, places, axis=1) for name, array in self.arrays.items()}
        return Draft(replace(self.axes, rounds=kept), arrays, np.delete(self.ends, places, axis=0))

    def forget(self, model: int, rounds: Sequence[int]) -> None:
        """Take out what a model forecast in these rounds."""
        for array in self.arrays.values():
            array[model, list(rounds)] = 0

    def put(self, index: Sequence[NDArray[np.int64]], columns: Mapping[str, NDArray[Any]]) -> None:
        """Write cells; `index` is each cell's position along each axis."""
        at = np.ravel_multi_index(tuple(index), self.axes.shape)
        for name, values in columns.items():
            self.arrays[name].reshape(-1)[at] = values


def empty_draft(axes: Axes) -> Draft:
    arrays = {name: np.zeros(axes.shape, dtype) for name, dtype in DTYPES.items()}
    return Draft(axes, arrays, np.full(axes.shape[1:4], NO_DAY, np.int32))


def _positions(wide: Sequence[Any], narrow: Sequence[Any]) -> NDArray[np.int64]:
    number = {value: place for place, value in enumerate(wide)}
    return np.array([number[value] for value in narrow], dtype=np.int64)
