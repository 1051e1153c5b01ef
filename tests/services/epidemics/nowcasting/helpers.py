"""Small epidemics with known truth: counts that are told late, and counts as every source gives them."""

from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.services.epidemics.counting import Counted, Where
from anso.services.epidemics.counting.counted import CHANGES, DAILY, WEEKLY

__all__ = ["FIRST", "PEOPLE", "counted", "told_late"]

FIRST = date(2021, 1, 4)
PEOPLE = 5e7
Numbers = NDArray[np.float64]


def told_late(
    final: Numbers, by_age: Numbers, random: np.random.Generator, *, each: int = 7
) -> list[tuple[int, Numbers]]:
    """What was known on every `each`th day of counts of which so much is told within so many days: days since the
    start, and counts as places x days. `by_age` is places x ages, cumulative shares that end at 1."""
    places, days = final.shape
    ages = by_age.shape[1]
    steps = np.diff(np.concatenate([np.zeros((places, 1)), by_age], axis=1))
    parts = np.stack(
        [random.multinomial(final[place].astype(int), steps[place]) for place in range(places)]
    )  # places x days x ages
    running = parts.cumsum(-1)
    known = []
    for look in range(each, days + ages + 1, each):
        age = look - 1 - np.arange(min(look, days))
        seen = running[:, np.arange(len(age)), np.minimum(age, ages - 1)]
        known.append((look, seen.astype(float)))
    return known


def counted(
    versions: list[tuple[int, Numbers]],
    names: list[str],
    *,
    issued: date,
    kind: str = "cases",
    kept: bool = True,
    country: bool = False,
    people: float = PEOPLE,
) -> Counted:
    """Daily counts as known on some days, with the whole weeks in them."""
    rows = []
    for look, values in versions:
        day = np.arange(values.shape[1])
        place, column = np.divmod(np.arange(values.size), values.shape[1])
        rows.append(
            pl.DataFrame(
                {
                    "as_of": [FIRST + timedelta(days=look)] * values.size,
                    "location": np.array(names)[place],
                    "target": [kind] * values.size,
                    "date": [FIRST + timedelta(days=int(d)) for d in day[column]],
                    "value": values.ravel(),
                }
            )
        )
    daily = pl.concat(rows).cast(DAILY)
    behind = (issued - FIRST).days
    ends = pl.col("date") + pl.duration(
        days=(behind - 1 - (pl.col("date") - pl.lit(FIRST)).dt.total_days()) % 7
    )
    weekly = (
        daily.with_columns(ends.alias("target_end_date"))
        .group_by("as_of", "location", "target", "target_end_date")
        .agg(pl.sum("value"), pl.len().alias("days"))
        .filter(pl.col("days") == 7)
        .select(list(WEEKLY))
        .cast(WEEKLY)
        .sort("as_of", "location", "target_end_date")
    )
    return Counted(
        title="a test",
        issued=issued,
        weekly=weekly,
        daily=daily,
        places={name: Where(name, {"en": name}, country, people) for name in names},
        kinds={kind: kind},
        versions=kept,
        changes=pl.DataFrame(schema=CHANGES),
        notes=(),
    )
