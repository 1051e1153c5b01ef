"""Equally weighted values: members that were calibrated one by one. CRPS: Jordan, Krueger and Lerch (2019), eq. 3."""

from dataclasses import dataclass

import numpy as np

from anso.services.outlooks.known.edges import Edges
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["Ensemble"]


@dataclass(frozen=True)
class Ensemble:
    values: Numbers
    """Members x asked years x points."""

    def below(self, edges: Edges) -> Numbers:
        chances: Numbers = (self.values[None] <= edges.values[:, None, None]).mean(1)
        return chances

    def crps(self, observed: Numbers) -> Numbers:
        ordered = np.sort(self.values, axis=0)
        count = len(ordered)
        ranks = np.arange(1, count + 1)[:, None, None]
        spread = ((2 * ranks - count - 1) * ordered).sum(0) / count**2
        answer: Numbers = np.abs(self.values - observed).mean(0) - spread
        return answer
