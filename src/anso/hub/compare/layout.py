"""How a table of scores is laid out: the key columns, the observation, then the measures.

Whatever was scored, comparisons read the table by this order alone. Two models made the same forecast if
their tasks agree. The day on which they made it need not: where horizon and end date tell the round, a team
that hands in on a Sunday what others hand in on the Monday after is compared with them. Only of what some model
forecast twice is it asked to agree.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.hub.dense import numbered
from anso.release.forecast import HORIZON, MODEL, ORIGINS

__all__ = [
    "ENDS",
    "OBSERVATION",
    "dated",
    "keys_of",
    "measures_of",
    "refuse_empty",
    "refuse_unknown",
    "tasks_of",
]

OBSERVATION = "observation"
ENDS = "target_end_date"


def keys_of(scores: pl.DataFrame) -> list[str]:
    """The columns that name a forecast."""
    if OBSERVATION not in scores.columns:
        raise InvalidInputError(
            [Problem("scores", f"has no column {OBSERVATION}; give a table that a score function made")]
        )
    return scores.columns[: scores.columns.index(OBSERVATION)]


def tasks_of(scores: pl.DataFrame) -> pl.DataFrame:
    """The columns in which two models' forecasts of the same thing agree, row by row."""
    tasks = [name for name in keys_of(scores) if name != MODEL]
    days = days_aside(tasks)
    undated = [name for name in tasks if name not in days]
    if not days or not (again := spoken_twice(scores, undated)).any():
        return scores.select(undated)
    stated = [pl.when(pl.lit(pl.Series(again))).then(pl.col(name)).alias(name) for name in days]
    return scores.select(*undated, *stated)


def days_aside(tasks: Sequence[str]) -> list[str]:
    """The columns of the day on which a forecast was made, where others tell the round."""
    return [name for name in tasks if name in ORIGINS] if {HORIZON, ENDS} <= set(tasks) else []


def spoken_twice(scores: pl.DataFrame, undated: Sequence[str]) -> NDArray[np.bool_]:
    """Rows of which some model forecast the same twice: there the day does tell forecasts apart."""
    task, _ = numbered(scores.select(undated))
    by_model, first = numbered(scores.select(MODEL).with_columns(pl.Series("task", task)))
    if len(first) == len(scores):
        return np.zeros(len(scores), dtype=bool)
    often = np.bincount(by_model)[by_model] > 1
    return np.isin(task, task[often])


def dated(scores: pl.DataFrame, column: str) -> pl.DataFrame:
    """The scores with the day of each round in that column: the latest on which any model made the forecast."""
    tasks = [name for name in keys_of(scores) if name != MODEL]
    if column not in days_aside(tasks):
        return scores
    again = pl.lit(pl.Series(spoken_twice(scores, [name for name in tasks if name not in ORIGINS])))
    same = [name for name in ("target", HORIZON, ENDS) if name in tasks]
    latest = pl.col(column).max().over(same)
    return scores.with_columns(
        pl.when(again.any().over(same)).then(pl.col(column)).otherwise(latest).alias(column)
    )


def measures_of(scores: pl.DataFrame) -> list[str]:
    """The columns that a mean may be taken of."""
    after = scores.columns[scores.columns.index(OBSERVATION) + 1 :]
    return [name for name in after if scores[name].dtype.is_numeric() or scores[name].dtype == pl.Boolean]


def refuse_empty(nothing: bool, sentence: str) -> None:
    """A comparison of nothing has no answer."""
    if nothing:
        raise InvalidInputError([Problem("scores", sentence)])


def refuse_unknown(scores: pl.DataFrame, names: Sequence[str], argument: str) -> None:
    """Grouping needs columns that exist and that name forecasts."""
    keys = keys_of(scores)
    problems = [
        Problem(argument, f"{name!r} is no column of the forecasts; there are {', '.join(keys)}")
        for name in names
        if name not in keys
    ]
    problems += [
        Problem(argument, f"{name!r} is named twice")
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    if problems:
        raise InvalidInputError(problems)
