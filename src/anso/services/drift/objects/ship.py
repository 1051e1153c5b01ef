"""Ships without power: how fast the wind drives a hull of given size and load.

A ship adrift lies across the wind. Where the wind's drag on what is above water equals the water's drag on what is below,
its leeway is the share f of the wind,

    f = sqrt(air density x air drag x area above / (water density x water drag x area below)).

The drag coefficients by height and by draught are those of Sorgard and Vada (1998), Observations and modelling of
drifting ships, Det Norske Veritas 96-2011. Wave drift forces are left out: they add to the leeway of high, short ships in
steep seas. How far a ship drifts aside of the wind, and how much hulls of one size differ, no table gives; ASIDE and UNLIKE are
assumptions of ours, in the order of what drift reports show.
"""

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from anso.errors import BadValueError

__all__ = ["SHIPS", "Ship", "coefficients", "leeway_share", "ship_of"]

AIR_DENSITY, WATER_DENSITY = 1.225, 1025.0
"""kg/m3: the standard atmosphere at sea level (ISO 2533), sea water."""
ASIDE = 20.0
"""Degrees: standard deviation of the drift's direction about downwind."""
UNLIKE = 0.2
"""Standard deviation of the leeway share among ships of one size and load, as part of it."""
HEIGHTS, AIR_DRAG = (0.0, 15.0, 37.2), (0.7, 1.045, 1.4)
"""Drag of the wind by height of the side above water, in m."""
DEPTHS, WATER_DRAG = (0.05, 0.06, 0.08, 0.10, 0.12), (1.50, 1.44, 1.38, 1.32, 1.27)
"""Drag of the water by twice the draught over the length."""


@dataclass(frozen=True)
class Ship:
    """What of a ship wind and water act on, in m."""

    length: float
    draught: float
    height: float
    """Mean height of the side and what stands on it above the water, over the whole length."""


SHIPS = {
    "vlcc-laden": Ship(320, 20.5, 12),
    "vlcc-ballast": Ship(320, 10.0, 22),
    "aframax-laden": Ship(245, 14.0, 10),
    "aframax-ballast": Ship(245, 7.5, 17),
    "product-tanker-laden": Ship(180, 11.0, 10),
    "bulk-carrier-laden": Ship(225, 14.0, 9),
    "bulk-carrier-ballast": Ship(225, 7.0, 16),
    "container-ship": Ship(300, 13.0, 30),
    "feeder": Ship(150, 8.0, 18),
    "car-carrier": Ship(200, 9.0, 30),
    "general-cargo": Ship(100, 6.0, 8),
    "coaster": Ship(80, 4.5, 6),
    "passenger-ship": Ship(250, 7.5, 35),
    "trawler": Ship(50, 4.5, 6),
}
"""Typical sizes of the kind; a ship's own are better: `ship:length=330,draught=21,height=12`."""


def ship_of(text: str) -> Ship:
    """A kind, sizes, or a kind with sizes of its own: `vlcc-laden,draught=21`."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    kinds = [part for part in parts if "=" not in part]
    if len(kinds) > 1:
        raise BadValueError(f"'{text}' names {len(kinds)} kinds of ship; name one")
    ship = Ship(0, 0, 0)
    if kinds:
        if kinds[0].lower() not in SHIPS:
            near = get_close_matches(kinds[0].lower(), SHIPS, n=2, cutoff=0.3)
            mend = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(SHIPS)}"
            raise BadValueError(f"there is no kind of ship {kinds[0]}; {mend}")
        ship = SHIPS[kinds[0].lower()]
    for part in parts:
        if "=" not in part:
            continue
        name, _, value = part.partition("=")
        if name.strip() not in ("length", "draught", "height") or not re.fullmatch(
            r"\d+(\.\d+)?", value.strip()
        ):
            raise BadValueError(
                f"'{part}' is no size of a ship; write length, draught or height in metres: draught=21"
            )
        ship = replace(ship, **{name.strip(): float(value)})
    if min(ship.length, ship.draught, ship.height) <= 0:
        raise BadValueError(
            "a ship needs length, draught and height above water: ship:length=330,draught=21,height=12"
        )
    if ship.draught > ship.length / 4:
        raise BadValueError(f"a ship {ship.length:g} m long cannot have a draught of {ship.draught:g} m")
    return ship


def leeway_share(ship: Ship) -> float:
    """The part of the wind's speed at which the ship drifts."""
    air = float(np.interp(ship.height, HEIGHTS, AIR_DRAG))
    water = float(np.interp(2.0 * ship.draught / ship.length, DEPTHS, WATER_DRAG))
    return float(np.sqrt(AIR_DENSITY * air * ship.height / (WATER_DENSITY * water * ship.draught)))


def coefficients(
    ship: Ship, particles: int, random: np.random.Generator, *, spread: bool
) -> NDArray[np.float32]:
    """Slopes in the kernel's columns; without spread straight downwind."""
    share = leeway_share(ship)
    if not spread:
        return np.array([[share, 0, 0, 0, 0, 0]], np.float32)
    size = share * np.maximum(1.0 + UNLIKE * random.standard_normal(particles), 0.0)
    aside = np.radians(ASIDE * random.standard_normal(particles))
    rows = np.zeros((particles, 6), np.float32)
    rows[:, 0] = size * np.cos(aside)
    rows[:, 2] = rows[:, 4] = size * np.sin(aside)
    return rows
