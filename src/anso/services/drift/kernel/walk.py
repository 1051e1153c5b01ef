"""Turbulence as a random walk that keeps what is mixed mixed.

Where the diffusivity K varies, a walk of size sqrt(2 K dt) alone would gather particles where K is small; the drift grad K
and the size taken half a drift ahead undo it (Visser 1997, Mar. Ecol. Prog. Ser. 158, 275-281, eq. 6). On the sphere,
degrees of longitude shrink to the pole; the drift -K tan(latitude) / R northwards undoes that.
"""

# The compiler infers these types itself, and differently for each kind of array.
# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls, no-warn-return-any

import math

from anso.services.drift.kernel.chance import WALK, normals
from anso.services.drift.kernel.compiled import compiled
from anso.services.drift.kernel.earth import degrees
from anso.services.drift.kernel.fields import FOUND, sample
from anso.services.drift.kernel.layout import MIXING, Fields

__all__ = ["walked"]

REACH = 500.0
"""Metres over which the gradient of K is taken on either side."""


@compiled
def mixing(fields: Fields, node, member, longitude, latitude, otherwise):
    """K in m2/s at a place; that of the particle's own place where there is none."""
    value, _, answer = sample(fields, MIXING, node, member, longitude, latitude)
    return max(value, 0.0) if answer == FOUND else otherwise


@compiled
def walked(fields: Fields, member, earth, diffusivity, node, dt, seed, particle, step, longitude, latitude):
    """Longitude and latitude after a step's turbulence; `diffusivity` counts where no field of it does."""
    span = abs(dt)
    first, second = normals(seed, particle, step, WALK)
    drift_east, drift_north = 0.0, 0.0
    spans = fields.spans
    if spans[MIXING, 1] > spans[MIXING, 0]:
        here = mixing(fields, node, member, longitude, latitude, diffusivity)
        across, up = degrees(REACH, REACH, latitude, earth[0], earth[1])
        ahead = mixing(fields, node, member, longitude + across, latitude, here)
        behind = mixing(fields, node, member, longitude - across, latitude, here)
        above = mixing(fields, node, member, longitude, latitude + up, here)
        below = mixing(fields, node, member, longitude, latitude - up, here)
        drift_east, drift_north = (ahead - behind) / (2.0 * REACH), (above - below) / (2.0 * REACH)
        half_x, half_y = degrees(
            0.5 * drift_east * span, 0.5 * drift_north * span, latitude, earth[0], earth[1]
        )
        diffusivity = mixing(fields, node, member, longitude + half_x, latitude + half_y, here)
    drift_north -= diffusivity * math.tan(math.radians(latitude)) / earth[0]
    size = math.sqrt(2.0 * diffusivity * span)
    across, up = degrees(
        drift_east * span + size * first, drift_north * span + size * second, latitude, earth[0], earth[1]
    )
    return longitude + across, latitude + up
