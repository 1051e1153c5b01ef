"""Gamma distributions, by mean and shape. CRPS: Moeller and Scheuerer (2015), eq. 8."""

from dataclasses import dataclass

import numpy as np

from anso.services.outlooks.known.edges import Edges
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["Gamma"]


@dataclass(frozen=True)
class Gamma:
    mean: Numbers
    """Asked years x points."""
    shape: Numbers
    """Likewise, or so that it spreads to it."""

    def below(self, edges: Edges) -> Numbers:
        from scipy.special import gammainc

        chances: Numbers = gammainc(self.shape, np.maximum(edges.values[:, None], 0) * self.shape / self.mean)
        return chances

    def crps(self, observed: Numbers) -> Numbers:
        from scipy.special import beta, gammainc

        wet = np.maximum(observed, 0)
        scaled = wet * self.shape / self.mean
        answer: Numbers = (
            wet * (2 * gammainc(self.shape, scaled) - 1)
            - self.mean * (2 * gammainc(self.shape + 1, scaled) - 1)
            - self.mean / (self.shape * beta(0.5, self.shape))
        )
        return answer + np.maximum(-observed, 0)
