"""What each member takes for the ratios that are learnt from counts (`hospital.ratios`)."""

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.filtering.model.streams import Streams

__all__ = ["drawn_ratios"]

Numbers = NDArray[np.float64]


def drawn_ratios(names: tuple[str, ...], parameters: Numbers, members: int, seed: int) -> Numbers:
    """Places x members. `parameters` are those of a gamma distribution, places x (shape, rate)."""
    generators = Streams([f"ratio {name}" for name in names], seed).generators
    drawn = [
        generator.standard_gamma(shape, members) / rate
        for generator, (shape, rate) in zip(generators, parameters, strict=True)
    ]
    return np.array(drawn)
