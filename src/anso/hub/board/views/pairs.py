"""Models compared two by two on the tasks that both forecast, as matrix products.

Relative skill as scoringutils defines it (Bosse and others 2022, arXiv:2205.07090, section 3.5; first in
Cramer and others 2022, doi:10.1073/pnas.2113561119): the ratio of two models' mean scores over the tasks
they share; of these ratios a model's geometric mean over its opponents, its own 1 among them; divided by
the baseline's.
"""

import numpy as np
from numpy.typing import NDArray

from anso.hub.compare import pairs
from anso.hub.compare.products import across

__all__ = ["relative_skill", "shared_sums"]


def shared_sums(scores: NDArray[np.float32], scored: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Row i, column j: the sum of model i's scores over the tasks that j was scored on, too.

    Both come as models x tasks, and scores are 0 where there is none.
    """
    # In single precision it is half the work, and a millionth of a score decides nothing.
    sums = across(scores, scored.astype(np.float32))  # type: ignore[arg-type]
    return sums.astype(np.float64)


def relative_skill(
    sums: NDArray[np.float64], baseline: int | None, opponents: NDArray[np.bool_] | None = None
) -> NDArray[np.float64]:
    """From `shared_sums`; not a number where a model shares no task with any opponent.

    Opponents are all models, or those named: one with a handful of forecasts says little of the others.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        # Both means of a pair are over the same tasks, so the ratio of means is that of sums.
        ratio = sums / sums.T
    usable = np.isfinite(ratio) & (ratio > 0) & (True if opponents is None else opponents)
    return pairs.relative_skill(np.where(usable, ratio, np.nan), baseline)
