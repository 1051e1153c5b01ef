"""Where projections begin: counts, ratios and the state of the first day."""

import numpy as np
import pytest
from tests.services.epidemics.scenarios.helpers import AGES, given

from anso.services.epidemics.hospital.following import followed
from anso.services.epidemics.hospital.ratios import death_delays, past_days, ratio_of
from anso.services.epidemics.scenarios.begun.people import grouped
from anso.services.epidemics.scenarios.begun.ratios import drawn_ratios
from anso.services.epidemics.scenarios.begun.start import Known, drawn_shares, immunity, most_reported
from anso.services.epidemics.scenarios.model.immunity import LADDERS, NAIVE


def test_delays_to_death_have_the_stated_mean_and_spread() -> None:
    share = death_delays(23.0)
    days = np.arange(len(share))
    mean = share @ days
    assert share.sum() == pytest.approx(1.0)
    assert mean == pytest.approx(23.0, abs=0.3)
    assert np.sqrt(share @ (days - mean) ** 2) / mean == pytest.approx(0.45, abs=0.02)


def test_delayed_events_are_a_convolution() -> None:
    daily = np.random.default_rng(1).random((2, 3, 40))
    delays = np.array([0.1, 0.2, 0.4, 0.3])
    expected = np.array([[np.convolve(row, delays)[:40] for row in block] for block in daily])
    assert followed(daily, delays) == pytest.approx(expected)


def test_past_days_stand_as_much_earlier_as_reports_come_late() -> None:
    weeks = np.array([[7.0, 14.0, 21.0]])
    assert past_days(weeks, 21, 0)[0, [0, 7, 20]].tolist() == [1, 2, 3]
    shifted = past_days(weeks, 21, 7)[0]
    assert shifted.tolist() == [2.0] * 7 + [3.0] * 14
    assert past_days(weeks, 30, 0)[0, :9].tolist() == [0.0] * 9


def test_places_with_few_deaths_lean_on_the_others() -> None:
    counted = np.array([[np.nan, 1000.0, 1000.0], [0.0, 0.0, 0.0], [5.0, np.nan, np.nan]])
    expected = np.array([[1.0, 1e5, 1e5], [10.0, 10.0, 10.0], [1.0, 1.0, 1.0]])
    shape, rate = ratio_of(counted, expected).T
    pooled = 2000 / 200_020
    assert shape[0] / rate[0] == pytest.approx(0.01, rel=1e-3)
    assert pooled / 2 < shape[1] / rate[1] < pooled
    assert shape[2] / rate[2] == pytest.approx(pooled)
    drawn = drawn_ratios(("a", "b", "c"), np.stack([shape, rate], -1), 4000, 1)
    assert drawn.mean(-1) == pytest.approx(shape / rate, rel=0.04)
    assert (drawn[:1] == drawn_ratios(("a",), np.stack([shape, rate], -1)[:1], 4000, 1)).all()


def test_people_are_gathered_into_the_models_ages() -> None:
    five = np.ones((1, 21))
    assert grouped(five)[0] == pytest.approx(np.array([4, 4, 4, 2, 2, 5]) / 21)
    assert grouped(five, np.arange(21.0))[0] == pytest.approx([1.5, 5.5, 9.5, 12.5, 14.5, 18.0])


def test_no_more_infections_are_reported_than_deaths_allow() -> None:
    """Everybody equally at risk, infections deadly to 1%: where 5% of reports die, at most 30% can be reported."""
    infected = np.full((4, 6, 1, 1), 1 / 6)
    dying = np.array([0.05, 0.001, np.nan, 0.5])
    most = most_reported(dying, infected, np.full((6, 1, 1), 0.01))
    assert most[[0, 1, 3], 0] == pytest.approx([0.3, 15.0, 0.03])
    ends = np.array([[0.1, 0.6]])
    share = drawn_shares(("a", "b", "c", "d"), ends, 50, 1, most)[:, 0]
    assert share.min(-1) == pytest.approx([0.1, 0.1, 0.1, 0.015], rel=0.02)
    assert share.max(-1) == pytest.approx([0.3, 0.6, 0.6, 0.03], rel=0.02)


def test_a_share_that_a_set_states_as_one_number_stays() -> None:
    share = drawn_shares(("a",), np.array([[0.4, 0.4]]), 5, 1, np.array([[0.1]]))
    assert (share == 0.4).all()


def known(weeks: np.ndarray) -> Known:
    place = (("a",), np.array([1e6]), AGES[None], np.array([45.0]))
    return Known(*place, weeks, np.array([np.nan]), np.zeros((1, 1, 1)), 738000)


def test_past_infections_fall_by_chance_on_people_and_wane_as_stated() -> None:
    """A place where everybody is alike: reports of 200,000 in a million, a quarter reported, 10 weeks ago."""
    drawn = given(people__contacts=[1.0] * 6, people__susceptibility=[1.0] * 6, past__days=100.0)
    weeks = np.zeros((1, 10))
    weeks[0, 0] = 200_000.0
    ages = AGES[None, :, None, None]
    found = immunity(known(weeks), drawn, ages, np.ones_like(ages), np.full((1, 1, 1), 0.25))[:, 0, :, 0, 0]
    never = np.exp(-0.8)
    passed = 2 * 9.5 * 7 / 100
    stages = (1 - never) * np.array([np.exp(-passed), passed * np.exp(-passed)])
    first = LADDERS["infection"]
    assert found[NAIVE].sum() == pytest.approx(never)
    assert found[first : first + 2].sum(-1) == pytest.approx(stages)
    assert found.sum() == pytest.approx(1.0)


def test_a_second_infection_begins_immunity_anew() -> None:
    drawn = given(past__days=30.0)
    ages = AGES[None, :, None, None]
    once, twice = np.zeros((1, 60)), np.zeros((1, 60))
    once[0, 0] = twice[0, 0] = twice[0, -1] = 500_000.0
    share = np.full((1, 1, 1), 0.25)
    taking = np.ones_like(ages)
    first = LADDERS["infection"]
    fresh = [
        float(immunity(known(weeks), drawn, ages, taking, share)[first : first + 2].sum())
        for weeks in (once, twice)
    ]
    assert fresh[0] < 1e-6
    assert fresh[1] == pytest.approx(1 - np.exp(-2.0), rel=0.05)
