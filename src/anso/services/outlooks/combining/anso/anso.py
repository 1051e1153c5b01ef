"""Three speakers from four neighbourhoods, weighed and damped inside the lesson, on the climate's normal scores.

1. Observations become normal scores of their point's past, so that where nothing is said the forecast is exactly the
   climate, however skewed its rain.
2. Each speaker (`speakers`) says what it would have said of every past year without it: at the point alone and, as a
   mean over three sizes of neighbourhood (`neighbourhood`), for what single points cannot tell from noise.
3. One set of weights for all points (`combining.weights`), damped by how well they tell and by how sure that is: with no
   skill it is next to nothing.
4. What is not explained stays as width: the climate is conserved at every point.

Everything but the cut of slopes at zero is linear in the years, so that leaving years out within the lesson needs no
second fit.
"""

import numpy as np

from anso.services.outlooks.calibrating.scales import normal_scores
from anso.services.outlooks.combining.anso.speakers import spoken
from anso.services.outlooks.combining.weights import believed, products
from anso.services.outlooks.distributions.reweighted import Reweighted
from anso.services.outlooks.known.lesson import Lesson

__all__ = ["anso"]

LEAST_VARIANCE = 0.05
"""Of the climate's: more than 95% of it is never believed to be foreseen."""


def anso(lesson: Lesson) -> Reweighted:
    scores = normal_scores(lesson.observed)
    years = len(scores)
    more = years / (years - 1)
    said = spoken(lesson, scores)
    weights = believed(products(said.past, scores * more, lesson.points.weights)).astype(scores.dtype)
    shifts = np.tensordot(weights, said.asked, 1)
    explained = (np.tensordot(weights, said.past, 1) ** 2).mean(0) / more**2
    widths = np.sqrt(np.clip(1 - explained, LEAST_VARIANCE, 1))
    return Reweighted(
        np.sort(lesson.observed, axis=0), shifts[None], widths[None, None], np.ones((1, 1, 1), scores.dtype)
    )
