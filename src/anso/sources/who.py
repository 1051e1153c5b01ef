"""The World Health Organization's daily COVID-19 counts by country (cumulative, revised)."""

from pathlib import Path
from typing import ClassVar

import polars as pl

from anso.sources.counts import LiveCounts, in_shape, read_csv

__all__ = ["WhoCounts"]

# Codes of WHO's own: Kosovo, the parts of the Caribbean Netherlands, and ships ("international conveyance").
NOT_PLACES = ("", " ", "XA", "XB", "XC", "XJ", "XK")


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
