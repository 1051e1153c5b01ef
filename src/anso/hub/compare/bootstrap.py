"""How sure a comparison is: intervals from resampling the days on which forecasts were made.

Circular blocks of successive days are drawn (Politis & Romano 1992), so that what goes together in time and
all that was forecast on one day stay together; a block of one day is the plain cluster bootstrap. Every
draw resamples all models alike, so that their ratios are compared on the same days.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.hub.compare.dates import DatedPairs, date_column, dated_pairs
from anso.hub.compare.layout import refuse_empty
from anso.hub.compare.pairs import known_model, ratios, relative_skill
from anso.hub.compare.products import onto
from anso.release.forecast import MODEL

__all__ = ["block_draws", "bootstrap"]

DRAWS = 1000
DRAWS_AT_ONCE = 100
Numbers = NDArray[np.float64]


def bootstrap(
    scores: pl.DataFrame,
    by: Sequence[str] = (),
    *,
    baseline: str | None = None,
    measure: str = "wis",
    cluster: str | None = None,
    block: int | None = None,
    draws: int = DRAWS,
    coverage: float = 0.95,
    seed: int = 0,
) -> pl.DataFrame:
    """One row a group and model: mean score, sum ratio and relative skill, each with `_low` and `_high`.

    `block` days are drawn at once, by default the cube root of their number.
    """
    if baseline is not None:
        known_model(scores, baseline)
    cluster = date_column(scores, cluster)
    by = [name for name in by if name not in (MODEL, cluster)]
    rng = np.random.default_rng(seed)
    tables = []
    for pairs in dated_pairs(scores, by, cluster, measure=measure):
        days = len(pairs.dates)
        times = block_draws(days, block or max(1, round(days ** (1 / 3))), draws, rng)
        estimate = statistics(np.ones((1, days)), pairs, baseline)
        drawn = [
            statistics(times[start : start + DRAWS_AT_ONCE], pairs, baseline)
            for start in range(0, draws, DRAWS_AT_ONCE)
        ]
        columns: dict[str, Any] = {
            name: pl.repeat(value, len(pairs.models), dtype=scores[name].dtype, eager=True)
            for name, value in zip(by, pairs.group, strict=True)
        }
        columns |= {MODEL: pairs.models, "dates": np.count_nonzero(diagonal(pairs.shared), axis=0)}
        for name in estimate:
            replicates = np.concatenate([part[name] for part in drawn])
            low, high = interval(replicates, coverage)
            columns |= {name: estimate[name][0], f"{name}_low": low, f"{name}_high": high}
        tables.append(pl.DataFrame(columns))
    refuse_empty(not tables, f"hold no value of {measure}")
    return pl.concat(tables).with_columns(pl.col(pl.Float64).fill_nan(None)).sort([*by, MODEL])


def block_draws(days: int, block: int, draws: int, rng: np.random.Generator) -> Numbers:
    """Draws x days: how often each day is taken, in blocks that run on from the last day to the first."""
    block = min(block, days)
    starts = rng.integers(0, days, (draws, -(-days // block)))
    taken = ((starts[:, :, None] + np.arange(block)) % days).reshape(draws, -1)[:, :days]
    cell = taken + days * np.arange(draws)[:, None]
    return np.bincount(cell.ravel(), minlength=draws * days).reshape(draws, days).astype(np.float64)


def statistics(times: Numbers, pairs: DatedPairs, baseline: str | None) -> dict[str, Numbers]:
    """Draws x models for each statistic; NaN where a draw has none of the model's days, or no baseline."""
    count = len(pairs.models)
    flat = (len(pairs.dates), count * count)
    sums = onto(times, pairs.sums.reshape(flat)).reshape(-1, count, count)
    shared = onto(times, pairs.shared.reshape(flat).astype(np.float64)).round().astype(np.int64)
    shared = shared.reshape(-1, count, count)
    ratio = ratios(sums, shared)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = diagonal(sums) / diagonal(shared)
    nothing = np.full_like(mean, np.nan)
    place = pairs.models.index(baseline) if baseline in pairs.models else None
    if baseline is not None and place is None:
        return {"mean": mean, "sum_ratio": nothing, "relative_skill": nothing}
    return {
        "mean": mean,
        "sum_ratio": nothing if place is None else ratio[:, :, place],
        "relative_skill": relative_skill(ratio, place),
    }


def diagonal(cube: NDArray[Any]) -> NDArray[Any]:
    """Each model with itself: dates or draws x models."""
    return np.diagonal(cube, axis1=-2, axis2=-1)


def interval(replicates: Numbers, coverage: float) -> tuple[Numbers, Numbers]:
    """The central interval of each column; draws that have no value are left out."""
    ends = np.full((2, replicates.shape[1]), np.nan)
    known = np.isfinite(replicates).any(axis=0)
    tail = (1 - coverage) / 2
    kept = np.where(np.isfinite(replicates), replicates, np.nan)[:, known]
    if kept.size:
        ends[:, known] = np.nanquantile(kept, [tail, 1 - tail], axis=0)
    return ends[0], ends[1]
