"""How breaking waves drive oil into the water for good: Delvigne and Sweeney (1988), Oil and Chemical Pollution 4, 281-310.

The mass that goes under, by area and time, is C D^0.57 F times the integral of d^0.7 over droplet sizes that do not rise again;
the constant C falls with viscosity as Delvigne and Hulsen (1994) measured it. Where no waves are given, they are those of a fully
arisen sea (Shore Protection Manual 1984, eq. 3-36 and 3-37).
"""

import numpy as np
from numpy.typing import NDArray

from anso.services.drift.oil.oils import Oil

__all__ = ["dispersed_rate", "sea_of"]

LARGEST = 70e-6
"""Metres: larger droplets rise again (ADIOS2, Lehr and others 2002)."""
CALM = 5.0
"""m/s of wind, below which waves do not break."""
BREAKING = 0.032
"""The part of the sea that breaks in a wave's period, by m/s of wind above CALM."""
DISSIPATED = 0.0034
GRAVITY, WATER_DENSITY = 9.80665, 1025.0
HEIGHT, PERIOD = 2.482e-2, 0.830
"""Of the fully arisen sea: metres by wind squared, seconds by wind."""


def sea_of(wind: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Significant height and period of the sea that a wind raises in the end."""
    return HEIGHT * wind**2, np.maximum(PERIOD * wind, 1.0)


def dispersed_rate(
    oil: Oil,
    viscosity: NDArray[np.float64],
    wind: NDArray[np.float64],
    height: NDArray[np.float64],
    period: NDArray[np.float64],
) -> NDArray[np.float64]:
    """kg of oil that go under for good by m2 and second."""
    centistokes = viscosity / oil.density * 1e6
    log = np.log(np.maximum(centistokes, 1e-3))
    constant = np.exp(np.where(centistokes < 132.0, -0.1023 * log + 7.572, -1.8927 * log + 16.313))
    energy = DISSIPATED * WATER_DENSITY * GRAVITY * height**2 / 2.0
    breaking = np.clip(BREAKING * (wind - CALM) / period, 0.0, 1.0)
    return np.asarray(constant * energy**0.57 * breaking * LARGEST**1.7 / 1.7)
