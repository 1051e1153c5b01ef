"""The names of arrays that all of this room speaks of."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Numbers", "Truths", "Years"]

Numbers = NDArray[np.floating[Any]]
Truths = NDArray[np.bool_]
Years = NDArray[np.int64]
