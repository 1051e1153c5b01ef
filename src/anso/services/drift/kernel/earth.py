"""Metres into degrees, on a sphere or an ellipsoid.

The radii of curvature of the meridian and of the prime vertical are those of Snyder (1987), Map Projections: A Working
Manual, eq. 4-18 and 4-20; eccentricity zero gives the sphere.
"""

import math

from anso.services.drift.kernel.compiled import inlined

__all__ = ["degrees"]


@inlined
def degrees(east: float, north: float, latitude: float, radius: float, e2: float) -> tuple[float, float]:
    """A way of metres, or a speed of metres a second, as degrees of longitude and of latitude."""
    phi = math.radians(latitude)
    across = math.cos(phi)
    if e2 == 0.0:
        return math.degrees(east / (radius * across)), math.degrees(north / radius)
    w = 1.0 - e2 * (1.0 - across * across)
    root = math.sqrt(w)
    return (
        math.degrees(east * root / (radius * across)),
        math.degrees(north * w * root / (radius * (1.0 - e2))),
    )
