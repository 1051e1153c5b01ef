"""Any method's forecasts round by round, each from what had been published on its reference date.

In come all forecasts and observations and a method, which is a function; out go the forecasts it makes for
each round. It is handed tables from which the future has been taken out, so that it cannot look.
"""

from collections.abc import Callable, Iterable
from datetime import date

import polars as pl

from anso.hub.rounds import REFERENCE_DATE, ROUND, TARGET, with_rounds
from anso.hub.training.known.truth import AS_OF, with_publication

__all__ = ["Method", "known_on", "rolling", "round_dates"]

Method = Callable[[pl.DataFrame, pl.DataFrame, date], pl.DataFrame]
"""From the forecasts and observations known on a day, the forecasts of that day."""


def rolling(
    forecasts: pl.DataFrame,
    vintages: pl.DataFrame,
    method: Method,
    *,
    rounds: Iterable[date] | None = None,
) -> pl.DataFrame:
    """What the method forecast in each round (all of them, if none is named), in their order."""
    days = sorted(rounds) if rounds is not None else round_dates(forecasts)
    made = []
    for day in days:
        known = known_on(day, forecasts, vintages)
        answer = method(*known, day)
        made.append(answer.filter(pl.col(REFERENCE_DATE) == day))
    return pl.concat(made) if made else forecasts.head(0)


def round_dates(forecasts: pl.DataFrame) -> list[date]:
    """The reference dates of the rounds; teams that date one round differently are taken together."""
    targets = forecasts.partition_by(TARGET) if TARGET in forecasts.columns else [forecasts]
    dates: set[date] = set()
    for rows in targets:
        dates.update(with_rounds(rows)[ROUND].unique().to_list())
    return sorted(dates)


def known_on(day: date, forecasts: pl.DataFrame, vintages: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The forecasts made and the observations published until that day."""
    return (
        forecasts.filter(pl.col(REFERENCE_DATE) <= day),
        with_publication(vintages).filter(pl.col(AS_OF) <= day),
    )
