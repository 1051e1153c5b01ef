"""A file of scores, one row a score, made into reviews.

In comes SCORES: application, reviewer, score; `criterion` and `weight` where it has them. An empty score (or NA, NaN,
a dash) is missing. Without `criterion` a weight says how much a score counts as evidence; with it, how much the
criterion counts in a review's score, which is the weighted mean of its criteria. A criterion that a review lacks
is not taken for an easy or a hard one: means are taken of what criteria exceed their own average.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from anso.alliance.calls.assigning.reading.cells import empty_names, named, numbers
from anso.alliance.calls.assigning.reading.table import Table, place, read_table
from anso.alliance.calls.calibrating.result import Floats
from anso.errors import InvalidInputError, Problem

__all__ = ["Scores", "of_criteria", "read_scores"]

MISSING = ("na", "n/a", "nan", "null", "none", "-", "–", ".")


@dataclass(frozen=True)
class Scores:
    """Lists side by side, one entry a review; NaN where the score is missing."""

    applications: list[str]
    reviewers: list[str]
    scores: Floats
    weights: Floats | None
    ignored: tuple[str, ...]


def read_scores(path: Path) -> Scores:
    """Read and check the whole file; every fault is named at once."""
    table = read_table(path, needed=("application", "reviewer", "score"), known=("criterion", "weight"))
    table = without_markers(table)
    rows = len(table.cells)
    problems = empty_names(table, "application") + empty_names(table, "reviewer")
    there = (table.cells["score"] != "").to_numpy()
    score, wrong = numbers(table, "score", np.zeros(rows, dtype=bool))
    problems += wrong
    score = np.where(there, score, np.nan)
    weight = None
    if "weight" in table.cells.columns:
        weight, wrong = numbers(table, "weight", there)
        problems += wrong
        problems += named(
            table, "weight", weight < 0, lambda text: f"{text} is below 0; give 0 or a larger number"
        )
    problems += repeated(table)
    if problems:
        raise InvalidInputError(problems)
    if weight is not None:
        # What counts for nothing is as good as missing.
        score = np.where(weight > 0, score, np.nan)
        weight = np.where(weight > 0, weight, 1.0)
    applications, reviewers = table.cells["application"].to_list(), table.cells["reviewer"].to_list()
    if "criterion" not in table.cells.columns:
        return Scores(applications, reviewers, score, weight, table.ignored)
    criteria = table.cells["criterion"].to_list()
    combined = of_criteria(applications, reviewers, criteria, score, weight)
    return Scores(*combined, None, table.ignored)


def without_markers(table: Table) -> Table:
    """Words that spreadsheets and programs write for a missing score, made empty."""
    import polars as pl

    score = pl.col("score")
    missing = score.str.to_lowercase().is_in(MISSING)
    return replace(
        table,
        cells=table.cells.with_columns(pl.when(missing).then(pl.lit("")).otherwise(score).alias("score")),
    )


def repeated(table: Table) -> list[Problem]:
    """Rows that give a score twice."""
    keys = [name for name in ("application", "reviewer", "criterion") if name in table.cells.columns]
    seen: dict[tuple[str, ...], int] = {}
    problems = []
    for row, key in enumerate(table.cells.select(keys).iter_rows()):
        if key in seen:
            said = " and ".join(f"{name} {value}" for name, value in zip(keys, key, strict=True))
            problems.append(
                Problem(
                    place(table, row),
                    f"{said} stand in row {seen[key] + 1} already; leave one of the two, "
                    "or tell them apart by a column criterion",
                )
            )
        seen.setdefault(key, row)
    return problems[:10]


def of_criteria(
    applications: list[str], reviewers: list[str], criteria: list[str], scores: Floats, weights: Floats | None
) -> tuple[list[str], list[str], Floats]:
    """One score a review: the weighted mean of its criteria, each as far as it exceeds the criterion's average.

    The weighted mean of the averages is added, so that of reviews with all criteria this is their weighted mean.
    """
    weight = np.ones(len(scores)) if weights is None else weights
    _, criterion = np.unique(np.asarray(criteria, dtype=str), return_inverse=True)
    pairs, review = np.unique(np.array([applications, reviewers], dtype=str).T, axis=0, return_inverse=True)
    review = review.ravel()
    there = ~np.isnan(scores)
    given = np.where(there, scores, 0.0)
    counts = np.maximum(np.bincount(criterion, there), 1)
    average = np.bincount(criterion, given) / counts
    importance = np.bincount(criterion, np.where(there, weight, 0.0)) / counts
    above = np.where(there, weight * (given - average[criterion]), 0.0)
    total = np.bincount(review, np.where(there, weight, 0.0))
    mean = np.divide(np.bincount(review, above), total, out=np.full(len(total), np.nan), where=total > 0)
    base = float(importance @ average / importance.sum()) if importance.sum() else 0.0
    return pairs[:, 0].tolist(), pairs[:, 1].tolist(), mean + base
