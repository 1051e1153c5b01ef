"""Whole runs: what is found, what is not disturbed, and by whom it is computed."""

from collections.abc import Iterator
from dataclasses import fields

import numpy as np
import pytest
from tests.services.epidemics.filtering.helpers import MONDAY, counted, growing

from anso.config import config
from anso.errors import InvalidInputError
from anso.services.epidemics.filtering import (
    Estimate,
    Observed,
    Settings,
    estimate,
    estimate_everywhere,
    observe,
)

METHODS = [Settings("kalman"), Settings("kalman-perturbed"), Settings("particle", members=256)]
DAYS = 70


def by_method(settings: Settings) -> str:
    return settings.method


def trouble() -> dict[str, np.ndarray]:
    """Everything that goes wrong with counts, one a row, and a good row amid it."""
    good = growing(DAYS, 0.03)
    gaps, negative, stops, dump = (growing(DAYS, 0.01, seed) for seed in (4, 5, 6, 7))
    gaps[[3, 4, 20, 21, 22, 50]] = np.nan
    negative[30] = -500.0
    stops[40:] = np.nan
    dump[35] = 1e7
    one = np.full(DAYS, np.nan)
    one[33] = 12.0
    return {
        "zeros": np.zeros(DAYS),
        "one point": one,
        "gaps": gaps,
        "good": good,
        "negative": negative,
        "stops": stops,
        "dump": dump,
        "nothing": np.full(DAYS, np.nan),
    }


def same(one: Estimate, other: Estimate) -> None:
    for field in fields(Estimate):
        np.testing.assert_array_equal(getattr(one, field.name), getattr(other, field.name))


@pytest.mark.parametrize("settings", METHODS, ids=by_method)
def test_bad_rows_never_disturb_a_good_one(settings: Settings) -> None:
    rows = trouble()
    among = estimate(counted(rows), settings)
    alone = estimate(counted({"good": rows["good"]}), settings)

    place = list(rows).index("good")
    for name in ("reproduction", "revised", "growth", "growing", "evidence", "ensemble"):
        np.testing.assert_array_equal(getattr(among, name)[place], getattr(alone, name)[0])
    np.testing.assert_array_equal(
        among.weeks(4, np.array([0.1, 0.9]))[place], alone.weeks(4, np.array([0.1, 0.9]))[0]
    )


@pytest.mark.parametrize("settings", METHODS, ids=by_method)
def test_every_row_gets_an_answer_from_its_first_count_on(settings: Settings) -> None:
    rows = trouble()
    found = estimate(counted(rows), settings)

    first = dict.fromkeys(rows, 0) | {"one point": 33, "nothing": DAYS}
    known = np.arange(DAYS) >= np.array(list(first.values()))[:, None]
    np.testing.assert_array_equal(~np.isnan(found.growing), known)
    np.testing.assert_array_equal(~np.isnan(found.revised).any(-1), known)
    assert (np.diff(found.reproduction[known], axis=-1) >= 0).all()
    assert np.isfinite(found.ensemble).all()
    assert np.isfinite(found.weeks(4, np.array([0.01, 0.99]))).all()
    width = np.log(found.reproduction[..., -1] / found.reproduction[..., 0])
    stops = list(rows).index("stops")
    assert width[stops, -1] > 1.1 * width[stops, 39]
    zeros = found.weeks(1, np.array([0.5, 0.99]))[list(rows).index("zeros"), 0]
    assert zeros[0] == 0.0
    assert zeros[1] < 30.0


@pytest.mark.parametrize("settings", METHODS, ids=by_method)
@pytest.mark.parametrize("rate", [-0.04, 0.0, 0.06])
def test_growth_and_what_follows_are_found(settings: Settings, rate: float) -> None:
    counts = growing(120, rate, start=4000.0 if rate < 0 else 150.0)
    found = estimate(counted({f"rate {rate}": counts[:92]}, people=1e9), settings)

    low, high = found.growth[0, -1, [0, -1]]
    assert low - 0.002 < rate < high + 0.002  # R leans a little towards 1
    assert high - low < 0.17
    growing_for_sure = found.growing[0, -1]
    assert (
        growing_for_sure < 0.1
        if rate < 0
        else 0.1 < growing_for_sure < 0.9
        if rate == 0
        else growing_for_sure > 0.9
    )
    assert found.revised[0, 60, 0] < found.revised[0, 60, 3] < found.revised[0, 60, -1]
    assert found.revised[0, 60, -1] - found.revised[0, 60, 0] < np.ptp(found.reproduction[0, 60])
    week = found.weeks(2, np.array([0.025, 0.975]))[0]
    assert week[0, 0] < counts[92:99].sum() < week[0, 1]
    assert week[1, 0] < counts[99:106].sum() < week[1, 1]


def test_days_of_the_week_are_learnt_and_leave_no_wave_in_r() -> None:
    effect = np.array([1.0, 1.3, 1.2, 1.1, 1.1, 0.9, 0.4])
    counts = np.random.default_rng(1).poisson(1000 * np.tile(effect, 20)).astype(float)
    found = estimate(counted({"weekly rhythm": counts}))

    median = found.reproduction[0, 70:, 3]
    assert np.abs(median - 1.0).max() < 0.15
    sunday, tuesday = found.counts(14)[0].mean(0)[[6, 1]]
    assert sunday / tuesday == pytest.approx(0.4 / 1.3, rel=0.15)


def test_weekly_totals_tell_nearly_what_days_do() -> None:
    daily = growing(140, 0.02)
    totals = np.full(140, np.nan)
    totals[6::7] = daily.reshape(-1, 7).sum(-1)
    counts = np.stack([daily, totals])
    weekly = np.zeros(counts.shape, dtype=bool)
    weekly[1] = True

    found = estimate(observe(["days", "weeks"], MONDAY, counts, np.full(2, 5e6), weekly))

    days, weeks = found.growth[:, -1]
    assert weeks[3] == pytest.approx(days[3], abs=0.012)
    assert weeks[0] < 0.02 < weeks[-1]
    ahead = found.weeks(1, np.array([0.5]))[:, 0, 0]
    assert ahead[1] == pytest.approx(ahead[0], rel=0.12)


def test_two_passes_and_one_agree_where_counts_surprise_nobody() -> None:
    observed = counted({"steady": growing(84, 0.0)})
    one, two = (estimate(observed, Settings(passes=passes)) for passes in (1, 2))

    np.testing.assert_allclose(two.reproduction[0, -1], one.reproduction[0, -1], atol=0.05)
    assert not np.array_equal(two.ensemble, one.ensemble)


def test_counts_that_cannot_be_are_left_out_and_told() -> None:
    counts = np.array([[3.0, -1.0, np.inf, np.nan, 5.0]])

    found = observe(["here"], MONDAY, counts, np.array([1000.0]))

    np.testing.assert_array_equal(found.counts, [[3.0, np.nan, np.nan, np.nan, 5.0]])
    assert found.left_out.tolist() == [2]


def test_what_cannot_be_assimilated_is_refused_in_sentences() -> None:
    with pytest.raises(InvalidInputError) as refused:
        observe(["a", "a"], MONDAY, np.zeros((2, 3)), np.array([5.0, 0.0]), np.zeros((2, 4), dtype=bool))

    assert str(refused.value) == (
        "names: a stands for several rows; name each differently\n"
        "people: give the population of each row, 1 or more\n"
        "weekly: has the shape (2, 4), counts have (2, 3)"
    )


@pytest.fixture
def on_two_workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as cluster:
        monkeypatch.setenv("ANSO_DASK", cluster.scheduler_address)
        config.cache_clear()
        yield
        monkeypatch.undo()
        config.cache_clear()


def many(rows: int) -> Observed:
    return counted({f"place {row}": growing(40, 0.001 * row, seed=row) for row in range(rows)})


@pytest.mark.parametrize("settings", METHODS[::2], ids=by_method)
def test_a_cluster_gives_the_same_bits_as_this_process(settings: Settings, on_two_workers: None) -> None:
    observed = many(23)

    same(estimate_everywhere(observed, settings), estimate(observed, settings))
