"""Normal distributions, pools of them, and normal distributions censored at zero.

CRPS of one: Gneiting et al. (2005), eq. 5; of a pool: Grimit et al. (2006), eq. 4; censored: Thorarinsdottir and
Gneiting (2010) for truncation, here for the point mass at zero (Jordan, Krueger and Lerch 2019, appendix A).
"""

from dataclasses import dataclass

import numpy as np

from anso.services.outlooks.known.edges import Edges
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["Censored", "Normal", "Pool"]

LEAST_DEVIATION = 1e-9
"""So that a point that is forecast without error still has a distribution."""


@dataclass(frozen=True)
class Normal:
    mean: Numbers
    """Asked years x points."""
    deviation: Numbers

    def below(self, edges: Edges) -> Numbers:
        from scipy.special import ndtr

        chances: Numbers = ndtr((edges.values[:, None] - self.mean) / positive(self.deviation))
        return chances

    def crps(self, observed: Numbers) -> Numbers:
        deviation = positive(self.deviation)
        answer: Numbers = deviation * (
            expected_distance((observed - self.mean) / deviation) - 1 / np.sqrt(np.pi)
        )
        return answer


@dataclass(frozen=True)
class Pool:
    """A weighted mean of normal distributions."""

    means: Numbers
    """Components x asked years x points."""
    deviations: Numbers
    weights: Numbers
    """Likewise, or so that they spread to it; adding up to one over the components."""

    def below(self, edges: Edges) -> Numbers:
        from scipy.special import ndtr

        chances = ndtr((edges.values[:, None, None] - self.means) / positive(self.deviations))
        pooled: Numbers = (self.weights * chances).sum(1)
        return pooled

    def crps(self, observed: Numbers) -> Numbers:
        weights = np.broadcast_to(self.weights, self.means.shape)
        variances = positive(self.deviations) ** 2
        near = (weights * distance(observed - self.means, variances)).sum(0)
        pairs = distance(self.means[:, None] - self.means[None], variances[:, None] + variances[None])
        answer: Numbers = near - 0.5 * np.einsum("i...,j...,ij...->...", weights, weights, pairs)
        return answer


@dataclass(frozen=True)
class Censored:
    """A normal distribution of which everything below zero is zero."""

    mean: Numbers
    deviation: Numbers

    def below(self, edges: Edges) -> Numbers:
        from scipy.special import ndtr

        chances = ndtr((edges.values[:, None] - self.mean) / positive(self.deviation))
        answer: Numbers = np.where(edges.values[:, None] < 0, 0, chances)
        return answer

    def crps(self, observed: Numbers) -> Numbers:
        from scipy.special import ndtr

        deviation = positive(self.deviation)
        root = np.sqrt(np.pi)
        at = (np.maximum(observed, 0) - self.mean) / deviation
        edge = -self.mean / deviation
        answer: Numbers = deviation * (
            at * (2 * ndtr(at) - 1)
            + 2 * density(at)
            - edge * ndtr(edge) ** 2
            - 2 * density(edge) * ndtr(edge)
            - (1 - ndtr(edge * np.sqrt(2))) / root
        )
        return answer + np.maximum(-observed, 0)


def positive(deviation: Numbers) -> Numbers:
    answer: Numbers = np.maximum(deviation, LEAST_DEVIATION)
    return answer


def density(at: Numbers) -> Numbers:
    answer: Numbers = np.exp(-0.5 * at * at) / np.sqrt(2 * np.pi)
    return answer


def expected_distance(at: Numbers) -> Numbers:
    """E|Z - at| of a standard normal Z."""
    from scipy.special import ndtr

    answer: Numbers = at * (2 * ndtr(at) - 1) + 2 * density(at)
    return answer


def distance(mean: Numbers, variance: Numbers) -> Numbers:
    """E|N(mean, variance)|."""
    deviation = np.sqrt(variance)
    answer: Numbers = deviation * expected_distance(mean / deviation)
    return answer
