"""Our World in Data's compact COVID-19 table (cumulative counts, revised; from WHO since 2023).

The same file holds tests, doses of vaccine and hospital admissions (of the seven days up to each date) of
countries that publish them.
"""

from datetime import date
from pathlib import Path
from typing import ClassVar

import polars as pl

from anso.sources.counts import (
    Further,
    LiveCounts,
    alpha2_of_alpha3,
    in_shape,
    known_countries,
    read_csv,
)

__all__ = ["OwidCounts"]

OWN_CODES = "OWID_"  # continents, income groups and the world, which are sums of the countries
TOTALS = {"total_tests": "tests", "total_vaccinations": "vaccinations"}
WEEKLY = {"weekly_hosp_admissions": "admissions"}


class OwidCounts(LiveCounts):
    """COVID-19 counts as Our World in Data gives them."""

    name: ClassVar[str] = "owid"
    title: ClassVar[str] = "Our World in Data, COVID-19 dataset"
    licence: ClassVar[str] = "CC BY 4.0"
    url: ClassVar[str] = "https://catalog.ourworldindata.org/garden/covid/latest/compact/compact.csv"
    homepage: ClassVar[str] = "https://docs.owid.io/projects/etl/api/covid/"

    def _read(self, path: Path) -> pl.DataFrame:
        table = read_csv(
            self,
            path,
            {"code": pl.String, "date": "%Y-%m-%d", "total_cases": pl.Float64, "total_deaths": pl.Float64},
        )
        alpha3 = pl.col("code")
        return in_shape(
            self,
            table.filter(alpha3.is_not_null() & ~alpha3.str.starts_with(OWN_CODES)).select(
                alpha3.replace(alpha2_of_alpha3()).alias("country"),
                "date",
                pl.col("total_cases").cast(pl.Int64).alias("confirmed"),
                pl.col("total_deaths").cast(pl.Int64).alias("dead"),
            ),
        )

    def further(self, until: date) -> Further:
        there = set(pl.read_csv(self._file.path, n_rows=0, infer_schema=False).columns)
        named = {column: target for column, target in (TOTALS | WEEKLY).items() if column in there}
        table = read_csv(
            self,
            self._file.path,
            {"code": pl.String, "date": "%Y-%m-%d", **dict.fromkeys(named, pl.Float64)},
        )
        long = (
            table.filter(pl.col("code").is_not_null() & ~pl.col("code").str.starts_with(OWN_CODES))
            .with_columns(pl.col("code").replace(alpha2_of_alpha3()).alias("country"))
            .rename(named)
            .unpivot(index=["country", "date"], on=list(named.values()), variable_name="target")
        )
        counts = known_countries(long)
        of_weeks = pl.col("target").is_in(list(WEEKLY.values()))
        return Further(counts.filter(~of_weeks), counts.filter(of_weeks)).until(until)
