"""How many people, of what age and sex, live or will live in a country.

Comes in: `data/population.parquet`, from the United Nations' World Population Prospects 2024, medium
variant: every fifth year from 1950 to 2100, five-year age groups. Goes out: tidy tables and totals.
"""

from functools import cache
from typing import TYPE_CHECKING

from anso.errors import NotFoundError
from anso.places.load import DATA
from anso.places.lookup import country as find_country

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FIRST_YEAR", "LAST_YEAR", "NoPopulationError", "by_age", "total", "totals"]

FIRST_YEAR, LAST_YEAR = 1950, 2100
STEP = 5


class NoPopulationError(NotFoundError):
    """There are no figures for this country or year."""


def by_age(country: str) -> "pl.DataFrame":
    """People of a country by year, sex and age group.

    Columns: `country` (alpha-2), `year` (every fifth), `sex` (`female`, `male`), `age` (first year of the
    five-year group; 100 stands for 100 and older), `people`.
    """
    import polars as pl

    code = find_country(country).code
    rows = _table().filter(pl.col("country") == code).sort("year", "sex", "age")
    if rows.is_empty():
        raise NoPopulationError(_absent(country))
    return rows.select("country", "year", "sex", "age", pl.col("people").cast(pl.Int64))


def total(country: str, year: int) -> int:
    """People of a country at the middle of a year.

    Between two years of the source the number is taken to grow at a steady rate.
    """
    code = find_country(country).code
    known = totals().get(code)
    if known is None:
        raise NoPopulationError(_absent(country))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoPopulationError(f"no population for the year {year}: years from {FIRST_YEAR} to {LAST_YEAR}")
    before = year - (year - FIRST_YEAR) % STEP
    if before == year:
        return known[year]
    start, end = known[before], known[before + STEP]
    growth: float = (end / start) ** ((year - before) / STEP)
    return round(start * growth)


@cache
def totals() -> dict[str, dict[int, int]]:
    """People of every country of the source, by alpha-2 code and year (every fifth)."""
    import polars as pl

    summed = _table().group_by("country", "year").agg(pl.col("people").cast(pl.Int64).sum())
    result: dict[str, dict[int, int]] = {}
    for code, year, people in summed.sort("country", "year").iter_rows():
        result.setdefault(code, {})[year] = people
    return result


@cache
def _table() -> "pl.DataFrame":
    import polars as pl

    return pl.read_parquet(DATA / "population.parquet")


def _absent(country: str) -> str:
    return f"World Population Prospects 2024 has no figures for {find_country(country).name}"
