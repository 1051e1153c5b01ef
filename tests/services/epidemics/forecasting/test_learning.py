"""What past days teach: seen as told then, judged as known now; and the parts of the renewal model."""

import numpy as np
import polars as pl
from tests.services.epidemics.forecasting.helpers import made_archive, monday, vintages, waves

from anso.services.epidemics.forecasting.known import Almanac, archive
from anso.services.epidemics.forecasting.models.learning.lessons import lessons, seen_on
from anso.services.epidemics.forecasting.models.renewal.blocks import blocks_of
from anso.services.epidemics.forecasting.models.renewal.follow import delay_weights, followers
from anso.services.epidemics.forecasting.models.renewal.reproduction import GENERATION, reproduction


def test_past_days_are_seen_as_told_then_and_judged_as_known_now() -> None:
    table = vintages({("inc case", "01"): np.full(60, 800.0)}, first_told=30)
    newest = pl.col("target_end_date") == pl.col("target_end_date").max().over("as_of")
    data = archive(table.with_columns(value=pl.when(newest).then(400.0).otherwise(pl.col("value"))))

    past = lessons(Almanac(data, 2, monday(55)), monday(55), 2)

    told = past.age < 20  # versions were kept from the week of number 29 on
    unit = 800.0 / 300.0  # without a population the highest week is a rate of 300
    np.testing.assert_allclose(past.rate[told, 0] * unit, 400.0)
    one_week = past.later[told, 0, 0] * unit
    np.testing.assert_allclose(one_week[:-1], 800.0)
    assert one_week[-1] == 400.0  # the newest week is itself not yet revised
    assert np.isnan(past.later[-1, 0, 1])


def test_features_have_one_name_each_and_no_unit() -> None:
    small, large = (
        seen_on(Almanac(made_archive(counts), 2, monday(55)), monday(55))
        for counts in (waves(places=3), {key: 7 * values for key, values in waves(places=3).items()})
    )
    assert small[0] == large[0]
    assert len(set(small[0])) == small[1].shape[1]
    np.testing.assert_allclose(small[1], large[1], rtol=1e-9, atol=1e-9)


def test_reproduction_number_of_exponential_growth_is_that_of_its_generation_interval() -> None:
    grown = 1000 * np.exp(0.04 * 7 * np.arange(50))
    data = archive(vintages({("inc case", "01"): grown}, first_told=50))
    blocks = blocks_of(Almanac(data, 2, monday(49)).state(monday(49)))
    # Wallinga & Lipsitch 2007, Proceedings of the Royal Society B 274: 599, equation 2.7
    expected = -np.log((GENERATION * np.exp(-0.04 * np.arange(1, len(GENERATION) + 1))).sum())
    np.testing.assert_allclose(reproduction(blocks)[0, 10:-1], expected, rtol=1e-6)


def test_delay_is_a_distribution_with_its_mean() -> None:
    weights = delay_weights(14)
    np.testing.assert_allclose(weights.sum(), 1)
    np.testing.assert_allclose((weights * (np.arange(len(weights)) + 0.5)).sum(), 14, rtol=0.03)


def test_deaths_are_found_to_follow_cases_two_weeks_later_and_not_the_reverse() -> None:
    state = Almanac(made_archive(), 2, monday(55)).state(monday(55))
    (found,) = followers(blocks_of(state), state)
    assert (found.target, found.leader) == (1, 0)
    assert 12 < (found.delay * np.arange(len(found.delay))).sum() < 18
