"""The members of `shapes.zip`: the world, each country's outline, each country's provinces.

How fine each map is follows from how large it is drawn: the world about 1,440 pixels wide, a country's
provinces about 800.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from typing import Any

from places.labels import label_point
from places.outlines import UNCODED, Point, Polygon
from places.provinces import ProvinceShape
from places.topojson import Feature, Fineness, ring_area, rounded, topology

__all__ = ["members"]

WORLD = Fineness(step=0.04, weight=0.012, least=0.04)
NOT_ON_WORLD = {"AQ"}
SMALL = 0.15
"""A country whose land is smaller (square degrees of latitude) cannot be seen on a map of the world."""
OUTLINE_DIGITS = 3


def members(
    land: Mapping[str, list[Polygon]], names: Mapping[str, str], provinces: Sequence[ProvinceShape]
) -> Iterator[tuple[str, Any]]:
    """Name and content of each member."""
    yield "world.json", _world(land, names)
    for code in sorted(names):
        yield f"countries/{code}.json", _geometry(rounded(land[code], OUTLINE_DIGITS))
    of_country: defaultdict[str, list[ProvinceShape]] = defaultdict(list)
    for province in provinces:
        of_country[province.country].append(province)
    for code in sorted(names):
        yield f"provinces/{code}.json", _provinces(of_country[code])


def _world(land: Mapping[str, list[Polygon]], names: Mapping[str, str]) -> dict[str, Any]:
    shown = sorted(set(names) - NOT_ON_WORLD)
    features = [Feature(code, names[code], land[code]) for code in shown]
    features.extend(Feature("", "", [polygon]) for polygon in land[UNCODED])
    result = topology("countries", features, WORLD)
    (step, _), (west, south) = result["transform"]["scale"], result["transform"]["translate"]
    result["objects"]["small"] = {
        "type": "GeometryCollection",
        "geometries": [
            {
                "type": "Point",
                "coordinates": [round((lon - west) / step), round((lat - south) / step)],
                "id": code,
                "properties": {"name": names[code]},
            }
            for code in shown
            if _area(land[code]) < SMALL
            for lon, lat in [label_point(land[code])]
        ],
    }
    return result


def _provinces(provinces: Sequence[ProvinceShape]) -> dict[str, Any]:
    if not provinces:
        return {
            "type": "Topology",
            "objects": {"provinces": {"type": "GeometryCollection", "geometries": []}},
            "arcs": [],
        }
    # A country as wide as the square of its area and as much again in bays and islands.
    pixel = 1.6 * sqrt(sum(_area(each.polygons) for each in provinces)) / 800
    fineness = Fineness(step=_step(pixel / 4), weight=pixel**2 / 2, least=2 * pixel**2)
    features = [Feature(each.code, each.names["en"], _snapped(each.polygons)) for each in provinces]
    return topology("provinces", features, fineness)


def _area(polygons: Sequence[Polygon]) -> float:
    return sum(abs(ring_area(polygon[0])) for polygon in polygons)


def _step(width: float) -> float:
    """The width with one digit that counts, so that it is short to write."""
    return float(f"{width:.0e}")


def _snapped(polygons: Sequence[Polygon]) -> list[Polygon]:
    return [[[_snap(point) for point in ring] for ring in polygon] for polygon in polygons]


def _snap(point: Point) -> Point:
    return round(point[0], 6), round(point[1], 6)


def _geometry(polygons: list[Polygon]) -> dict[str, Any]:
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}
