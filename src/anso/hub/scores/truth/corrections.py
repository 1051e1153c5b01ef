"""Counts below zero: corrections of earlier reports, which no forecast could or should have foreseen.

Whether a target is a count is read from the data, for a hub may forecast anything: it is one if its forecasts
are never below zero; or so rarely that these are slips, while all its observations are whole numbers.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

__all__ = ["corrections"]

RARELY = 1e-3
"""The share of stated values below zero up to which they are slips of some model."""


def corrections(
    target: pl.Series, values: Sequence[NDArray[np.float64]], observed: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """For each forecast whether its observation is a count below zero.

    `values` are the stated matrices, whose rows follow one another as `target` and `observed` do.
    """
    below = observed < 0
    if not below.any():
        return below
    facts = (
        pl.DataFrame(
            {
                "target": target,
                "stated": np.concatenate([counted(matrix, matrix.shape[1:]) for matrix in values]),
                "negative": np.concatenate([negatives(matrix) for matrix in values]),
                "whole": ~(observed != np.rint(observed)) | np.isnan(observed),
            }
        )
        .group_by("target")
        .agg(pl.col("stated").sum(), pl.col("negative").sum(), pl.col("whole").all())
    )
    share = pl.col("negative") / pl.col("stated")
    counts = facts.filter((pl.col("negative") == 0) | ((share < RARELY) & pl.col("whole")))["target"]
    of_count: NDArray[np.bool_] = target.is_in(counts.implode(), nulls_equal=True).to_numpy()
    return below & of_count


def counted(matrix: NDArray[np.float64], shape: tuple[int, ...]) -> NDArray[np.int64]:
    return np.full(len(matrix), int(np.prod(shape)), dtype=np.int64)


def negatives(matrix: NDArray[np.float64]) -> NDArray[np.int64]:
    if not matrix.size or matrix.min() >= 0:
        return np.zeros(len(matrix), dtype=np.int64)
    below: NDArray[np.int64] = (matrix < 0).sum(axis=tuple(range(1, matrix.ndim)), dtype=np.int64)
    return below
