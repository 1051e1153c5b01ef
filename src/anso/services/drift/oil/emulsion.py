"""How oil takes up water, and how thick it grows by that, by cold and by what it has lost.

Mackay and others (1980), Oil spill processes and models, Environment Canada EE-8 (water; Mooney's law for the viscosity of an
emulsion), with the constants of Reed (1989), Oil and Chemical Pollution 5, 99-126, and ADIOS2 (Lehr and others 2002,
Environ. Modelling and Software 17, 191-199; temperature).
"""

import numpy as np
from numpy.typing import NDArray

from anso.services.drift.oil.oils import Oil

__all__ = ["viscosity", "water_content"]

UPTAKE = 2.0e-6
"""Per second at calm; grows with (1 + wind)^2."""
THICKENING_BY_COLD = 5000.0
"""Kelvin."""
THICKENING_BY_LOSS = {"logarithm": 10.0, "root": 1.0}
"""By the law of evaporation: crude and heavy oils, light products."""
MOONEY_SLOPE, MOONEY_CROWDING = 2.5, 0.654


def water_content(
    oil: Oil, water: NDArray[np.float64], wind: NDArray[np.float64], seconds: float
) -> NDArray[np.float64]:
    """The part of the emulsion that is water, by volume, a time later."""
    if oil.water == 0.0:
        return water
    rate = UPTAKE * (1.0 + wind) ** 2 / oil.water
    return oil.water - (oil.water - water) * np.exp(-rate * seconds)


def viscosity(
    oil: Oil, lost: NDArray[np.float64], water: NDArray[np.float64], celsius: float
) -> NDArray[np.float64]:
    """Pa s, of what has lost a share of its mass and taken up water."""
    cold = THICKENING_BY_COLD * (1.0 / (celsius + 273.15) - 1.0 / 288.15)
    wet = MOONEY_SLOPE * water / (1.0 - MOONEY_CROWDING * water)
    return oil.viscosity * np.exp(cold + THICKENING_BY_LOSS[oil.law] * lost + wet)
