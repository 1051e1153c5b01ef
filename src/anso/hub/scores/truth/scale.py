"""The scale on which forecasts and observations are compared.

On the log scale both are log(x + 1), so that scores tell relative errors and large places do not outweigh
small ones: Bosse et al. (2023), PLOS Computational Biology 19(8): e1011393; scoringutils' `log_shift` with
offset 1. Values below zero are taken as zero there, as scoringutils' documentation does.
"""

import numpy as np
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem

__all__ = ["SCALES", "on_scale"]

SCALES = ("natural", "log")


def on_scale(values: NDArray[np.float64], scale: str) -> NDArray[np.float64]:
    if scale == "natural":
        return values
    if scale == "log":
        return np.log1p(np.maximum(values, 0))
    raise InvalidInputError([Problem("scale", f"{scale!r} is no scale; there are {' and '.join(SCALES)}")])
