"""The load on hospitals that the ensemble's forecast means, place by place.

From admissions where the data have them; otherwise from cases, by the share that is admitted: from the part of a
place's cases that died of late where deaths are counted, else by age alone. In
come `Ahead` and people by age; out come a table by week and the probability that admissions pass the level
that public agencies call high.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.product import Run
from anso.services.epidemics import counting, hospital
from anso.services.epidemics.hospital.ratios import RECENT_WEEKS
from anso.services.epidemics.outlook.ahead.ahead import Ahead
from anso.services.epidemics.outlook.ahead.chances import at_levels
from anso.services.epidemics.outlook.ahead.rules import SHOWN_WEEKS

__all__ = ["Burden", "ages_at", "burden", "counted_by"]

Numbers = NDArray[np.float64]
SAMPLES = 400
WARMING_WEEKS = 8
"""Weeks whose patients may still be in bed: hardly anybody stays for two months."""
BANDS = {"": 0.5, "_low_50": 0.25, "_high_50": 0.75, "_low_95": 0.025, "_high_95": 0.975}


@dataclass(frozen=True)
class Burden:
    """What hospitals are to expect."""

    target: str
    """What it was worked out from."""
    from_cases: bool
    table: pl.DataFrame
    """One row a place and week, before the day of issue (`ahead` false) and after it."""
    high: dict[str, float]
    """The probability that admissions of some week ahead reach the high level, by place; of those with people."""


def counted_by(ahead: Ahead) -> tuple[str, bool] | None:
    """The target that hospital load is worked out from, and whether that is cases."""
    for kind in ("admissions", "cases"):
        found = [target for target in ahead.targets if ahead.counted.kinds[target] == kind]
        if found:
            return found[0], kind == "cases"
    return None


def ages_at(run: Run, ahead: Ahead) -> Numbers:
    """Places x five-year age groups, in the order of the forecasts' places; NaN where nobody tells them."""
    _groups, people = counting.ages(run, ahead.counted)
    rows = [list(ahead.counted.places).index(code) for code in ahead.places]
    known: Numbers = people[rows]
    return known


def burden(ahead: Ahead, ages: Numbers) -> Burden | None:
    """`ages`: places x five-year age groups; a row without numbers has the ages of all places together.

    Courses are drawn anew from the same seed for each day of issue, so that every product states the same load.
    """
    counted = counted_by(ahead)
    if counted is None:
        return None
    target, from_cases = counted
    row = ahead.targets.index(target)
    values = ahead.ensemble[row]
    able = np.flatnonzero(~np.isnan(values).any((-1, -2)))
    places = [ahead.places[number] for number in able]
    ages = with_ages(ages)[able]
    people = np.array([ahead.counted.places[code].people for code in places])
    past = past_days(ahead, row)[able]
    rng = np.random.default_rng(ahead.counted.issued.toordinal())
    courses = hospital.paths(values[able], ahead.levels, SAMPLES, rng, names=places)
    follow = partial(
        hospital.load,
        admitted_share=admitted_at(ahead, target, ages, able),
        admissions_known=not from_cases,
        icu_share=hospital.intensive_shares(ages),
    )
    to_come = follow(hospital.by_day(courses), before=past)
    behind = follow(past[None])
    ends = np.array(ahead.ends, dtype="datetime64[D]")
    before = ends[0] - np.arange(past.shape[-1] // 7, 0, -1) * np.timedelta64(7, "D")
    rows = [
        by_week(places, before, behind, people).filter(pl.col("target_end_date") >= before[WARMING_WEEKS]),
        by_week(places, ends, to_come, people),
    ]
    table = pl.concat(
        part.with_columns(pl.lit(number == 1).alias("ahead")) for number, part in enumerate(rows)
    )
    return Burden(
        target,
        from_cases,
        table.with_columns(
            pl.col("location")
            .replace_strict({code: place.names["en"] for code, place in ahead.counted.places.items()})
            .alias("name")
        ).sort(
            pl.col("location").replace_strict(places, range(len(places)), return_dtype=pl.Int32),
            "target_end_date",
        ),
        reaching_high(places, to_come, people),
    )


def with_ages(ages: Numbers) -> Numbers:
    """Where nobody tells the ages, they are taken as those of all places together, or as even."""
    known = np.asarray(~np.isnan(ages).any(-1))
    together = ages[known].sum(0) if known.any() else np.ones(ages.shape[-1])
    return np.where(known[:, None], ages, together)


def admitted_at(ahead: Ahead, target: str, ages: Numbers, places: NDArray[np.int64]) -> Numbers:
    """Share of the target's counts that are admitted; `places` are numbers of the forecasts' places.

    Those who die of today's cases are counted in the weeks ahead: where deaths are forecast, the next two weeks tell
    the ratio, so that cases found because more are tested are not taken to be as severe as those before.
    """
    deaths = [name for name in ahead.known.targets if ahead.counted.kinds[name] == "deaths"]
    if not deaths:
        return hospital.admission_shares(ages)
    died, fell_ill = (weeks_told(ahead, name)[places] for name in (deaths[0], target))
    ratio = hospital.mean_of(hospital.deaths_for_each(died, fell_ill))
    if deaths[0] in ahead.targets:
        died, fell_ill = (
            np.concatenate([told, weeks_foreseen(ahead, name)[places]], axis=1)
            for name, told in ((deaths[0], died), (target, fell_ill))
        )
        foreseen = hospital.mean_of(hospital.deaths_for_each(died, fell_ill))
        ratio = np.where(np.isnan(died[:, -1]), ratio, foreseen)
    return hospital.told_admission_shares(ages, ratio)


def weeks_foreseen(ahead: Ahead, target: str) -> Numbers:
    """The forecasts' places x weeks after the newest known one: NaN where it is past but not told, then medians."""
    past = ahead.known.weeks[-1].astype(object)
    gap = (ahead.ends[0] - timedelta(days=7) - past).days // 7
    values = ahead.ensemble[ahead.targets.index(target), :, : RECENT_WEEKS + max(-gap, 0)]
    medians = at_levels(values, ahead.levels, np.array([0.5]))[..., 0][:, max(-gap, 0) :]
    return np.pad(medians, ((0, 0), (max(gap, 0), 0)), constant_values=np.nan)


def weeks_told(ahead: Ahead, target: str) -> Numbers:
    """The forecasts' places x weeks: mended counts, NaN where nothing is told yet."""
    row = ahead.known.targets.index(target)
    place = ahead.known_at[1][0]
    clean = ahead.known.clean[row, place]
    told = np.arange(clean.shape[-1]) < clean.shape[-1] - ahead.known.lag[row, place][:, None]
    weeks: Numbers = np.where(told, clean, np.nan)
    return weeks


def past_days(ahead: Ahead, row: int) -> Numbers:
    """Places x days: the mended counts before the first week ahead; newest weeks not told repeat the last one."""
    target, place = ahead.known_at
    lag = ahead.known.lag[target, place][row]
    weeks = weeks_told(ahead, ahead.targets[row])
    late = np.arange(weeks.shape[-1]) >= weeks.shape[-1] - lag[:, None]
    filled = np.where(late, np.nan_to_num(ahead.newest()[row])[:, None], np.nan_to_num(weeks))
    gap = (ahead.ends[0] - timedelta(days=7) - ahead.known.weeks[-1].astype(object)).days // 7
    filled = np.concatenate([filled, np.repeat(filled[:, -1:], max(gap, 0), axis=1)], axis=1)
    wanted = SHOWN_WEEKS + WARMING_WEEKS
    padded = np.pad(filled, ((0, 0), (max(wanted - filled.shape[1], 0), 0)))
    return hospital.by_day(padded[:, -wanted:])


def by_week(
    places: list[str], ends: NDArray[np.datetime64], load: hospital.Load, people: Numbers
) -> pl.DataFrame:
    """Admissions of each week, beds and intensive care on its last day, with their intervals."""
    last = slice(6, None, 7)
    streams = {
        "admissions": hospital.weekly_admissions(load.admissions)[..., last],
        "beds": load.beds[..., last],
        "intensive": load.intensive[..., last],
    }
    levels = list(BANDS.values())
    numbers: dict[str, Numbers] = {}
    for name, stream in streams.items():
        found = np.quantile(stream, levels, axis=0)
        numbers |= {name + end: found[number].ravel().round(1) for number, end in enumerate(BANDS)}
    rate = hospital.per_100k(streams["admissions"], people)
    middle = np.median(rate, axis=0)
    chance = hospital.level_shares(rate)[..., -1]
    slugs = np.array([*(level.slug for level in hospital.LEVELS), ""])
    return pl.DataFrame(
        {
            "location": np.repeat(np.array(places, dtype=object), len(ends)).astype(str),
            "target_end_date": np.tile(ends, len(places)),
            **numbers,
            "admissions_per_100k": middle.ravel().round(2),
            "level": slugs[hospital.levels_of(middle).ravel()],
            "probability_high": chance.ravel().round(3),
        }
    ).with_columns(pl.selectors.float().fill_nan(None))


def reaching_high(places: list[str], load: hospital.Load, people: Numbers) -> dict[str, float]:
    weekly = hospital.per_100k(hospital.weekly_admissions(load.admissions)[..., 6::7], people)
    peak = weekly.max(-1)
    share = np.mean(hospital.levels_of(peak) == len(hospital.LEVELS) - 1, axis=0)
    return {
        place: float(chance) for place, chance, known in zip(places, share, people > 0, strict=True) if known
    }
