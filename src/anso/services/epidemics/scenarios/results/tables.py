"""Projections as tables: the hubs' quantiles, weekly courses for charts, hospital load, assumptions."""

from datetime import timedelta
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.services.epidemics.scenarios.assumed.parameters import parameters
from anso.services.epidemics.scenarios.projecting import Projections
from anso.services.epidemics.scenarios.results.project import BAND, LEVELS

__all__ = ["MODEL", "beds", "courses", "kinds_of", "projections", "stated"]

Numbers = NDArray[np.float64]
MODEL = "anso-scenarios"
WEEK = 7
SHOWN_PAST = 16
"""Weeks before the start that charts show."""
COURSE = {"low_80": 0.1, "low_50": 0.25, "median": 0.5, "high_50": 0.75, "high_80": 0.9}
ORDER = ("cases", "admissions", "deaths", "infections")
PER = 1e5


def kinds_of(made: Projections) -> tuple[str, ...]:
    """What is projected, as it is told."""
    return tuple(kind for kind in ORDER if kind in made.result.weekly)


def projections(made: Projections) -> pl.DataFrame:
    """In the hubs' convention, with `origin_date` and `scenario_id` as task columns."""
    codes, letters = list(made.basis.places), [scenario.id for scenario in made.chosen.scenarios]
    kinds = kinds_of(made)
    axes = (kinds, codes, letters, range(1, made.weeks + 1), LEVELS)
    kind, place, scenario, week, level = (
        part.ravel() for part in np.meshgrid(*(np.arange(len(axis)) for axis in axes), indexing="ij")
    )
    values = np.concatenate([made.result.weekly[name].ravel() for name in kinds])
    names = [made.names[name] for name in kinds]
    ends = pl.Series([made.last + timedelta(days=WEEK * (number + 1)) for number in range(made.weeks)])
    return pl.DataFrame(
        {
            "model_id": pl.repeat(MODEL, len(values), eager=True),
            "origin_date": pl.repeat(made.last + timedelta(days=1), len(values), eager=True),
            "scenario_id": pl.Series(letters).gather(scenario),
            "target": pl.Series(names).gather(kind),
            "horizon": week + 1,
            "location": pl.Series(codes).gather(place),
            "target_end_date": ends.gather(week),
            "output_type": pl.repeat("quantile", len(values), eager=True),
            "output_type_id": LEVELS[level],
            "value": np.round(values, 1),
        }
    )


def courses(made: Projections) -> pl.DataFrame:
    """Weeks that were counted, and of each scenario the median and two bands; beds too."""
    codes, weeks = list(made.basis.places), made.weeks
    letters = [scenario.letter for scenario in made.chosen.scenarios]
    chosen = [int(np.argmin(np.abs(LEVELS - level))) for level in COURSE.values()]
    blocks = {kind: made.result.weekly[kind][..., chosen] for kind in kinds_of(made)}
    if made.result.beds is not None:
        banded = [int(np.argmin(np.abs(BAND - level))) for level in COURSE.values()]
        blocks["beds"] = made.result.beds[..., banded]
    ends = [made.last + timedelta(days=WEEK * (number + 1)) for number in range(weeks)]
    frames = [past(made), joints(made)]
    for kind, values in blocks.items():
        rows = values.reshape(-1, len(COURSE))
        frames.append(
            pl.DataFrame(
                {
                    "location": np.repeat(codes, len(letters) * weeks),
                    "kind": [kind] * len(rows),
                    "scenario": np.tile(np.repeat(letters, weeks), len(codes)),
                    "target_end_date": ends * (len(codes) * len(letters)),
                    **{name: np.round(rows[:, number], 1) for number, name in enumerate(COURSE)},
                }
            )
        )
    return pl.concat(frames, how="diagonal")


def joints(made: Projections) -> pl.DataFrame:
    """The newest counted week as the point from which each scenario's course sets out."""
    newest = past(made).filter(pl.col("target_end_date") == made.last, pl.col("observed").is_not_null())
    letters = pl.DataFrame({"scenario": [scenario.letter for scenario in made.chosen.scenarios]})
    value = pl.col("observed")
    return (
        newest.drop("scenario")
        .join(letters, how="cross")
        .select("location", "kind", "scenario", "target_end_date", *(value.alias(name) for name in COURSE))
    )


def past(made: Projections) -> pl.DataFrame:
    told = {made.basis.driver: made.basis.weeks} | {
        kind: weeks for kind, (_, weeks) in made.basis.others.items()
    }
    frames = []
    for kind, weeks in told.items():
        shown = weeks[:, -SHOWN_PAST:]
        count = shown.shape[1]
        ends = [made.last - timedelta(days=WEEK * back) for back in range(count - 1, -1, -1)]
        frames.append(
            pl.DataFrame(
                {
                    "location": np.repeat(list(made.basis.places), count),
                    "kind": [kind] * shown.size,
                    "scenario": [""] * shown.size,
                    "target_end_date": ends * len(shown),
                    "observed": shown.ravel(),
                }
            ).with_columns(pl.col("observed").fill_nan(None))
        )
    return pl.concat(frames)


def beds(made: Projections) -> pl.DataFrame | None:
    """The peak of hospital beds in each place and scenario; none where admissions cannot be told."""
    result = made.result
    if result.height is None or result.day is None or result.high is None:
        return None
    height, day = (part.reshape(-1, len(BAND)) for part in (result.height, result.day))
    low, middle, high = (int(np.argmin(np.abs(BAND - level))) for level in (0.05, 0.5, 0.95))
    scenarios = made.chosen.scenarios
    people = np.repeat(made.basis.people, len(scenarios))
    first = made.last + timedelta(days=1)
    return pl.DataFrame(
        {
            "location": np.repeat(list(made.basis.places), len(scenarios)),
            "name": np.repeat([where.names["en"] for where in made.wheres], len(scenarios)),
            "scenario": [scenario.letter for scenario in scenarios] * len(made.wheres),
            **{
                f"beds{end}": np.round(height[:, number]).astype(np.int64)
                for end, number in (("", middle), ("_low", low), ("_high", high))
            },
            "beds_per_100k": np.round(height[:, middle] * PER / people, 1),
            "peak_day": [first + timedelta(days=int(number)) for number in day[:, middle]],
            "high_pressure": np.round(result.high.ravel(), 3),
        }
    )


def stated(made: Projections) -> list[dict[str, Any]]:
    """Every number that was assumed: what varies between scenarios first, each value with whose it is."""
    chosen = made.chosen
    unused = {f"counts.share_of_{kind}" for kind in ("cases", "admissions", "deaths")} - {
        f"counts.share_of_{made.basis.driver}"
    }
    rows = []
    for key in (*chosen.varied, *(key for key in parameters() if key not in chosen.varied)):
        if key in unused:
            continue
        held: dict[Any, list[str]] = {}
        for scenario in chosen.scenarios:
            held.setdefault(scenario.assumed[key], []).append(scenario.letter)
        for assumption, letters in held.items():
            rows.append(
                {
                    "scenarios": ", ".join(letters) if len(held) > 1 else "",
                    "parameter": parameters()[key],
                    "assumption": assumption,
                }
            )
    return rows
