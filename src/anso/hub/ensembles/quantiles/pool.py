"""The linear pool: quantiles of the weighted mixture of distributions.

In come the curves of some tasks' members; out go the mixture's quantiles at the levels asked: the smallest
value at which the mixture's distribution function reaches the level. All members' points of a task are
merged and the mixture is evaluated at each of them; the stretch that holds a level lies between two
neighbours, where every member is one smooth piece, and Newton's method inside that bracket does the rest.
Masses and gaps are met exactly, smooth stretches to rounding.

Stone (1961), "The opinion pool", Annals of Mathematical Statistics 32, 1339-1342.
"""

import numpy as np
from numpy.typing import NDArray

from anso.hub.ensembles.quantiles.distribution import (
    BASE,
    CONSTANT,
    CUBE,
    LINEAR,
    SCALE,
    SQUARE,
    Curves,
    Floats,
    normal_scores,
)

__all__ = ["pooled"]

CHUNK_CELLS = 1 << 18
"""Members x merged points evaluated at once: enough to be quick, small enough for any machine."""
LEVEL_TOLERANCE = 1e-12
VALUE_TOLERANCE = 1e-12
MOST_STEPS = 100


def pooled(curves: Curves, members: NDArray[np.int64], weights: Floats, levels: Floats) -> Floats:
    """Tasks x levels, of members (tasks x members, rows of the curves) with weights that sum to 1."""
    tasks, count = members.shape
    result = np.empty((tasks, len(levels)))
    merged = count * curves.points.shape[1]
    step = max(1, CHUNK_CELLS // (count * merged))
    for start in range(0, tasks, step):
        some = slice(start, start + step)
        result[some] = pooled_chunk(curves, members[some], weights[some], levels)
    return np.maximum.accumulate(result, axis=1)


def pooled_chunk(curves: Curves, members: NDArray[np.int64], weights: Floats, levels: Floats) -> Floats:
    tasks, count = members.shape
    size = curves.points.shape[1]
    points = curves.points[members].reshape(tasks, count * size)
    order = np.argsort(points, axis=1, kind="stable")
    merged = np.take_along_axis(points, order, axis=1)
    owned = (order // size)[:, None, :] == np.arange(count)[:, None]
    passed = np.cumsum(owned, axis=2, dtype=np.int16)
    finite = np.isfinite(merged)
    ends = finite.sum(axis=1)
    at = np.where(finite, merged, 0)
    reached = mixture(curves, members, weights, passed, at)
    reached = np.maximum.accumulate(np.where(finite, reached, 1), axis=1)

    below = (reached[:, :, None] < levels - LEVEL_TOLERANCE).sum(axis=1)
    below = np.minimum(below, ends[:, None])
    row = np.arange(tasks)[:, None]
    piece = np.where(
        below[:, None, :] > 0, np.take_along_axis(passed, np.maximum(below - 1, 0)[:, None, :], axis=2), 0
    )
    scores = normal_scores(levels)
    lowest = tails(curves, members, scores, upper=False).min(axis=1)
    highest = tails(curves, members, scores, upper=True).max(axis=1)
    low = np.where(below > 0, at[row, np.maximum(below - 1, 0)], lowest)
    high = np.where(below < ends[:, None], at[row, np.minimum(below, ends[:, None] - 1)], highest)
    return solved(curves, members, weights, piece, low, high, levels)


def tails(curves: Curves, members: NDArray[np.int64], scores: Floats, *, upper: bool) -> Floats:
    flat = Curves(
        curves.points[members.ravel()],
        curves.scores[members.ravel()],
        curves.pieces[members.ravel()],
        None if curves.logarithmic is None else curves.logarithmic[members.ravel()],
    )
    return flat.tail_values(scores, upper=upper).reshape(*members.shape, len(scores))


def mixture(
    curves: Curves, members: NDArray[np.int64], weights: Floats, piece: NDArray[np.integer], x: Floats
) -> Floats:
    """The mixture's distribution function at x (tasks x places), each member on its given piece."""
    from scipy.special import ndtr

    where = members[:, :, None] * curves.pieces.shape[1] + piece
    score = scored(*evaluated(curves, where, x[:, None, :]))
    return np.asarray(np.einsum("tm,tmp->tp", weights, ndtr(score)))


def evaluated(curves: Curves, where: NDArray[np.int64], x: Floats) -> tuple[Floats, Floats]:
    """The pieces told, and how far along them x lies, in their own unit."""
    piece = curves.pieces.reshape(-1, 6)[where]
    along = (x - piece[..., BASE]) * piece[..., SCALE]
    if curves.logarithmic is not None:
        drawn = curves.logarithmic.reshape(-1)[where]
        with np.errstate(divide="ignore"):
            ratio = np.log(np.maximum(x, 0) / np.where(drawn, piece[..., BASE], 1))
        along = np.where(drawn, ratio * piece[..., SCALE], along)
    return piece, along


def scored(piece: Floats, along: Floats) -> Floats:
    """The normal scores there."""
    return np.asarray(
        piece[..., CONSTANT]
        + along * (piece[..., LINEAR] + along * (piece[..., SQUARE] + along * piece[..., CUBE]))
    )


def steepness(curves: Curves, where: NDArray[np.int64], piece: Floats, along: Floats, x: Floats) -> Floats:
    """How fast the normal scores rise with x there."""
    scale = piece[..., SCALE]
    if curves.logarithmic is not None:
        drawn = curves.logarithmic.reshape(-1)[where]
        scale = np.where(drawn, scale / np.maximum(x, np.finfo(float).tiny), scale)
    rise = piece[..., LINEAR] + along * (2 * piece[..., SQUARE] + 3 * along * piece[..., CUBE])
    return np.asarray(scale * rise)


def solved(
    curves: Curves,
    members: NDArray[np.int64],
    weights: Floats,
    piece: NDArray[np.integer],
    low: Floats,
    high: Floats,
    levels: Floats,
) -> Floats:
    """Where the mixture reaches each level, known to lie between low and high; high if it does so by a jump."""
    from scipy.special import ndtr

    tasks, count = members.shape
    where = (members[:, :, None] * curves.pieces.shape[1] + piece).transpose(0, 2, 1).reshape(-1, count)
    share = np.repeat(weights, len(levels), axis=0)
    wanted = np.tile(levels, tasks)
    low, high = low.ravel().copy(), high.ravel().copy()
    answer = high.copy()
    score = scored(*evaluated(curves, where, high[:, None]))
    excess = (share * ndtr(score)).sum(axis=1) - wanted
    open_ = np.flatnonzero((excess > LEVEL_TOLERANCE) & (high > low))
    x = (low[open_] + high[open_]) / 2
    for _ in range(MOST_STEPS):
        if not len(open_):
            break
        pieces, along = evaluated(curves, where[open_], x[:, None])
        score = scored(pieces, along)
        slope = steepness(curves, where[open_], pieces, along, x[:, None])
        value = (share[open_] * ndtr(score)).sum(axis=1) - wanted[open_]
        density = (share[open_] * np.exp(-(score**2) / 2) * slope).sum(axis=1) / np.sqrt(2 * np.pi)
        under = value < 0
        low[open_] = np.where(under, x, low[open_])
        high[open_] = np.where(under, high[open_], x)
        with np.errstate(divide="ignore", invalid="ignore"):
            newer = x - value / density
        inside = (newer > low[open_]) & (newer < high[open_])
        newer = np.where(inside, newer, (low[open_] + high[open_]) / 2)
        close = np.abs(newer - x) <= VALUE_TOLERANCE * np.maximum(np.abs(x), high[open_] - low[open_])
        answer[open_] = newer
        go_on = ~close & (value != 0)
        answer[open_[value == 0]] = x[value == 0]
        open_, x = open_[go_on], newer[go_on]
    return answer.reshape(tasks, len(levels))
