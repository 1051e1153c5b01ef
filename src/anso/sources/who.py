"""The World Health Organization's daily COVID-19 counts by country (cumulative, revised).

Hospital admissions, of the seven days up to each date, are in a file of their own.
"""

from datetime import date
from pathlib import Path
from typing import ClassVar

import polars as pl

from anso.sources.counts import Further, LiveCounts, in_shape, known_countries, read_csv

__all__ = ["WhoCounts"]

# Codes of WHO's own: Kosovo, the parts of the Caribbean Netherlands, and ships ("international conveyance").
NOT_PLACES = ("", " ", "XA", "XB", "XC", "XJ", "XK")
ADMISSIONS = "https://srhdpeuwpubsa.blob.core.windows.net/whdh/COVID/WHO-COVID-19-global-hosp-icu-data.csv"
NEW_ADMISSIONS = ("Covid_new_hospitalizations_last_7days", "New_hospitalizations_last_7days")
"""The column's name now and before."""


class WhoCounts(LiveCounts):
    """COVID-19 counts reported to WHO."""

    name: ClassVar[str] = "who"
    title: ClassVar[str] = "World Health Organization, COVID-19 daily cases and deaths"
    licence: ClassVar[str] = "CC BY-NC-SA 3.0 IGO"
    url: ClassVar[str] = (
        "https://srhdpeuwpubsa.blob.core.windows.net/whdh/COVID/WHO-COVID-19-global-daily-data.csv"
    )
    homepage: ClassVar[str] = "https://data.who.int/dashboards/covid19/data"

    def _read(self, path: Path) -> pl.DataFrame:
        table = read_csv(
            self,
            path,
            {
                "Date_reported": "%Y-%m-%d",
                "Country_code": pl.String,
                "Cumulative_cases": pl.Int64,
                "Cumulative_deaths": pl.Int64,
            },
        )
        return in_shape(
            self,
            table.rename(
                {
                    "Date_reported": "date",
                    "Country_code": "country",
                    "Cumulative_cases": "confirmed",
                    "Cumulative_deaths": "dead",
                }
            ),
            not_places=NOT_PLACES,
        )

    def further(self, until: date) -> Further:
        return self._further_file(ADMISSIONS, self._admissions, until)

    def _admissions(self, path: Path) -> pl.DataFrame:
        there = pl.read_csv(path, n_rows=0, infer_schema=False).columns
        column = next((name for name in NEW_ADMISSIONS if name in there), NEW_ADMISSIONS[0])
        table = read_csv(
            self, path, {"Date_reported": "%Y-%m-%d", "Country_code": pl.String, column: pl.Float64}
        )
        return known_countries(
            table.select(
                pl.col("Country_code").alias("country"),
                pl.lit("admissions").alias("target"),
                pl.col("Date_reported").alias("date"),
                pl.col(column).alias("value"),
            )
        )
