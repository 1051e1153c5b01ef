"""R, growth and the trend's word of places whose course is known."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from tests.services.epidemics.nowcasting.helpers import FIRST, PEOPLE, Numbers, counted, told_late

from anso.services.epidemics.counting import Counted
from anso.services.epidemics.filtering.twin.truths import other_family
from anso.services.epidemics.nowcasting.nowcast import Nowcast, nowcast
from anso.services.epidemics.thresholds import TRENDS, UNKNOWN

DAYS = 126
ISSUED = FIRST + timedelta(days=DAYS)


def at_once(daily: Numbers, names: list[str], **given: object) -> Counted:
    """Counts that are told once, the day after."""
    return counted([(DAYS, daily)], names, issued=ISSUED, kept=False, **given)  # type: ignore[arg-type]


def exponential(rate: float, last: float, seed: int = 1) -> Numbers:
    mean = last * np.exp(rate * (np.arange(DAYS) - DAYS + 1))
    return np.random.default_rng(seed).poisson(mean).astype(float)


def row(found: Nowcast, place: str) -> dict[str, object]:
    return found.main.filter(pl.col("location") == place).row(0, named=True)


@pytest.fixture(scope="module")
def three() -> Nowcast:
    daily = np.stack([exponential(0.05, 2000), exponential(-0.05, 100), exponential(0.0, 500)])
    return nowcast(at_once(daily, ["a-up", "b-down", "c-flat"]))


def cori(counts: Numbers, mean: float, deviation: float, days: int = 7) -> Numbers:
    """Posterior mean of R over the last `days` (Cori et al. 2013, American Journal of Epidemiology 178: 1505, web
    appendix 1: gamma posterior of shape 1 + sum I and rate 1/5 + sum of infection pressure)."""
    from scipy import stats

    shape, scale = (mean / deviation) ** 2, deviation**2 / mean
    cumulative = stats.gamma.cdf(np.arange(0.5, 31.5), shape, scale=scale)
    share = np.diff(np.concatenate([[0.0], cumulative[1:]]))  # weights of lags 1, 2, ...
    pressure = np.array(
        [(counts[max(t - 30, 0) : t][::-1] * share[: min(t, 30)]).sum() for t in range(len(counts))]
    )
    return (1 + counts[-days:].sum()) / (1 / 5 + pressure[-days:].sum())


@pytest.mark.parametrize(
    ("place", "rate", "last"), [("a-up", 0.05, 2000), ("b-down", -0.05, 100), ("c-flat", 0.0, 500)]
)
def test_reproduction_agrees_with_the_closed_form_of_cori(
    three: Nowcast, place: str, rate: float, last: float
) -> None:
    # The filter's generation time: 5.1 days, with the stages' deviation of about 3.
    closed = cori(exponential(rate, last), 5.1, 3.0)
    said = row(three, place)
    assert said["r"] == pytest.approx(closed, abs=0.1)
    assert said["r_low_90"] < closed < said["r_high_90"]  # type: ignore[operator]


def test_words_growth_and_times_follow_the_course(three: Nowcast) -> None:
    up, down = row(three, "a-up"), row(three, "b-down")
    assert (up["trend"], down["trend"]) == ("growing", "declining")
    assert up["growth_percent"] == pytest.approx(5.1, abs=2.0)
    assert up["doubling_days"] == pytest.approx(np.log(2) / np.log1p(up["growth_percent"] / 100), rel=0.01)  # type: ignore[operator]
    assert up["doubling_days_low"] < up["doubling_days"] < up["doubling_days_high"]  # type: ignore[operator]
    assert (up["halving_days"], down["doubling_days"]) == (None, None)
    assert down["halving_days_low"] < np.log(2) / 0.05 < down["halving_days"] * 1.6  # type: ignore[operator]


def test_word_is_the_one_of_the_probability(three: Nowcast) -> None:
    for trend, chance in three.main.select("trend", "probability_growing").rows():
        assert trend == next(word.slug for word in TRENDS if chance > word.above)


def test_counts_of_two_weeks_and_their_rate(three: Nowcast) -> None:
    flat = row(three, "c-flat")
    told = exponential(0.0, 500)  # the same draw as in `three`
    assert flat["counts_14"] == pytest.approx(told[-14:].sum(), rel=1e-3)
    assert flat["counts_14_before"] == pytest.approx(told[-28:-14].sum(), rel=1e-3)
    assert flat["counts_14_per_100k"] == pytest.approx(told[-14:].sum() / PEOPLE * 1e5, rel=1e-3)


def test_course_ends_on_the_day_before_issue_and_today_is_its_last_day(three: Nowcast) -> None:
    course = three.course.filter(pl.col("location") == "a-up")
    assert (course["date"].max(), len(course)) == (ISSUED - timedelta(days=1), 84)
    last = course.row(-1, named=True)
    said = row(three, "a-up")
    assert last["r"] == pytest.approx(said["r"], abs=1e-3)
    assert last["seen"] == pytest.approx(said["r"], abs=1e-3)


def test_same_counts_give_the_same_bits() -> None:
    daily = np.stack([exponential(0.03, 300), exponential(0.0, 80)])
    one, two = (nowcast(at_once(daily, ["A", "B"])) for _ in range(2))
    assert (one.now.equals(two.now), one.course.equals(two.course)) == (True, True)


def test_place_among_others_is_told_as_it_would_be_alone() -> None:
    daily = np.stack([exponential(0.03, 300), exponential(-0.02, 80)])
    together = nowcast(at_once(daily, ["A", "B"])).now.filter(pl.col("location") == "B")
    assert together.equals(nowcast(at_once(daily[1:], ["B"])).now)


def test_particle_filter_says_much_the_same(three: Nowcast) -> None:
    daily = np.stack([exponential(0.05, 2000), exponential(-0.05, 100)])
    found = nowcast(at_once(daily, ["a-up", "b-down"]), "particle")
    assert found.main["trend"].to_list() == ["growing", "declining"]
    assert row(found, "a-up")["r"] == pytest.approx(row(three, "a-up")["r"], abs=0.15)


def test_broken_places_are_not_said_anything_of_and_leave_the_others_alone() -> None:
    good = exponential(0.04, 400)
    daily = np.stack([good, np.zeros(DAYS), np.full(DAYS, np.nan), good, good, np.full(DAYS, -5.0)])
    daily[3, -40:] = np.nan  # stopped reporting
    daily[4, :-1] = np.nan  # one data point
    broken = at_once(daily, ["good", "none", "nothing", "silent", "single", "wrong"])
    alone = nowcast(at_once(good[None], ["good"]))
    assert broken.daily is not None
    told = replace(
        broken, daily=broken.daily.drop_nans(), weekly=broken.weekly.filter(pl.col("value").is_not_nan())
    )
    found = nowcast(told)
    trends = dict(found.main.select("location", "trend").rows())
    assert {place for place, trend in trends.items() if trend == UNKNOWN} == set(trends) - {"good"}
    assert found.main.filter(pl.col("location") == "good").equals(alone.main)
    assert found.course["location"].unique().to_list() == ["good"]


def test_deaths_speak_where_cases_are_too_few() -> None:
    few, deaths = np.zeros((1, DAYS)), exponential(0.0, 60)[None]
    both = [at_once(values, ["A"], kind=kind) for kind, values in (("cases", few), ("deaths", deaths))]
    assert both[0].daily is not None
    assert both[1].daily is not None
    together = replace(
        both[0],
        weekly=pl.concat(part.weekly for part in both),
        daily=pl.concat([both[0].daily, both[1].daily]),
        kinds={"cases": "cases", "deaths": "deaths"},
    )
    found = nowcast(together)
    assert found.main.select("kind", "counts_14").rows() == [
        ("deaths", pytest.approx(deaths[0, -14:].sum(), rel=1e-3))
    ]
    # Deaths tell of infections three weeks ago: less is known of today than from as many cases.
    cases = nowcast(at_once(deaths, ["A"]))
    width = [row(said, "A")["r_high_90"] - row(said, "A")["r_low_90"] for said in (found, cases)]  # type: ignore[operator]
    assert width[0] > width[1]


def test_weekly_counts_alone_tell_a_trend() -> None:
    daily = np.stack([exponential(0.05, 2000), exponential(-0.05, 100)])
    weekly = replace(at_once(daily, ["A", "B"], people=float("nan")), daily=None)
    assert nowcast(weekly).main["trend"].to_list() == ["growing", "declining"]


def test_completed_counts_keep_reproduction_from_looking_small() -> None:
    days, places = 168, 8
    truth = other_family(places, days, 0, np.random.default_rng(5))
    final = np.nan_to_num(truth.observed.counts)
    names = [f"P{n:02d}" for n in range(places)]
    by_age = np.tile(1 - np.exp(-(np.arange(21) + 1) / 3.0), (places, 1))
    by_age[:, -1] = 1
    versions = [v for v in told_late(final, by_age, np.random.default_rng(6)) if v[0] <= days]
    issued = FIRST + timedelta(days=days)
    corrected = nowcast(counted(versions, names, issued=issued))
    raw = nowcast(counted(versions[-1:], names, issued=issued))
    assert (corrected.completion, raw.completion) == ("done", "not needed")
    said = (corrected.main["trend"] != UNKNOWN).to_numpy()
    real = np.where(said, truth.reproduction[:, -1], np.nan)
    error = [np.nanmean(np.abs(np.log(found.main["r"].to_numpy() / real))) for found in (corrected, raw)]
    assert error[0] < 0.8 * error[1]
    inside = (corrected.main["r_low_90"].to_numpy() <= real) & (
        real <= corrected.main["r_high_90"].to_numpy()
    )
    assert inside[said].mean() >= 0.8
    newest = corrected.completed.filter(pl.col("date") == issued - timedelta(days=1), pl.col("days") == 1)
    assert np.median(newest["share"]) == pytest.approx(by_age[0, 0], abs=0.05)


def test_source_without_versions_says_so() -> None:
    assert nowcast(at_once(exponential(0.0, 100)[None], ["A"])).completion == "no versions"


def test_day_of_issue_is_the_last_that_is_known(three: Nowcast) -> None:
    daily = exponential(0.05, 2000)[None]
    future = np.concatenate([daily, np.full((1, 30), 1e6)], axis=1)
    later = counted([(DAYS, daily), (DAYS + 30, future)], ["a-up"], issued=ISSUED)
    told = nowcast(replace(later, versions=False))
    assert told.main.equals(three.main.filter(pl.col("location") == "a-up"))
    assert date.fromordinal(ISSUED.toordinal()) == told.issued


def test_single_count_and_a_day_before_all_versions_are_no_reason_to_fail() -> None:
    alone = at_once(np.full((1, 7), 40.0), ["A"])
    one = replace(alone, weekly=alone.weekly.tail(1), daily=None, issued=FIRST + timedelta(days=8))
    early = replace(at_once(exponential(0.0, 100)[None], ["A"]), issued=FIRST + timedelta(days=30))
    assert nowcast(one).main["trend"].to_list() == [UNKNOWN]
    assert nowcast(early).main["location"].to_list() == ["A"]
