"""The mixed model by its textbook formulas on dense matrices, sharing nothing with what is tested."""

import numpy as np


def pieces(application, reviewer, weight, variances):
    """Design, the effects' covariance and the scores'."""
    applications, reviewers = int(application.max()) + 1, int(reviewer.max()) + 1
    design = np.zeros((len(application), applications + reviewers))
    design[np.arange(len(application)), application] = 1
    design[np.arange(len(application)), applications + reviewer] = 1
    effects = np.diag([variances.application] * applications + [variances.reviewer] * reviewers)
    return design, effects, design @ effects @ design.T + np.diag(variances.noise / weight)


def predicted(application, reviewer, score, weight, variances):
    """Mean by generalised least squares, effects by BLUP, and the prediction error covariance of mean + effects.

    Henderson 1975, Biometrics 31(2): Var(u - u^) = G - G Z' P Z G, Cov(b^, u^ - u) = -(X'V^-1X)^-1 X'V^-1 Z G.
    """
    design, effects, covariance = pieces(application, reviewer, weight, variances)
    inverse = np.linalg.inv(covariance)
    ones = np.ones(len(score))
    of_mean = 1 / (ones @ inverse @ ones)
    mean = of_mean * (ones @ inverse @ score)
    effect = effects @ design.T @ inverse @ (score - mean)
    projection = inverse - of_mean * np.outer(inverse @ ones, ones @ inverse)
    error = effects - effects @ design.T @ projection @ design @ effects
    with_mean = -of_mean * (ones @ inverse @ design @ effects)
    return mean, effect, error, of_mean + np.diag(error) + 2 * with_mean


def restricted_likelihood(application, reviewer, score, weight, variances):
    _, _, covariance = pieces(application, reviewer, weight, variances)
    inverse = np.linalg.inv(covariance)
    ones = np.ones(len(score))
    information = ones @ inverse @ ones
    residual = score - (ones @ inverse @ score) / information
    return -0.5 * (np.linalg.slogdet(covariance)[1] + np.log(information) + residual @ inverse @ residual)


def crossed(seed, *, applications=20, reviewers=8, each=3, severity=0.6, noise=0.6):
    """Scores of applications by reviewers drawn for each, with the true merits."""
    rng = np.random.default_rng(seed)
    merit = rng.standard_normal(applications)
    by = np.stack([rng.choice(reviewers, each, replace=False) for _ in range(applications)]).ravel()
    of = np.repeat(np.arange(applications), each)
    leniency = severity * rng.standard_normal(reviewers)
    return merit, of, by, 5 + merit[of] + leniency[by] + noise * rng.standard_normal(len(of))


def names(letter, codes):
    return [f"{letter}{code:04}" for code in codes]
