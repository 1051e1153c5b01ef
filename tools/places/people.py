"""Population by age and sex from World Population Prospects, for the countries of ISO 3166-1."""

from collections.abc import Mapping

import polars as pl

from places.inputs import Inputs

__all__ = ["population_table", "totals"]


def population_table(inputs: Inputs, codes: Mapping[str, str]) -> pl.DataFrame:
    """A row a country, year, sex and age group; `age` is the first year of the group (100 is open).

    `codes` gives the alpha-2 code of a numeric one. World, regions and land without a code are left out.
    """
    rows = [
        (codes[number], int(row["Year"]), row["Sex"].lower(), int(row["AgeGrpStart"]), int(row["Value"]))
        for row in inputs.population_rows()
        if (number := row["LocID"].zfill(3)) in codes
    ]
    schema = {"country": pl.String, "year": pl.Int16, "sex": pl.String, "age": pl.Int8, "people": pl.Int32}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    return table.sort("country", "sex", "age", "year")


def totals(table: pl.DataFrame, year: int) -> dict[str, int]:
    """People of each country in a year."""
    summed = (
        table.filter(pl.col("year") == year).group_by("country").agg(pl.col("people").cast(pl.Int64).sum())
    )
    return dict(summed.iter_rows())
