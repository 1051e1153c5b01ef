"""The downloaded packages, as plain Python values: one function for each file that is read."""

import csv
import gzip
import json
import sqlite3
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Inputs", "ProvinceRow", "tables"]


@dataclass(frozen=True)
class ProvinceRow:
    """One row of Natural Earth's layer of provinces; `wkb` is its shape."""

    iso_a2: str
    gu_a3: str
    name: str
    woe_name: str
    gn_name: str
    fips: str
    wkb: bytes


@dataclass(frozen=True)
class Inputs:
    """Where the unpacked packages lie; see the docstring of `make_places.py` for what each one is."""

    cldr_core: Path
    cldr_names: Path
    geonames: Path
    world_atlas: Path
    world_map: Path
    population: Path

    def cldr(self, name: str) -> Any:
        """One of CLDR's supplemental tables."""
        tree = json.loads((self.cldr_core / "supplemental" / f"{name}.json").read_text(encoding="utf-8"))
        return tree["supplemental"][name]

    def territory_names(self, language: str) -> Mapping[str, str]:
        """CLDR's names of countries and regions in one language, variants under `XX-alt-…`."""
        path = self.cldr_names / "main" / language / "territories.json"
        tree = json.loads(path.read_text(encoding="utf-8"))
        return tree["main"][language]["localeDisplayNames"]["territories"]  # type: ignore[no-any-return]

    def geonames_countries(self) -> Mapping[str, Mapping[str, Any]]:
        return json.loads((self.geonames / "countries.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]

    def atlas(self, resolution: str) -> Any:
        """Natural Earth's countries as TopoJSON, `10m` or `50m`."""
        return json.loads((self.world_atlas / f"countries-{resolution}.json").read_text(encoding="utf-8"))

    def province_rows(self) -> Iterator[ProvinceRow]:
        columns = "iso_a2, gu_a3, name, woe_name, gn_name, fips, geom"
        with sqlite3.connect(f"file:{self.world_map}?mode=ro", uri=True) as database:
            for row in database.execute(f"SELECT {columns} FROM states_provinces ORDER BY fid"):
                iso_a2, gu_a3, name, woe_name, gn_name, fips = ((text or "").strip() for text in row[:6])
                yield ProvinceRow(iso_a2, gu_a3, name, woe_name, gn_name, fips, _wkb(row[6]))

    def population_rows(self) -> Iterator[Mapping[str, str]]:
        with gzip.open(self.population, "rt", encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _wkb(geopackage: bytes) -> bytes:
    # GeoPackage Encoding Standard, 2.1.3: magic, version, flags, srs id, an envelope whose size the flags
    # tell, then plain WKB.
    envelope = (0, 32, 48, 48, 64)[(geopackage[3] >> 1) & 0b111]
    return geopackage[8 + envelope :]


def tables(name: str) -> Any:
    """A table kept by hand beside this file."""
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
