"""The best total: prices first, then exact swaps. In comes a problem without panels; out go pairs and their proof.

Prices are found on a few of the applications, with loads in proportion, then on four times as many, up to all.
"""

from dataclasses import dataclass

import numpy as np

from anso.alliance.calls.assigning.flow.exchange import Balanced, balance
from anso.alliance.calls.assigning.flow.prices import Side, choices, improved, thresholds
from anso.alliance.calls.assigning.problem import Floats, Mask, Problem, Whole

__all__ = ["Flow", "best_total", "dual_bound", "spread"]

JITTER = 1e-11
"""Tells equal scores apart, as a share of the largest: without it, equals all choose the first reviewer."""
FEWEST, FACTOR = 200, 4
"""The smallest number of applications that prices are found on, and how many times more come next."""


@dataclass(frozen=True)
class Flow:
    chosen: Mask
    prices: Floats
    bound: float
    """No assignment has a larger total: what the prices prove."""


def best_total(problem: Problem) -> Flow | None:
    """The assignment with the largest total; nothing when no assignment keeps the loads."""
    if (problem.allowed.sum(1) < problem.reviews).any():
        return None
    if problem.least.sum() > problem.reviews.sum() or problem.most.sum() < problem.reviews.sum():
        return None
    values = np.where(problem.allowed, problem.scores, -np.inf) + spread(problem)
    done = level(values, Side(problem.reviews, problem.least, problem.most))
    if done.stuck is not None:
        return None
    return Flow(done.chosen, done.prices, dual_bound(problem, done.prices))


def level(values: Floats, side: Side) -> Balanced:
    """The best assignment of these applications, from the prices of a quarter of them."""
    prices = np.zeros(values.shape[1])
    if len(values) > FEWEST * FACTOR:
        some = np.arange(0, len(values), FACTOR)
        share = side.reviews[some].sum() / side.reviews.sum()
        part = Side(
            side.reviews[some], np.floor(side.least * share).astype(np.int64), scaled(side.most, share)
        )
        prices = level(values[some], part).prices
    prices = improved(values, side, prices)
    return balance(side, values, choices(values - prices, side.reviews), prices)


def scaled(loads: Whole, share: float) -> Whole:
    """The loads in proportion, in whole numbers that keep the sum."""
    exact = loads * share
    down = np.floor(exact)
    missing = round(exact.sum()) - int(down.sum())
    down[np.argsort(down - exact, kind="stable")[:missing]] += 1
    whole: Whole = down.astype(np.int64)
    return whole


def spread(problem: Problem) -> Floats:
    """The same small numbers for the same problem, without order."""
    largest = float(np.abs(problem.scores).max(initial=0.0)) or 1.0
    return np.random.default_rng(0).random(problem.shape) * largest * JITTER


def dual_bound(problem: Problem, prices: Floats) -> float:
    """What no total exceeds, whatever the prices: weak duality."""
    worth = np.where(problem.allowed, problem.scores - prices, -np.inf)
    edge = thresholds(worth, problem.reviews)
    finite = np.isfinite(edge)
    above = np.maximum(worth[finite] - edge[finite, None], 0.0).sum()
    held = (edge[finite] * problem.reviews[finite]).sum()
    return float(above + held + np.maximum(prices * problem.most, prices * problem.least).sum())
