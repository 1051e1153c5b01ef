"""Where applications stand: the probability of being above the line, and between which ranks they lie.

In come draws of all applications' values together, so that what one severe reviewer may have done to several of
them counts for all at once; out goes a `Standing`.
"""

import numpy as np

from anso.alliance.calls.calibrating.equations import Solution
from anso.alliance.calls.calibrating.result import Floats, Standing

__all__ = ["standing_of"]

DRAWS = 2000
"""Enough for a probability to be within .011, twice in three times, where it is least certain."""
AT_ONCE = 500
TAIL = 0.05


def standing_of(solution: Solution, places: int, seed: int) -> Standing:
    """Ranks in each draw, counted; the same seed gives the same probabilities."""
    rng = np.random.default_rng(seed)
    drawn_ranks = [ranks_of(drawn(solution, rng)).T for _ in range(DRAWS // AT_ONCE)]
    ranks = np.concatenate(drawn_ranks, axis=1)
    above = (ranks <= places).mean(axis=1)
    low, high = int(TAIL * DRAWS), DRAWS - 1 - int(TAIL * DRAWS)
    ranks.partition((low, high), axis=1)
    return Standing(places, above, ranks[:, low].astype(np.int64), ranks[:, high].astype(np.int64))


def drawn(solution: Solution, rng: np.random.Generator) -> Floats:
    many, few = solution.draws(AT_ONCE, rng)
    return many if solution.design.applications_are_many else few


def ranks_of(values: Floats) -> np.ndarray:
    """1 for the largest of each row."""
    order = np.argsort(-values, axis=1)
    ranks = np.empty(values.shape, dtype=np.int32)
    np.put_along_axis(ranks, order, np.arange(1, values.shape[1] + 1, dtype=np.int32)[None, :], axis=1)
    return ranks
