"""How well a filter finds again what was simulated."""

from dataclasses import dataclass, replace

import numpy as np

from anso.services.epidemics.filtering.estimate import DEFAULT, Settings, estimate_everywhere
from anso.services.epidemics.filtering.model.state import Numbers
from anso.services.epidemics.filtering.twin.truths import Truth

__all__ = ["LEVELS", "Found", "crps", "inside", "try_twin"]

LEVELS = (0.025, *(round(0.05 * step, 2) for step in range(1, 20)), 0.975)
BEGINNING = 28
"""Days in which a filter still finds its feet; they are not judged."""


@dataclass(frozen=True)
class Found:
    inside: float
    """Share of days on which R lies inside its 90% interval, as seen on the day itself."""
    inside_revised: float
    """The same as seen three weeks later."""
    crps: float
    """Continuous ranked probability score of R on the day itself, mean over days and places."""
    crps_revised: float
    inside_ahead: float
    """Share of the weeks ahead inside their 90% interval."""
    crps_ahead: float
    """Of the weeks' totals, relative to the mean total."""


def try_twin(truth: Truth, settings: Settings = DEFAULT) -> Found:
    found = estimate_everywhere(truth.observed, replace(settings, levels=LEVELS))
    levels = found.levels
    real = truth.reproduction[:, BEGINNING:]
    now, later = found.reproduction[:, BEGINNING:], found.revised[:, BEGINNING:]
    weeks = truth.ahead.shape[1] // 7
    ahead = found.weeks(weeks, levels)
    totals = truth.ahead[:, : 7 * weeks].reshape(len(ahead), weeks, 7).sum(-1)
    return Found(
        inside(real, now, levels),
        inside(real, later, levels),
        float(crps(real, now, levels).mean()),
        float(crps(real, later, levels).mean()),
        inside(totals, ahead, levels),
        float(crps(totals, ahead, levels).sum() / totals.sum()),
    )


def inside(real: Numbers, quantiles: Numbers, levels: Numbers) -> float:
    """Share inside the 90% interval."""
    low, high = (quantiles[..., np.flatnonzero(np.isclose(levels, level))[0]] for level in (0.05, 0.95))
    return float(((real >= low) & (real <= high)).mean())


def crps(real: Numbers, quantiles: Numbers, levels: Numbers) -> Numbers:
    """Twice the mean quantile loss, each level standing for the levels around it (Laio & Tamea 2007, Hydrology and
    Earth System Sciences 11: 1267, equation 11)."""
    missed = real[..., None] - quantiles
    loss = np.where(missed >= 0, levels * missed, (levels - 1.0) * missed)
    edges = np.concatenate([[0.0], (levels[1:] + levels[:-1]) / 2, [1.0]])
    result: Numbers = 2.0 * (loss * np.diff(edges)).sum(-1)
    return result
