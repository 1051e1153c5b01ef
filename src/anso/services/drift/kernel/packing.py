"""Positions packed for the file: whole steps of degrees, longitudes from -180 to 180."""

# The compiler infers these types itself, and differently for each kind of array.
# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls, no-warn-return-any

import math

from anso.services.drift.kernel.compiled import compiled
from anso.services.drift.kernel.layout import NOT_RELEASED

__all__ = ["packed_places"]


@compiled
def packed_places(longitude, latitude, status, steps_a_degree, missing, lon, lat, column) -> None:
    """Fills a column of `lon` and `lat`; a particle that has not set out has `missing`."""
    for particle in range(len(longitude)):
        if status[particle] == NOT_RELEASED:
            lon[particle, column] = lat[particle, column] = missing
            continue
        x = longitude[particle]
        x -= 360.0 * math.floor((x + 180.0) / 360.0)
        lon[particle, column] = round(x * steps_a_degree)
        lat[particle, column] = round(latitude[particle] * steps_a_degree)
