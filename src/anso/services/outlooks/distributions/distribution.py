"""What every predictive distribution answers, over asked years x points."""

from typing import Protocol

import numpy as np

from anso.services.outlooks.known.edges import Edges
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["Distribution", "categories"]


class Distribution(Protocol):
    def below(self, edges: Edges) -> Numbers:
        """P(y <= edge): edges x asked years x points."""
        ...

    def crps(self, observed: Numbers) -> Numbers:
        """Continuous ranked probability score of asked years x points, in the observations' units."""
        ...


def categories(distribution: Distribution, edges: Edges) -> Numbers:
    """Probabilities below, between and above: categories x asked years x points, adding up to one."""
    below = np.maximum.accumulate(np.clip(distribution.below(edges), 0, 1), axis=0)
    steps = np.concatenate([np.zeros_like(below[:1]), below, np.ones_like(below[:1])])
    probabilities: Numbers = np.diff(steps, axis=0)
    return probabilities
