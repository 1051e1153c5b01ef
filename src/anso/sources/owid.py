"""Our World in Data's compact COVID-19 table (cumulative counts, revised; from WHO since 2023)."""

from pathlib import Path
from typing import ClassVar

import polars as pl

from anso.sources.counts import LiveCounts, alpha2_of_alpha3, in_shape, read_csv

__all__ = ["OwidCounts"]

OWN_CODES = "OWID_"  # continents, income groups and the world, which are sums of the countries


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
