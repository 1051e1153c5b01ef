"""One row of scores a trajectory forecast: several tasks at once, such as all horizons or all places.

Samples that bear the same id (`output_type_id`) belong together. Tasks of a trajectory without observation
are left out of it; what is scored is told by `tasks`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.hub.dense import Samples, sample_blocks
from anso.hub.scores.samples.energy import energy
from anso.hub.scores.tables import forecast_table
from anso.hub.scores.truth import answered, corrections, on_scale
from anso.release.forecast import as_frame, task_columns

__all__ = ["score_joint_samples"]

Numbers = NDArray[np.float64]


def score_joint_samples(
    forecasts: Any,
    observations: Any,
    joint: Sequence[str] = ("horizon", "target_end_date"),
    *,
    scale: str = "natural",
    where: str = "forecasts",
) -> pl.DataFrame:
    """The energy score over the tasks that differ in the joint columns, standard and fair.

    The observation of a row is the mean of those of its tasks.
    """
    table = forecast_table(forecasts, where)
    strange = [name for name in joint if name not in task_columns(table)]
    if strange or not joint:
        raise InvalidInputError(
            [
                Problem(
                    "joint",
                    f"names {', '.join(map(repr, strange)) or 'nothing'}; choose among "
                    f"{', '.join(task_columns(table))}",
                )
            ]
        )
    blocks = sample_blocks(table, joint, where=where)
    if not blocks:
        raise InvalidInputError([Problem(where, "holds no sample forecast; its output_type is never sample")])
    truths = block_truths(blocks, as_frame(observations))
    return pl.concat(
        part
        for block, truth in zip(blocks, truths, strict=True)
        for part in block_scores(block, truth, scale)
    )


def block_truths(blocks: list[Samples], observations: pl.DataFrame) -> list[Numbers]:
    """For each block forecasts x joint tasks; NaN where nothing was observed, or a count below zero."""
    keys = pl.concat([block.keys.join(block.joint, how="cross") for block in blocks])
    truth = answered(keys, observations, "sample").cast(pl.Float64).fill_null(np.nan).to_numpy()
    targets = keys["target"] if "target" in keys.columns else pl.repeat("", len(keys), eager=True)
    stated = [block.values.swapaxes(1, 2).reshape(len(block) * len(block.joint), -1) for block in blocks]
    truth = np.where(corrections(targets, stated, truth), np.nan, truth)
    ends = np.cumsum([len(block) * len(block.joint) for block in blocks])
    parts = np.split(truth, ends[:-1])
    return [part.reshape(len(block), -1) for part, block in zip(parts, blocks, strict=True)]


def block_scores(block: Samples, truth: Numbers, scale: str) -> list[pl.DataFrame]:
    """A table for each set of tasks that were observed together."""
    observed = ~np.isnan(truth)
    kinds, which = np.unique(observed, axis=0, return_inverse=True)
    tables = []
    for kind in np.flatnonzero(kinds.any(axis=1)):
        rows, tasks = np.flatnonzero(which.ravel() == kind), np.flatnonzero(kinds[kind])
        values = on_scale(block.values[np.ix_(rows, np.arange(block.values.shape[1]), tasks)], scale)
        y = on_scale(truth[np.ix_(rows, tasks)], scale)
        standard, fair = energy(values, y)
        numbers = pl.DataFrame(
            {
                "observation": truth[np.ix_(rows, tasks)].mean(axis=1),
                "energy_score": standard,
                "energy_score_fair": fair,
                "tasks": np.full(len(rows), len(tasks)),
            }
        )
        tables.append(pl.concat([block.keys[rows], numbers.fill_nan(None)], how="horizontal"))
    return tables
