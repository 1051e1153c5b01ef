"""Patients followed through the wards."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anso.services.epidemics.hospital import STAY, LogNormal, Stay, by_day, load


def one_day(days: int = 400) -> np.ndarray:
    new = np.zeros((1, 1, days))
    new[..., 0] = 1000.0
    return new


def test_beds_of_one_admission_day_are_the_share_still_there() -> None:
    found = load(one_day(), admissions_known=True, icu_share=0.0)
    remaining = STAY.ward.remaining
    np.testing.assert_allclose(found.beds[0, 0, : len(remaining)], 1000 * remaining, rtol=1e-12)
    assert found.intensive.max() == 0


def test_half_are_still_there_after_the_median_stay() -> None:
    assert LogNormal(5, 3, 9).remaining[[0, 5]] == pytest.approx([1.0, 0.5])
    assert LogNormal(7, 4, 11).remaining[7] == pytest.approx(0.5)
    # A log-normal law with these quartiles has the mean 5 exp(sigma^2 / 2), sigma = ln(9/3) / (2 x 0.6745).
    assert LogNormal(5, 3, 9).sigma == pytest.approx(np.log(3) / (2 * 0.6744897501960817))


def test_steady_admissions_fill_admissions_times_mean_stay() -> None:
    """Little's law, with the mean stay summed from the share still there."""
    found = load(np.full((1, 2, 300), 10.0), admissions_known=True, icu_share=[0.0, 1.0])
    assert found.beds[0, :, -1] == pytest.approx([10 * STAY.in_ward.sum(), 10 * STAY.in_either.sum()])
    assert found.intensive[0, :, -1] == pytest.approx([0.0, 10 * STAY.intensive.remaining.sum()])
    assert found.beds[0, 1, -1] - found.intensive[0, 1, -1] == pytest.approx(10 * STAY.days_to_intensive)


def test_share_admitted_differs_by_place_and_by_sample() -> None:
    new = np.full((2, 2, 3), 100.0)
    by_place = load(new, admitted_share=[0.1, 0.2], icu_share=0.2).admissions
    assert by_place[:, :, 0].tolist() == [[10.0, 20.0], [10.0, 20.0]]
    by_both = load(new, admitted_share=[[0.1, 0.2], [0.3, 0.4]], icu_share=0.2).admissions
    assert by_both[:, :, 2].tolist() == [[10.0, 20.0], [30.0, 40.0]]


def test_cases_are_admitted_after_the_delay() -> None:
    found = load(one_day(10), admitted_share=0.5, icu_share=0.0, stay=Stay(days_to_admission=3))
    assert found.admissions[0, 0].tolist() == [0, 0, 0, 500, 0, 0, 0, 0, 0, 0]
    known = load(one_day(10), admissions_known=True, icu_share=0.0, stay=Stay(days_to_admission=3))
    assert known.admissions[0, 0, 0] == 1000


def test_those_admitted_before_still_lie_there() -> None:
    whole = load(np.full((3, 2, 60), 7.0), admitted_share=0.1, icu_share=0.3)
    split = load(np.full((3, 2, 20), 7.0), admitted_share=0.1, icu_share=0.3, before=np.full((2, 40), 7.0))
    np.testing.assert_allclose(split.beds, whole.beds[..., 40:], rtol=1e-12)
    np.testing.assert_allclose(split.intensive, whole.intensive[..., 40:], rtol=1e-12)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), share=st.floats(0, 1), critical=st.floats(0, 1), days=st.integers(1, 90))
def test_load_keeps_its_order_and_is_linear(seed: int, share: float, critical: float, days: int) -> None:
    new = np.random.default_rng(seed).gamma(1.0, 50.0, (2, 3, days))
    found = load(new, admitted_share=share, icu_share=critical)
    assert (found.intensive <= found.beds + 1e-9).all()
    assert (found.beds >= found.admissions * (1 - 1e-12)).all()
    twice = load(2 * new, admitted_share=share, icu_share=critical)
    np.testing.assert_allclose(twice.beds, 2 * found.beds, rtol=1e-12, atol=1e-300)


def test_weeks_are_spread_over_their_days() -> None:
    assert by_day([[14.0, 0.0]]).tolist() == [[2.0] * 7 + [0.0] * 7]


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        load(one_day(), admitted_share=1.5, icu_share=0.1)
    with pytest.raises(ValueError, match="not samples x places x days"):
        load(np.ones((2, 3)), icu_share=0.1)
    with pytest.raises(ValueError, match="no quartiles"):
        LogNormal(5, 6, 9)
