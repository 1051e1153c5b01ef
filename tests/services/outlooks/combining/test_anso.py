from dataclasses import replace

import numpy as np
import pytest
from tests.services.outlooks.helpers import hindcasts, lesson

from anso.services.outlooks import crossvalidate, scores
from anso.services.outlooks.calibrating.scales import normal_scores
from anso.services.outlooks.combining.anso import anso
from anso.services.outlooks.combining.anso.neighbourhood import neighbourhood
from anso.services.outlooks.combining.anso.speakers import spoken
from anso.services.outlooks.known.hindcasts import Hindcasts
from anso.services.outlooks.known.points import Points


def rpss(found: Hindcasts, method: str = "anso") -> float:
    table = scores(crossvalidate(found, methods=(method,)))
    return float(table["rpss"][0])


def test_without_skill_it_stays_at_climatology() -> None:
    """Over ten archives without skill: next to nothing is lost, where a regression loses much."""
    archives = [hindcasts(skill=0.0, seed=seed) for seed in range(10)]
    assert np.mean([rpss(each) for each in archives]) > -0.006
    assert np.mean([rpss(each, "ngr") for each in archives]) < -0.01


def test_with_skill_it_beats_the_mean_of_calibrated_models() -> None:
    archives = [hindcasts(skill=0.5, models=3, years=30, seed=seed) for seed in range(2)]
    ours, theirs = ([rpss(each, method) for each in archives] for method in ("anso", "equal"))
    assert np.mean(ours) > np.mean(theirs) + 0.01
    assert np.mean(ours) > 0.03


def test_what_came_in_the_asked_year_changes_nothing() -> None:
    found = hindcasts()
    changed = replace(found, observed=found.observed.copy())
    changed.observed[3] += 100
    for one, other in zip(
        (anso(lesson(found, 3)).shifts, anso(lesson(found, 3)).values),
        (anso(lesson(changed, 3)).shifts, anso(lesson(changed, 3)).values),
        strict=True,
    ):
        np.testing.assert_array_equal(one, other)


def test_it_does_not_matter_in_which_units_a_model_speaks() -> None:
    found = hindcasts()
    other = replace(found, means=found.means * np.array([86400, 0.01])[:, None, None, None] + 273.15)
    np.testing.assert_allclose(anso(lesson(found)).shifts, anso(lesson(other)).shifts, atol=1e-4)


def test_it_speaks_of_a_year_left_out_as_of_one_it_never_saw() -> None:
    """The regression's inner word on a past year is what a lesson without that year says of it, on the same scales."""
    given = lesson(hindcasts())
    observed = normal_scores(given.observed)
    inner = spoken(given, observed).past[1]
    x = given.past.means
    anomalies = ((x - x.mean(1, keepdims=True)) / x.std(1, ddof=1, keepdims=True)).mean(0)
    kept = np.delete(np.arange(len(anomalies)), 4)
    line = np.polyfit(anomalies[kept, 2], observed[kept, 2], 1)
    expected = line[0] * (anomalies[4, 2] - anomalies[kept, 2].mean())
    assert inner[4, 2] == pytest.approx(expected)


def test_neighbourhood_is_a_weighted_mean_by_distance() -> None:
    latitudes, longitudes = np.array([0.0, 2.0]), np.array([10.0, 12.0, 14.0])
    counted = np.array([[True, True, False], [True, True, True]])
    found = neighbourhood(Points(latitudes, longitudes, counted), 300.0)
    values = np.array([[1.0, 2.0, 3.0, 4.0, 5.0]])
    north, east = np.meshgrid(latitudes, longitudes, indexing="ij")
    here, there = (north[counted], east[counted])
    cosine = np.cos(np.deg2rad(here[0]))
    kernel = np.exp(-0.5 * ((111.2 * (here - here[0])) ** 2 + 0 * there) / 300.0**2)
    # Along each parallel distances are that parallel's own.
    own = np.cos(np.deg2rad(here))
    kernel *= np.exp(-0.5 * (111.2 * own * (there - there[0]) / 300.0) ** 2)
    assert cosine == 1
    assert found.smoothed(values)[0, 0] == pytest.approx((kernel * values[0]).sum() / kernel.sum(), rel=1e-5)


def test_a_constant_is_smoothed_to_itself_even_round_the_globe() -> None:
    latitudes, longitudes = np.linspace(-75, 75, 6), np.arange(0, 360, 30.0)
    found = neighbourhood(Points(latitudes, longitudes, np.ones((6, 12), bool)), 900.0)
    np.testing.assert_allclose(found.smoothed(np.full((2, 72), 3.0)), 3.0, rtol=1e-6)
    spike = np.zeros((1, 72))
    spike[0, 36] = 1
    around = found.smoothed(spike).reshape(6, 12)[3]
    assert around[1] == pytest.approx(around[11])
