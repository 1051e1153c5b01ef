"""Who is vaccinated when: so many doses a day, the oldest first, up to a ceiling in each age group.

Doses go to people whatever they had before. Of those never immune, the ones not yet reached by the campaign share
a group's doses; in other classes, whose campaign history is not followed, doses fall evenly.
"""

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.scenarios.assumed import Drawn

__all__ = ["Campaign"]

Numbers = NDArray[np.float64]
WEEK = 7.0


class Campaign:
    """Coverage of each age group by day."""

    def __init__(self, drawn: Drawn, ages: Numbers) -> None:
        self.per_day = drawn["doses.per_week"] / WEEK
        self.start = drawn["doses.from"]
        self.ages = ages
        self.ceiling = drawn["doses.uptake"] * ages
        older = np.cumsum(self.ceiling[:, ::-1], axis=1)[:, ::-1] - self.ceiling
        self.older = older
        self.running = bool((self.per_day > 0).any())

    def covered(self, day: int) -> Numbers:
        """Share of each age group reached before that day; places x ages x scenarios x members."""
        given = self.per_day * np.maximum(day - self.start, 0.0)
        covered: Numbers = np.clip(given - self.older, 0.0, self.ceiling) / self.ages
        return covered
