"""An object as the kernel moves it.

In: its name, how many particles stand for it. Out: `Drifting`: leeway numbers, sides, how often it jibes, whether waves carry it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.errors import BadValueError
from anso.services.drift.objects import leeway, ship
from anso.services.drift.oil.oils import Oil, oil_of

__all__ = ["KINDS", "Drifting", "drifting"]

KINDS = "leeway:CLASS, drifter, ship:KIND or oil:NAME"
OIL_WINDAGE, OIL_WINDAGE_WITH_WAVES = 0.03, 0.02
"""The share of the wind that moves oil: about 3 %, which holds the waves' own drift; where that is given apart, about 2 %
(Roehrs and others 2012, Ocean Dynamics 62, 1519-1533; Jones and others 2016, Mar. Pollut. Bull. 109, 404-410)."""


@dataclass(frozen=True)
class Drifting:
    """How wind and waves move what drifts."""

    name: str
    what: str
    leeway: NDArray[np.float32]
    right: NDArray[np.int8]
    jibes_an_hour: float
    stokes: float
    oil: Oil | None = None

    @property
    def feels_wind(self) -> bool:
        """Whether wind moves it at all."""
        return bool(np.any(self.leeway))


def drifting(
    name: str,
    particles: int,
    seed: int,
    *,
    spread: bool = True,
    windage: float | None = None,
    waves: bool = False,
) -> Drifting:
    """The object of that name; `windage` is for drifters and oil, `waves` whether their drift is given apart."""
    random = np.random.default_rng([seed, 1])
    kind, _, which = name.partition(":")
    kind = kind.strip().lower()
    # Neighbours drift to different sides, so that any part of the particles has both.
    sides = (np.arange(particles) % 2 == 1).astype(np.int8)
    if windage is not None and kind not in ("drifter", "oil"):
        raise BadValueError(f"a windage is for drifter and oil; {name} has a leeway of its own")
    if windage is not None and not 0.0 <= windage <= 0.2:
        raise BadValueError(f"a windage of {windage:g} is none; it is the share of the wind, such as 0.03")
    if kind == "leeway":
        of = leeway.leeway_class(which)
        rows = leeway.coefficients(of, particles, random, spread=spread)
        return Drifting(
            f"leeway:{of.name}", of.what, rows, sides, leeway.JIBES_AN_HOUR if spread else 0.0, stokes=0.0
        )
    if kind == "ship":
        vessel = ship.ship_of(which)
        rows = ship.coefficients(vessel, particles, random, spread=spread)
        what = (
            f"Ship without power, {vessel.length:g} m long, draught {vessel.draught:g} m, "
            f"{vessel.height:g} m above water: {ship.leeway_share(vessel):.1%} of the wind"
        )
        return Drifting(name, what, rows, sides, 0.0, stokes=0.0)
    if kind == "drifter":
        share = 0.0 if windage is None else windage
        return Drifting("drifter", "Surface drifter", plain(share), sides, 0.0, stokes=1.0)
    if kind == "oil":
        oil = oil_of(which)
        share = windage if windage is not None else (OIL_WINDAGE_WITH_WAVES if waves else OIL_WINDAGE)
        return Drifting(f"oil:{oil.name}", oil.what, plain(share), sides, 0.0, stokes=1.0, oil=oil)
    raise BadValueError(f"'{name}' is no object known here; give {KINDS}")


def plain(share: float) -> NDArray[np.float32]:
    """A share of the wind, straight downwind."""
    return np.array([[share, 0, 0, 0, 0, 0]], np.float32)
