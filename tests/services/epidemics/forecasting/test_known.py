"""What was known on a day: the newest version by then, and nothing later."""

from datetime import timedelta

import numpy as np
import polars as pl
from tests.services.epidemics.forecasting.helpers import FIRST_WEEK, made_archive, monday, vintages, waves

from anso.services.epidemics.forecasting.known import Almanac, archive, known_on


def test_newest_version_told_by_the_day_counts() -> None:
    table = vintages({("inc case", "A"): np.arange(1.0, 45.0)}, first_told=40)
    late = table.filter(pl.col("as_of") == monday(41), pl.col("target_end_date") == FIRST_WEEK)
    revised = late.with_columns(pl.lit(99.0).alias("value"), as_of=pl.lit(monday(42)))
    data = archive(pl.concat([table.filter(pl.col("as_of") < monday(42)), revised]))

    assert known_on(data, monday(41)).raw[0, 0, 0] == 1.0
    assert known_on(data, monday(42)).raw[0, 0, 0] == 99.0
    # A version that tells one cell anew leaves the others as they were.
    assert known_on(data, monday(42)).raw[0, 0, 1] == 2.0


def test_weeks_end_before_the_day_and_a_saturday_is_not_over_on_itself() -> None:
    data = made_archive()
    assert known_on(data, monday(50)).weeks[-1] == np.datetime64(FIRST_WEEK + timedelta(weeks=50))
    saturday = FIRST_WEEK + timedelta(weeks=50)
    assert known_on(data, saturday).weeks[-1] == np.datetime64(saturday - timedelta(weeks=1))


def test_day_before_the_first_version_is_that_version_cut() -> None:
    data = made_archive(first_told=40)
    early = Almanac(data, 4, monday(39)).state(monday(20)).known
    assert early.raw.shape[-1] == 21
    np.testing.assert_array_equal(early.raw[0], known_on(data, monday(39)).raw[0, :, :21])


def test_lag_counts_the_weeks_a_place_has_not_told() -> None:
    counts = waves(places=3)
    counts["inc case", "02"] = counts["inc case", "02"][:55]
    state = Almanac(made_archive(counts), 4, monday(59)).state(monday(59))
    assert state.series.lag.reshape(2, 3)[0].tolist() == [0, 5, 0]
    assert state.series.last[1] == counts["inc case", "02"][54]


def test_daily_counts_end_the_day_before() -> None:
    days = pl.DataFrame(
        {
            "as_of": [monday(45)] * 30,
            "location": ["01"] * 30,
            "target": ["inc case"] * 30,
            "date": [monday(45) - timedelta(days=back) for back in range(30)],
            "value": [float(back) for back in range(30)],
        }
    )
    data = archive(vintages(waves(places=1)), days)
    known = known_on(data, monday(45))
    assert known.daily is not None
    # The day of issue itself (told by mistake, value 0) is not looked at.
    assert known.daily[0, 0, -3:].tolist() == [3.0, 2.0, 1.0]
