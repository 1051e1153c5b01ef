"""The ratios of standard deviations that restricted maximum likelihood finds, and what the data cannot tell.

In comes a design; out go the two ratios and sentences on what had to be assumed. The criterion is profiled over the
mean and the noise, so two numbers remain: the best of a few starts, and from there downhill.
"""

import numpy as np

from anso.alliance.calls.calibrating.design import Design
from anso.alliance.calls.calibrating.equations import solve

__all__ = ["fitted_ratios"]

STARTS = (0.1, 0.5, 1.5)
"""None is nought, where the criterion is level whether it is a floor or a ridge."""
LARGEST = 1e4
"""Of a ratio: beyond it scores agree to the last digit, and the criterion has no floor to find."""
EVEN = 1.0
"""The ratio taken where merit and noise cannot be told apart: as much of the one as of the other."""


def fitted_ratios(design: Design) -> tuple[float, float, list[str]]:
    """Application / noise, reviewer / noise, and what was assumed."""
    from scipy.optimize import minimize

    per_application, per_reviewer = (
        (design.many, design.few) if design.applications_are_many else (design.few, design.many)
    )
    notes = []
    application_known = repeated(per_application)
    reviewer_known = repeated(per_reviewer) and len(np.unique(per_reviewer)) > 1
    if len(np.unique(per_application)) < 2:
        application_known = False
    elif not application_known:
        notes.append(
            "No application has two scores, so merit and chance cannot be told apart: "
            "half of what severity leaves unexplained is taken for merit."
        )
    if not reviewer_known:
        notes.append(
            "All scores are one reviewer's, so severity cannot be seen."
            if len(np.unique(per_reviewer)) < 2
            else "No reviewer has given two scores, so severity cannot be told from chance and is taken for chance."
        )
    fixed = (None if application_known else EVEN, None if reviewer_known else 0.0)

    def criterion(free: np.ndarray) -> float:
        return solve(design, *filled(free, fixed)).criterion

    free = sum(value is None for value in fixed)
    if not free:
        return (*filled(np.empty(0), fixed), notes)
    starts = np.stack(np.meshgrid(*[STARTS] * free), axis=-1).reshape(-1, free)
    found = minimize(
        criterion,
        min(starts, key=criterion),
        method="L-BFGS-B",
        bounds=[(0, LARGEST)] * free,
        options={"ftol": 1e-13, "gtol": 1e-6},
    )
    return (*filled(found.x, fixed), notes)


def repeated(codes: np.ndarray) -> bool:
    return len(np.unique(codes)) < len(codes)


def filled(free: np.ndarray, fixed: tuple[float | None, float | None]) -> tuple[float, float]:
    """The two ratios: those that are fixed, and the free ones in their places."""
    values = iter(free.tolist())
    first, second = (next(values) if value is None else value for value in fixed)
    return first, second
