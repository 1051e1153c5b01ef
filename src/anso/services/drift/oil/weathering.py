"""Every particle's oil, step by step, and the sum that never changes.

Each particle carries a part of what was spilt. What evaporates or disperses moves from its slick to another account of the same
particle; oil ashore and oil that has left the area stays as it was. In: age, wind and status by particle. Out: masses.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from anso.services.drift.kernel.layout import ACTIVE, NOT_RELEASED, STRANDED
from anso.services.drift.oil.dispersion import dispersed_rate, sea_of
from anso.services.drift.oil.emulsion import viscosity, water_content
from anso.services.drift.oil.evaporation import evaporated_share
from anso.services.drift.oil.oils import Oil
from anso.services.drift.oil.spreading import slick_area

__all__ = ["ACCOUNTS", "Slick"]

ACCOUNTS = ("afloat", "evaporated", "dispersed", "ashore", "beyond", "aboard")
"""Where oil can be: on the sea, in the air, in the water, on the coast, out of the area, not yet spilt."""


@dataclass
class Slick:
    """The oil of a run; kg, one element a particle."""

    oil: Oil
    spilt: float
    particles: int
    celsius: float
    remaining: NDArray[np.float64] = field(init=False)
    evaporated: NDArray[np.float64] = field(init=False)
    dispersed: NDArray[np.float64] = field(init=False)
    water: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self.remaining = np.full(self.particles, self.spilt / self.particles)
        self.evaporated, self.dispersed, self.water = (np.zeros(self.particles) for _ in range(3))

    def weather(
        self, age: NDArray[np.float64], seconds: float, wind: NDArray[np.float64], status: NDArray[np.int8]
    ) -> None:
        """A step of `seconds` for what is afloat; `age` in seconds at its end, `wind` in m/s."""
        afloat = (status == ACTIVE) & (age > 0.0)
        if not afloat.any():
            return
        now, span = age[afloat], np.minimum(seconds, age[afloat])
        mass, speed = self.remaining[afloat], wind[afloat]
        before = evaporated_share(self.oil, (now - span) / 60.0, self.celsius)
        after = evaporated_share(self.oil, now / 60.0, self.celsius)
        gone = mass * (after - before) / (1.0 - before)
        mass = mass - gone
        self.evaporated[afloat] += gone
        self.water[afloat] = water_content(self.oil, self.water[afloat], speed, seconds)
        thick = viscosity(self.oil, after, self.water[afloat], self.celsius)
        height, period = sea_of(speed)
        rate = dispersed_rate(self.oil, thick, speed, height, period)
        area = slick_area(self.oil, self.spilt / self.oil.density, now) / self.particles
        part = np.where(mass > 0.0, rate * area * span / np.maximum(mass, 1e-300), 0.0)
        under = mass * -np.expm1(-part)
        self.dispersed[afloat] += under
        self.remaining[afloat] = mass - under

    def accounts(self, status: NDArray[np.int8]) -> NDArray[np.float64]:
        """kg in each of `ACCOUNTS`."""
        afloat, ashore, aboard = status == ACTIVE, status == STRANDED, status == NOT_RELEASED
        beyond = ~(afloat | ashore | aboard)
        kept = [float(self.remaining[where].sum()) for where in (afloat, ashore, beyond, aboard)]
        return np.array([kept[0], self.evaporated.sum(), self.dispersed.sum(), *kept[1:]])
