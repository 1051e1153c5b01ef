"""The kernel at work: holds the forcing it has read, and shares the particles out to threads.

Forcing is read for all of the run if that is little enough to hold; else for a window around the particles, and if need be for a
stretch of the run. If a particle meets the window's edge, its steps are made again with a wider one, so that the answer does not
depend on it.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.services.drift.coast import Shore, no_shore
from anso.services.drift.forcing import Forcing
from anso.services.drift.forcing.holding import Held, packed
from anso.services.drift.forcing.kinds import KINDS
from anso.services.drift.kernel.layout import (
    ACTIVE,
    CURRENTS,
    MIXING,
    NO_WIND,
    NOT_RELEASED,
    OUTSIDE,
    WAVES,
    WIND,
    Fields,
    Particles,
)
from anso.services.drift.objects import Drifting
from anso.services.drift.oil.weathering import Slick
from anso.services.drift.seeding import Release
from anso.services.drift.simulating.outcome import Outcome
from anso.services.drift.simulating.prepared import EARTHS, FASTEST, SCHEMES, Settings, Step, reach

__all__ = ["Engine"]

HELD_BYTES = 96_000_000
"""Forcing held at once; more than this is read in windows, then in stretches."""
STRETCHES = (86400.0, 21600.0, 3600.0)
"""Seconds of forcing that are tried where all of the run is too much."""
VALUES_A_STEP = 8
"""Fields are mixed in time beforehand if that makes fewer values than this for each step of a particle."""
SHARE = 4096
"""Particles that a thread takes at once."""
WIDER = (1.0, 3.0, 10.0)
"""How much faster than expected particles may be before their window is all there is."""


class Engine:
    """Moves particles; made once for a run."""

    def __init__(
        self,
        forcing: Forcing,
        drifting: Drifting,
        settings: Settings,
        shore: Shore,
        starts: NDArray[np.float64],
        end: float,
    ) -> None:
        self.forcing, self.drifting, self.settings, self.shore = forcing, drifting, settings, shore
        self.starts, self.end = starts, end
        self.earth = np.array(EARTHS[settings.earth])
        self.cores = settings.cores or os.cpu_count() or 1
        self.mixed = settings.diffusivity > 0.0 or bool(forcing.sources[MIXING])
        self.held: Held | None = None
        self.until = 0.0

    def ready(self) -> float:
        """Compiles the kernel, or reads it from where it is kept; the seconds that took."""
        began = perf_counter()
        from anso.services.drift.kernel.packing import packed_places
        from anso.services.drift.kernel.sampling import sampled
        from anso.services.drift.kernel.shore import which_on_land

        nobody = Particles(
            np.zeros(0),
            np.zeros(0),
            np.zeros(0, np.int8),
            np.zeros(0, np.int32),
            np.zeros(0, np.int32),
            np.zeros(0, np.int8),
            np.zeros((1, 6), np.float32),
        )
        fields = packed([], np.zeros((len(KINDS), 3), np.int64), None).fields(0.0, 1.0, 1)
        self._advance(nobody, fields, Step(0, 1, 1.0, 0.0), 0, 0, no_shore())
        sampled(
            fields, CURRENTS, 0, np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0, np.int64)
        )
        which_on_land(no_shore(), np.zeros(0), np.zeros(0), np.zeros(0, bool))
        column = np.zeros((0, 1), np.int32)
        packed_places(nobody.longitude, nobody.latitude, nobody.status, 1.0, 0, column, column, 0)
        return perf_counter() - began

    def move(self, state: Particles, step: Step, outcome: Outcome, slick: Slick | None) -> None:
        """Makes the steps, changing the particles in place; oil weathers after each."""
        if slick is None:
            self._make(state, step, outcome)
            return
        for number in range(step.count):
            one = Step(step.first + number, 1, step.seconds, step.begin + number * step.seconds)
            fields = self._make(state, one, outcome)
            began = perf_counter()
            age = np.abs(one.begin + one.seconds - self.starts[state.release])
            age[state.release > one.first] = 0.0
            slick.weather(age, abs(one.seconds), self._wind(fields, state), state.status)
            outcome.moved += perf_counter() - began

    def refuse_nothing_here(self, state: Particles, first: Step, release: Release, outcome: Outcome) -> None:
        """Says where currents, wind or waves have no value at the position, so that nothing would drift."""
        fields = self._fields(state, first, outcome, 0)
        problems = []
        for kind in (CURRENTS, WIND, WAVES):
            if not self.forcing.sources[kind]:
                continue
            answers = self._sampled(fields, kind, 0, state)[2]
            if (answers == 0).any():
                continue
            where = self.forcing.sources[kind][0].label
            here = f"{release.latitude:g}, {release.longitude:g}"
            what = KINDS[kind].what
            if self.forcing.inside(kind, state.longitude, state.latitude).any():
                message = f"has no {what} at {here}: it counts as land there, or its values are missing"
            else:
                message = f"does not reach {here}"
            problems.append(Problem(where, message))
        if problems:
            raise InvalidInputError(problems)

    def _make(self, state: Particles, step: Step, outcome: Outcome) -> Fields:
        """The steps with a window wide enough; gives the fields they were made with."""
        before = copied(state)
        fields = self._fields(state, step, outcome, 0)
        for attempt in range(1, len(WIDER) + 1):
            began = perf_counter()
            self._share_out(state, fields, step)
            outcome.moved += perf_counter() - began
            if self.held is None or self.held.window is None or not self._cut_off(state, before):
                break
            restore(state, before)
            self.held = None
            fields = self._fields(state, step, outcome, attempt)
        return fields

    def _cut_off(self, state: Particles, before: Particles) -> bool:
        """Whether a particle ended at the edge of what was read, and not of what there is."""
        ended = (state.status != before.status) & ((state.status == OUTSIDE) | (state.status == NO_WIND))
        if not ended.any():
            return False
        x, y = state.longitude[ended], state.latitude[ended]
        kinds = [kind for kind in (CURRENTS, WIND, WAVES) if self.forcing.sources[kind]]
        return bool(np.all([self.forcing.inside(kind, x, y) for kind in kinds], axis=0).any())

    def _share_out(self, state: Particles, fields: Fields, step: Step) -> None:
        count = len(state.longitude)
        size = max(SHARE, count // (self.cores * 16))
        shares = [(begin, min(begin + size, count)) for begin in range(0, count, size)]
        if len(shares) == 1 or self.cores == 1:
            self._advance(state, fields, step, 0, count, self.shore)
            return
        with ThreadPoolExecutor(self.cores) as pool:
            made = [pool.submit(self._advance, state, fields, step, *share, self.shore) for share in shares]
            for each in made:
                each.result()

    def _advance(
        self, state: Particles, fields: Fields, step: Step, begin: int, end: int, shore: Shore
    ) -> None:
        from anso.services.drift.kernel.advance import advance, room

        jibing = -np.expm1(np.log1p(-self.drifting.jibes_an_hour) * abs(step.seconds) / 3600.0)
        advance(
            fields,
            shore,
            state,
            self.earth,
            SCHEMES[self.settings.scheme],
            self.mixed,
            float(self.settings.diffusivity),
            float(self.drifting.stokes),
            float(jibing),
            self.settings.seed,
            float(step.seconds),
            step.first,
            step.count,
            begin,
            end,
            *room(),
        )

    def _fields(self, state: Particles, step: Step, outcome: Outcome, attempt: int) -> Fields:
        """The fields of the steps, read anew where what is held does not reach."""
        end = step.begin + step.seconds * step.count
        direction = self.settings.direction
        held = self.held
        if held is None or direction * (end - self.until) > 1e-3:
            began = perf_counter()
            self.held = None  # what is held is let go before more is read
            held = self.held = self._read(state, step.begin, end, attempt)
            outcome.read += perf_counter() - began
        if held.values_at(2 * step.count + 1) <= len(state.longitude) * step.count * VALUES_A_STEP:
            return held.fields_at_nodes(step.begin, step.seconds, step.count)
        return held.fields(step.begin, step.seconds, step.count)

    def _read(self, state: Particles, begin: float, end: float, attempt: int) -> Held:
        moving = (state.status == ACTIVE) | (state.status == NOT_RELEASED)
        everywhere = attempt >= len(WIDER) or not moving.any()
        stretches = [abs(self.end - begin), *(max(size, abs(end - begin)) for size in STRETCHES)]
        for seconds in stretches:
            self.until = begin + self.settings.direction * min(seconds, abs(self.end - begin))
            window = None
            if self.forcing.size(begin, self.until, None) <= HELD_BYTES or everywhere:
                break
            speed = FASTEST * WIDER[attempt]
            window = reach(state.longitude[moving], state.latitude[moving], seconds, speed)
            if self.forcing.size(begin, self.until, window) <= HELD_BYTES:
                break
        return self.forcing.held(begin, self.until, window)

    def _sampled(
        self, fields: Fields, kind: int, node: int, state: Particles
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
        from anso.services.drift.kernel.sampling import sampled

        count = len(state.longitude)
        east, north, answers = np.empty(count), np.empty(count), np.empty(count, np.int64)
        sampled(fields, kind, node, state.longitude, state.latitude, east, north, answers)
        return east, north, answers

    def _wind(self, fields: Fields, state: Particles) -> NDArray[np.float64]:
        """Wind speed at each particle at the end of a step; calm where none is given."""
        east, north, answers = self._sampled(fields, WIND, 2, state)
        return np.where(answers == 0, np.hypot(east, north), 0.0)


def copied(state: Particles) -> Particles:
    """The particles as they are, to come back to; leeway never changes."""
    return Particles(
        state.longitude.copy(),
        state.latitude.copy(),
        state.status.copy(),
        state.ended.copy(),
        state.release.copy(),
        state.right.copy(),
        state.leeway,
    )


def restore(state: Particles, before: Particles) -> None:
    """The particles as they were."""
    state.longitude[:], state.latitude[:] = before.longitude, before.latitude
    state.status[:], state.ended[:], state.right[:] = before.status, before.ended, before.right
