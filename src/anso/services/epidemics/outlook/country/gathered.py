"""What the other products of this room say of one country, by the same functions and pooled over the same places.

In comes a request with a country; out comes `Gathered`: the nowcast, the forecast with its hospital load, and
how good past forecasts were, cut to that country.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from anso import places
from anso.errors import AnsoError, InvalidInputError, Problem
from anso.product import Run
from anso.services.epidemics.counting import Counted, CountsRequest, read_counts
from anso.services.epidemics.nowcasting.asked import ALL
from anso.services.epidemics.nowcasting.nowcast import Nowcast, nowcast
from anso.services.epidemics.outlook.ahead import Ahead, look_ahead
from anso.services.epidemics.outlook.ahead import tables as numbers
from anso.services.epidemics.outlook.ahead.beds import Burden, ages_at, burden
from anso.services.epidemics.outlook.ahead.change import change
from anso.services.epidemics.outlook.evaluation.judging import Judged, judge, past_forecasts
from anso.services.epidemics.outlook.evaluation.product import ROUNDS, WEEKS, submitted_to
from anso.services.epidemics.outlook.evaluation.writing import kinds_judged

__all__ = ["Gathered", "gather", "of_place"]

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Gathered:
    """One country; tables hold its rows alone."""

    code: str
    names: Mapping[str, str]
    counted: Counted
    ahead: Ahead
    state: Row | None
    """The nowcast's row."""
    reproduction: pl.DataFrame
    change: Row | None
    """What is expected of the first target."""
    weeks: pl.DataFrame
    course: pl.DataFrame
    load: pl.DataFrame | None
    high: float | None
    """The probability of a high level of admissions in some week ahead."""
    from_cases: bool
    judged: Judged | None
    """None where no past forecast could be judged yet."""
    kinds: Mapping[str, str]
    """Of the targets that were judged."""
    rounds: int


def gather(code: str, request: CountsRequest, run: Run) -> Gathered:
    run.progress(0.02, "Reading the counts")
    counted = read_counts(request, run, besides=code)
    if code not in counted.places:
        raise InvalidInputError([Problem("country", not_among(code, counted))])
    run.progress(0.05, "Estimating R")
    now = nowcast(read_counts(request.model_copy(update={"countries": ALL}), run))
    ahead = look_ahead(
        counted,
        WEEKS,
        (),
        lambda fraction, message: run.progress(0.3 + 0.15 * fraction, f"Forecasting: {message}"),
    )
    load = burden(ahead, ages_at(run, ahead))
    try:
        past = past_forecasts(
            counted,
            ROUNDS,
            WEEKS,
            (),
            lambda fraction, message: run.progress(0.5 + 0.4 * fraction, f"Forecasting as of {message}"),
            submitted_to(request),
        )
        kinds = kinds_judged(counted, past)
        judged = judge(past, list(kinds))
    except AnsoError as error:
        run.log(str(error))
        return cut(code, counted, now, ahead, load, None, {}, 0)
    return cut(code, counted, now, ahead, load, judged, kinds, len(past.days))


def cut(
    code: str,
    counted: Counted,
    now: Nowcast,
    ahead: Ahead,
    load: Burden | None,
    judged: Judged | None,
    kinds: Mapping[str, str],
    rounds: int,
) -> Gathered:
    here = pl.col("location") == code
    return Gathered(
        code=code,
        names=counted.places[code].names,
        counted=counted,
        ahead=ahead,
        state=first(now.main.filter(here)),
        reproduction=now.course.filter(here),
        change=first(change(ahead).filter(here)),
        weeks=numbers.weeks(ahead).filter(here),
        course=numbers.course(ahead).filter(here),
        load=None if load is None else load.table.filter(here),
        high=None if load is None else load.high.get(code),
        from_cases=load is not None and load.from_cases,
        judged=judged,
        kinds=kinds,
        rounds=rounds,
    )


def of_place(counted: Counted, code: str) -> Counted:
    """The counts of one place, to be shown beside what was made of them."""
    here = pl.col("location") == code
    return replace(
        counted,
        weekly=counted.weekly.filter(here),
        daily=None if counted.daily is None else counted.daily.filter(here),
        places={code: counted.places[code]},
        changes=counted.changes.filter(here),
    )


def first(table: pl.DataFrame) -> Row | None:
    return None if table.is_empty() else table.row(0, named=True)


def not_among(code: str, counted: Counted) -> str:
    name = places.country(code).name
    return (
        f"{name} is not among the {len(counted.places)} places looked at ({counted.title}, {counted.issued}); "
        f"ask for a region that {name} lies in, or for a source that counts there"
    )
