"""The shapes of places, for maps.

Comes in: `data/shapes.zip` (made by `tools/make_places.py` from Natural Earth; how, and what is done with
small states and areas without a code, stands in `data/PROVENANCE.md`). Goes out: TopoJSON for a whole map,
GeoJSON for one place, both new at each call, so that a caller may change what it got. Rings run as
d3-geo, and so Vega, wants them: clockwise around land.
"""

import json
from typing import Any

from anso.places.load import DATA, regions_by_code
from anso.places.lookup import UnknownPlaceError, country, place
from anso.places.records import Country, Province
from anso.places.topology import geometry_of

__all__ = ["BOUNDARY_NOTE", "province_topology", "shape", "world_topology"]

BOUNDARY_NOTE = "Boundaries and names imply no opinion on status."
"""The line that every map carries."""


def world_topology() -> dict[str, Any]:
    """All countries but Antarctica, for a map of the world (TopoJSON).

    Object `countries`: a feature a country, its `id` the alpha-2 code, its property `name` in English;
    features without `id` are land that no code of ISO 3166-1 stands for. Object `small`: a point for each
    country too small to be seen on a map of the world, with the same `id` and `name`.
    """
    return _member("world.json")


def province_topology(code: str) -> dict[str, Any]:
    """The provinces of a country (TopoJSON): object `provinces`, `id` the code, property `name`."""
    return _member(f"provinces/{country(code).code}.json")


def shape(code: str) -> dict[str, Any]:
    """The shape of one place: a GeoJSON Polygon or MultiPolygon."""
    where = place(code)
    if isinstance(where, Country):
        return _member(f"countries/{where.code}.json")
    if isinstance(where, Province):
        found = geometry_of(province_topology(where.country), "provinces", where.code)
        if found is None:
            raise UnknownPlaceError(f"{where.name} ({where.code}) has no shape here")
        return found
    polygons: list[Any] = []
    for part in regions_by_code()[where.code].parts:
        geometry = shape(part)
        polygons.extend(
            [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        )
    return {"type": "MultiPolygon", "coordinates": polygons}


def _member(name: str) -> dict[str, Any]:
    from zipfile import ZipFile

    with ZipFile(DATA / "shapes.zip") as archive:
        return json.loads(archive.read(name))  # type: ignore[no-any-return]
