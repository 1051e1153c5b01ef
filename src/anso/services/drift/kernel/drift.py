"""How fast a particle drifts: with the current, before the wind, with the waves.

Leeway is linear in the wind at 10 m, downwind and to the right or left of it (Breivik and Allen 2008, J. Marine Systems
69, 99-113, eq. 1-3). A plain windage f is the leeway with downwind slope f alone. Calm gives none: it has no direction.
"""

# The compiler infers these types itself, and differently for each kind of array.
# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls, no-warn-return-any

import math

from anso.services.drift.kernel.compiled import compiled, inlined
from anso.services.drift.kernel.fields import FOUND, NOWHERE, sample, sample_batch
from anso.services.drift.kernel.layout import (
    ACTIVE,
    CURRENTS,
    DOWN_OFFSET,
    DOWN_SLOPE,
    LEFT_OFFSET,
    LEFT_SLOPE,
    NO_CURRENT,
    NO_WIND,
    OUTSIDE,
    RIGHT_OFFSET,
    RIGHT_SLOPE,
    WAVES,
    WIND,
    Fields,
    Particles,
)

__all__ = ["velocities", "velocity"]


@inlined
def leeway_of(drag, right: int, east: float, north: float) -> tuple[float, float]:
    """Leeway in m/s, of what drifts to the right of downwind (1) or the left (0)."""
    speed = math.sqrt(east * east + north * north)
    if speed == 0.0:
        return 0.0, 0.0
    down = drag[DOWN_SLOPE] * speed + drag[DOWN_OFFSET]
    if right == 1:
        aside = drag[RIGHT_SLOPE] * speed + drag[RIGHT_OFFSET]
    else:
        aside = drag[LEFT_SLOPE] * speed + drag[LEFT_OFFSET]
    inverse = 1.0 / speed
    east, north = east * inverse, north * inverse
    return down * east + aside * north, down * north - aside * east


@inlined
def counts(fields: Fields, kind: int, stokes: float) -> bool:
    """Whether a kind moves particles at all; currents always do."""
    if kind == CURRENTS:
        return True
    return fields.spans[kind, 1] > fields.spans[kind, 0] and (kind == WIND or stokes != 0.0)


@inlined
def why_not(kind: int, answer: int) -> int:
    """What becomes of a particle that a kind gives no value."""
    if kind != CURRENTS:
        return NO_WIND
    return OUTSIDE if answer == NOWHERE else NO_CURRENT


@compiled
def velocity(
    fields: Fields, drag, right, stokes, node, member, longitude, latitude
) -> tuple[float, float, int]:
    """Eastward and northward speed in m/s, and ACTIVE or why there is none."""
    east, north = 0.0, 0.0
    for kind in range(CURRENTS, WAVES + 1):
        if not counts(fields, kind, stokes):
            continue
        u, v, answer = sample(fields, kind, node, member, longitude, latitude)
        if answer != FOUND:
            return 0.0, 0.0, why_not(kind, answer)
        if kind == WIND:
            u, v = leeway_of(drag, right, u, v)
        elif kind == WAVES:
            u, v = stokes * u, stokes * v
        east, north = east + u, north + v
    return east, north, ACTIVE


@inlined
def velocities(
    fields: Fields, particles: Particles, stokes, node, count, who, found, answers, places
) -> None:
    """The same for a batch, into rows 6 and 7 of `places`; `answers` change where there is none."""
    right, leeway = particles.right, particles.leeway
    own = leeway.shape[0] > 1
    for each in range(count):
        places[6, each], places[7, each] = 0.0, 0.0
    for kind in range(CURRENTS, WAVES + 1):
        if not counts(fields, kind, stokes):
            continue
        sample_batch(fields, kind, node, count, who, found, places)
        for each in range(count):
            u, v = places[4, each], places[5, each]
            if kind == WIND:
                particle = who[each]
                u, v = leeway_of(leeway[particle if own else 0], right[particle], u, v)
            elif kind == WAVES:
                u, v = stokes * u, stokes * v
            places[6, each], places[7, each] = places[6, each] + u, places[7, each] + v
            if found[each] != FOUND and answers[each] == ACTIVE:
                answers[each] = why_not(kind, found[each])
