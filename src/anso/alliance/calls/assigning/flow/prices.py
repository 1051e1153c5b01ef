"""First prices for reviewers' time, so that each application's own best choice almost keeps the loads.

A reviewer whom too many want becomes dearer, one whom too few want cheaper: the dual of the assignment
(Bertsekas, Linear Network Optimization, 1991, ch. 4), climbed with damped Newton steps in which each reviewer's
demand curve is taken from how many applications are about to change their mind. Only each application's likely
choices are looked at. In come scores, loads and first prices; out go prices near the best ones. The exact answer
is made from them in `exchange`.
"""

from dataclasses import dataclass

import numpy as np

from anso.alliance.calls.assigning.problem import Floats, Mask, Whole

__all__ = ["Side", "choices", "improved", "thresholds"]

LIKELY = 24
"""How many choices beyond those it needs are looked at for an application."""
WINDOWS = (0.02, 0.02, 0.02, 0.01, 0.01, 0.01, 0.005, 0.005, 0.003, 0.003)
"""How near to a change of mind counts as about to change it, as a share of the scores' range, step by step."""

TIES = (4e-12, 4e-12, 3e-12, 3e-12, 2e-12, 2e-12, 1e-12, 1e-12)
"""The same among equal scores, which differ by the jitter alone: steps too small to matter to any others."""


@dataclass(frozen=True)
class Side:
    """What the numbers of the two sides must come to."""

    reviews: Whole
    least: Whole
    most: Whole


def improved(values: Floats, side: Side, prices: Floats) -> Floats:
    """Prices under which every reviewer is chosen about as often as the loads allow."""
    columns = values.shape[1]
    finite = values[np.isfinite(values)]
    reach = float(np.ptp(finite)) if finite.size else 0.0
    width = min(columns, int(side.reviews.max(initial=0)) + LIKELY)
    worth = values - prices
    likely = (
        np.argpartition(-worth, width - 1, axis=1)[:, :width] if width < columns else everyone(values.shape)
    )
    values = np.take_along_axis(values, likely, axis=1)
    best, least_wrong = prices, np.inf
    for window in (*WINDOWS, *TIES, TIES[-1]):
        if window == TIES[0]:
            prices = best
        worth = values - prices[likely]
        edge = thresholds(worth, side.reviews)[:, None]
        wrong = imbalance(side, prices, counted(likely, worth >= edge, columns))
        if np.abs(wrong).sum() < least_wrong:
            best, least_wrong = prices, np.abs(wrong).sum()
        if least_wrong == 0:
            break
        doubtful = counted(likely, np.abs(worth - edge) < window * reach, columns)
        step = np.clip(wrong / np.maximum(doubtful, 1), -1, 1) * 2 * window * reach
        # Crossing 0 frees the reviewer of either limit, so that a step stops there first.
        moved = prices + step
        prices = np.where(prices * moved < 0, 0.0, moved)
    return best


def everyone(shape: tuple[int, ...]) -> Whole:
    return np.broadcast_to(np.arange(shape[1]), shape)


def counted(places: Whole, mask: Mask, columns: int) -> Whole:
    return np.bincount(places[mask], minlength=columns)


def imbalance(side: Side, prices: Floats, demand: Whole) -> Whole:
    """How many too many want each reviewer: full above a price of 0, at the least load below, between them at 0."""
    over, under = demand - side.most, demand - side.least
    within: Whole = np.maximum(over, 0) + np.minimum(under, 0)
    return np.where(prices > 0, over, np.where(prices < 0, under, within))


def thresholds(worth: Floats, reviews: Whole) -> Floats:
    """The worth of each application's last choice; infinite where it needs none."""
    columns = worth.shape[1]
    edge = np.full(len(worth), np.inf)
    for count in np.unique(reviews[reviews > 0]).tolist():
        mine = reviews == count
        place = max(columns - count, 0)
        edge[mine] = np.partition(worth[mine], place, axis=1)[:, place]
    return edge


def choices(worth: Floats, reviews: Whole) -> Mask:
    """Each application's best choices, exactly as many as it needs."""
    chosen = np.zeros(worth.shape, dtype=bool)
    for count in np.unique(reviews[reviews > 0]).tolist():
        mine = np.flatnonzero(reviews == count)
        best = np.argpartition(-worth[mine], count - 1, axis=1)[:, :count]
        chosen[mine[:, None], best] = True
    return chosen
