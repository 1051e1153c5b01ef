"""Weights of particles, on the logarithmic scale, and what is done when few of them carry all the weight."""

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.filtering.model.state import Numbers

__all__ = ["ancestors", "effective", "reweighed"]


def reweighed(log_weight: Numbers, log_likelihood: Numbers) -> tuple[Numbers, Numbers]:
    """Normalised log weights (places x particles) after an observation, and the log likelihood of each place's
    observation given all before it (Arulampalam, Maskell, Gordon & Clapp 2002, IEEE Transactions on Signal
    Processing 50: 174, equations 48 and 63)."""
    both = log_weight + log_likelihood
    largest = both.max(-1, keepdims=True)
    total = largest + np.log(np.exp(both - largest).sum(-1, keepdims=True))
    return both - total, total[..., 0]


def effective(log_weight: Numbers) -> Numbers:
    """So many equally weighted particles would be worth as much (ibid., equation 51)."""
    size: Numbers = 1.0 / np.exp(2.0 * log_weight).sum(-1)
    return size


def ancestors(log_weight: Numbers, start: Numbers) -> NDArray[np.int64]:
    """Systematic resampling (Kitagawa 1996, Journal of Computational and Graphical Statistics 5: 1): for each
    place the particles that go on, in order, each as often as the comb start, start + 1, ... falls on it.
    `start` is uniform on [0, 1), one a place; the expected number is the weight times the number of particles."""
    places, size = log_weight.shape
    reached = np.cumsum(np.exp(log_weight), axis=-1)
    reached *= size / reached[:, -1:]
    before = np.clip(np.ceil(reached - start[:, None]), 0, size).astype(np.int64)
    before[:, -1] = size
    copies = np.diff(before, axis=-1, prepend=0)
    number = np.broadcast_to(np.arange(size), (places, size))
    return np.repeat(number.ravel(), copies.ravel()).reshape(places, size)
