"""The whole backtest: an archive in, one table of forecasts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from anso.errors import AnsoError, NotFoundError
from anso.services.epidemics.forecasting.backtest.outcomes import outcomes
from anso.services.epidemics.forecasting.backtest.plan import Plan, plan
from anso.services.epidemics.forecasting.backtest.run import (
    Progress,
    forecast_days,
    furthest_ahead,
    steps_ahead,
)
from anso.services.epidemics.forecasting.backtest.table import hub_table
from anso.services.epidemics.forecasting.backtest.teams import submissions
from anso.services.epidemics.forecasting.combining.ensemble import (
    combined,
    combined_with_teams,
    silent_further_ahead,
)
from anso.services.epidemics.forecasting.known import Almanac, Archive
from anso.services.epidemics.forecasting.known.series import LONGEST_LAG
from anso.services.epidemics.forecasting.models import AT_FIRST, MEMBERS, MODELS

__all__ = ["ENSEMBLE", "HUB_ENSEMBLE", "Wishes", "backtest"]

ENSEMBLE = "anso-ensemble"
HUB_ENSEMBLE = "anso-hub-ensemble"
PRACTICE_ROUNDS = 20
FIRST_PRACTICE = 26
"""Weeks that must have been told of before a forecast is tried."""


def quiet(_fraction: float, _message: str) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Wishes:
    """What is left to the asker; nothing said means what the hub does, or else what hubs usually do."""

    models: Sequence[str] = ()
    horizons: Sequence[int] = ()
    levels: Sequence[float] = ()
    like: pl.DataFrame | None = None
    """A hub's forecasts: days, horizons and levels as it has them."""


def backtest(
    data: Archive,
    first: date,
    last: date,
    *,
    wishes: Wishes = Wishes(),
    teams: pl.DataFrame | None = None,
    notes: list[str] | None = None,
    progress: Progress = quiet,
) -> pl.DataFrame:
    """Forecasts of each model and of their ensemble, for all days of issue from `first` to `last`.

    With `teams`, a tidy table of a hub's submissions, also an ensemble of ours and theirs.
    """
    notes = [] if notes is None else notes
    chosen = wanted(wishes.models)
    asked = plan(data, first, last, horizons=wishes.horizons, levels=wishes.levels, like=wishes.like)
    almanac = Almanac(data, furthest_ahead(data, asked), asked.days[0])
    joined = [name for name in chosen if name in MEMBERS] or chosen
    practice = practice_days(almanac, asked)
    days = (*practice, *asked.days)
    made = forecast_days(
        almanac, asked, {name: days if name in joined else asked.days for name in chosen}, progress
    )
    near = steps_ahead(data, asked, asked.days[0]) <= 1
    members = silent_further_ahead({name: made[name] for name in joined}, AT_FIRST, near)
    known = outcomes(almanac, asked, days)
    ensembles = {ENSEMBLE: combined(members, known, asked.levels)}
    if teams is not None:
        progress(1.0, "combining with the teams' forecasts")
        theirs = submissions(teams, data, asked, days, notes)
        ensembles[HUB_ENSEMBLE] = combined_with_teams(members, theirs, known, asked.levels)
    told = {name: values[-len(asked.days) :] for name, values in (made | ensembles).items()}
    table = hub_table(data, asked, asked.days, told)
    if table.is_empty():
        raise AnsoError(
            f"Nothing could be forecast: of no place are two weeks known whose newest ended in the {LONGEST_LAG} "
            f"weeks before a day of issue; the newest week in the vintages ended on {data.weekly.dates[-1]}"
        )
    notes += silent(almanac, asked)
    return table


def silent(almanac: Almanac, asked: Plan) -> list[str]:
    """Which places had nothing recent enough to be forecast from, on how many of the days."""
    names = [f"{target} of {place}" for target in almanac.archive.targets for place in almanac.archive.places]
    missing = np.sum([~almanac.state(day).series.usable for day in asked.days], axis=0)
    return [
        f"{names[row]}: no forecast on {missing[row]} of {len(asked.days)} days, as nothing recent was known"
        for row in np.flatnonzero(missing)
    ]


def practice_days(almanac: Almanac, asked: Plan) -> list[date]:
    """Days before those asked, a week apart, on which the ensemble learns from its models' forecasts."""
    weeks = almanac.archive.weekly.dates[0].astype(object)
    earliest = weeks + timedelta(weeks=FIRST_PRACTICE)
    before = [asked.days[0] - timedelta(weeks=back) for back in range(PRACTICE_ROUNDS, 0, -1)]
    return [day for day in before if day >= earliest]


def wanted(names: Sequence[str]) -> list[str]:
    """The ensemble is always made; asked for by name, it is made of its own members."""
    single = [name for name in dict.fromkeys(names) if name not in (ENSEMBLE, HUB_ENSEMBLE)]
    if unknown := [name for name in single if name not in MODELS]:
        raise NotFoundError(f"There is no model {', '.join(unknown)}; there are {', '.join(MODELS)}")
    if len(single) < len(set(names)):
        single += [name for name in MEMBERS if name not in single]
    return single or list(MODELS)
