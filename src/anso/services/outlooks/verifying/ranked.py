"""The ranked probability score and its skill (Epstein 1969; Wilks 2019, eqs. 9.54 and 9.56).

RPS = sum over the edges between categories of (P(below) - [observed below])^2. The skill score of many points and
years is 1 - sum(w RPS) / sum(w RPS of climatology), climatology saying one third each; w is the cosine of latitude.
"""

import numpy as np

from anso.services.outlooks.known.numbers import Numbers, Years

__all__ = ["category", "climatological", "rps", "skill"]


def category(observed: Numbers, edges: Numbers) -> Years:
    """How many edges each value is above: asked years x points, from edges x points. A value on an edge is below it."""
    answer: Years = (observed > edges[:, None]).sum(0)
    return answer


def rps(probabilities: Numbers, came: Years) -> Numbers:
    """Categories x years x points, and the category that came."""
    below = np.cumsum(probabilities, axis=0)[:-1]
    under = came <= np.arange(len(below))[:, None, None]
    score: Numbers = ((below - under) ** 2).sum(0)
    return score


def climatological(came: Years, levels: Numbers) -> Numbers:
    """The score of the climate's own probabilities."""
    under = came <= np.arange(len(levels))[:, None, None]
    score: Numbers = ((levels[:, None, None] - under) ** 2).sum(0)
    return score


def skill(score: Numbers, reference: Numbers, weights: Numbers) -> float:
    """Of scores that are better the smaller they are; `weights` spread to years x points, zero where nothing came."""
    spread = np.broadcast_to(weights, score.shape)
    known = spread > 0
    total = float((spread[known] * reference[known]).sum())
    return 1 - float((spread[known] * score[known]).sum()) / total if total > 0 else float("nan")
