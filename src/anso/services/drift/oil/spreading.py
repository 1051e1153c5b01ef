"""How far oil spreads: Fay's gravity-viscous spreading, as ADIOS2 has it (Lehr and others 2002; Fay 1971).

The slick begins where gravity and inertia have brought it to (Fay's first phase takes minutes) and spreads until it is as
thin as such oil gets.
"""

import numpy as np
from numpy.typing import NDArray

from anso.services.drift.oil.oils import Oil

__all__ = ["slick_area"]

K1, K2 = 1.53, 1.21
"""Fay's constants of the gravity-inertial and the gravity-viscous phase."""
GRAVITY = 9.80665
WATER_DENSITY = 1025.0
WATER_VISCOSITY = 1.0e-6
"""Kinematic, m2/s."""
THINNEST = {"logarithm": 1e-4, "root": 1e-5}
"""Metres: crude and heavy oils, light products (ADIOS2)."""


def slick_area(oil: Oil, volume: float, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Square metres that a volume (m3) spilt at once covers after a time."""
    if volume <= 0.0:
        return np.zeros_like(seconds)
    buoyancy = GRAVITY * max(WATER_DENSITY - oil.density, 1.0) / WATER_DENSITY
    first = (K2 / K1) ** 4 * (volume / (WATER_VISCOSITY * buoyancy)) ** (1 / 3)
    time = np.maximum(seconds, first)
    area = np.pi * K2**2 * (buoyancy * volume**2 * time**1.5 / np.sqrt(WATER_VISCOSITY)) ** (1 / 3)
    return np.asarray(np.minimum(area, volume / THINNEST[oil.law]))
