"""Every way to calibrate and combine, by name, for as many models as there are.

A method takes a lesson and gives a distribution; one of a single model is named `method:model`.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from anso.services.outlooks.calibrating.censored_regression import censored_emos
from anso.services.outlooks.calibrating.emos import emos, joint_emos
from anso.services.outlooks.calibrating.gamma_regression import gamma_emos
from anso.services.outlooks.calibrating.logistic import extended_logistic
from anso.services.outlooks.calibrating.mean_variance import mean_and_variance
from anso.services.outlooks.calibrating.quantile_mapping import quantile_mapping
from anso.services.outlooks.calibrating.regression_on_patterns import canonical, principal
from anso.services.outlooks.combining.anso import anso
from anso.services.outlooks.combining.bma import bayesian_average
from anso.services.outlooks.combining.pooled import by_skill, equal
from anso.services.outlooks.combining.ridge import ridge
from anso.services.outlooks.combining.stacked import stacked_by_logarithm, stacked_by_rps
from anso.services.outlooks.distributions.distribution import Distribution
from anso.services.outlooks.distributions.reweighted import climate
from anso.services.outlooks.known.hindcasts import Hindcasts
from anso.services.outlooks.known.lesson import Lesson

__all__ = ["COMBINED", "FINAL", "Method", "methods_for"]

Method = Callable[[Lesson], Distribution]
FINAL = "anso"
MOST_NEGATIVE = 0.01
"""Share of values below zero that interpolation may make of amounts."""


def climatology(lesson: Lesson) -> Distribution:
    return climate(lesson.observed, lesson.asked.means.shape[1])


COMBINED: dict[str, Method] = {
    "ngr": joint_emos,
    "ngr-gamma": gamma_emos,
    "ngr-censored": censored_emos,
    "elr": extended_logistic,
    "quantile-mapping": quantile_mapping,
    "pcr": principal,
    "cca": canonical,
    "equal": equal,
    "by-skill": by_skill,
    "ridge": ridge,
    "bma": bayesian_average,
    "stacked-rps": stacked_by_rps,
    "stacked-log": stacked_by_logarithm,
    FINAL: anso,
}
FOR_AMOUNTS = ("ngr-gamma", "ngr-censored")


def methods_for(hindcasts: Hindcasts) -> dict[str, Method]:
    """In the order in which they are told: the climate, each model alone, all together, the final one last."""
    found: dict[str, Method] = {"climatology": climatology}
    for place, name in enumerate(hindcasts.names):
        found[f"mean-variance:{name}"] = partial(mean_and_variance, model=place)
        found[f"ngr:{name}"] = partial(emos, model=place)
    left_out = () if are_amounts(hindcasts) else FOR_AMOUNTS
    return found | {name: method for name, method in COMBINED.items() if name not in left_out}


def are_amounts(hindcasts: Hindcasts) -> bool:
    """Whether what is observed cannot be negative, such as rain."""
    seen = hindcasts.observed[:, hindcasts.valid()]
    known = np.isfinite(seen)
    means = np.where(known, seen, 0).sum(0)
    return bool((seen[known] < 0).mean() <= MOST_NEGATIVE and (means > 0).all())
