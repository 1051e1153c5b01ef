"""Scores by the day on which forecasts were made, the unit that comparisons may take as independent.

Forecasts of one day share what was known then, so their errors go together; days are what is resampled.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.hub.compare.layout import ENDS, dated, keys_of
from anso.hub.compare.pairs import paired
from anso.release.forecast import HORIZON, MODEL, ORIGINS

__all__ = ["DatedPairs", "date_column", "dated_pairs", "overlap", "spacing"]

DAYS = (*ORIGINS, ENDS, "date")
"""The columns that tell days apart; the first that a table has is taken."""


@dataclass(frozen=True)
class DatedPairs:
    """The pairwise sums of one group, day by day."""

    group: tuple[Any, ...]
    models: list[str]
    dates: list[date]
    """Ascending."""
    sums: NDArray[np.float64]
    """Dates x models x models, as in `Pairs`."""
    shared: NDArray[np.int64]


def date_column(scores: pl.DataFrame, cluster: str | None = None) -> str:
    """The column by which scores are resampled: the one asked for, or the first that is known to tell days."""
    keys = keys_of(scores)
    if cluster is not None and cluster not in keys:
        raise InvalidInputError(
            [Problem("cluster", f"{cluster!r} is no column of the forecasts; there are {', '.join(keys)}")]
        )
    found = cluster or next((name for name in DAYS if name in keys), None)
    if found is None:
        raise InvalidInputError(
            [
                Problem(
                    "scores", f"have no column that tells days apart ({', '.join(DAYS)}); name one as cluster"
                )
            ]
        )
    return found


def dated_pairs(
    scores: pl.DataFrame, by: Sequence[str], cluster: str, *, measure: str
) -> Iterator[DatedPairs]:
    by = [name for name in by if name not in (MODEL, cluster)]
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for pairs in paired(dated(scores, cluster), [*by, cluster], measure=measure):
        groups.setdefault(pairs.group[:-1], []).append(pairs)
    for group, days in groups.items():
        days.sort(key=lambda pairs: pairs.group[-1])
        models = sorted({model for pairs in days for model in pairs.models})
        place = {model: number for number, model in enumerate(models)}
        shape = (len(days), len(models), len(models))
        sums, shared = np.zeros(shape), np.zeros(shape, dtype=np.int64)
        for day, pairs in enumerate(days):
            at = [place[model] for model in pairs.models]
            sums[np.ix_([day], at, at)] = pairs.sums
            shared[np.ix_([day], at, at)] = pairs.shared
        yield DatedPairs(group, models, [pairs.group[-1] for pairs in days], sums, shared)


def spacing(dates: pl.Series) -> int:
    """The usual number of days from one date to the next."""
    steps = dates.unique().sort().diff().drop_nulls()
    if not len(steps):
        return 1
    days = steps.dt.total_days() if steps.dtype == pl.Duration else steps.cast(pl.Int64)
    return int(days.mode().sort()[0])


def overlap(scores: pl.DataFrame, rows: pl.DataFrame, cluster: str) -> int:
    """For how many steps errors of successive days go together, since they wait for the same outcomes.

    The shortest horizon of all scores is taken as one step ahead, whatever number a hub gives it.
    """
    if ENDS in rows.columns and cluster != ENDS and rows[cluster].dtype == pl.Date:
        lead = (pl.col(ENDS) - pl.col(cluster)).dt.total_days()
        step = spacing(rows[cluster])
        days = float(rows.select(lead.max()).item() - scores.select(lead.min()).item())
        return max(0, round(days / step))
    if HORIZON in rows.columns and rows[HORIZON].dtype.is_integer():
        longest: int = rows.select(pl.col(HORIZON).max()).item()
        shortest: int = scores.select(pl.col(HORIZON).min()).item()
        return longest - shortest
    return 0
