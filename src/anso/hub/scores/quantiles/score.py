"""One row of scores a quantile forecast.

In come forecasts and observations; out go for each forecast that has an observation its key, the observation,
the score with its parts, the error of the median, the bias, for each central interval whether it held the
observation (`coverage_95`), and for each level whether the observation did not exceed its quantile
(`below_0.975`).
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.hub.dense import Quantiles, quantile_blocks
from anso.hub.scores.quantiles.bias import bias
from anso.hub.scores.quantiles.levels import Levels
from anso.hub.scores.quantiles.wis import wis_parts
from anso.hub.scores.tables import forecast_table
from anso.hub.scores.truth import LeftOut, answered, corrections, on_scale
from anso.release.forecast import OUTPUT_TYPE, ROUNDING, VALUE, as_frame, faults

__all__ = ["Scored", "score", "scored"]

ROWS_AT_ONCE = 4096
"""So many forecasts of some twenty levels stay in a core's own memory while they are scored."""
MEASURES = ("wis", "dispersion", "underprediction", "overprediction", "ae_median", "bias")

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Scored:
    """Scores, and an account of what was not scored."""

    table: pl.DataFrame
    left_out: LeftOut


def score(forecasts: Any, observations: Any, *, scale: str = "natural") -> pl.DataFrame:
    """The scores alone, one row a quantile forecast with an observation."""
    return scored(forecasts, observations, scale=scale).table


def scored(
    forecasts: Any,
    observations: Any,
    *,
    scale: str = "natural",
    only: pl.Expr | None = None,
    where: str = "forecasts",
    truth_where: str = "observations",
) -> Scored:
    """The scores, and what was left out.

    `only` chooses forecasts by their key columns; `where` and `truth_where` name the tables in complaints.
    """
    table = forecast_table(forecasts, where)
    blocks = quantile_blocks(table, where=where)
    empty = without_value(table)
    if not blocks:
        why = "none of its quantiles has a value" if len(empty) else "its output_type is never quantile"
        raise InvalidInputError([Problem(where, f"holds no quantile forecast; {why}")])
    if only is not None:
        blocks = [part for block in blocks if len(part := chosen(block, only))]
    if not blocks:
        raise InvalidInputError([Problem(where, "holds no forecast of the models and dates asked for")])
    if any(impossible(block.values) for block in blocks):
        raise InvalidInputError(faults(table, where=where))
    keys = pl.concat([block.keys for block in blocks])
    found = answered(keys, as_frame(observations), "quantile", where=truth_where)
    observed = found.cast(pl.Float64).fill_null(np.nan).to_numpy()
    targets = keys["target"] if "target" in keys.columns else pl.repeat("", len(keys), eager=True)
    corrected = corrections(targets, [block.values for block in blocks], observed)
    wanted = ~np.isnan(observed) & ~corrected
    starts = np.cumsum([0, *(len(block) for block in blocks)])
    parts = [slice(*ends) for ends in pairwise(starts.tolist())]
    tables = [
        block_scores(block, observed[part], np.flatnonzero(wanted[part]), scale)
        for block, part in zip(blocks, parts, strict=True)
    ]
    result = in_order(pl.concat(tables, how="diagonal"))
    unpaired = sum(len(t) for t, block in zip(tables, blocks, strict=True) if Levels(block.levels).unpaired)
    raised = sum(int(np.count_nonzero(block.values < 0)) for block in blocks) if scale == "log" else 0
    return Scored(
        result,
        LeftOut(
            forecasts=len(keys),
            scored=len(result),
            without_observation=int(np.isnan(observed).sum()),
            corrections=dict(targets.filter(pl.Series(corrected)).value_counts(sort=True).iter_rows()),
            raised_to_zero=raised,
            without_value=len(empty if only is None else empty.filter(only)),
            without_wis=result["wis"].null_count(),
            unpaired=unpaired,
        ),
    )


def without_value(table: pl.DataFrame) -> pl.DataFrame:
    """The quantiles that state nothing, or no number."""
    nothing = pl.col(VALUE).is_null() | pl.col(VALUE).is_nan()
    return table.filter((pl.col(OUTPUT_TYPE) == "quantile") & nothing)


def chosen(block: Quantiles, only: pl.Expr) -> Quantiles:
    rows = block.keys.select(only.fill_null(value=False)).to_series().arg_true().to_numpy()
    return replace(block, keys=block.keys[rows], values=block.values[rows])


def impossible(values: Numbers) -> bool:
    """Whether any forecast is infinite, or its quantiles descend by more than rounding does."""
    for start in range(0, len(values), ROWS_AT_ONCE):
        part = values[start : start + ROWS_AT_ONCE]
        if not np.isfinite(part).all():
            return True
        fall = part[:, :-1] - part[:, 1:]
        if fall.size and fall.max() > 0:
            size = np.maximum(np.abs(part[:, :-1]), np.abs(part[:, 1:]))
            if (fall > ROUNDING * size).any():
                return True
    return False


def block_scores(block: Quantiles, observed: Numbers, rows: NDArray[np.int64], scale: str) -> pl.DataFrame:
    levels = Levels(block.levels)
    low, high = levels.pairs
    numbers = np.empty((len(MEASURES), len(rows)))
    below = np.empty((len(block.levels), len(rows)), dtype=bool)
    inside = np.empty((len(low), len(rows)), dtype=bool)
    for start in range(0, len(rows), ROWS_AT_ONCE):
        part = slice(start, min(start + ROWS_AT_ONCE, len(rows)))
        values = on_scale(block.values[rows[part]], scale)
        y = on_scale(observed[rows[part]], scale)
        dispersion, under, over = wis_parts(values, levels, y)
        error = np.nan if levels.median is None else np.abs(y - values[:, levels.median])
        numbers[:, part] = np.stack(
            np.broadcast_arrays(
                dispersion + under + over, dispersion, under, over, error, bias(values, levels, y)
            )
        )
        below[:, part] = (y[:, None] <= values).T
        inside[:, part] = ((values[:, low] <= y[:, None]) & (y[:, None] <= values[:, high])).T
    columns: dict[str, Any] = {"observation": observed[rows]}
    columns |= dict(zip(MEASURES, numbers, strict=True))
    columns |= {f"coverage_{name}": row for name, row in zip(levels.intervals, inside, strict=True)}
    columns |= {f"below_{level:.10g}": row for level, row in zip(block.levels, below, strict=True)}
    keys = block.keys if len(rows) == len(block) else block.keys[rows]
    return pl.concat(
        [keys, pl.DataFrame(columns).with_columns(pl.col(MEASURES).fill_nan(None))],
        how="horizontal",
    )


def in_order(scores: pl.DataFrame) -> pl.DataFrame:
    """The columns of blocks with other levels among those of the first, by their number."""
    ranked = {
        prefix: sorted(
            (name for name in scores.columns if name.startswith(prefix)),
            key=lambda name: float(name.rpartition("_")[2]),
        )
        for prefix in ("coverage_", "below_")
    }
    levelled = [*ranked["coverage_"], *ranked["below_"]]
    return scores.select(pl.exclude(levelled), *levelled)
