"""People by country, year, age group and sex: World Population Prospects 2024, medium variant.

The table is kept by `anso.places`, whose own records need it; read here, it is on a release's list of
inputs. Every fifth year from 1950 to 2100; 1950 to 2023 are estimates, later years the medium projection.
"""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

import polars as pl

from anso.places import population
from anso.places.load import DATA
from anso.sources.packaged import sha256_of
from anso.sources.source import Source

__all__ = ["FIRST_PROJECTED", "UnPopulation"]

PUBLISHED = date(2024, 7, 11)
FIRST_PROJECTED = 2024


class UnPopulation(Source):
    """The United Nations' population estimates and projections."""

    name: ClassVar[str] = "un-population"
    title: ClassVar[str] = "United Nations, World Population Prospects 2024, medium variant"
    licence: ClassVar[str] = "CC BY 3.0 IGO"
    url: ClassVar[str] = (
        "https://population.un.org/wpp/assets/Excel%20Files/1_Indicator%20(Standard)/CSV_FILES/"
        "WPP2024_PopulationByAge5GroupSex_Medium.csv.gz"
    )
    homepage: ClassVar[str] = "https://population.un.org/wpp/"

    def by_age(self, country: str) -> pl.DataFrame:
        """Columns country, year, sex, age (first of the group's five years; 100 is 100 and over), people."""
        self._read()
        return population.by_age(country)

    def by_ages(self, countries: Sequence[str]) -> pl.DataFrame:
        """The same of several countries; those that the source does not have are left out."""
        self._read()
        known = population.totals()
        return pl.concat(
            [population.by_age(code) for code in countries if code in known]
            or [population.by_age("CN").clear()]
        )

    def totals_in(self, year: int) -> pl.DataFrame:
        """Columns country, people: of every country that the source has, at the middle of a year."""
        self._read()
        totals = {code: population.total(code, year) for code in population.totals()}
        return pl.DataFrame(
            {"country": list(totals), "people": list(totals.values())},
            schema={"country": pl.String, "people": pl.Int64},
        )

    def _read(self) -> None:
        self._recorded(
            self._reading(
                as_of=PUBLISHED,
                sha256=sha256_of(DATA / "population.parquet"),
                how="packaged",
            )
        )
