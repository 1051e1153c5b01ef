"""Whether different outcomes were told differently: the area under the ROC, and its generalisation to all categories.

Area: Mason and Graham (2002), the Mann-Whitney statistic, ties counting half. Generalised: the two-alternative forced
choice for probabilities of ordered categories, Mason and Weigel (2009), eqs. 18-19. Half is chance. Points are taken
some at a time, for all pairs of years are compared.
"""

import numpy as np

from anso.services.outlooks.known.numbers import Numbers, Years

__all__ = ["forced_choice", "roc_area"]

PAIRS_AT_ONCE = 20_000_000


def roc_area(probabilities: Numbers, came: Years, weights: Numbers) -> float:
    """Of one category's probabilities, years x points; `came` is one where it happened. Pooled over points."""
    from scipy.stats import rankdata

    spread = np.broadcast_to(weights, probabilities.shape)
    kept = spread > 0
    said, seen = probabilities[kept], came[kept].astype(bool)
    events, quiet = int(seen.sum()), int((~seen).sum())
    if not events or not quiet:
        return float("nan")
    ranks = rankdata(said)
    return float((ranks[seen].sum() - events * (events + 1) / 2) / (events * quiet))


def forced_choice(probabilities: Numbers, came: Years) -> Numbers:
    """Of each point: the share of pairs of years with unlike outcomes that were told apart. Categories x years x points.

    NaN where all outcomes were alike.
    """
    categories, years, points = probabilities.shape
    size = max(1, PAIRS_AT_ONCE // (categories * years * years))
    parts = [
        of_points(probabilities[..., start : start + size], came[:, start : start + size])
        for start in range(0, points, size)
    ]
    answer: Numbers = np.concatenate(parts)
    return answer


def of_points(probabilities: Numbers, came: Years) -> Numbers:
    beyond = 1 - np.cumsum(probabilities, axis=0)
    higher = np.einsum("kip,kjp->ijp", probabilities, beyond, optimize=True)
    lower = np.swapaxes(higher, 0, 1)
    choice = np.where(np.isclose(higher, lower, atol=1e-12), 0.5, higher > lower)
    pairs = came[:, None] < came[None]
    count = pairs.sum((0, 1))
    answer: Numbers = np.where(count > 0, (choice * pairs).sum((0, 1)) / np.maximum(count, 1), np.nan)
    return answer
