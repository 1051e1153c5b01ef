"""The European Centre for Disease Prevention and Control's daily counts of the EU and EEA (revised).

The file gives new counts a day; they are summed to the cumulative counts that the house works with.
"""

from pathlib import Path
from typing import ClassVar

import polars as pl

from anso.sources.counts import LiveCounts, in_shape, read_csv

__all__ = ["EcdcCounts"]

ISO_OF_ECDC = {"EL": "GR", "UK": "GB"}  # the European Union's own codes for Greece and the United Kingdom


class EcdcCounts(LiveCounts):
    """COVID-19 counts reported to ECDC."""

    name: ClassVar[str] = "ecdc"
    title: ClassVar[str] = "ECDC, daily new COVID-19 cases and deaths by EU/EEA country"
    licence: ClassVar[str] = "ECDC copyright, reuse with acknowledgement"
    url: ClassVar[str] = (
        "https://opendata.ecdc.europa.eu/covid19/nationalcasedeath_eueea_daily_ei/csv/data.csv"
    )
    homepage: ClassVar[str] = (
        "https://www.ecdc.europa.eu/en/publications-data/data-daily-new-cases-covid-19-eueea-country"
    )

    def _read(self, path: Path) -> pl.DataFrame:
        table = read_csv(
            self,
            path,
            {"dateRep": "%d/%m/%Y", "geoId": pl.String, "cases": pl.Int64, "deaths": pl.Int64},
        )
        daily = table.select(
            pl.col("geoId").replace(ISO_OF_ECDC).alias("country"),
            pl.col("dateRep").alias("date"),
            "cases",
            "deaths",
        )
        daily = daily.filter(pl.col("date").is_not_null()).sort("country", "date")
        return in_shape(
            self,
            daily.select(
                "country",
                "date",
                pl.col("cases").fill_null(0).cum_sum().over("country").alias("confirmed"),
                pl.col("deaths").fill_null(0).cum_sum().over("country").alias("dead"),
            ),
        )
