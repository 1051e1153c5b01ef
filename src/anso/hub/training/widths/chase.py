"""Adaptive widths: after each round whose intervals covered too little, wider ones; after too much, narrower.

This is the online correction of Gibbs and Candes (2021), Advances in Neural Information Processing Systems 34,
in the form of Angelopoulos, Candes and Tibshirani (2023), ibid. 36, which moves the width itself: here its
logarithm, by the coverage missed over all places of a round. It makes up for what fixed factors cannot know,
that errors grow when a wave begins, and it fades.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["chased"]

Floats = NDArray[np.float64]
BOUND = 1.0
"""No correction beyond a factor e."""


def chased(correction: Floats, missed: Floats, coverage: Floats, step: float, memory: float) -> Floats:
    """The correction of the log width after a round that missed this share of its truths."""
    moved = memory * correction + step * (missed - (1 - coverage))
    return np.asarray(np.clip(moved, -BOUND, BOUND))
