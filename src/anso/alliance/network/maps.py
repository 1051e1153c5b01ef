"""The world's members on one map, drawn by the server into the page itself.

In come counts by country; out come the shapes of the world with the class that each country is filled by. The
projection is Equal Earth (Šavrič, Patterson and Jenny, 2018, eq. 1-3): equal-area, so that no country looks more
for lying far north. Shapes carry no colours; the style sheet draws them in either theme. What is nearer together
than a line's width is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from anso.alliance.words import country_name
from anso.places.shapes import world_topology

__all__ = ["CLASSES", "MapShape", "MemberMap", "equal_earth", "member_map"]

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
WIDTH = 960
STEP = 1.2
"""Points nearer than this to the last one, in units of the map, are left out."""
CLASSES = (1, 2, 4, 8)
"""Least counts of the classes of fill."""
Points = NDArray[np.float64]


@dataclass(frozen=True)
class MapShape:
    """One country: its path, or the point it is marked at where a path would be too small to see."""

    code: str
    name: str
    count: int
    shade: int
    """0 for none; otherwise the number of the class, from 1."""
    path: str
    point: tuple[float, float] | None


@dataclass(frozen=True)
class MemberMap:
    """The map, in a box of this width and height."""

    land: str
    shapes: tuple[MapShape, ...]
    width: int
    height: int
    classes: tuple[tuple[int, str], ...]
    """Numbers of the classes and what they stand for, such as `2–3`."""


def equal_earth(lon: Points, lat: Points) -> Points:
    """Coordinates on the unit sphere's map, north up, for degrees."""
    theta = np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(lat)))
    squared = theta**2
    sixth = squared**3
    slope = A1 + 3 * A2 * squared + sixth * (7 * A3 + 9 * A4 * squared)
    x = 2 * np.sqrt(3) / 3 * np.radians(lon) * np.cos(theta) / slope
    y = theta * (A1 + A2 * squared + sixth * (A3 + A4 * squared))
    return np.stack([x, y], axis=-1)


def member_map(counts: Mapping[str, int]) -> MemberMap:
    """The countries that have members, filled by how many; all other land is one quiet shape."""
    outlines, points, height = world()
    shapes = tuple(
        MapShape(
            code=code,
            name=country_name(code),
            count=count,
            shade=int(np.searchsorted(CLASSES, count, side="right")),
            path="" if code in points else outlines.get(code, ""),
            point=points.get(code),
        )
        for code, count in sorted(counts.items())
        if code in outlines or code in points
    )
    land = "".join(path for code, path in outlines.items() if code not in counts)
    return MemberMap(land, shapes, WIDTH, height, tuple(enumerate(class_words(), 1)))


def class_words() -> list[str]:
    ends = [*(least - 1 for least in CLASSES[1:]), None]
    return [
        f"{least}+" if last is None else str(least) if least == last else f"{least}–{last}"
        for least, last in zip(CLASSES, ends, strict=True)
    ]


@cache
def world() -> tuple[dict[str, str], dict[str, tuple[float, float]], int]:
    """Outlines by country, the points of those too small to see, and the map's height."""
    topology = world_topology()
    edge = float(equal_earth(np.array(180.0), np.array(0.0))[0])
    scale = WIDTH / 2 / edge
    north, south = (float(equal_earth(np.array(0.0), np.array(lat))[1]) for lat in (84.0, -57.0))

    def placed(degrees: Points) -> Points:
        flat = equal_earth(degrees[:, 0], degrees[:, 1])
        return np.stack([(flat[:, 0] + edge) * scale, (north - flat[:, 1]) * scale], axis=-1)

    unit, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc, dtype=float), axis=0) * unit + shift for arc in topology["arcs"]]
    outlines = {}
    for number, feature in enumerate(topology["objects"]["countries"]["geometries"]):
        polygons = [feature["arcs"]] if feature["type"] == "Polygon" else feature["arcs"]
        rings = [joined(ring, arcs) for polygon in polygons for ring in polygon]
        # Land without a code is drawn and never filled.
        name = str(feature.get("id") or f"?{number}")
        outlines[name] = "".join(path_of(placed(ring)) for ring in rings)
    points = {}
    for feature in topology["objects"]["small"]["geometries"]:
        x, y = placed(np.array([feature["coordinates"]], dtype=float) * unit + shift)[0]
        points[str(feature["id"])] = (round(float(x), 1), round(float(y), 1))
    return outlines, points, round((north - south) * scale)


def joined(ring: Sequence[int], arcs: Sequence[Points]) -> Points:
    """A ring of its arcs; each begins where the one before ended, a negative number is one read backwards."""
    parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in ring]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def path_of(points: Points) -> str:
    """SVG path data of a ring, thinned; nothing for one that would be too small to see."""
    if np.ptp(points, axis=0).max() < STEP:
        return ""
    kept = [points[0]]
    for point in points[1:]:
        if abs(point - kept[-1]).max() >= STEP:
            kept.append(point)
    if len(kept) < 3:
        return ""
    steps = np.diff(np.round(np.array(kept) * 10).astype(int), axis=0) / 10
    first = np.round(kept[0], 1)
    return f"M{first[0]:g} {first[1]:g}l" + " ".join(f"{x:g} {y:g}" for x, y in steps) + "z"
