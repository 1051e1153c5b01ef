"""The land of every country, as polygons in degrees, from Natural Earth.

Comes in: the 1:50 million countries, and the 1:10 million ones for what is too small for the former. Goes
out: for each alpha-2 code its polygons, and the polygons of land that ISO 3166-1 has no code for.

Natural Earth draws countries as they are administered and joins some territories, which have a code of
their own in ISO 3166-1, to the country they belong to; those are told apart here by where they lie.
Crimea, which Natural Earth joins to Russia, is given to Ukraine, as ISO 3166-2 and UN General Assembly
resolution 68/262 have it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, TypeAlias

import shapely

__all__ = ["UNCODED", "Area", "Point", "Polygon", "Ring", "country_polygons"]

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = list[Point]
"""Closed: the last point is the first."""
Polygon: TypeAlias = list[Ring]
"""The outer ring, then holes."""

UNCODED = ""
"""Stands for the code of land that has none."""

JUMP = 180
"""Neighbouring points farther apart in longitude (degrees) stand on both sides of the 180th meridian."""

POLE = -89.9


@dataclass(frozen=True)
class Area:
    """A box in degrees, and whose land lies in it."""

    code: str
    west: float
    south: float
    east: float
    north: float

    def holds(self, polygon: Polygon) -> bool:
        return all(self.west <= x <= self.east and self.south <= y <= self.north for x, y in polygon[0])


WITHIN: Mapping[str, Sequence[Area]] = {
    "FR": (
        Area("GF", -56, 1, -50, 7),
        Area("GP", -62.5, 15.7, -60.9, 16.7),
        Area("MQ", -61.5, 14.2, -60.7, 15.1),
        Area("RE", 55, -21.6, 56, -20.6),
        Area("YT", 44.8, -13.2, 45.5, -12.4),
    ),
    "NO": (Area("SJ", -10, 70.5, -7, 71.5), Area("SJ", 5, 74, 40, 82), Area("BV", 3, -55, 4, -54)),
    "NL": (Area("BQ", -69, 12, -68, 12.5), Area("BQ", -63.5, 17.3, -62.8, 17.8)),
    "NZ": (Area("TK", -173, -10, -171, -8),),
    "RU": (Area("UA", 32, 44.2, 36.8, 46.3),),
    UNCODED: (Area("CC", 96, -13, 97.5, -11), Area("CX", 105, -11, 106.5, -10)),
}
"""By the code Natural Earth's land is filed under: the boxes of what belongs to another."""


def country_polygons(
    coarse: Mapping[str, Any], fine: Mapping[str, Any], codes: Mapping[str, str]
) -> dict[str, list[Polygon]]:
    """Polygons by alpha-2 code, and under `UNCODED`; `codes` gives the alpha-2 code of a numeric one."""
    land = _by_code(coarse, codes, set(codes.values()) | {UNCODED})
    missing = set(codes.values()) - set(land)
    land.update((code, each) for code, each in _by_code(fine, codes, missing).items() if code in missing)
    land["UA"] = _dissolved(land["UA"])
    return dict(land)


def _dissolved(polygons: Sequence[Polygon]) -> list[Polygon]:
    """The same land without the lines between pieces that touch."""
    return _polygons(shapely.union_all([_shape(polygon) for polygon in polygons]))


def _shape(polygon: Polygon) -> shapely.Polygon:
    return shapely.Polygon(polygon[0], polygon[1:])


def _polygons(shape: shapely.Geometry) -> list[Polygon]:
    return [
        [list(piece.exterior.coords), *(list(hole.coords) for hole in piece.interiors)]
        for piece in (shape.geoms if hasattr(shape, "geoms") else [shape])
        if piece.area
    ]


def _by_code(
    topology: Mapping[str, Any], codes: Mapping[str, str], wanted: set[str]
) -> dict[str, list[Polygon]]:
    arcs = [list(_arc(topology, steps)) for steps in topology["arcs"]]
    land: defaultdict[str, list[Polygon]] = defaultdict(list)
    for member in topology["objects"]["countries"]["geometries"]:
        filed = codes.get(member.get("id", ""), UNCODED)
        if wanted.isdisjoint({filed, *(area.code for area in WITHIN.get(filed, ()))}):
            continue
        polygons = [member["arcs"]] if member["type"] == "Polygon" else member["arcs"]
        for rings in polygons:
            for polygon in _cut_at_180([_ring(arcs, ring) for ring in rings]):
                owner = next((area.code for area in WITHIN.get(filed, ()) if area.holds(polygon)), filed)
                land[owner].append(polygon)
    return land


def _cut_at_180(polygon: Polygon) -> list[Polygon]:
    """The polygon in two, where it runs over the meridian at which longitudes jump (RFC 7946, 3.1.9)."""
    # Antarctica's first ring is a dot around the pole, which only a globe needs.
    polygon = [ring for ring in polygon if max(y for _, y in ring) > POLE]
    outer = polygon[0]
    jumps = [i for i, (a, b) in enumerate(pairwise(outer)) if abs(b[0] - a[0]) > JUMP]
    if not jumps:
        return [polygon]
    if len(jumps) == 1:
        # Land around the pole: along the meridian to the pole and back up on its other side.
        after = jumps[0] + 1
        side = 180.0 if outer[after - 1][0] > 0 else -180.0
        y = outer[after][1]
        seam = [(side, y), (side, -90.0), (-side, -90.0), (-side, y)]
        return [[[*outer[:after], *seam, *outer[after:]], *polygon[1:]]]
    whole = _shape([[(x + 360 if x < 0 else x, y) for x, y in ring] for ring in polygon])
    return [
        [[(round(x - shift, 6), round(y, 6)) for x, y in ring] for ring in piece]
        for west, east, shift in ((0, 180, 0), (180, 360, 360))
        for piece in _polygons(shapely.intersection(whole, shapely.box(west, -90, east, 90)))
    ]


def _arc(topology: Mapping[str, Any], steps: Sequence[Sequence[int]]) -> Iterator[Point]:
    (width, height), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    across, up = accumulate(step[0] for step in steps), accumulate(step[1] for step in steps)
    for x, y in zip(across, up, strict=True):
        yield round(west + x * width, 6), round(south + y * height, 6)


def _ring(arcs: Sequence[Sequence[Point]], numbers: Sequence[int]) -> Ring:
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring
