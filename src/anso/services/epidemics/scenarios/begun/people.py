"""Ages and latitudes of the places; where nobody tells them, stated stand-ins."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anso import places
from anso.services.epidemics.counting import Where
from anso.services.epidemics.hospital import ages_of
from anso.services.epidemics.hospital.shares import FIVE_YEARS
from anso.services.epidemics.scenarios.assumed import AGES
from anso.services.epidemics.scenarios.begun.notes import ages_unknown

__all__ = ["ages_by_five", "grouped", "latitudes"]

Numbers = NDArray[np.float64]


def ages_by_five(population: Any, wheres: Sequence[Where], year: int, notes: list[dict[str, str]]) -> Numbers:
    """People by five-year group in each place; where unknown, the ages of the world's people."""
    codes = [where.code for where in wheres if where.country]
    known = ages_of(population, codes, year)
    found = np.full((len(wheres), len(FIVE_YEARS)), np.nan)
    found[[number for number, where in enumerate(wheres) if where.country]] = known
    unknown = np.isnan(found).any(-1)
    if unknown.any():
        world = [country.code for country in places.countries()]
        found[unknown] = np.nansum(ages_of(population, world, year), axis=0)
        notes.append(ages_unknown([where for where, lacks in zip(wheres, unknown, strict=True) if lacks]))
    return found


def grouped(people: Numbers, values: Numbers | None = None) -> Numbers:
    """Five-year groups as shares of the model's age groups, places x ages; with `values` (one a five-year group),
    their mean over the people of each age group."""
    group = np.searchsorted(AGES, FIVE_YEARS, side="right") - 1
    belongs = (group[:, None] == np.arange(len(AGES))).astype(float)
    totals = people @ belongs
    if values is None:
        shares: Numbers = totals / totals.sum(-1, keepdims=True)
        return np.maximum(shares, 1e-6)
    mean: Numbers = (people * values) @ belongs / np.maximum(totals, 1e-9)
    return mean


def latitudes(wheres: Sequence[Where]) -> Numbers:
    return np.array([places.country(where.code).lat if where.country else np.nan for where in wheres])
