"""Where applications stand: the probability of being above the line, and between which ranks they lie.

In come draws of all applications' values together, so that what one severe reviewer may have done to several of
them counts for all at once; out goes a `Standing`. Equal values are put in order by lot, anew in each draw.
"""

import numpy as np

from anso.alliance.calls.calibrating.equations import Solution
from anso.alliance.calls.calibrating.result import Floats, Standing

__all__ = ["even_standing", "standing_of"]

DRAWS = 2000
"""Enough for a probability to be within .011, twice in three times, where it is least certain."""
AT_ONCE = 500
TAIL = 0.05


def standing_of(solution: Solution, places: int, seed: int) -> Standing:
    """Ranks in each draw, counted; the same seed gives the same probabilities."""
    design = solution.design
    scale, size = (
        (solution.scale_many, len(design.weight_many))
        if design.applications_are_many
        else (solution.scale_few, len(design.weight_few))
    )
    if scale == 0:
        return even_standing(size, places)
    rng = np.random.default_rng(seed)
    drawn_ranks = [ranks_of(drawn(solution, rng), rng).T for _ in range(DRAWS // AT_ONCE)]
    ranks = np.concatenate(drawn_ranks, axis=1)
    above = (ranks <= places).mean(axis=1)
    low, high = int(TAIL * DRAWS), DRAWS - 1 - int(TAIL * DRAWS)
    ranks.partition((low, high), axis=1)
    return Standing(places, above, ranks[:, low].astype(np.int64), ranks[:, high].astype(np.int64))


def even_standing(size: int, places: int) -> Standing:
    """Where nothing tells applications apart, lots alone decide, and every rank is as likely as any other."""
    beyond = int(TAIL * size)
    return Standing(
        places,
        np.full(size, min(1.0, places / size)),
        np.full(size, 1 + beyond),
        np.full(size, size - beyond),
    )


def drawn(solution: Solution, rng: np.random.Generator) -> Floats:
    many, few = solution.draws(AT_ONCE, rng)
    return many if solution.design.applications_are_many else few


def ranks_of(values: Floats, rng: np.random.Generator) -> np.ndarray:
    """1 for the largest of each row; equal ones by lot."""
    order = np.argsort(-values, axis=1)
    if (np.diff(np.take_along_axis(values, order, axis=1), axis=1) == 0).any():
        order = np.lexsort((rng.random(values.shape), -values), axis=1)
    ranks = np.empty(values.shape, dtype=np.int32)
    np.put_along_axis(ranks, order, np.arange(1, values.shape[1] + 1, dtype=np.int32)[None, :], axis=1)
    return ranks
