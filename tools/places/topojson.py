"""Shapes made into a compact TopoJSON, fit for one size of map.

Comes in: features (id, name, polygons in degrees) and how fine the map is. Goes out: a TopoJSON object, as
plain data, in which neighbours share their borders, points too fine to be seen are left out, pieces of
land too small to be seen are left out (but never the largest of a feature), and coordinates are whole
numbers of a grid. A feature that the grid would swallow is drawn as a diamond two grid steps wide.
Outer rings run clockwise, as d3-geo takes them.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from places.arcs import Arc, cut
from places.outlines import Point, Polygon, Ring
from places.simplify import thinned

__all__ = ["Feature", "Fineness", "ring_area", "rounded", "topology"]


@dataclass(frozen=True)
class Feature:
    """One place to be drawn; without an id, land that no place here stands for."""

    identifier: str
    name: str
    polygons: list[Polygon]


@dataclass(frozen=True)
class Fineness:
    """What a map of one size can show; all in degrees of latitude."""

    step: float
    """Width of the grid."""
    weight: float
    """Area of the least triangle by which a border still bends."""
    least: float
    """Area of the smallest piece of land, or hole in it, that is kept."""


@dataclass
class _Piece:
    """One polygon on its way: whose it is, whether it must stay, and its rings' numbers."""

    feature: int
    largest: bool
    rings: list[int]


def topology(object_name: str, features: Sequence[Feature], fineness: Fineness) -> dict[str, Any]:
    """A TopoJSON topology with one object of polygons."""
    pieces, rings = _pieces(features, fineness.least)
    arcs, runs = cut(rings)
    arcs = [
        thinned(arc, fineness.weight, at_least)
        for arc, at_least in zip(arcs, _points_needed(arcs, runs), strict=True)
    ]
    grid = _Grid.around(arcs, fineness.step)
    gridded = [grid.arc(arc) for arc in arcs]
    return _encoded(object_name, features, pieces, runs, gridded, grid)


def ring_area(ring: Sequence[Point]) -> float:
    """Signed area in square degrees of latitude; counter-clockwise is positive."""
    width = cos(radians(sum(y for _, y in ring) / len(ring)))
    return width / 2 * sum(ax * by - bx * ay for (ax, ay), (bx, by) in itertools.pairwise(ring))


def rounded(polygons: Sequence[Polygon], digits: int) -> list[Polygon]:
    """The polygons with coordinates rounded, wound for d3-geo, without what rounding has emptied."""
    result = []
    for polygon in _wound(polygons):
        rings = []
        for i, ring in enumerate(polygon):
            points = [(round(x, digits), round(y, digits)) for x, y in ring]
            points = [point for j, point in enumerate(points) if j == 0 or point != points[j - 1]]
            rings.append(points if _runs_right(ring_area(points), outer=i == 0) else [])
        if rings[0]:
            result.append([ring for ring in rings if ring])
    return result


def _runs_right(area: float, *, outer: bool) -> bool:
    # A ring that thinning has emptied or turned inside out would be drawn as the whole globe but it.
    return area < 0 if outer else area > 0


def _wound(polygons: Sequence[Polygon]) -> list[Polygon]:
    return [
        [ring if (ring_area(ring) < 0) == (i == 0) else ring[::-1] for i, ring in enumerate(polygon)]
        for polygon in polygons
    ]


def _pieces(features: Sequence[Feature], least: float) -> tuple[list[_Piece], list[Ring]]:
    shared = _shared_points(features)
    pieces: list[_Piece] = []
    rings: list[Ring] = []
    for number, feature in enumerate(features):
        polygons = _wound(feature.polygons)
        areas = [abs(ring_area(polygon[0])) for polygon in polygons]
        for polygon, area in zip(polygons, areas, strict=True):
            largest = area == max(areas)
            if area < least and not largest and not any(point in shared for point in polygon[0]):
                continue
            outer, *holes = polygon
            kept = [
                outer,
                *(
                    hole
                    for hole in holes
                    if abs(ring_area(hole)) >= least or any(point in shared for point in hole)
                ),
            ]
            pieces.append(_Piece(number, largest, list(range(len(rings), len(rings) + len(kept)))))
            rings.extend(kept)
    return pieces, rings


def _shared_points(features: Sequence[Feature]) -> set[Point]:
    seen: set[Point] = set()
    shared: set[Point] = set()
    for feature in features:
        for polygon in feature.polygons:
            for ring in polygon:
                own = set(ring)
                shared |= own & seen
                seen |= own
    return shared


def _points_needed(arcs: Sequence[Arc], runs: Sequence[Sequence[int]]) -> list[int]:
    """For each arc how many points it needs between its ends, lest a ring of few arcs collapses."""
    needed = [0] * len(arcs)
    for run in runs:
        for number in run:
            # One arc: a triangle at least. Two: not both straight. Three make a triangle by themselves.
            index = number if number >= 0 else ~number
            needed[index] = max(needed[index], {1: 3, 2: 1}.get(len(run), 0))
    return needed


GridPoint = tuple[int, int]


@dataclass(frozen=True)
class _Grid:
    west: float
    south: float
    step: float

    @classmethod
    def around(cls, arcs: Sequence[Arc], step: float) -> "_Grid":
        points = [point for arc in arcs for point in arc]
        return cls(round(min(x for x, _ in points), 4), round(min(y for _, y in points), 4), step)

    def point(self, point: Point) -> GridPoint:
        return round((point[0] - self.west) / self.step), round((point[1] - self.south) / self.step)

    def arc(self, arc: Arc) -> list[GridPoint]:
        points = [self.point(point) for point in arc]
        return [point for i, point in enumerate(points) if i == 0 or point != points[i - 1]]


def _encoded(
    object_name: str,
    features: Sequence[Feature],
    pieces: Sequence[_Piece],
    runs: Sequence[Sequence[int]],
    arcs: Sequence[list[GridPoint]],
    grid: _Grid,
) -> dict[str, Any]:
    numbers: dict[int, int] = {}
    written: list[list[GridPoint]] = []

    def number_of(index: int) -> int:
        if index not in numbers:
            numbers[index] = len(written)
            written.append(arcs[index])
        return numbers[index]

    def ring_of(run: Sequence[int], *, outer: bool) -> list[int]:
        forwards = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in run]
        if not _runs_right(_grid_area([point for arc in forwards for point in arc]), outer=outer):
            return []
        return [
            number_of(number) if number >= 0 else ~number_of(~number)
            for number, arc in zip(run, forwards, strict=True)
            if len(arc) > 1
        ]

    shapes: list[list[list[list[int]]]] = [[] for _ in features]
    for piece in pieces:
        rings = [ring_of(runs[index], outer=i == 0) for i, index in enumerate(piece.rings)]
        if rings[0]:
            shapes[piece.feature].append([ring for ring in rings if ring])
        elif piece.largest:
            centre = arcs[_first(runs[piece.rings[0]])][0]
            written.append(_diamond(centre))
            shapes[piece.feature].append([[len(written) - 1]])
    return {
        "type": "Topology",
        "transform": {"scale": [grid.step, grid.step], "translate": [grid.west, grid.south]},
        "objects": {
            object_name: {
                "type": "GeometryCollection",
                "geometries": [
                    _member(feature, shape) for feature, shape in zip(features, shapes, strict=True) if shape
                ],
            }
        },
        "arcs": [_steps(arc) for arc in written],
    }


def _grid_area(ring: Sequence[GridPoint]) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in itertools.pairwise(ring)) / 2


def _first(run: Sequence[int]) -> int:
    return run[0] if run[0] >= 0 else ~run[0]


def _diamond(centre: GridPoint) -> list[GridPoint]:
    x, y = centre
    return [(x - 1, y), (x, y + 1), (x + 1, y), (x, y - 1), (x - 1, y)]


def _member(feature: Feature, shape: list[list[list[int]]]) -> dict[str, Any]:
    identity = {"id": feature.identifier} if feature.identifier else {}
    form = (
        {"type": "Polygon", "arcs": shape[0]} if len(shape) == 1 else {"type": "MultiPolygon", "arcs": shape}
    )
    return {**form, **identity, "properties": {"name": feature.name}}


def _steps(arc: Sequence[GridPoint]) -> list[list[int]]:
    steps = [list(arc[0])]
    steps.extend([bx - ax, by - ay] for (ax, ay), (bx, by) in itertools.pairwise(arc))
    return steps
