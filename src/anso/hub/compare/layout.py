"""How a table of scores is laid out: the key columns, the observation, then the measures.

Whatever was scored, comparisons read the table by this order alone. Two models made the same forecast if
their tasks agree. The day on which they made it need not: where horizon and end date tell the round, a team
that hands in on a Sunday what others hand in on the Monday after is compared with them.
"""

from collections.abc import Sequence

import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.hub.dense import numbered
from anso.release.forecast import HORIZON, MODEL

__all__ = [
    "ENDS",
    "OBSERVATION",
    "ORIGINS",
    "dated",
    "keys_of",
    "measures_of",
    "refuse_empty",
    "refuse_unknown",
    "tasks_of",
]

OBSERVATION = "observation"
ORIGINS = ("reference_date", "origin_date", "forecast_date")
"""The column that tells when a forecast was made, by the names that hubs give it."""
ENDS = "target_end_date"


def keys_of(scores: pl.DataFrame) -> list[str]:
    """The columns that name a forecast."""
    if OBSERVATION not in scores.columns:
        raise InvalidInputError(
            [Problem("scores", f"has no column {OBSERVATION}; give a table that a score function made")]
        )
    return scores.columns[: scores.columns.index(OBSERVATION)]


def tasks_of(scores: pl.DataFrame) -> list[str]:
    """The columns in which two models' forecasts of the same thing agree."""
    tasks = [name for name in keys_of(scores) if name != MODEL]
    undated = [name for name in tasks if name not in ORIGINS]
    if undated == tasks or not {HORIZON, ENDS} <= set(tasks):
        return tasks
    # A hub may let a model speak twice about one round; then the day does tell forecasts apart.
    _, first = numbered(scores.select(MODEL, *undated))
    return undated if len(first) == len(scores) else tasks


def dated(scores: pl.DataFrame, column: str) -> pl.DataFrame:
    """The scores with the day of each round in that column: the latest on which any model made the forecast."""
    keys, tasks = keys_of(scores), tasks_of(scores)
    if column not in keys or column in tasks:
        return scores
    same = [name for name in ("target", HORIZON, ENDS) if name in tasks]
    return scores.with_columns(pl.col(column).max().over(same))


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
