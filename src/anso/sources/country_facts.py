"""What is known of a country besides its people: area, capital, currency, output, neighbours.

The records are kept by `anso.places`; read here, they are on a release's list of inputs.
"""

from datetime import date
from typing import ClassVar

import polars as pl

from anso import places
from anso.places.load import DATA
from anso.sources.packaged import sha256_of
from anso.sources.source import Source

__all__ = ["CountryFacts"]

CLDR_48_PUBLISHED = date(2025, 10, 29)


class CountryFacts(Source):
    """Country records of the Unicode Common Locale Data Repository and of GeoNames."""

    name: ClassVar[str] = "country-facts"
    title: ClassVar[str] = "Unicode CLDR 48.2 and GeoNames, country information"
    licence: ClassVar[str] = "Unicode-3.0; CC BY 4.0 (GeoNames)"
    url: ClassVar[str] = "https://github.com/unicode-org/cldr-json"
    homepage: ClassVar[str] = "https://cldr.unicode.org/"

    def of(self, country: str) -> pl.DataFrame:
        """One row: country, area_km2, capital, currency, gdp_ppp (international dollars a year), neighbours."""
        found = places.country(country)
        self._recorded(
            self._reading(
                as_of=CLDR_48_PUBLISHED,
                sha256=sha256_of(DATA / "countries.json.gz"),
                how="packaged",
            )
        )
        return pl.DataFrame(
            {
                "country": [found.code],
                "area_km2": [found.area_km2],
                "capital": [found.capital],
                "currency": [found.currency],
                "gdp_ppp": [found.gdp_ppp],
                "neighbours": [list(found.neighbours)],
            },
            schema_overrides={"gdp_ppp": pl.Float64, "neighbours": pl.List(pl.String)},
        )
