import numpy as np
import pytest
from scipy import stats

from anso.services.outlooks.verifying.chance import interval, point_chances, significant, walker


def test_false_discovery_rate_keeps_what_lies_under_its_line() -> None:
    """With level .05 the line is 2 x .05 x i / 5: .02, .04, .06, .08, .10; the third is the last under it."""
    chances = np.array([0.001, 0.2, 0.055, 0.035, 0.09])
    assert significant(chances, 0.05).tolist() == [True, False, True, True, False]
    assert significant(np.array([0.03, 0.2, 0.5, 0.7, 0.9]), 0.05).tolist() == [False] * 5


def test_walker_asks_more_of_the_least_of_many() -> None:
    """With a hundred points and level .05 the least must be under 1 - .95^(1/100) = .000513."""
    assert walker(np.append(np.full(99, 0.5), 0.00051), 0.05)
    assert not walker(np.append(np.full(99, 0.5), 0.00052), 0.05)


def test_point_chances_are_a_one_sided_t_test() -> None:
    random = np.random.default_rng(7)
    score, reference = random.random((20, 4)), random.random((20, 4)) + 0.1
    expected = stats.ttest_1samp(reference - score, 0, alternative="greater").pvalue
    np.testing.assert_allclose(point_chances(score, reference), expected)


def test_interval_is_as_wide_as_years_are_uncertain() -> None:
    """Independent years of equal reference: the skill's standard error is that of a mean of so many years."""
    random = np.random.default_rng(8)
    score, reference = 0.5 + 0.1 * random.standard_normal((90, 1)), np.full((90, 1), 0.5)
    low, high = interval(score, reference, np.ones(1))
    assert (high - low) / 2 == pytest.approx(1.645 * score.std() / 0.5 / np.sqrt(90), rel=0.2)


def test_interval_is_the_same_each_time() -> None:
    random = np.random.default_rng(9)
    score, reference = random.random((30, 5)), random.random((30, 5))
    assert interval(score, reference, np.ones(5)) == interval(score, reference, np.ones(5))
