"""The leaderboard: one row a model, over any part of the cube.

Means are over the tasks that a model forecast and that could be scored. What compares models that forecast
different tasks is relative skill and the ratio to the baseline, both over shared tasks alone; the opponents in
relative skill are the models that are ranked, as in evaluations of the hubs. The
ratio's interval is a moving-block bootstrap over rounds (Künsch 1989), for neighbouring rounds forecast the
same days.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.hub.board.cube import Cube
from anso.hub.board.cube.arrays import PARTS
from anso.hub.board.views.pairs import relative_skill, shared_sums
from anso.hub.board.views.selection import EVERYTHING, Part, Selection, part_of

__all__ = ["COVERAGES", "LEAST_SHARE", "leaderboard"]

LEAST_SHARE = 0.5
"""Share of the tasks that a model must have forecast to be ranked: the mean over a few easy weeks is no rank."""
COVERAGES = {"coverage_50": 0.5, "coverage_90": 0.9, "coverage_95": 0.95}
REPLICATES = 400
SEED = 20200608


def leaderboard(
    cube: Cube, selection: Selection = EVERYTHING, *, baseline: str = "", least_share: float = LEAST_SHARE
) -> pl.DataFrame:
    """Columns: rank, model_id, n, share, the scores, coverage, sum_ratio with its 95% interval, relative_skill.

    Best relative skill first; models below the least share follow without a rank.
    """
    part = part_of(cube, selection)
    models = cube.axes.models
    scored = part.scored().reshape(len(models), -1)
    base = models.index(baseline) if baseline in models else None
    n = scored.sum(axis=1)
    tasks = int(scored.any(axis=0).sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        means = {name: _sums(part, name) / n for name in (*PARTS, "bias")}
        covered = _coverages(part, scored)
    wis = part.array("wis").reshape(len(models), -1)
    sums = shared_sums(wis, scored)
    ratio = _ratios(sums, base)
    opponents = n >= least_share * max(tasks, 1)
    low, high = _interval(part, base) if base is not None else (np.full(len(models), np.nan),) * 2
    table = pl.DataFrame(
        {
            "model_id": models,
            "n": n,
            "share": n / max(tasks, 1),
            **means,
            **covered,
            "sum_ratio": ratio,
            "sum_ratio_low": low,
            "sum_ratio_high": high,
            "relative_skill": relative_skill(sums, base, opponents),
        }
    )
    ranked = pl.col("relative_skill").is_not_nan() & (pl.col("share") >= least_share) & (pl.col("n") > 0)
    order = pl.when(ranked).then(pl.col("relative_skill"))
    return (
        table.with_columns(pl.when(ranked).then(order.rank("min")).cast(pl.Int64).alias("rank"))
        .filter(pl.col("n") > 0)
        .with_columns(pl.col(pl.Float64, pl.Float32).fill_nan(None))
        .sort(["rank", "relative_skill", "model_id"], nulls_last=True)
        .select("rank", pl.exclude("rank"))
    )


def _sums(part: Part, name: str) -> NDArray[np.float64]:
    sums: NDArray[np.float64] = (
        part.array(name).reshape(len(part.cube.axes.models), -1).sum(axis=1, dtype=np.float64)
    )
    return sums


def _coverages(part: Part, scored: NDArray[np.bool_]) -> dict[str, NDArray[np.float64]]:
    stated, inside = (part.array(name).reshape(scored.shape) for name in ("stated", "inside"))
    levels = part.cube.axes.levels
    found = {}
    for name, level in COVERAGES.items():
        bit = np.uint32(1 << levels.index(level))
        found[name] = np.count_nonzero(inside & bit, axis=1) / np.count_nonzero(stated & bit, axis=1)
    return found


def _ratios(sums: NDArray[np.float64], base: int | None) -> NDArray[np.float64]:
    if base is None:
        return np.full(len(sums), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios: NDArray[np.float64] = sums[:, base] / sums[base, :]
    return ratios


def _interval(part: Part, base: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Bounds of the ratio to the baseline, had other stretches of rounds come."""
    models, rounds = len(part.cube.axes.models), len(part.rounds)
    wis, scored = part.array("wis"), part.scored()
    own = np.einsum("mrthl,rthl->mr", wis, scored[base].astype(np.float32), optimize=True)
    theirs = np.einsum("mrthl,rthl->mr", scored.astype(np.float32), wis[base], optimize=True)
    block = min(max(len(part.horizons), 1), max(rounds // 3, 1))
    if rounds < 2 * block + 1:
        return np.full(models, np.nan), np.full(models, np.nan)
    times = _block_counts(rounds, block)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = (own.astype(np.float64) @ times.T) / (theirs.astype(np.float64) @ times.T)
    usable = np.isfinite(ratios).all(axis=1)
    bounds = np.full((2, models), np.nan)
    bounds[:, usable] = np.quantile(ratios[usable], [0.025, 0.975], axis=1)
    bounds[:, base] = np.nan  # it is 1 by definition
    return bounds[0], bounds[1]


def _block_counts(rounds: int, block: int) -> NDArray[np.float64]:
    """How often each round is drawn, a row a replicate; the same draw for the same rounds."""
    rng = np.random.default_rng(SEED)
    starts = rng.integers(0, rounds - block + 1, size=(REPLICATES, -(-rounds // block)))
    drawn = (starts[:, :, None] + np.arange(block)).reshape(REPLICATES, -1)[:, :rounds]
    counts = np.zeros((REPLICATES, rounds))
    np.add.at(counts, (np.arange(REPLICATES)[:, None], drawn), 1.0)
    return counts
