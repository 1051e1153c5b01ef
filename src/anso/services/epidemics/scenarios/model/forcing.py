"""How transmission changes from day to day: measures, the season, and chance.

Chance is an autoregression of the logarithm with each member's own restlessness, the same in all scenarios.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.scenarios.assumed import Drawn

__all__ = ["measures", "season", "wandering"]

Numbers = NDArray[np.float64]
YEAR = 365.25


def measures(drawn: Drawn, day: int) -> Numbers:
    """Factor on the `day`th day, counted from 0; scenarios x members."""
    begins = drawn["measures.from"]
    on = (day >= begins) & (day < begins + drawn["measures.length"])
    factor: Numbers = np.where(on, 1.0 - drawn["measures.reduction"], 1.0)
    return factor


def season(drawn: Drawn, latitude: Numbers, begins: date, day: int) -> Numbers:
    """Factor relative to the first day; places x scenarios x members. Latitude is NaN where unknown."""
    lat = np.where(
        np.isnan(latitude)[:, None, None], drawn["season.unknown_latitude"], latitude[:, None, None]
    )
    height = drawn["season.amplitude"] * np.clip(lat / drawn["season.full_latitude"], -1.0, 1.0)
    turn = 2 * np.pi / YEAR
    first = begins.timetuple().tm_yday - drawn["season.peak"]
    factor: Numbers = (1.0 + height * np.cos(turn * (first + day))) / (1.0 + height * np.cos(turn * first))
    return factor


def wandering(normal: Numbers, restless: Numbers, memory: Numbers) -> Numbers:
    """Logarithms of the factor on each day: days first, then as `restless`. `normal` is standard normal, alike."""
    kept = np.exp(-1.0 / memory)
    result = np.zeros(np.broadcast_shapes(normal.shape, (1, *restless.shape), (1, *kept.shape)))
    for day in range(1, len(result)):
        result[day] = kept * result[day - 1] + restless * normal[day - 1]
    return result
