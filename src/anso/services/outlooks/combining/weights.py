"""Weights that are learnt from few years and many points that err together.

A year is the unit: what all points told in it counts as one lesson. From each year's products of what was said with what
was said and with what came, weights are learnt that are never negative, and how far their sum is believed is judged
by years that they were not learnt from.
"""

from dataclasses import dataclass

import numpy as np

from anso.services.outlooks.known.numbers import Numbers

__all__ = ["Products", "believed", "damping", "nonnegative", "products"]

RIDGE = 1.0
"""Ridge of the weights as a multiple of each speaker's own square. With none, speakers that say nearly the same are
played off against each other; with an endless one each is weighed as if it were alone. One takes them half and half."""
SWEEPS = 200
SETTLED = 1e-7
"""A sweep that changes weights by a smaller share of the largest is the last."""


@dataclass(frozen=True)
class Products:
    squares: Numbers
    """Years x speakers x speakers: what was said times what was said, averaged over points by their weights."""
    towards: Numbers
    """Years x speakers: what was said times what came."""


def products(said: Numbers, came: Numbers, weights: Numbers) -> Products:
    """Said: speakers x years x points; came: years x points; weights: points."""
    weights = weights.astype(said.dtype)
    squares, towards = [], []
    # Year by year, for all of them at once would be held a second time.
    for year in range(len(came)):
        weighted = said[:, year] * weights
        squares.append(weighted @ said[:, year].T)
        towards.append(weighted @ came[year])
    return Products(np.array(squares, np.float64), np.array(towards, np.float64))


def nonnegative(
    squares: Numbers, towards: Numbers, ridge: float = RIDGE, start: Numbers | None = None
) -> Numbers:
    """Least squares weights under the ridge, none below zero, by coordinate descent: for any number of problems."""
    own = np.einsum("...ii->...i", squares)
    steep = np.where(own > 0, own * (1 + ridge), 1)
    weights = np.zeros_like(towards) if start is None else np.broadcast_to(start, towards.shape).copy()
    speakers = towards.shape[-1]
    for _ in range(SWEEPS):
        before = weights.copy()
        for speaker in range(speakers):
            others = (squares[..., speaker, :] * weights).sum(-1) - own[..., speaker] * weights[..., speaker]
            weights[..., speaker] = np.maximum((towards[..., speaker] - others) / steep[..., speaker], 0)
        if np.abs(weights - before).max(initial=0) <= SETTLED * max(float(weights.max(initial=0)), 1e-30):
            break
    return weights


def damping(learnt: Products, ridge: float = RIDGE, found: Numbers | None = None) -> float:
    """By what to multiply weights that are learnt from all years; `found`, if these are known already.

    Each year is told by weights from the others; the regression of what came on what was so told is the gain. Its error
    v comes from leaving out a year at a time (the jackknife: Efron and Stein 1981). Of the gain g the part 1 - v / g^2 is
    believed (James and Stein 1961, positive part): the more the gain may be chance, the nearer to climatology.
    """
    alone = nonnegative(
        learnt.squares.sum(0) - learnt.squares, learnt.towards.sum(0) - learnt.towards, ridge, found
    )
    agreed = (learnt.towards * alone).sum(1)
    square = np.einsum("yij,yi,yj->y", learnt.squares, alone, alone)
    years = len(agreed)
    # A gain on one year alone has no error to be judged by.
    if agreed.sum() <= 0 or (square.sum() - square <= 0).any():
        return 0.0
    gain = agreed.sum() / square.sum()
    gains = (agreed.sum() - agreed) / (square.sum() - square)
    error = (years - 1) / years * ((gains - gains.mean()) ** 2).sum()
    return float(gain * max(0.0, 1 - error / gain**2))


def believed(learnt: Products, ridge: float = RIDGE) -> Numbers:
    """The weights, damped."""
    found = nonnegative(learnt.squares.sum(0), learnt.towards.sum(0), ridge)
    answer: Numbers = found * damping(learnt, ridge, found)
    return answer
