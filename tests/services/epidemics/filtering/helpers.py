"""The exact answer that both filters are held to, and counts to try them on."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.filtering import Observed, observe

Numbers = NDArray[np.float64]

MONDAY = date(2021, 3, 1)
TURN = np.array([[1.0, 0.3], [-0.1, 0.95]])
"""A linear model of two slots, of which the first is observed."""
NOISE = np.diag([0.02, 0.05])
OBSERVED_NOISE = 0.4


def exact(values: Numbers, mean: Numbers, cov: Numbers, noise: Numbers) -> tuple[Numbers, Numbers, float]:
    """The Kalman filter (Kalman 1960), as the textbook has it; a value that is NaN was not observed."""
    likelihood = 0.0
    for value in values:
        mean, cov = TURN @ mean, TURN @ cov @ TURN.T + noise
        if np.isnan(value):
            continue
        variance = cov[0, 0] + OBSERVED_NOISE
        ahead = value - mean[0]
        gain = cov[:, 0] / variance
        mean, cov = mean + gain * ahead, cov - np.outer(gain, cov[0])
        likelihood += -0.5 * (ahead**2 / variance + np.log(2 * np.pi * variance))
    return mean, cov, likelihood


def moments(ensemble: Numbers) -> tuple[Numbers, Numbers]:
    """Of one place: slots x members."""
    return ensemble.mean(-1), np.cov(ensemble)


def counted(rows: dict[str, Numbers], *, people: float = 5e6) -> Observed:
    return observe(list(rows), MONDAY, np.stack(list(rows.values())), np.full(len(rows), people))


def growing(days: int, rate: float, seed: int = 3, start: float = 200.0) -> Numbers:
    random = np.random.default_rng(seed)
    return random.poisson(start * np.exp(rate * np.arange(days))).astype(float)
