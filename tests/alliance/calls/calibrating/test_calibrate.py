"""Calibrated scores against the dense textbook formulas, published figures and what must hold."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.alliance.calls.calibrating.dense import crossed, names, predicted, restricted_likelihood

from anso.alliance.calls.calibrating import calibrate
from anso.alliance.calls.calibrating.standing import even_standing, ranks_of
from anso.errors import InvalidInputError

SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
)
"""Shrout & Fleiss 1979, Psychol. Bull. 86(2), table 2: six targets by four judges."""


def full(table):
    of, by = np.indices(table.shape)
    return names("a", of.ravel()), names("r", by.ravel()), table.ravel().astype(float)


@pytest.mark.parametrize(("applications", "reviewers"), [(20, 8), (9, 25)])
@pytest.mark.parametrize("weighted", [False, True])
def test_values_and_errors_equal_the_dense_formulas(applications, reviewers, weighted):
    _, of, by, score = crossed(3, applications=applications, reviewers=reviewers)
    by = np.unique(by, return_inverse=True)[1]
    weight = np.random.default_rng(0).uniform(0.5, 3, len(score)) if weighted else np.ones(len(score))
    found = calibrate(names("a", of), names("r", by), score, weights=weight)
    mean, effect, error, variance = predicted(of, by, score, weight, found.variances)
    assert found.mean == pytest.approx(mean, abs=1e-9)
    assert found.adjusted == pytest.approx(mean + effect[:applications], abs=1e-9)
    assert found.se == pytest.approx(np.sqrt(variance[:applications]), abs=1e-9)
    assert found.severity == pytest.approx(-effect[applications:], abs=1e-9)
    assert found.severity_se == pytest.approx(np.sqrt(np.diag(error)[applications:]), abs=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_no_other_variances_have_a_larger_restricted_likelihood(seed):
    _, of, by, score = crossed(seed)
    weight = np.ones(len(score))
    fitted = calibrate(names("a", of), names("r", by), score).variances
    best = restricted_likelihood(of, by, score, weight, fitted)
    for name in ("application", "reviewer", "noise"):
        for factor in (0.2, 0.9, 0.99, 1.01, 1.1, 5):
            other = replace(fitted, **{name: max(getattr(fitted, name), 1e-3) * factor})
            assert restricted_likelihood(of, by, score, weight, other) <= best + 1e-7


def test_a_full_table_has_the_variances_of_its_analysis_of_variance():
    table = SHROUT_FLEISS.astype(float)
    rows, columns = table.shape
    of_rows = columns * ((table.mean(1) - table.mean()) ** 2).sum() / (rows - 1)
    of_columns = rows * ((table.mean(0) - table.mean()) ** 2).sum() / (columns - 1)
    left = table - table.mean(1)[:, None] - table.mean(0) + table.mean()
    noise = (left**2).sum() / ((rows - 1) * (columns - 1))
    found = calibrate(*full(table)).variances
    assert found.noise == pytest.approx(noise, rel=1e-5)
    assert found.application == pytest.approx((of_rows - noise) / columns, rel=1e-5)
    assert found.reviewer == pytest.approx((of_columns - noise) / rows, rel=1e-5)


def test_the_panels_agreement_is_the_published_one():
    panel = calibrate(*full(SHROUT_FLEISS)).panel
    assert round(panel.agreement, 2) == 0.29
    assert round(panel.consistency, 2) == 0.71
    assert round(panel.of_means, 2) == 0.62


def test_a_severe_reviewer_is_taken_out():
    """b is as good as a, but half of its scores come from somebody who gives two points less."""
    found = calibrate(
        ["a", "a", "b", "b", "c", "c", "d", "d"],
        ["x", "y", "x", "z", "y", "z", "x", "y"],
        [8, 8.1, 7.9, 6, 5, 3.1, 6.1, 5.9],
    )
    raw = dict(zip(found.applications, found.raw, strict=True))
    adjusted = dict(zip(found.applications, found.adjusted, strict=True))
    assert raw["a"] - raw["b"] == pytest.approx(1.1)
    assert abs(adjusted["a"] - adjusted["b"]) < 0.2
    assert found.reviewers[int(np.argmax(found.severity))] == "z"


def test_severity_taken_out_finds_more_of_the_best_than_raw_means():
    gained = []
    for seed in range(40):
        merit, of, by, score = crossed(seed, applications=75, reviewers=60)
        found = calibrate(names("a", of), names("r", by), score)
        best = set(np.argsort(-merit)[:15])
        hits = [len(best & set(np.argsort(-values)[:15])) / 15 for values in (found.adjusted, found.raw)]
        gained.append(hits[0] - hits[1])
    assert np.mean(gained) > 2 * np.std(gained) / np.sqrt(len(gained)) > 0


def test_standard_errors_hold_what_they_promise():
    """Of the true merits, 68 % lie within one standard error where everything is as the model says."""
    within = []
    for seed in range(15):
        merit, of, by, score = crossed(seed, applications=120, reviewers=30)
        found = calibrate(names("a", of), names("r", by), score)
        within.append(np.abs(found.adjusted - 5 - merit) < found.se)
    assert np.mean(within) == pytest.approx(0.683, abs=0.04)


@given(st.integers(0, 10_000), st.floats(-50, 50), st.floats(0.1, 20))
@settings(max_examples=15, deadline=None)
def test_another_scale_moves_values_and_nothing_else(seed, shift, factor):
    _, of, by, score = crossed(seed)
    plain = calibrate(names("a", of), names("r", by), score)
    moved = calibrate(names("a", of), names("r", by), shift + factor * score)
    assert moved.adjusted == pytest.approx(shift + factor * plain.adjusted, abs=1e-3 * factor)
    assert moved.se == pytest.approx(factor * plain.se, abs=1e-3 * factor)


def test_the_order_of_rows_decides_nothing():
    _, of, by, score = crossed(1)
    order = np.random.default_rng(0).permutation(len(score))
    plain = calibrate(names("a", of), names("r", by), score, places=5)
    mixed = calibrate(names("a", of[order]), names("r", by[order]), score[order], places=5)
    assert np.array_equal(plain.adjusted, mixed.adjusted)
    assert np.array_equal(plain.standing.p_above, mixed.standing.p_above)


def test_an_application_without_scores_stands_at_the_mean_with_all_doubt():
    _, of, by, score = crossed(2)
    found = calibrate([*names("a", of), "unseen"], [*names("r", by), "r0001"], [*score, None])
    without = calibrate(names("a", of), names("r", by), score)
    place = found.applications.index("unseen")
    assert np.isnan(found.raw[place])
    assert found.adjusted[place] == pytest.approx(without.mean)
    assert found.se[place] >= np.sqrt(found.variances.application)
    assert np.delete(found.adjusted, place) == pytest.approx(without.adjusted)
    assert found.notes == ("1 application has no score: it stands at the mean, with all the doubt there is.",)


def test_one_reviewer_is_told_and_keeps_the_order():
    found = calibrate(["a", "b", "c"], ["x"] * 3, [3, 1, 2])
    assert [found.applications[place] for place in np.argsort(found.rank)] == ["a", "c", "b"]
    assert found.severity.tolist() == [0.0]
    assert found.notes[1] == "All scores are one reviewer's, so severity cannot be seen."


def test_groups_that_share_no_reviewer_are_told():
    found = calibrate(["a", "a", "b", "b", "c", "c", "d", "d"], list("xyxyzwzw"), [1, 2, 3, 4, 2, 4, 3, 3])
    assert "fall into 2 groups" in found.notes[0]


def test_equal_scores_give_equal_values_and_no_doubt():
    found = calibrate(["a", "a", "b"], ["x", "y", "x"], [4, 4, 4], places=1)
    assert found.adjusted.tolist() == [4, 4]
    assert found.se.tolist() == [0, 0]
    assert found.rank.tolist() == [1, 1]
    assert found.standing.p_above.tolist() == [0.5, 0.5]


def test_probabilities_of_being_above_the_line_add_up_to_the_places():
    _, of, by, score = crossed(5)
    found = calibrate(names("a", of), names("r", by), score, places=6)
    assert found.standing.p_above.sum() == pytest.approx(6)
    assert np.all(found.standing.rank_low <= found.standing.rank_high)
    best = int(np.argmax(found.adjusted))
    assert found.standing.p_above[best] == found.standing.p_above.max()


def test_two_applications_are_compared_by_the_normal_distribution():
    """P(first > second) = Phi(difference / sd of the difference), the covariance by the dense formula."""
    from scipy.stats import norm

    _, of, by, score = crossed(7, applications=2, reviewers=6, each=6)
    found = calibrate(names("a", of), names("r", by), score, places=1, seed=4)
    _, effect, error, _ = predicted(of, by, score, np.ones(len(score)), found.variances)
    spread = np.sqrt(error[0, 0] + error[1, 1] - 2 * error[0, 1])
    assert found.standing.p_above[0] == pytest.approx(norm.cdf((effect[0] - effect[1]) / spread), abs=0.03)


def test_a_noisy_reviewer_shows_in_the_residuals_and_the_correlation():
    _, of, by, score = crossed(8, applications=200, reviewers=10)
    score = score + np.where(by == 4, 2.5 * np.random.default_rng(1).standard_normal(len(score)), 0)
    found = calibrate(names("a", of), names("r", by), score)
    assert int(np.argmax(found.residual_sd)) == 4
    assert int(np.argmin(found.correlation)) == 4


def test_residuals_of_all_reviewers_together_give_the_noise():
    _, of, by, score = crossed(9, applications=300, reviewers=12, noise=0.8)
    found = calibrate(names("a", of), names("r", by), score)
    assert np.sqrt(np.mean(found.residual_sd**2)) == pytest.approx(0.8, abs=0.06)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((["a"], ["x"], [float("inf")]), "row 1, score: inf is no score"),
        ((["a"], ["x"], [None]), "all of them are missing"),
        ((["a"], ["x", "y"], [1]), "1 applications, 2 reviewers, 1 scores"),
        (([], [], []), "there are none"),
    ],
)
def test_what_is_no_score_is_refused(arguments, said):
    with pytest.raises(InvalidInputError, match=said):
        calibrate(*arguments)


def test_where_applications_do_not_differ_lots_alone_decide():
    """Each column is a reviewer's scores in another order: the applications' means are equal, their variance nought."""
    table = np.array([[4, 6, 5], [5, 4, 6], [6, 5, 4], [4, 5, 6]], dtype=float)
    found = calibrate(*full(table), places=3)
    assert found.variances.application == 0
    assert found.standing.p_above.tolist() == [0.75] * 4
    assert found.standing.rank_low.tolist() == [1] * 4
    assert found.standing.rank_high.tolist() == [4] * 4


def test_equal_draws_are_put_in_order_by_fair_lots():
    ranks = ranks_of(np.array([[5.0, 1.0, 1.0, 1.0]] * 3000), np.random.default_rng(0))
    assert set(ranks[:, 0].tolist()) == {1}
    assert ranks[:, 1:].mean(axis=0) == pytest.approx([3, 3, 3], abs=0.06)
    assert set(ranks.sum(axis=1).tolist()) == {10}


def test_without_differences_the_rank_band_leaves_a_twentieth_on_either_side():
    band = even_standing(100, 10)
    assert (band.rank_low[0], band.rank_high[0], band.p_above[0]) == (6, 95, 0.1)
