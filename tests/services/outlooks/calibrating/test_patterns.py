import numpy as np
from tests.services.outlooks.helpers import hindcasts, lesson

from anso.services.outlooks.calibrating.patterns import left_out, patterns, patterns_of
from anso.services.outlooks.calibrating.regression_on_patterns import canonical, principal


def test_patterns_are_the_singular_vectors_of_the_centred_fields() -> None:
    random = np.random.default_rng(12)
    past, asked = random.normal(size=(9, 30)) + 5, random.normal(size=(1, 30)) + 5
    found = patterns_of(past, asked)
    centred = past - past.mean(0)
    left, sizes, right = np.linalg.svd(centred, full_matrices=False)
    np.testing.assert_allclose(found.variances, (sizes**2)[:8] / (sizes**2).sum() * 9, rtol=1e-9)
    np.testing.assert_allclose(np.abs(found.past), np.abs(left[:, :8]), atol=1e-9)
    expected = ((asked - past.mean(0)) @ right[:8].T) / sizes[:8]
    np.testing.assert_allclose(np.abs(found.asked), np.abs(expected), atol=1e-9)


def test_a_constant_field_has_no_patterns() -> None:
    given = hindcasts(models=1)
    given.means[:] = 3.0
    assert len(patterns(lesson(given)).variances) == 0
    np.testing.assert_allclose(principal(lesson(given)).shifts, 0)


def test_leaving_a_year_out_is_what_a_fit_without_it_says() -> None:
    """Ridge regression on patterns of fixed scale, each year fitted anew: centred on the other years."""
    random = np.random.default_rng(13)
    fields, scores = random.normal(size=(10, 40)), random.normal(size=(10, 3))
    found = patterns_of(fields, fields[:1])
    ridge = 2.0
    said = left_out(found, found.variances / (found.variances + ridge), scores)
    basis = found.past * np.sqrt(found.variances)
    for year in range(10):
        others = np.delete(np.arange(10), year)
        # The same penalised problem with a free mean: an intercept that is not penalised.
        design = np.column_stack([np.ones(9), basis[others]])
        penalty = ridge * np.diag([0.0] + [1.0] * basis.shape[1])
        weights = np.linalg.solve(design.T @ design + penalty, design.T @ scores[others])
        expected = np.concatenate([[1.0], basis[year]]) @ weights - scores[others].mean(0)
        np.testing.assert_allclose(said[year], expected, atol=1e-8)


def test_patterns_foresee_what_their_leading_one_drives() -> None:
    given = lesson(hindcasts(skill=0.95, models=4, years=40, seed=5))
    after = lesson(hindcasts(skill=0.95, models=4, years=40, seed=5), asked=7)
    for method in (principal, canonical):
        said = [method(each).shifts.mean() for each in (given, after)]
        came = [hindcasts(skill=0.95, models=4, years=40, seed=5).observed[year].mean() for year in (0, 7)]
        assert np.sign(said).tolist() == np.sign(came).tolist()
