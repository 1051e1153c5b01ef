"""Which years are learnt from and which are asked about.

Leaving one out asks about each year from all others. Leaving three out also leaves out its neighbours, so that a
year's aftermath says nothing of it; at the ends the three nearest years are left out, so that every lesson is as long.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from anso.errors import InvalidInputError, Problem
from anso.services.outlooks.known.hindcasts import LEAST_YEARS
from anso.services.outlooks.known.numbers import Years

__all__ = ["Fold", "Scheme", "folds"]

Scheme = Literal["leave-one-out", "leave-three-out"]
WIDTHS: dict[str, int] = {"leave-one-out": 1, "leave-three-out": 3}


@dataclass(frozen=True)
class Fold:
    """Positions among the years."""

    training: Years
    asked: Years


def folds(years: int, scheme: Scheme) -> list[Fold]:
    if years < LEAST_YEARS:
        raise InvalidInputError(
            [
                Problem(
                    "years",
                    f"there are {years} that are both forecast and observed; a cross-validation needs {LEAST_YEARS} or more",
                )
            ]
        )
    width = WIDTHS[scheme]
    every = np.arange(years)
    firsts = np.clip(every - width // 2, 0, years - width)
    return [
        Fold(np.delete(every, np.arange(first, first + width)), every[year : year + 1])
        for year, first in enumerate(firsts)
    ]
