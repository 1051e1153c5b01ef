"""The scale on which weights and widths are learned, so that places of any size count alike.

Counts are taken as log(y + 1), rates and other quantities that are never below zero as log(y + offset) with an
offset well below what is usual, and quantities with both signs as asinh(y / typical size). In comes the truth
known so far; out goes a `Scale`, which depends on nothing later.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Scale", "scale_of"]

Floats = NDArray[np.float64]
SMALL = 0.1
"""A rate's offset as a share of its usual size, rounded down to a power of ten."""


@dataclass(frozen=True)
class Scale:
    kind: Literal["log", "asinh"]
    unit: float

    def to(self, values: Floats) -> Floats:
        if self.kind == "log":
            return np.asarray(np.log1p(np.maximum(values, 0) / self.unit))
        return np.asarray(np.arcsinh(values / self.unit))

    def back(self, values: Floats) -> Floats:
        # The exponent is held where a float ends, so that an absurd forecast stays finite.
        bounded = np.clip(values, -700, 700)
        if self.kind == "log":
            return np.asarray(np.maximum(np.expm1(bounded), 0) * self.unit)
        return np.asarray(np.sinh(bounded) * self.unit)

    def to_root(self, values: Floats, power: float) -> Floats:
        """From this scale to roots of (y + unit), between this scale and the natural one; asinh stays."""
        return np.asarray(np.exp(power * np.minimum(values, 700))) if self.kind == "log" else values

    def from_root(self, values: Floats, power: float) -> Floats:
        return np.asarray(np.log(np.maximum(values, 1)) / power) if self.kind == "log" else values


def scale_of(truth: Floats, *, negative: bool) -> Scale:
    """The scale for a target with this known truth; `negative` where its forecasts go below zero."""
    seen = truth[np.isfinite(truth)]
    sizes = np.abs(seen[seen != 0])
    if not negative and np.array_equal(seen, np.rint(seen)):
        return Scale("log", 1.0)
    usual = float(np.median(sizes)) if len(sizes) else 1.0
    # Powers of ten keep the scale from drifting with every new observation.
    if negative:
        return Scale("asinh", float(10.0 ** np.floor(np.log10(usual))))
    return Scale("log", min(1.0, float(10.0 ** np.floor(np.log10(SMALL * usual)))))
