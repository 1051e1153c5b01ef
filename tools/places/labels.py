"""Where a label sits: the point of the largest piece of land that is farthest from its edges."""

from collections.abc import Sequence
from math import cos, radians

import shapely

from places.outlines import Point, Polygon

__all__ = ["label_point", "largest"]


def largest(polygons: Sequence[Polygon]) -> Polygon:
    """The piece with the most land."""
    return max(polygons, key=lambda polygon: _narrowed(polygon).area)


def label_point(polygons: Sequence[Polygon]) -> Point:
    """Longitude and latitude, to a hundredth of a degree."""
    polygon = largest(polygons)
    shape = _narrowed(polygon)
    centre = shapely.maximum_inscribed_circle(shape, tolerance=max(shape.length / 2000, 1e-4)).coords[0]
    return round(centre[0] / _width(polygon), 2), round(centre[1], 2)


def _width(polygon: Polygon) -> float:
    """How much shorter a degree of longitude is than one of latitude, where the polygon lies."""
    latitudes = [y for _, y in polygon[0]]
    return cos(radians((min(latitudes) + max(latitudes)) / 2)) or 1.0


def _narrowed(polygon: Polygon) -> shapely.Polygon:
    width = _width(polygon)
    outer, *holes = [[(x * width, y) for x, y in ring] for ring in polygon]
    shape = shapely.Polygon(outer, holes)
    return shape if shape.is_valid else max(_parts(shape.buffer(0)), key=lambda part: part.area)


def _parts(shape: shapely.Geometry) -> Sequence[shapely.Polygon]:
    return list(shape.geoms) if hasattr(shape, "geoms") else [shape]
