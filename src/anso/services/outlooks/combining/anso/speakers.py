"""Three ways to hear the same models, each from several neighbourhoods, with what it would have said of past years
without them.

- `direct`: the models' mean anomaly, as it is. Nothing is learnt, so nothing can be learnt wrongly.
- `regressed`: a regression on it at the point, where it tells more or less; never turned round.
- `patterns`: a ridge regression on all models' patterns over the whole grid, sea and land, for what is told far away.
"""

from dataclasses import dataclass

import numpy as np

from anso.services.outlooks.calibrating.patterns import left_out, patterns
from anso.services.outlooks.calibrating.scales import Scaled, joint, scaled, scaled_models
from anso.services.outlooks.combining.anso.neighbourhood import neighbourhood
from anso.services.outlooks.combining.pooled import slopes_left_out
from anso.services.outlooks.known.lesson import Lesson
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["REACHES_KM", "RIDGE", "Spoken", "spoken"]

RIDGE = 10.0
"""Ridge of the patterns as a multiple of their mean variance: what suits a tenth of the variance being foreseeable, a
correlation of .3 (a ridge regression is a prior of signal to noise of one to the ridge)."""
REACHES_KM = (150.0, 300.0, 450.0)
"""Of the neighbourhoods, beside the point alone: up to where seasonal rain of two places hangs together."""


@dataclass(frozen=True)
class Spoken:
    past: Numbers
    """Speakers x years x points: of each year from the others, as anomalies from the others' mean."""
    asked: Numbers
    """Speakers x asked years x points."""


def spoken(lesson: Lesson, scores: Numbers) -> Spoken:
    """Scores: the past years' normal scores, years x points."""
    here, far = joint(scaled_models(lesson)), on_patterns(lesson, scores)
    count = 3 * (1 + len(REACHES_KM))
    said = Spoken(
        np.empty((count, *here.past.shape), scores.dtype), np.empty((count, *here.asked.shape), scores.dtype)
    )
    for place, reach in enumerate((0.0, *REACHES_KM)):
        near, far_near = around(lesson, (here, far), reach) if reach else (here, far)
        if reach:
            near = scaled(near.past, near.asked)
        for number, speaker in enumerate((direct(near), regressed(near, scores), far_near)):
            said.past[3 * place + number] = speaker.past
            said.asked[3 * place + number] = speaker.asked
    return said


def around(lesson: Lesson, heard: tuple[Scaled, ...], reach_km: float) -> list[Scaled]:
    """Each as its mean over a neighbourhood, all smoothed at once."""
    rows = [len(part) for each in heard for part in (each.past, each.asked)]
    together = np.concatenate([part for each in heard for part in (each.past, each.asked)])
    parts = np.split(neighbourhood(lesson.points, reach_km).smoothed(together), np.cumsum(rows)[:-1])
    return [Scaled(past, asked) for past, asked in zip(parts[::2], parts[1::2], strict=True)]


def direct(models: Scaled) -> Scaled:
    years = len(models.past)
    return Scaled(models.past * years / (years - 1), models.asked)


def regressed(models: Scaled, scores: Numbers) -> Scaled:
    years = len(scores)
    square = (models.past**2).sum(0)
    slope = np.maximum((models.past * scores).sum(0) / np.where(square > 0, square, 1), 0)
    slopes = np.maximum(slopes_left_out(models.past, scores), 0)
    return Scaled(slopes * models.past * years / (years - 1), slope * models.asked)


def on_patterns(lesson: Lesson, scores: Numbers) -> Scaled:
    found = patterns(lesson)
    kept = found.variances / (found.variances + RIDGE)
    asked = (found.asked * kept).astype(scores.dtype) @ (found.past.T.astype(scores.dtype) @ scores)
    return Scaled(left_out(found, kept, scores), asked)
