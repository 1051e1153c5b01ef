"""Whether R's intervals hold the true R: epidemics of several shapes, simulated by a renewal process, and nowcast.

The simulation is none of the filter's: infections renew themselves with a generation time of 5.1 days (standard
deviation 2.5), are counted after 6 days (3), and counts are negative binomial. Every place has its own R and course.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.services.epidemics.counting import Counted, Where
from anso.services.epidemics.counting.counted import CHANGES, DAILY, WEEKLY
from anso.services.epidemics.nowcasting.nowcast import nowcast
from anso.services.epidemics.thresholds import TRENDS, UNKNOWN
from benches.report import Measurement

__all__ = ["simulated"]

Numbers = NDArray[np.float64]

FIRST = date(2021, 1, 4)
PLACES, DAYS = 32, 168
LOOKS = (91, 112, 133, 154)
"""Days after the first, on which everything is nowcast; all begin a week."""
BEFORE = 40
SIZE = 50.0
"""Of the negative binomial: counts scatter by 14% beside chance."""
RESTLESS_SIZE = 10.0
PEOPLE = 5e7
LIMITS = (20.0, 50_000.0)
"""Counts a day at the end of a course, outside which it is drawn again; of few cases the tenth part."""
UP, DOWN = [trend.slug for trend in TRENDS[:2]], [trend.slug for trend in TRENDS[-2:]]


@dataclass(frozen=True)
class Shape:
    course: Callable[[np.random.Generator], Numbers]
    """Log R of one place, day by day."""
    begins: float = 300.0
    """Infections a day."""
    size: float = SIZE
    weekdays: tuple[float, ...] = (1.0,) * 7
    told_on: tuple[int, ...] = tuple(range(7))
    """Weekdays, Monday 0, on which is reported what was counted since the last report."""


def steady(random: np.random.Generator) -> Numbers:
    return np.full(DAYS, random.uniform(-0.15, 0.15))


def waves(size: float, days: tuple[float, float]) -> Callable[[np.random.Generator], Numbers]:
    def course(random: np.random.Generator) -> Numbers:
        turns = np.arange(DAYS) / random.uniform(*days) + random.uniform()
        result: Numbers = size * np.sin(2 * np.pi * turns)
        return result

    return course


def steps(random: np.random.Generator) -> Numbers:
    changes = np.cumsum(random.uniform(25, 50, DAYS // 25 + 1))
    levels = random.uniform(-0.3, 0.3, len(changes) + 1)
    result: Numbers = levels[np.searchsorted(changes, np.arange(DAYS), side="right")]
    return result


SHAPES: Mapping[str, Shape] = {
    "steady growth or decline": Shape(steady),
    "slow waves (70 to 120 days)": Shape(waves(0.25, (70, 120))),
    "fast waves (40 to 60 days)": Shape(waves(0.35, (40, 60))),
    "steps every 25 to 50 days": Shape(steps),
    "quiet weekends": Shape(waves(0.25, (70, 120)), weekdays=(1.25, 1.1, 1.1, 1.1, 1.05, 0.8, 0.6)),
    "three reports a week": Shape(waves(0.25, (70, 120)), told_on=(0, 2, 4)),
    "counts that scatter by 32%": Shape(waves(0.25, (70, 120)), size=RESTLESS_SIZE),
    "few cases": Shape(waves(0.25, (70, 120)), begins=8.0),
}


def simulated() -> list[Measurement]:
    return [
        measured(name, shape, np.random.default_rng(20 + n)) for n, (name, shape) in enumerate(SHAPES.items())
    ]


def measured(name: str, shape: Shape, random: np.random.Generator) -> Measurement:
    drawn = [one_place(shape, random) for _ in range(PLACES)]
    counts, truth = (np.stack(parts) for parts in zip(*drawn, strict=True))
    names = [f"place {number:02d}" for number in range(PLACES)]
    found = pl.concat(
        nowcast(as_counted(counts[:, :day], names)).main.join(
            pl.DataFrame({"location": names, "true": truth[:, day - 1]}), on="location"
        )
        for day in LOOKS
    ).filter(pl.col("trend") != UNKNOWN)

    def inside(level: int) -> float:
        return float(
            np.mean(found["true"].is_between(found[f"r_low_{level}"], found[f"r_high_{level}"]).to_numpy())
        )

    apart = np.median((found["r_high_90"] / found["r_low_90"]).to_numpy())
    up, down = (found.filter(pl.col("trend").is_in(words))["true"] > 1 for words in (UP, DOWN))
    return Measurement(
        f"simulated, {name} ({len(found)} nowcasts): true R inside the 50%, 90% interval",
        f"{inside(50):.0%}, {inside(90):.0%}; ends of the 90% interval {apart:.2f} "
        f"apart; R above 1 in {share(up)} called (likely) growing, in {share(down)} (likely) declining",
    )


def share(above: pl.Series) -> str:
    return f"{above.sum()} of {len(above)}"


def one_place(shape: Shape, random: np.random.Generator) -> tuple[Numbers, Numbers]:
    """Counts and R, day by day."""
    generation, delay = discrete(5.1, 2.5), discrete(6.0, 3.0)
    scale = min(shape.begins / 80.0, 1.0)
    while True:
        reproduction = np.exp(shape.course(random))
        infections = np.full(BEFORE + DAYS, shape.begins)
        for day in range(BEFORE, BEFORE + DAYS):
            force = infections[day - len(generation) : day][::-1] @ generation
            infections[day] = random.poisson(min(reproduction[day - BEFORE] * force, 1e7))
        mean = np.convolve(infections, np.r_[0.0, delay])[BEFORE : BEFORE + DAYS]
        if LIMITS[0] * scale <= mean[LOOKS[0] :].min() and mean.max() <= LIMITS[1] * scale:
            break
    mean = mean * np.resize(shape.weekdays, DAYS)
    counts = random.poisson(mean * random.standard_gamma(shape.size, DAYS) / shape.size).astype(float)
    reports = np.isin(np.arange(DAYS) % 7, shape.told_on)
    so_far = np.cumsum(counts)[reports]
    told = np.zeros(DAYS)
    told[reports] = np.diff(so_far, prepend=0.0)
    return told, reproduction


def discrete(mean: float, deviation: float) -> Numbers:
    """Shares of a gamma distribution by whole days, 1 to 25."""
    from scipy.stats import gamma

    shape, scale = (mean / deviation) ** 2, deviation**2 / mean
    shares = np.diff(gamma.cdf(np.arange(0.5, 26), shape, scale=scale))
    result: Numbers = shares / shares.sum()
    return result


def as_counted(counts: Numbers, names: list[str]) -> Counted:
    """Whole weeks of days, all told on the day of issue."""
    places, days = counts.shape
    issued = FIRST + timedelta(days=days)
    row, day = np.divmod(np.arange(counts.size), days)
    base = {"as_of": issued, "location": np.array(names)[row], "target": "cases"}
    daily = pl.DataFrame(base | {"date": np.datetime64(FIRST) + day, "value": counts.ravel()})
    weeks = counts.reshape(places, -1, 7).sum(-1)
    row, week = np.divmod(np.arange(weeks.size), weeks.shape[1])
    base["location"] = np.array(names)[row]
    weekly = pl.DataFrame(
        base | {"target_end_date": np.datetime64(FIRST) + 7 * week + 6, "value": weeks.ravel()}
    )
    return Counted(
        title="simulated",
        issued=issued,
        weekly=weekly.select(list(WEEKLY)).cast(WEEKLY),
        daily=daily.select(list(DAILY)).cast(DAILY),
        places={name: Where(name, {"en": name}, False, PEOPLE) for name in names},
        kinds={"cases": "cases"},
        versions=False,
        changes=pl.DataFrame(schema=CHANGES),
        notes=(),
    )
