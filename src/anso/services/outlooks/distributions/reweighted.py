"""The climate's own values with other weights: what shifts and widths on its normal scores make of them.

With no shift and a width of one it is the climate itself, so that a forecast without a signal is exactly the
climate, whatever the shape of the climate's distribution. Normal scores: van der Waerden (1952).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from anso.services.outlooks.known.edges import Edges
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["Reweighted", "climate"]


LEAST_GAP = 1e-300
"""Between two values that are not the same: what is less cannot be divided by."""


@dataclass(frozen=True)
class Reweighted:
    values: Numbers
    """The past years' observations, ascending: years x points."""
    shifts: Numbers
    """On the scale of normal scores: components x asked years x points."""
    widths: Numbers
    """Likewise, or so that they spread to it."""
    weights: Numbers
    """Likewise; adding up to one over the components."""
    kind: Literal["normal", "logistic"] = "normal"

    def below(self, edges: Edges) -> Numbers:
        from scipy.special import ndtri

        return self._reached(ndtri(edges.levels))

    def crps(self, observed: Numbers) -> Numbers:
        from scipy.special import ndtri

        count = len(self.values)
        reached = self._reached(ndtri(np.arange(1, count) / count))
        gaps = np.diff(self.values, axis=0)[:, None]
        # Between two of the values the integrand is constant, except where the observed one divides the gap.
        share = np.clip((observed - self.values[:-1, None]) / np.where(gaps > LEAST_GAP, gaps, 1), 0, 1)
        inside = (gaps * (share * reached**2 + (1 - share) * (1 - reached) ** 2)).sum(0)
        outside = np.maximum(self.values[0] - observed, 0) + np.maximum(observed - self.values[-1], 0)
        answer: Numbers = inside + outside
        return answer

    def _reached(self, scores: Numbers) -> Numbers:
        """P(normal score <= each): scores x asked years x points."""
        from scipy.special import expit, ndtr

        at = (scores[:, None, None, None] - self.shifts) / self.widths
        chances: Numbers = (self.weights * (ndtr(at) if self.kind == "normal" else expit(at))).sum(1)
        return chances


def climate(observed: Numbers, asked: int) -> Reweighted:
    """The same for each of so many asked years."""
    shape = (1, asked, observed.shape[1])
    return Reweighted(np.sort(observed, axis=0), np.zeros(shape), np.ones(shape), np.ones((1, 1, 1)))
