"""Shares by age, peaks, and the level that a public agency would state."""

import numpy as np
import pytest

from anso import sources
from anso.services.epidemics import hospital
from anso.services.epidemics.hospital.severity import SYMPTOMATIC
from anso.services.epidemics.hospital.shares import admissions_for_each_death


def test_levels_are_those_of_the_cdc_at_their_limits() -> None:
    rates = [0.0, 9.9, 9.94, 9.96, 10.0, 19.9, 19.94, 20.0, 500.0, np.nan]
    assert hospital.levels_of(rates).tolist() == [0, 0, 0, 1, 1, 1, 1, 2, 2, -1]


def test_shares_of_samples_at_each_level() -> None:
    rate = np.array([[[5.0, 15.0]], [[12.0, 25.0]], [[30.0, 25.0]], [[30.0, np.nan]]])
    shares = hospital.level_shares(rate)
    assert shares[0, 0].tolist() == [0.25, 0.25, 0.5]
    assert np.isnan(shares[0, 1]).all()


def test_weekly_admissions_are_the_sum_of_seven_days() -> None:
    summed = hospital.weekly_admissions(np.arange(10.0))
    assert np.isnan(summed[:6]).all()
    assert summed[6:].tolist() == [21.0, 28.0, 35.0, 42.0]


def test_peak_is_found_per_course_not_per_day() -> None:
    """Two courses with the same height on different days: no day's median is that high, every course's peak is."""
    beds = np.zeros((2, 1, 10))
    beds[0, 0, 2], beds[1, 0, 8] = 50.0, 50.0
    found = hospital.peak(beds, [0.5, 0.9])
    assert found.height.tolist() == [[50.0, 50.0]]
    assert found.day.tolist() == [[2, 8]]


def test_per_100k_of_a_place_without_people_is_unknown() -> None:
    found = hospital.per_100k(np.full((1, 2, 1), 30.0), [200_000, 0])
    assert found[0, 0, 0] == 15.0
    assert np.isnan(found[0, 1, 0])


def test_shares_are_averages_over_the_ages() -> None:
    ages = [0, 60, 80]
    # Half in their sixties, half over eighty: (0.166 + 0.273) / 2 admitted; critical care weighs by admissions.
    counts = [[0, 100, 100], [0, 0, 0], [300, 0, 0]]
    assert hospital.admission_shares(counts, ages) == pytest.approx([0.2195, np.nan, 0.001], nan_ok=True)
    expected = (0.166 * 0.274 + 0.273 * 0.709) / (0.166 + 0.273)
    assert hospital.intensive_shares(counts, ages)[0] == pytest.approx(expected)


def test_an_old_country_admits_more_than_a_young_one() -> None:
    counts = hospital.ages_of(sources.open("un-population"), ["JP", "NE", "AQ"], 2021)
    assert counts[:2].sum(axis=1) == pytest.approx([125e6, 24e6], rel=0.05)
    japan, niger, nobody = hospital.admission_shares(counts)
    assert (japan > 2.5 * niger, np.isnan(nobody)) == (True, True)


def test_great_britains_severity_is_that_of_the_report() -> None:
    """Report 9 states 4.4% of infections admitted and 0.9% dead for Great Britain, by ages of earlier years."""
    ages = hospital.ages_of(sources.open("un-population"), ["GB"], 2020)
    assert SYMPTOMATIC * hospital.admission_shares(ages)[0] == pytest.approx(0.044, rel=0.2)
    assert admissions_for_each_death(ages)[0] == pytest.approx(0.044 / 0.009, rel=0.2)


def test_admissions_follow_deaths_where_these_are_counted() -> None:
    """In their sixties 16.6% of the symptomatic are admitted and 2.2% of infections die: 5.03 for each death."""
    shares = hospital.told_admission_shares([[0, 100], [0, 100], [0, 0]], [0.01, 0.5, 0.01], [0, 60])
    assert shares == pytest.approx([0.01 * 0.166 * (2 / 3) / 0.022, 1.0, np.nan], nan_ok=True)


def test_deaths_are_set_beside_the_cases_of_weeks_before() -> None:
    """Cases that double each week: deaths of 14 days later stand against a quarter of this week's cases, about."""
    cases = 1000 * 2.0 ** np.arange(14)[None]
    steady = np.full((1, 14), 1e5)
    found = [hospital.mean_of(hospital.deaths_for_each(0.02 * told, told))[0] for told in (steady, cases)]
    assert found[0] == pytest.approx(0.02, rel=0.01)
    assert 0.05 < found[1] < 0.1


def test_people_and_ages_must_fit() -> None:
    with pytest.raises(ValueError, match="2 columns of people for 3 ages"):
        hospital.admission_shares([[1, 2]], [0, 60, 80])
