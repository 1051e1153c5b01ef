"""The scale on which weights and widths are learned, so that places of any size count.

Counts are taken as eighth roots of (y + 1), nearly logarithms: but large places and peaks count somewhat more,
and a width multiplied by too much does not explode. Rates and other quantities that are never below zero are taken so with an offset well below what is usual, and
quantities with both signs as asinh(y / typical size). In comes the truth known so far; out goes a `Scale`,
which depends on nothing later.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Scale", "scale_of"]

Floats = NDArray[np.float64]
POWER = 0.125
SMALL = 0.1
"""A rate's offset as a share of its usual size, rounded down to a power of ten."""
LARGEST = 700.0
"""The exponent is held where a float ends, so that an absurd forecast stays finite."""


@dataclass(frozen=True)
class Scale:
    kind: Literal["root", "asinh"]
    unit: float

    def to(self, values: Floats) -> Floats:
        if self.kind == "root":
            return from_logarithm(np.log1p(np.maximum(values, 0) / self.unit))
        return np.asarray(np.arcsinh(values / self.unit))

    def back(self, values: Floats) -> Floats:
        if self.kind == "root":
            return np.asarray(np.expm1(to_logarithm(np.maximum(values, 0))) * self.unit)
        return np.asarray(np.sinh(np.clip(values, -LARGEST, LARGEST)) * self.unit)

    def to_average(self, values: Floats, power: float) -> Floats:
        """From this scale to powers of (y + unit), on which models are averaged; asinh stays."""
        return np.asarray(np.exp(power * to_logarithm(values))) if self.kind == "root" else values

    def from_average(self, values: Floats, power: float) -> Floats:
        return from_logarithm(np.log(np.maximum(values, 1)) / power) if self.kind == "root" else values

    def relative(self, values: Floats) -> Floats:
        """From this scale to one on which equal changes are changes by an equal factor."""
        return to_logarithm(values) if self.kind == "root" else values

    def from_relative(self, values: Floats) -> Floats:
        return from_logarithm(values) if self.kind == "root" else values


def to_logarithm(roots: Floats) -> Floats:
    """From (x^p - 1) / p, the transformation of Box and Cox (1964), JRSS B 26(2): 211-252, to log x."""
    # Below the root of the smallest x there is nothing; a distance may still point there.
    return np.asarray(np.minimum(np.log(np.maximum(1 + POWER * roots, 1e-9)) / POWER, LARGEST))


def from_logarithm(logarithms: Floats) -> Floats:
    return np.asarray(np.expm1(POWER * np.minimum(logarithms, LARGEST)) / POWER)


def scale_of(truth: Floats, *, negative: bool) -> Scale:
    """The scale for a target with this known truth; `negative` where its forecasts go below zero."""
    seen = truth[np.isfinite(truth)]
    sizes = np.abs(seen[seen != 0])
    if not negative and np.array_equal(seen, np.rint(seen)):
        return Scale("root", 1.0)
    usual = float(np.median(sizes)) if len(sizes) else 1.0
    # Powers of ten keep the scale from drifting with every new observation.
    if negative:
        return Scale("asinh", float(10.0 ** np.floor(np.log10(usual))))
    return Scale("root", min(1.0, float(10.0 ** np.floor(np.log10(SMALL * usual)))))
