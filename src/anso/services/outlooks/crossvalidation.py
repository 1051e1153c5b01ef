"""Every method asked about years it did not learn from, and scored.

In come hindcasts and a scheme; out goes one `Verdict` a method. Terciles are those of each fold's own past. A method's
seconds are those of its own work in all folds with the making of the lessons, which it would need as much alone.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from anso.compute import map_items
from anso.errors import InvalidInputError, Problem
from anso.services.outlooks.distributions.distribution import categories
from anso.services.outlooks.distributions.reweighted import climate
from anso.services.outlooks.folds import Fold, Scheme, folds
from anso.services.outlooks.known.hindcasts import Hindcasts
from anso.services.outlooks.known.lesson import Course
from anso.services.outlooks.known.numbers import Numbers, Years
from anso.services.outlooks.known.points import Points
from anso.services.outlooks.methods import Method, methods_for
from anso.services.outlooks.verifying.ranked import category

__all__ = ["Answers", "Told", "crossvalidate"]

TOGETHER = 40_000_000
"""Numbers of all models' means: with more, folds are worked on by several processes."""
GROUPS = 8
"""Parts that the folds are then given out in; each takes the hindcasts along."""


@dataclass(frozen=True)
class Told:
    """What a method said of all years."""

    method: str
    probabilities: Numbers
    """Categories x years x points."""
    crps: Numbers
    """Years x points."""
    seconds: float


@dataclass(frozen=True)
class Answers:
    points: Points
    came: Years
    """The tercile that was observed, by the terciles of the other years: years x points."""
    weights: Numbers
    """Of years x points: area, nothing where nothing was observed."""
    climate_crps: Numbers
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Part:
    """Some folds' answers, in their order."""

    came: Years
    climate_crps: Numbers
    probabilities: dict[str, Numbers]
    crps: dict[str, Numbers]
    seconds: dict[str, float]


def crossvalidate(
    hindcasts: Hindcasts,
    scheme: Scheme = "leave-one-out",
    methods: Sequence[str] = (),
    *,
    done: Callable[[int, int], None] = lambda _finished, _total: None,
) -> Answers:
    """By all methods, or those that are named."""
    known = methods_for(hindcasts)
    strange = [name for name in methods if name not in known]
    if strange:
        raise InvalidInputError(
            [Problem("--methods", f"there is no {', '.join(strange)}; there are {', '.join(known)}")]
        )
    asked = tuple(methods or known)
    points = Points(hindcasts.latitudes, hindcasts.longitudes, hindcasts.valid())
    work = Work(hindcasts, points, asked)
    every = folds(len(hindcasts.years), scheme)
    if hindcasts.means.size > TOGETHER:
        size = -(-len(every) // GROUPS)
        groups = [every[start : start + size] for start in range(0, len(every), size)]
        parts = map_items(work, groups, done=done)
    else:
        parts = []
        for number, fold in enumerate(every, 1):
            parts.append(work([fold]))
            done(number, len(every))
    seen = np.isfinite(hindcasts.observed[:, points.counted])
    return Answers(
        points,
        np.concatenate([part.came for part in parts]),
        seen * points.weights,
        np.concatenate([part.climate_crps for part in parts]),
        tuple(
            Told(
                name,
                np.concatenate([part.probabilities[name] for part in parts], axis=1),
                np.concatenate([part.crps[name] for part in parts]),
                sum(part.seconds[name] for part in parts),
            )
            for name in asked
        ),
    )


@dataclass(frozen=True)
class Work:
    """A function that can be sent to another process."""

    hindcasts: Hindcasts
    points: Points
    methods: tuple[str, ...]

    @cached_property
    def _course(self) -> Course:
        return Course(self.hindcasts, self.points)

    @cached_property
    def _known(self) -> dict[str, Method]:
        return methods_for(self.hindcasts)

    def __call__(self, some: list[Fold]) -> Part:
        answers = [self.answered(fold) for fold in some]
        return Part(
            np.concatenate([answer.came for answer in answers]),
            np.concatenate([answer.climate_crps for answer in answers]),
            {
                name: np.concatenate([answer.probabilities[name] for answer in answers], axis=1)
                for name in self.methods
            },
            {name: np.concatenate([answer.crps[name] for answer in answers]) for name in self.methods},
            {name: sum(answer.seconds[name] for answer in answers) for name in self.methods},
        )

    def answered(self, fold: Fold) -> Part:
        began = time.perf_counter()
        lesson = self._course.lesson(fold.training, fold.asked)
        edges = lesson.terciles
        preparing = time.perf_counter() - began
        observed = self._course.observed[fold.asked]
        probabilities, crps, seconds = {}, {}, {}
        for name in self.methods:
            began = time.perf_counter()
            distribution = self._known[name](lesson)
            probabilities[name] = categories(distribution, edges)
            seconds[name] = time.perf_counter() - began + preparing
            crps[name] = distribution.crps(observed)
        return Part(
            category(observed, edges.values),
            climate(lesson.observed, len(fold.asked)).crps(observed),
            probabilities,
            crps,
            seconds,
        )
