"""How much of a score may be chance: intervals over years, and significance over many points at once.

Intervals: a moving-block bootstrap of years (Kuensch 1989), so that points that err together stay together. Points:
Walker's test asks whether any point is significant among so many; the false discovery rate says which (Benjamini and
Hochberg 1995; for fields of dependent points Wilks 2016, who takes twice the level sought).
"""

import numpy as np

from anso.services.outlooks.known.numbers import Numbers, Truths

__all__ = ["interval", "point_chances", "significant", "walker"]

BLOCK = 3
"""Years that are drawn together."""
DRAWS = 2000
LEVEL = 0.10


def interval(
    score: Numbers, reference: Numbers, weights: Numbers, *, level: float = 0.9, seed: int = 1
) -> tuple[float, float]:
    """Of the skill 1 - sum(w score) / sum(w reference). Years x points; weights spread to them."""
    spread = np.broadcast_to(weights, score.shape)
    mine = np.where(spread > 0, spread * score, 0).sum(1)
    theirs = np.where(spread > 0, spread * reference, 0).sum(1)
    years = len(mine)
    random = np.random.default_rng(seed)
    starts = random.integers(0, years, (DRAWS, -(-years // BLOCK)))
    drawn = ((starts[..., None] + np.arange(BLOCK)) % years).reshape(DRAWS, -1)[:, :years]
    skills = 1 - mine[drawn].sum(1) / theirs[drawn].sum(1)
    low, high = np.quantile(skills, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def point_chances(score: Numbers, reference: Numbers) -> Numbers:
    """Of each point: the probability of so much less score than the reference's if there were no skill.

    A one-sided t-test of the yearly differences; one where they never differ. Years x points.
    """
    from scipy.special import stdtr

    gained = reference - score
    years = len(gained)
    deviation = gained.std(0, ddof=1)
    at = gained.mean(0) / np.where(deviation > 0, deviation, np.inf) * np.sqrt(years)
    chances: Numbers = np.where(deviation > 0, 1 - stdtr(years - 1, at), 1)
    return chances


def walker(chances: Numbers, level: float = LEVEL) -> bool:
    """Whether the least of them is too small for so many tries: Katz and Brown (1991)."""
    return bool(chances.min() <= 1 - (1 - level) ** (1 / len(chances)))


def significant(chances: Numbers, level: float = LEVEL) -> Truths:
    """Which points are, if so large a share of them may be false."""
    count = len(chances)
    ordered = np.sort(chances)
    under = ordered <= 2 * level * np.arange(1, count + 1) / count
    most = ordered[under].max() if under.any() else -1.0
    answer: Truths = chances <= most
    return answer
