"""Weights that are learnt from few years and many points that err together.

A year is the unit: what all points told in it counts as one lesson. From each year's products of what was said with what
was said and with what came, weights are learnt that are never negative, and how far their sum is believed is judged
by how much it hangs on single years. What was said must be of years left out: nothing here knows how it was learnt.
"""

from dataclasses import dataclass

import numpy as np

from anso.services.outlooks.known.numbers import Numbers

__all__ = ["Products", "believed", "damping", "nonnegative", "products"]

RIDGE = 1.0
"""Ridge of the weights as a multiple of each speaker's own square. With none, speakers that say nearly the same are
played off against each other; with an endless one each is weighed as if it were alone. One takes them half and half."""
ERRORS = 2.0
"""How often the error of the gain counts."""
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


def nonnegative(squares: Numbers, towards: Numbers, ridge: float = RIDGE) -> Numbers:
    """Least squares weights under the ridge, none below zero, by coordinate descent."""
    own = np.diag(squares)
    steep = np.where(own > 0, own * (1 + ridge), 1)
    weights = np.zeros_like(towards)
    for _ in range(SWEEPS):
        before = weights.copy()
        for speaker, row in enumerate(squares):
            others = row @ weights - own[speaker] * weights[speaker]
            weights[speaker] = max((towards[speaker] - others) / steep[speaker], 0)
        if np.abs(weights - before).max(initial=0) <= SETTLED * weights.max(initial=0):
            break
    return weights


def damping(learnt: Products, found: Numbers) -> float:
    """By what to multiply these weights, learnt from all the years.

    The regression of what came on what the weights tell is the gain g; its error v comes from leaving out a year at a time
    (the jackknife: Efron and Stein 1981). What is told anew errs by v twice, by the gain and by the weights that the same
    years gave, so g^2 / (g^2 + 2 v) of the gain is believed: the best linear guess if true gains are as large as that.
    """
    agreed = learnt.towards @ found
    square = np.einsum("yij,i,j->y", learnt.squares, found, found)
    years = len(agreed)
    # A gain on one year alone has no error to be judged by.
    if agreed.sum() <= 0 or (square.sum() - square <= 0).any():
        return 0.0
    gain = agreed.sum() / square.sum()
    gains = (agreed.sum() - agreed) / (square.sum() - square)
    error = (years - 1) / years * ((gains - gains.mean()) ** 2).sum()
    return float(gain * gain**2 / (gain**2 + ERRORS * error))


def believed(learnt: Products, ridge: float = RIDGE) -> Numbers:
    """The weights, damped."""
    found = nonnegative(learnt.squares.sum(0), learnt.towards.sum(0), ridge)
    answer: Numbers = found * damping(learnt, found)
    return answer
