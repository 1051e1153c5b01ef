"""One step of a batch of particles: Euler, the midpoint rule (RK2) or the classical Runge-Kutta scheme (RK4).

The schemes are those of Hairer, Norsett and Wanner (1993), Solving Ordinary Differential Equations I, II.1. Longitude and
latitude are integrated as they are; within five degrees of a pole, where a degree of longitude vanishes, the particle is
moved in space on the sphere and brought back to it, which keeps the order (Hairer, Lubich and Wanner 2006, IV.4).
"""

# The compiler infers these types itself, and differently for each kind of array.
# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls, no-warn-return-any

import math

from anso.services.drift.kernel.compiled import compiled, inlined
from anso.services.drift.kernel.drift import velocities, velocity
from anso.services.drift.kernel.earth import degrees
from anso.services.drift.kernel.layout import ACTIVE, EULER, RK2, Fields, Particles

__all__ = ["moved"]

POLAR = 85.0
"""Degrees of latitude from which on a particle is moved in space."""
POLE = -1
"""The answer of a particle that is to be moved so."""


@inlined
def moved(
    fields: Fields, particles: Particles, stokes, earth, scheme, node, dt, count, who, found, answers, places
) -> None:
    """A step of a batch: particles `who[:count]`, stage by stage.

    `places` ends with the new longitudes and latitudes in its first two rows (2 and 3 hold sums, the others speeds), `answers`
    with ACTIVE or why a step could not be made. Going through a batch at each stage keeps the processor's units busy: the
    particles do not wait for one another, as the stages of one would.
    """
    longitude, latitude, _, _, _, right, leeway = particles
    own = leeway.shape[0] > 1
    stages = stages_of(scheme)
    for each in range(count):
        particle = who[each]
        places[0, each], places[1, each] = longitude[particle], latitude[particle]
        places[2, each], places[3, each] = 0.0, 0.0
        answers[each] = POLE if abs(latitude[particle]) > POLAR else ACTIVE
    for stage in range(stages):
        at, ahead, weight = stage_of(stages, stage)
        last = stage == stages - 1
        velocities(fields, particles, stokes, node + at, count, who, found, answers, places)
        for each in range(count):
            across, up = degrees(places[6, each], places[7, each], places[1, each], earth[0], earth[1])
            sum_x, sum_y = places[2, each] + weight * across, places[3, each] + weight * up
            places[2, each], places[3, each] = sum_x, sum_y
            if last:
                across, up = dt * sum_x, dt * sum_y
            else:
                across, up = ahead * dt * across, ahead * dt * up
            particle = who[each]
            places[0, each], places[1, each] = longitude[particle] + across, latitude[particle] + up
    for each in range(count):
        if answers[each] == POLE:
            particle = who[each]
            drag = leeway[particle if own else 0]
            x, y, answer = moved_in_space(
                fields,
                drag,
                right[particle],
                stokes,
                particle,
                earth,
                scheme,
                node,
                dt,
                longitude[particle],
                latitude[particle],
            )
            places[0, each], places[1, each], answers[each] = x, y, answer


@inlined
def stages_of(scheme: int) -> int:
    """How many times a scheme asks for the velocity."""
    return 1 if scheme == EULER else (2 if scheme == RK2 else 4)


@inlined
def stage_of(stages: int, stage: int) -> tuple[int, float, float]:
    """The node of a stage, how far ahead it places the next one, and its weight in the step."""
    at = 0 if stage == 0 else (2 if stage == 3 else 1)
    ahead = 1.0 if stage == 2 else 0.5
    if stages == 4:
        return at, ahead, 1.0 / 6.0 if stage == 0 or stage == 3 else 1.0 / 3.0
    return at, ahead, 1.0 if stage == stages - 1 else 0.0


@compiled
def placed(x: float, y: float, z: float) -> tuple[float, float]:
    """Longitude and latitude of a point in space."""
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


@compiled
def rate_in_space(fields: Fields, leeway, right, stokes, member, earth, node, x, y, z):
    """Speed in space in units of the local radius, and ACTIVE or why there is none."""
    longitude, latitude = placed(x, y, z)
    east, north, answer = velocity(fields, leeway, right, stokes, node, member, longitude, latitude)
    turn, rise = math.radians(longitude), math.radians(latitude)
    radius = earth[0] / math.sqrt(1.0 - earth[1])
    east, north = east / radius, north / radius
    return (
        -east * math.sin(turn) - north * math.sin(rise) * math.cos(turn),
        east * math.cos(turn) - north * math.sin(rise) * math.sin(turn),
        north * math.cos(rise),
        answer,
    )


@compiled
def moved_in_space(
    fields: Fields, leeway, right, stokes, member, earth, scheme, node, dt, longitude, latitude
):
    """The same step near a pole."""
    turn, rise = math.radians(longitude), math.radians(latitude)
    x, y, z = math.cos(rise) * math.cos(turn), math.cos(rise) * math.sin(turn), math.sin(rise)
    stages = stages_of(scheme)
    ax, ay, az = 0.0, 0.0, 0.0
    sx, sy, sz = x, y, z
    for stage in range(stages):
        at, ahead, weight = stage_of(stages, stage)
        dx, dy, dz, answer = rate_in_space(
            fields, leeway, right, stokes, member, earth, node + at, sx, sy, sz
        )
        if answer != ACTIVE:
            return longitude, latitude, answer
        ax, ay, az = ax + weight * dx, ay + weight * dy, az + weight * dz
        sx, sy, sz = x + ahead * dt * dx, y + ahead * dt * dy, z + ahead * dt * dz
    there, up = placed(x + dt * ax, y + dt * ay, z + dt * az)
    return there + 360.0 * round((longitude - there) / 360.0), up, ACTIVE
