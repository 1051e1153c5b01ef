"""Many particles over many steps.

A batch of particles is taken through all steps before the next one is, so what it needs stays near the processor; threads share
the particles out. Each begins a step where it is, drifts, is mixed, and is stopped where that way first meets the coast.
"""

# The compiler infers these types itself, and differently for each kind of array.
# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls, no-warn-return-any

import math

import numpy as np
from numpy.typing import NDArray

from anso.services.drift.coast.shore import Shore
from anso.services.drift.kernel.chance import JIBE, uniform
from anso.services.drift.kernel.compiled import compiled
from anso.services.drift.kernel.layout import ACTIVE, NOT_RELEASED, STRANDED, Fields, Particles
from anso.services.drift.kernel.shore import meets
from anso.services.drift.kernel.step import moved
from anso.services.drift.kernel.walk import walked

__all__ = ["advance", "room"]

BATCH = 64
"""Particles that go through a step together."""
SEAWARD = 1e-5
"""Degrees, about a metre, that a stranded particle is kept off the coast, so that it is at sea if it sets out again."""


def room() -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """What a thread needs for a batch."""
    who, found, answers = np.empty((3, BATCH), np.int64)
    return who, found, answers, np.empty((8, BATCH))


@compiled
def advance(
    fields: Fields,
    shore: Shore,
    particles: Particles,
    earth,
    scheme,
    mixed,
    diffusivity,
    stokes,
    jibing,
    seed,
    dt,
    first_step,
    steps,
    begin,
    end,
    who,
    found,
    answers,
    places,
) -> None:
    """Moves particles `begin` to `end` in place, `steps` steps on from `first_step`.

    `earth` is radius in metres and eccentricity squared; `jibing` a chance for each step; `mixed` whether to walk. `who`,
    `found`, `answers` and `places` are room for a batch (`room`).
    """
    longitude, latitude, status, ended, release, right, _ = particles
    for first in range(begin, end, BATCH):
        for step in range(first_step, first_step + steps):
            count = 0
            for particle in range(first, min(first + BATCH, end)):
                state = status[particle]
                if state == ACTIVE or (state == NOT_RELEASED and step >= release[particle]):
                    who[count] = particle
                    count += 1
            node = 2 * (step - first_step)
            moved(fields, particles, stokes, earth, scheme, node, dt, count, who, found, answers, places)
            for each in range(count):
                particle = who[each]
                status[particle] = answers[each]
                if answers[each] != ACTIVE:
                    ended[particle] = step
                    continue
                x, y, to_x, to_y = longitude[particle], latitude[particle], places[0, each], places[1, each]
                if mixed:
                    to_x, to_y = walked(
                        fields, particle, earth, diffusivity, node, dt, seed, particle, step, to_x, to_y
                    )
                if abs(to_y) > 90.0:
                    to_y, to_x = math.copysign(180.0, to_y) - to_y, to_x + 180.0
                met = meets(shore, x, y, to_x, to_y)
                if met <= 1.0:
                    kept = max(met - SEAWARD / math.hypot(to_x - x, to_y - y), 0.0)
                    to_x, to_y = x + kept * (to_x - x), y + kept * (to_y - y)
                    status[particle] = STRANDED
                    ended[particle] = step
                longitude[particle], latitude[particle] = to_x, to_y
                if jibing > 0.0 and uniform(seed, particle, step, JIBE)[0] < jibing:
                    right[particle] = 1 - right[particle]
