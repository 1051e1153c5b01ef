"""The epidemic in one member, against arithmetic and peers."""

import numpy as np
import pytest
from scipy.stats import nbinom

from anso.services.epidemics.filtering.model import step as stepping
from anso.services.epidemics.filtering.model.observe import (
    drawn,
    expected,
    log_likelihood,
    stabilised,
    weekday_factor,
)
from anso.services.epidemics.filtering.model.prior import Prior, initial
from anso.services.epidemics.filtering.model.state import (
    DELAY_DAYS,
    DRIVE,
    PEOPLE,
    SHARE,
    SLOTS,
    SUSCEPTIBLE,
    WEEKDAY,
    odds,
)

PEOPLE_HERE = np.array([1e12])
QUIET = np.zeros((1, stepping.NOISES, 1))


def member(r: float, *, latent: float = 3.0, infectious: float = 4.0) -> np.ndarray:
    """One without spread, everybody susceptible, 100 reports a day at first, a quarter reported."""
    prior = Prior((latent, 0.0), (infectious, 0.0), immune=(1e-6, 0.0))
    one = initial(prior, np.array([100.0]), np.zeros((1, 7)), PEOPLE_HERE, np.zeros((1, SLOTS, 1)))
    one[:, DRIVE] = np.log(r)
    return one


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """No leaning back to R = 1, nothing imported, no scatter."""
    monkeypatch.setattr(stepping, "LEANING", 0.0)
    monkeypatch.setattr(stepping, "IMPORTED", 1e-12)
    monkeypatch.setattr(stepping, "OVERDISPERSION", 1e-12)


@pytest.mark.parametrize(
    ("r", "latent", "infectious"), [(0.7, 3, 4), (1.3, 3, 4), (1.8, 2.7, 3.2), (1.3, 4, 8)]
)
def test_growth_is_that_of_the_simulated_epidemic(
    plain: None, r: float, latent: float, infectious: float
) -> None:
    one = member(r, latent=latent, infectious=infectious)
    for day in range(90):
        before = one[:, PEOPLE.start].copy()
        stepping.step(one, day, PEOPLE_HERE, QUIET)

    rate = one[0, PEOPLE.start, 0] - before[0, 0]
    log_r = stepping.reproduction_of(one, 89)
    assert np.exp(log_r[0, 0]) == pytest.approx(r, rel=0.01)
    assert stepping.growth_of(one, log_r)[0, 0] == pytest.approx(rate, rel=0.04)


def test_everybody_infected_infects_r_others_and_is_reported_after_the_delay(plain: None) -> None:
    one = member(1.0)
    one[:, DRIVE] = -2.5  # R = 0.082: next to none follow, and they are subtracted
    one[:, PEOPLE] = -30.0
    one[:, PEOPLE.start] = np.log(1000.0)
    reports = []
    for day in range(200):
        stepping.step(one, day, PEOPLE_HERE, QUIET)
        reports.append(expected(one, day, np.array([False]))[0, 0])

    r = np.exp(-2.5)
    assert sum(reports) == pytest.approx(250 / (1 - r), rel=0.02)
    days = np.average(np.arange(1, 201), weights=reports)
    generation, first = 3.0 + 0.75 * 4.0, 3.0 + 6.0
    assert days == pytest.approx(first + generation * r / (1 - r), abs=0.3)


def test_steady_epidemic_stays_steady(plain: None) -> None:
    one = member(1.0)
    for day in range(60):
        stepping.step(one, day, PEOPLE_HERE, QUIET)

    assert expected(one, 59, np.array([False]))[0, 0] == pytest.approx(100.0, rel=0.01)
    assert expected(one, 59, np.array([True]))[0, 0] == pytest.approx(700.0, rel=0.01)


def test_people_never_become_negative_or_more_than_there_are() -> None:
    random = np.random.default_rng(1)
    people = np.array([2000.0])
    prior = Prior(reproduction=(6.0, 0.5))
    cloud = initial(prior, np.array([50.0]), np.zeros((1, 7)), people, random.standard_normal((1, SLOTS, 64)))
    for day in range(300):
        stepping.step(cloud, day, people, random.standard_normal((1, stepping.NOISES, 64)))
        infected = np.exp(cloud[:, PEOPLE.start : PEOPLE.start + 4]).sum(1)
        assert (infected + odds(cloud[:, SUSCEPTIBLE]) * people <= people * 1.001).all()
    assert np.isfinite(cloud).all()
    assert (cloud[:, SHARE] <= 0).all()
    assert cloud[:, DELAY_DAYS].shape == (1, 64)


def test_weekday_factors_have_the_mean_one() -> None:
    cloud = np.random.default_rng(2).standard_normal((3, SLOTS, 8))

    factors = np.stack([weekday_factor(cloud, day) for day in range(7)])

    np.testing.assert_allclose(factors.mean(0), 1.0)
    np.testing.assert_allclose(
        np.log(factors[3] / factors[1]), cloud[:, WEEKDAY][:, 3] - cloud[:, WEEKDAY][:, 1]
    )


@pytest.mark.parametrize(("mean", "overdispersion"), [(3.0, 0.5), (200.0, 0.02), (40.0, 0.2)])
def test_likelihood_is_the_negative_binomials_but_for_artefacts(mean: float, overdispersion: float) -> None:
    counts = np.array([0.0, 2.0, 37.0, 220.0])
    found = log_likelihood(counts, np.full((4, 1), mean), np.full((4, 1), overdispersion))[:, 0]

    size = 1 / overdispersion
    peer = 0.99 * nbinom.pmf(counts, size, size / (size + mean)) + 0.01 / (10 * (counts + 10))
    np.testing.assert_allclose(found, np.log(peer))


@pytest.mark.parametrize(("mean", "overdispersion"), [(400.0, 0.02), (30.0, 0.1), (5000.0, 0.005)])
def test_drawn_counts_scatter_as_stated_and_evenly_once_stabilised(
    mean: float, overdispersion: float
) -> None:
    counts = drawn(np.full(60_000, mean), np.full(60_000, overdispersion), np.random.default_rng(3))

    assert counts.mean() == pytest.approx(mean, rel=0.01)
    assert counts.var() == pytest.approx(mean + overdispersion * mean**2, rel=0.05)
    assert stabilised(counts, np.array(overdispersion)).var() == pytest.approx(1.0, abs=0.08)
