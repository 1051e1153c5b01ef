"""The European Centre for Disease Prevention and Control's daily counts of the EU and EEA (revised).

The file gives new counts a day; they are summed to the cumulative counts that the house works with. Hospital
admissions are published as a weekly rate, in a file of their own; with the United Nations' population they are
brought back to counts.
"""

from datetime import date
from pathlib import Path
from typing import ClassVar

import polars as pl
import structlog

from anso.sources.counts import FURTHER, Further, LiveCounts, in_shape, known_countries, read_csv

__all__ = ["EcdcCounts"]

log = structlog.get_logger(__name__)

ISO_OF_ECDC = {"EL": "GR", "UK": "GB"}  # the European Union's own codes for Greece and the United Kingdom

ADMISSIONS = "https://opendata.ecdc.europa.eu/covid19/hospitalicuadmissionrates/csv/data.csv"
WEEKLY_ADMISSIONS = "Weekly new hospital admissions per 100k"
RATE_PER = 100_000


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

    def further(self, until: date) -> Further:
        return self._further_file(ADMISSIONS, self._admissions, until)

    def _admissions(self, path: Path) -> pl.DataFrame:
        rates = read_csv(
            self,
            path,
            {"country": pl.String, "indicator": pl.String, "date": "%Y-%m-%d", "value": pl.Float64},
        ).filter(pl.col("indicator") == WEEKLY_ADMISSIONS)
        named = _codes(rates["country"].drop_nulls().unique().to_list())
        rates = rates.with_columns(
            pl.col("country").replace_strict(named, default=None), year=pl.col("date").dt.year()
        )
        people = _people(rates.select("country", "year").drop_nulls().unique())
        counts = rates.join(people, on=["country", "year"], how="inner").select(
            "country",
            pl.lit("admissions").alias("target"),
            "date",
            (pl.col("value") * pl.col("people") / RATE_PER).round().alias("value"),
        )
        return known_countries(counts.cast(FURTHER))


def _codes(names: list[str]) -> dict[str, str]:
    """Of the countries that ECDC writes out; one that nobody here knows is left out."""
    from anso import places

    found = {}
    for name in names:
        try:
            found[name] = places.country(name).code
        except places.UnknownPlaceError:
            log.warning("source_left_out_unknown_places", source="ecdc", names=[name])
    return found


def _people(wanted: pl.DataFrame) -> pl.DataFrame:
    """People of countries in years, as columns country, year, people."""
    from anso.places import population

    wanted = wanted.filter(pl.col("country").is_in(list(population.totals())))
    return wanted.with_columns(
        pl.Series(
            "people", [population.total(country, year) for country, year in wanted.iter_rows()], pl.Float64
        )
    )
