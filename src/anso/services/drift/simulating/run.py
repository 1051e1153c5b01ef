"""The run itself: check everything, then let the engine move the particles from output to output, and write where they are."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.services.drift.coast import Shore, no_shore, shore_of
from anso.services.drift.forcing import Forcing
from anso.services.drift.kernel.layout import ACTIVE, NOT_RELEASED, Particles
from anso.services.drift.objects import Drifting
from anso.services.drift.oil.weathering import ACCOUNTS, Slick
from anso.services.drift.seeding import Release, seeded
from anso.services.drift.simulating.engine import Engine
from anso.services.drift.simulating.outcome import Outcome
from anso.services.drift.simulating.prepared import (
    Settings,
    reach,
    refuse_outside,
    refuse_unfit,
    steps_of,
)
from anso.services.drift.tracks import TrackWriter
from anso.services.drift.tracks.writing import STATUS_MEANINGS

__all__ = ["simulate"]

ACCOUNT_MEANINGS = {
    "afloat": "oil on the sea, without water",
    "evaporated": "oil in the air",
    "dispersed": "oil in the water for good",
    "ashore": "oil on the coast",
    "beyond": "oil that has left the area",
    "aboard": "oil not yet spilt",
}


def simulate(
    forcing: Forcing,
    drifting: Drifting,
    release: Release,
    settings: Settings,
    output: Path,
    *,
    attributes: dict[str, Any] | None = None,
    progress: Callable[[float], None] = lambda _: None,
) -> Outcome:
    """Runs and writes `output`; what does not hold is said before anything is written."""
    begun = perf_counter()
    refuse_unfit(settings)
    _refuse_source(release, settings)
    particles = len(drifting.right)
    end = release.time + settings.direction * settings.duration
    forcing.refuse_uncovered(release.time, end)
    plan = steps_of(settings, release.time)
    refuse_outside(forcing, release)
    shore = _shore(release, settings)
    outcome = Outcome(particles, sum(step.count for group in plan for step in group))
    starts = np.concatenate(
        [step.begin + step.seconds * np.arange(step.count) for group in plan for step in group]
    )
    engine = Engine(forcing, drifting, settings, shore, starts, end)
    outcome.compiled = engine.ready()
    state = _started(drifting, release, settings, shore, starts)
    engine.refuse_nothing_here(state, plan[0][0], release, outcome)
    slick = Slick(drifting.oil, settings.spilt, particles, settings.celsius) if drifting.oil else None
    ends = [group[-1].begin + group[-1].seconds * group[-1].count for group in plan]
    accounts = ACCOUNT_MEANINGS if slick else {}
    with TrackWriter(
        output,
        particles,
        np.array([release.time, *ends]),
        attributes or {},
        masses=bool(slick),
        accounts=accounts,
    ) as writer:
        _record(writer, state, slick, outcome)
        for number, group in enumerate(plan):
            for step in group:
                engine.move(state, step, outcome, slick)
            _set_out(state, group[-1].first + group[-1].count)
            _record(writer, state, slick, outcome)
            progress((number + 1) / len(plan))
        closing = perf_counter()
    outcome.written += perf_counter() - closing
    outcome.seconds = perf_counter() - begun - outcome.compiled
    counts = np.bincount(state.status, minlength=6)
    outcome.status = dict(zip(STATUS_MEANINGS.split(), counts.tolist(), strict=True))
    if slick is not None:
        outcome.accounts = _accounts(slick, state)
    return outcome


def _refuse_source(release: Release, settings: Settings) -> None:
    """What was asked that cannot go together."""
    problems = []
    if release.until is not None and settings.backward:
        problems.append(Problem("--until", "a lasting source cannot be run backward"))
    elif release.until is not None and release.until < release.time:
        problems.append(Problem("--until", "the source ends before it begins"))
    elif release.until is not None and release.until - release.time > settings.duration:
        problems.append(Problem("--until", "the source lasts longer than the run; give more --hours"))
    if release.every is not None and (release.until is None or release.every <= 0):
        problems.append(Problem("--every", "a source that repeats needs --until, and an interval above 0"))
    if not -90.0 <= release.latitude <= 90.0:
        problems.append(Problem("--lat", f"{release.latitude:g} is no latitude; it lies between -90 and 90"))
    if not -360.0 <= release.longitude <= 360.0:
        problems.append(
            Problem("--lon", f"{release.longitude:g} is no longitude; it lies between -180 and 360")
        )
    if release.radius < 0:
        problems.append(Problem("--radius", "must not be below 0"))
    if settings.diffusivity < 0:
        problems.append(Problem("--diffusivity", "must not be below 0"))
    if problems:
        raise InvalidInputError(problems)


def _shore(release: Release, settings: Settings) -> Shore:
    """The coast of as far as the run can get."""
    if not settings.coast:
        return no_shore()
    longitudes = [x for x in (release.longitude, release.to_longitude) if x is not None]
    latitudes = [y for y in (release.latitude, release.to_latitude) if y is not None]
    return shore_of(*reach(np.array(longitudes), np.array(latitudes), settings.duration + release.radius))


def _started(
    drifting: Drifting, release: Release, settings: Settings, shore: Shore, starts: NDArray[np.float64]
) -> Particles:
    """The particles where and when they set out; those of later times wait for the step that begins nearest."""
    particles = len(drifting.right)
    seeds = seeded(release, particles, settings.seed, shore)
    middles = (starts[:-1] + starts[1:]) / 2.0 - release.time
    waits = np.searchsorted(middles, seeds.seconds) if seeds.seconds.any() else np.zeros(particles)
    return Particles(
        np.ascontiguousarray(seeds.longitude),
        np.ascontiguousarray(seeds.latitude),
        np.where(waits == 0, ACTIVE, NOT_RELEASED).astype(np.int8),
        np.full(particles, -1, np.int32),
        waits.astype(np.int32),
        drifting.right.copy(),
        drifting.leeway,
    )


def _set_out(state: Particles, step: int) -> None:
    """Those whose time has come are at sea from the beginning of their step on, not from its end."""
    state.status[(state.status == NOT_RELEASED) & (state.release <= step)] = ACTIVE


def _accounts(slick: Slick, state: Particles) -> dict[str, float]:
    return dict(zip(ACCOUNTS, slick.accounts(state.status).tolist(), strict=True))


def _record(writer: TrackWriter, state: Particles, slick: Slick | None, outcome: Outcome) -> None:
    began = perf_counter()
    if slick is None:
        writer.record(state.longitude, state.latitude, state.status)
    else:
        writer.record(state.longitude, state.latitude, state.status, slick.remaining, _accounts(slick, state))
    outcome.written += perf_counter() - began
