"""People by age in the places that counts are of."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.product import Run
from anso.services.epidemics.counting.counted import Counted
from anso.sources.un_population import UnPopulation

__all__ = ["ages"]

EVERY = 5
"""Years from one year of the source to the next, and in an age group."""
OLDEST = 100


def ages(run: Run, counted: Counted) -> tuple[tuple[int, ...], NDArray[np.float64]]:
    """The first years of five-year age groups (100: and older), and people: places x groups in the order of places.

    A row of NaN where ages are not known: of provinces, states, and countries that the source does not have. The
    year is the source's nearest to the day of issue.
    """
    groups = tuple(range(0, OLDEST + 1, EVERY))
    people = np.full((len(counted.places), len(groups)), np.nan)
    countries = [code for code, place in counted.places.items() if place.country]
    if countries:
        table = _in_year(run.source("un-population"), countries, counted.issued.year)
        row = {code: number for number, code in enumerate(counted.places)}
        at = np.array([row[code] for code in table["country"]], dtype=np.int64)
        people[at, table["age"].to_numpy() // EVERY] = table["people"].to_numpy()
    return groups, people


def _in_year(source: UnPopulation, countries: Sequence[str], year: int) -> pl.DataFrame:
    nearest = round(year / EVERY) * EVERY
    return (
        source.by_ages(countries)
        .filter(pl.col("year") == nearest)
        .group_by("country", "age")
        .agg(pl.sum("people"))
        .sort("country", "age")
    )
