"""The linear pool of samples: a draw from the mixture of the models is a draw from one of the models.

In comes a table with samples; out goes their union, each model's share of it by its weight. Of each task are
kept as many as its fullest model gave, for hubs bound them, or as many as are asked; fewer where a model
gave too few for its share. Those kept are spread over a model's samples and not chosen by chance. Those of one trajectory (one sample id through several
horizons, say) stay or go together, and ids are numbered anew so that no two models share one.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.hub.ensembles.members.stack import Components, sorted_numbers
from anso.release.forecast import MODEL, OUTPUT_TYPE, OUTPUT_TYPE_ID, VALUE, task_columns

__all__ = ["pooled_samples", "sample_components", "sample_rows"]

Floats = NDArray[np.float64]
GOLDEN = (np.sqrt(5) - 1) / 2
"""Multiples of the golden section, taken to their fractions, spread evenly however many are taken."""


def sample_rows(table: pl.DataFrame) -> pl.DataFrame:
    """The samples, sorted by task, model and sample."""
    rows = table.filter(pl.col(OUTPUT_TYPE) == "sample")
    columns = task_columns(table)
    ids = pl.col(OUTPUT_TYPE_ID).cast(pl.String)
    return rows.sort(*columns, MODEL, ids.cast(pl.Float64, strict=False), ids, nulls_last=True)


def sample_components(rows: pl.DataFrame) -> Components:
    """Which model has samples of which task; each forecast's number of them stands as its value."""
    tasks, task = sorted_numbers(rows.select(task_columns(rows)))
    models = rows[MODEL].unique().sort()
    model = models.search_sorted(rows[MODEL]).to_numpy().astype(np.int64)
    forecast, count = np.unique(task * len(models) + model, return_counts=True)
    return Components(
        tasks,
        models.to_list(),
        np.zeros(1),
        forecast // len(models),
        forecast % len(models),
        count.astype(float)[:, None],
    )


def pooled_samples(
    rows: pl.DataFrame, components: Components, weight: Floats, *, at_most: int | None, min_models: int
) -> pl.DataFrame:
    """The union of the samples of all forecasts with a weight, ids numbered anew.

    `at_most` bounds a task's samples; without it, the largest number that one of its models gave does.
    """
    count = components.values[:, 0].astype(np.int64)
    members = np.bincount(components.task, weight > 0, len(components.tasks))
    weight = np.where(members[components.task] >= min_models, weight, 0)
    kept = shares(components.task, weight, count, at_most)
    forecast = np.repeat(np.arange(len(count)), count)
    starts = np.repeat(np.cumsum(count) - count, count)
    rank = np.arange(len(rows)) - starts
    spread = np.lexsort(((rank + 1) * GOLDEN % 1, forecast))
    turn = np.empty(len(rows), dtype=np.int64)
    turn[spread] = rank
    pooled = rows.filter(turn < kept[forecast])
    _, number = sorted_numbers(
        pooled.select(
            MODEL,
            pl.col(OUTPUT_TYPE_ID).cast(pl.Float64, strict=False).alias("number"),
            pl.col(OUTPUT_TYPE_ID).cast(pl.String),
        )
    )
    return pooled.select(
        *task_columns(rows),
        pl.Series(OUTPUT_TYPE_ID, number + 1).cast(pl.String),
        VALUE,
    ).sort(*task_columns(rows), pl.col(OUTPUT_TYPE_ID).cast(pl.Int64), nulls_last=True)


def shares(
    task: NDArray[np.int64], weight: Floats, count: NDArray[np.int64], at_most: int | None
) -> NDArray[np.int64]:
    """How many samples of each forecast: largest remainders of its share of the task's union."""
    total = np.bincount(task, weight)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(weight > 0, weight / total[task], 0)
        reach = np.where(share > 0, count / share, np.inf)
    union = np.full(len(total), np.inf)
    np.minimum.at(union, task, reach)
    most = np.full(len(total), 0 if at_most is None else at_most)
    if at_most is None:
        np.maximum.at(most, task, np.where(share > 0, count, 0))
    size = np.minimum(np.floor(np.where(np.isfinite(union), union, 0) + 1e-9), most)
    exact = size[task] * share
    whole = np.floor(exact + 1e-9)
    order = np.lexsort((np.arange(len(task)), -(exact - whole), task))
    place = np.arange(len(task)) - np.searchsorted(task[order], task[order])
    missing = (size - np.bincount(task, whole)).astype(np.int64)
    extra = np.empty(len(task), dtype=np.int64)
    extra[order] = place < missing[task[order]]
    kept: NDArray[np.int64] = np.minimum(whole.astype(np.int64) + np.where(share > 0, extra, 0), count)
    return kept
