"""Forecasts of past days of issue, each from what was known on its day.

In come counts with the days on which they were told, and how many rounds; out comes the hub's table of our models,
their ensemble and, of a hub, of the teams that handed in on the same days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.services.epidemics.counting import Counted
from anso.services.epidemics.forecasting.backtest import Wishes, backtest
from anso.services.epidemics.forecasting.backtest.run import Progress
from anso.services.epidemics.outlook.ahead.ahead import fit_for_forecasts, questions
from anso.services.epidemics.outlook.ahead.rules import LEAST_WEEKS

__all__ = ["Past", "past_forecasts"]


@dataclass(frozen=True)
class Past:
    """The forecasts that are judged."""

    table: pl.DataFrame
    days: tuple[date, ...]
    teams: tuple[str, ...]
    """Whose forecasts of a hub stand beside ours."""
    truth: pl.DataFrame
    """location, target, target_end_date, value: as known on the day of issue."""


def past_forecasts(
    counted: Counted,
    rounds: int,
    weeks: int,
    models: Sequence[str],
    progress: Progress,
    submitted: pl.DataFrame | None = None,
) -> Past:
    """`submitted` are a hub's forecasts; their days of issue, horizons and levels are then followed."""
    counted = fit_for_forecasts(counted)
    archive = counted.archive()
    truth = known_counts(counted)
    begin: date = truth["target_end_date"].sort()[0]
    earliest = max(archive.first, begin + timedelta(weeks=LEAST_WEEKS))
    if submitted is None:
        days = past_days(counted.issued, rounds, earliest)
        like = questions(counted.weekly, days, weeks) if days else None
    else:
        judged = pl.col("target_end_date").is_in(truth["target_end_date"].unique().implode())
        asked = submitted.filter(judged, pl.col("reference_date").is_between(earliest, counted.issued))
        days = asked["reference_date"].unique().sort().to_list()[-rounds:]
        soonest = sorted(asked["horizon"].unique().to_list())[:weeks]
        like = asked.filter(pl.col("reference_date").is_in(days), pl.col("horizon").is_in(soonest))
    if not days or like is None:
        raise InvalidInputError(
            [
                Problem(
                    "issued",
                    f"no past forecast can be judged on {counted.issued}: {LEAST_WEEKS} weeks of counts must lie "
                    f"before the day of issue and a week after it; the counts begin in the week to "
                    f"{begin}",
                )
            ]
        )
    table = backtest(
        archive,
        days[0],
        days[-1],
        wishes=Wishes(models=models, like=like),
        teams=submitted,
        progress=progress,
    )
    table = table.filter(pl.col("reference_date").is_in(days))
    teams: tuple[str, ...] = ()
    if submitted is not None:
        theirs = like.filter(
            pl.col("location").is_in(list(counted.places)), pl.col("target").is_in(archive.targets)
        )
        teams = tuple(theirs["model_id"].unique().sort())
        table = pl.concat([table, theirs.select(table.columns).cast(dict(table.schema))])  # type: ignore[arg-type]
    return Past(table, tuple(days), teams, truth)


def past_days(issued: date, rounds: int, earliest: date) -> list[date]:
    """Days a week apart whose first week ahead has ended by the day of issue."""
    days = (issued - timedelta(weeks=back) for back in range(rounds, 0, -1))
    return [day for day in days if day >= earliest]


def known_counts(counted: Counted) -> pl.DataFrame:
    """The newest version of each count that was told by the day of issue."""
    cell = ["location", "target", "target_end_date"]
    return (
        counted.weekly.filter(pl.col("as_of") <= counted.issued, pl.col("target_end_date") < counted.issued)
        .sort("as_of", maintain_order=True)
        .group_by(cell, maintain_order=True)
        .last()
        .select(*cell, "value")
        .sort(cell)
    )
