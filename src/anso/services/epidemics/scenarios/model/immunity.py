"""Classes of immunity, and how well each protects.

Never immune; immune by a dose or by infection, fresh in two stages (so that the time to waning is Erlang-2, mean
as stated) and then waned for good, until a dose or an infection begins anew; and, where a new variant is about,
the same three stages after infection by it, which protect against both strains in full.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.scenarios.assumed import Drawn

__all__ = ["CLASSES", "LADDERS", "NAIVE", "Protection", "protections"]

Numbers = NDArray[np.float64]

NAIVE = 0
LADDERS = {"dose": 1, "infection": 4, "variant": 7}
"""The first of the three stages of each."""
STAGES = 3
CLASSES = {1: 7, 2: 10}
"""By the number of strains."""


@dataclass(frozen=True)
class Protection:
    """Classes that are protected alike."""

    first: int
    last: int
    infection: tuple[Numbers, ...]
    """Against infection by each strain, scenarios x members."""
    passing: Numbers
    """Chance of severe disease once infected, relative to the never immune."""


def protections(drawn: Drawn, strains: int) -> tuple[Protection, ...]:
    shape = drawn["vaccine.infection"].shape
    kept = 1.0 - drawn["variant.escape"]
    none, whole = np.zeros(shape), np.ones(shape)
    groups = [Protection(NAIVE, NAIVE, (none,) * strains, whole)]
    ladders = [("vaccine", LADDERS["dose"], kept), ("past", LADDERS["infection"], kept)]
    if strains == 2:
        ladders.append(("past", LADDERS["variant"], whole))
    for name, first, against_variant in ladders:
        for ending, start, end in (("", 0, 1), ("_later", 2, 2)):
            infection, severe = drawn[f"{name}.infection{ending}"], drawn[f"{name}.severe{ending}"]
            passing = np.clip((1.0 - severe) / np.maximum(1.0 - infection, 1e-9), 0.0, 1.0)
            against = (infection, infection * against_variant)[:strains]
            groups.append(Protection(first + start, first + end, against, passing))
    return tuple(groups)
