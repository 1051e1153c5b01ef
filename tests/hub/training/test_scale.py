"""The scale of learning and the factors of widths against values worked by hand."""

import numpy as np
import pytest

from anso.hub.training.known.scale import scale_of
from anso.hub.training.widths.errors import conformal_factors


def test_counts_are_eighth_roots_and_come_back():
    scale = scale_of(np.array([3.0, 70.0, 0.0]), negative=False)
    # The eighth root of 256 is 2, and (2 - 1) / (1/8) is 8.
    assert scale.to(np.array([0.0, 255.0])).tolist() == pytest.approx([0, 8])
    counts = np.array([0.0, 1.0, 12.5, 3e6])
    assert scale.back(scale.to(counts)).tolist() == pytest.approx(counts.tolist())
    assert scale.relative(scale.to(counts)).tolist() == pytest.approx(np.log1p(counts).tolist())
    assert scale.from_relative(scale.relative(scale.to(counts))).tolist() == pytest.approx(
        scale.to(counts).tolist()
    )


def test_a_distance_below_zero_comes_back_as_zero_and_an_absurd_one_stays_finite():
    scale = scale_of(np.array([3.0, 70.0]), negative=False)
    assert scale.back(np.array([-50.0])).tolist() == [0]
    assert np.isfinite(scale.back(np.array([1e300]))).all()


def test_a_width_ten_times_too_wide_stays_within_reason():
    """From 1,000 to an upper bound of 8,000 times ten: on a logarithmic scale it would be a trillion."""
    scale = scale_of(np.array([3.0, 70.0]), negative=False)
    centre, upper = scale.to(np.array([1000.0, 8000.0]))
    widened = scale.back(np.array([centre + 10 * (upper - centre)]))
    assert float(widened[0]) == pytest.approx(6.14e7, rel=0.01)


def test_a_factor_is_believed_by_the_rounds_behind_it_and_by_how_clear_it_is():
    scores = np.full((40, 1), np.e)
    factor = conformal_factors(scores, np.ones(40), np.array([0.5]), rounds=5, prior=5, cases_a_round=8)
    # 25 x (1 + 1) against 25: two thirds of the logarithm.
    assert factor.tolist() == pytest.approx([np.exp(2 / 3)])


def test_outer_intervals_alone_are_taken_further_out_for_want_of_cases():
    scores = np.repeat(np.linspace(0.005, 1, 200)[:, None], 2, axis=1)
    few, many = (
        conformal_factors(
            scores, np.ones(200), np.array([0.95, 0.5]), rounds=1e3, prior=0, cases_a_round=cases
        )
        for cases in (0.05, 1e9)
    )
    # 0.95 ** 8 / (0.05 / 2 * 1000) is 0.0265 more than 0.95, and 0.5 ** 8 a hundredth of that.
    assert many.tolist() == pytest.approx([0.95, 0.5], abs=0.006)
    assert few.tolist() == pytest.approx([0.9765, 0.5], abs=0.006)
