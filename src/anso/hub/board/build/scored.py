"""Some forecasts and the observations, as cells of the cube: which were made, and how those did that can be scored.

A submission that cannot be scored (crossing quantiles, say) is left out and told; the others of its batch are
scored all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError
from anso.hub.board.build.cells import CELL, END, ROUND, ROUND_COLUMNS, with_cells
from anso.hub.board.cube.arrays import PARTS, SCORED, scaled
from anso.hub.board.cube.axes import SCALES, Axes
from anso.hub.scores import score
from anso.release.forecast import MODEL, OUTPUT_TYPE, VALUE, task_columns

__all__ = ["Cells", "cells_of"]

COVERAGE = "coverage_"


@dataclass(frozen=True)
class Cells:
    """Cells of one batch."""

    made: pl.DataFrame
    """A row a quantile forecast: the columns of `CELL`, and the day forecast."""
    scores: pl.DataFrame
    """A row a scored forecast: `CELL`, then one column an array of the cube."""
    levels: tuple[float, ...] = ()
    left_out: dict[str, str] = field(default_factory=dict)
    """Model and round of what could not be scored, with the reason."""

    def axes(self) -> Axes:
        made = self.made
        names = ("models", "rounds", "targets", "horizons", "locations")
        held = {name: tuple(made[column].unique().sort()) for name, column in zip(names, CELL, strict=True)}
        return Axes(**held).widened(Axes(levels=self.levels))

    def columns(self, axes: Axes) -> dict[str, NDArray[Any]]:
        """The arrays' values, the coverage of every level packed into bits."""
        plain = [name for name in self.scores.columns if name not in CELL and not name.startswith(COVERAGE)]
        found: dict[str, NDArray[Any]] = {
            name: self.scores[name].fill_null(0).to_numpy().astype(np.float32) for name in plain
        }
        stated = np.zeros(len(self.scores), np.uint32)
        inside = np.zeros(len(self.scores), np.uint32)
        for level in self.levels:
            if level in axes.levels:
                bit = np.uint32(1 << axes.levels.index(level))
                held = self.scores[_column(level)]
                stated |= np.where(held.is_not_null().to_numpy(), bit, np.uint32(0))
                inside |= np.where(held.fill_null(value=False).to_numpy(), bit, np.uint32(0))
        status = np.full(len(self.scores), SCORED, np.uint8)
        return found | {"stated": stated, "inside": inside, "status": status}


def cells_of(
    forecasts: pl.DataFrame, observations: pl.DataFrame, rounds: Sequence[str] = ROUND_COLUMNS
) -> Cells:
    """The cells of these forecasts; `rounds` are the columns that may name theirs."""
    quantiles = forecasts.filter(pl.col(OUTPUT_TYPE) == "quantile")
    made = with_cells(quantiles, rounds=rounds).select(*CELL, END).unique(CELL).drop_nulls(CELL)
    scores, left_out = _scores(_answered(quantiles, observations), observations, rounds)
    levels = tuple(
        round(float(name.removeprefix(COVERAGE)) / 100, 6)
        for name in scores.columns
        if name.startswith(COVERAGE)
    )
    renamed = {
        name: _column(level)
        for name, level in zip((n for n in scores.columns if n.startswith(COVERAGE)), levels, strict=True)
    }
    return Cells(made, scores.rename(renamed), levels, left_out)


def _column(level: float) -> str:
    return f"{COVERAGE}{level:.6g}"


def _answered(forecasts: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """The forecasts of which something was observed: a round too young to be scored is no fault."""
    shared = [name for name in task_columns(forecasts) if name in observations.columns]
    if not shared or observations.is_empty():
        return forecasts.clear()
    known = observations.filter(pl.col(VALUE).is_not_null()).select(shared).unique()
    return forecasts.join(known, on=shared, how="semi")


def _scores(
    forecasts: pl.DataFrame, observations: pl.DataFrame, rounds: Sequence[str]
) -> tuple[pl.DataFrame, dict[str, str]]:
    if forecasts.is_empty():
        return _without_rows(), {}
    try:
        return _on_both_scales(forecasts, observations, rounds), {}
    except InvalidInputError as error:
        dated = forecasts.with_columns(with_cells(forecasts, rounds=rounds)[ROUND])
        parts = dated.partition_by(MODEL, ROUND, as_dict=True)
        if len(parts) == 1:
            ((model, day),) = parts
            return _without_rows(), {f"{model} {day}": str(error.problems[0])}
    kept: list[pl.DataFrame] = []
    left_out: dict[str, str] = {}
    for part in parts.values():
        scores, told = _scores(part.drop(ROUND), observations, rounds)
        kept.append(scores)
        left_out |= told
    return pl.concat(kept, how="diagonal"), left_out


def _on_both_scales(
    forecasts: pl.DataFrame, observations: pl.DataFrame, rounds: Sequence[str]
) -> pl.DataFrame:
    found = None
    for scale in SCALES:
        scores = score(forecasts, observations, scale=scale).filter(pl.col("wis").is_not_null())
        table = with_cells(scores, task_columns(forecasts), rounds=rounds)
        # Bias and coverage are the same on every scale, for the logarithm keeps the order.
        of_all = [name for name in table.columns if name.startswith(COVERAGE) or name == "bias"]
        kept = table.select(
            *CELL,
            *(pl.col(name).alias(scaled(name, scale)) for name in PARTS),
            *(of_all if found is None else ()),
        )
        found = kept if found is None else found.join(kept, on=CELL, how="left", nulls_equal=True)
    assert found is not None  # noqa: S101  # there are scales
    return found.drop_nulls(CELL)


def _without_rows() -> pl.DataFrame:
    kinds = dict(zip(CELL, (pl.String, pl.Date, pl.String, pl.Int64, pl.String), strict=True))
    numbers = [*(scaled(name, scale) for scale in SCALES for name in PARTS), "bias"]
    return pl.DataFrame(schema={**kinds, **dict.fromkeys(numbers, pl.Float64)})
