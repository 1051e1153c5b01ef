"""Small maps that say where a place lies: a globe turned towards it, or a country's provinces.

They stand in the page itself as SVG paths without colours, so the style sheet draws them in either theme.
The globe is orthographic, because it shows where, not how large; provinces are drawn with Lambert's
azimuthal equal-area projection centred on the country (Snyder, Map Projections, USGS 1987, pp. 149, 185).
What is nearer together than a line's width is left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anso import places

__all__ = ["Globe", "ProvinceMap", "ProvinceShape", "globe_of", "province_map"]

SIZE = 400
RADIUS = SIZE / 2 - 2
GLOBE_STEP, PROVINCE_STEP = 3.2, 1.5
"""Points nearer than this to the last one, in units of the map, are left out."""
GRATICULE_STEP = 30
LEAST_MARKED = 10.0
"""Places drawn smaller than this are marked with a ring around them."""

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Globe:
    """Path data for a square of `SIZE` units."""

    land: str
    graticule: str
    marked: str
    ring: tuple[float, float] | None
    """Where to draw a ring around what would be too small to see."""
    size: int = SIZE


@dataclass(frozen=True)
class ProvinceShape:
    code: str
    name: str
    path: str
    marked: bool


@dataclass(frozen=True)
class ProvinceMap:
    """A country's provinces in a box of this width and height."""

    shapes: tuple[ProvinceShape, ...]
    width: int
    height: int


def globe_of(place: places.Place) -> Globe:
    """The globe turned to where the place lies."""
    if isinstance(place, places.Region):
        members = tuple(sorted(set(place.countries)))
        lat, lon = _middle([places.country(code) for code in members])
    elif isinstance(place, places.Province):
        members, lat, lon = (place.country,), place.lat, place.lon
    else:
        members, lat, lon = (place.code,), place.lat, place.lon
    return _globe(round(lat), round(lon), members)


@lru_cache(maxsize=512)
def _globe(lat: int, lon: int, marked: tuple[str, ...]) -> Globe:
    # A little to the south or north of the place, as a globe is looked at, and never onto a pole.
    centre = (float(np.clip(lat * 0.8, -55, 55)), float(lon))
    land: list[str] = []
    highlighted: list[str] = []
    for code, rings in _world().items():
        (highlighted if code in marked else land).append("".join(_disc(ring, centre) for ring in rings))
    ring = _ring(marked[0], centre) if len(marked) == 1 else None
    return Globe("".join(land), _graticule(centre), "".join(highlighted), ring)


def _ring(code: str, centre: tuple[float, float]) -> tuple[float, float] | None:
    """Where to draw a ring around a country that the globe shows too small."""
    for ring in _world().get(code, ()):
        x, y, _front = _orthographic(ring, centre)
        if max(np.ptp(x), np.ptp(y)) >= LEAST_MARKED:
            return None
    country = places.country(code)
    x, y, _front = _orthographic(np.array([[country.lon, country.lat]]), centre)
    return (round(float(x[0]), 1), round(float(y[0]), 1))


def _disc(ring: Points, centre: tuple[float, float]) -> str:
    """A ring of land as the globe shows it; what lies behind the edge is drawn along the edge."""
    x, y, front = _orthographic(ring, centre)
    if not (front > 0).any() or max(np.ptp(x), np.ptp(y)) < GLOBE_STEP:
        return ""
    half = SIZE / 2
    behind = front <= 0
    reach = np.hypot(x[behind] - half, y[behind] - half)
    reach[reach == 0] = 1
    x[behind] = half + (x[behind] - half) / reach * RADIUS
    y[behind] = half + (y[behind] - half) / reach * RADIUS
    return _path(np.column_stack([x, y]), GLOBE_STEP, closed=True)


def _orthographic(points: Points, centre: tuple[float, float]) -> tuple[Points, Points, Points]:
    lon, lat = np.radians(points[:, 0]), np.radians(points[:, 1])
    lat0, lon0 = np.radians(centre)
    turned = lon - lon0
    x = np.cos(lat) * np.sin(turned)
    y = np.cos(lat0) * np.sin(lat) - np.sin(lat0) * np.cos(lat) * np.cos(turned)
    front = np.sin(lat0) * np.sin(lat) + np.cos(lat0) * np.cos(lat) * np.cos(turned)
    return SIZE / 2 + RADIUS * x, SIZE / 2 - RADIUS * y, front


def _graticule(centre: tuple[float, float]) -> str:
    along = np.arange(-90, 91, 3.0)
    around = np.arange(-180, 181, 3.0)
    lines = [np.column_stack([np.full_like(along, lon), along]) for lon in range(-180, 180, GRATICULE_STEP)]
    lines += [np.column_stack([around, np.full_like(around, lat)]) for lat in range(-60, 61, GRATICULE_STEP)]
    paths: list[str] = []
    for line in lines:
        x, y, front = _orthographic(line, centre)
        seen = np.flatnonzero(front > 0)
        parts = np.split(seen, np.flatnonzero(np.diff(seen) > 1) + 1)
        paths += [
            _path(np.column_stack([x[part], y[part]]), 20.0, closed=False) for part in parts if len(part) > 1
        ]
    return "".join(paths)


def _path(points: Points, step: float, *, closed: bool) -> str:
    """Whole numbers, each from the one before: a third of the length of absolute fractions."""
    kept = np.rint(_thinned(points, step)).astype(int)
    if len(kept) < (3 if closed else 2):
        return ""
    moves = "".join(f"{dx}{dy}" if dy < 0 else f"{dx} {dy}" for dx, dy in _spaced(np.diff(kept, axis=0)))
    return f"M{kept[0, 0]} {kept[0, 1]}l{moves.lstrip()}{'Z' if closed else ''}"


def _spaced(moves: NDArray[np.int_]) -> Iterable[tuple[str, int]]:
    for dx, dy in moves.tolist():
        yield (f" {dx}" if dx >= 0 else str(dx)), dy


def _thinned(points: Points, step: float) -> Points:
    """The first point of each further step along the line, and its end."""
    lengths = np.hypot(*np.diff(points, axis=0).T)
    marks = np.floor(np.concatenate([[0.0], np.cumsum(lengths)]) / step)
    keep = np.concatenate([[True], np.diff(marks) > 0])
    keep[-1] = True
    kept: Points = points[keep]
    return kept


@lru_cache(maxsize=1)
def _world() -> dict[str, list[Points]]:
    """The rings of all countries, in degrees; land without a code is under the empty one."""
    found: dict[str, list[Points]] = {}
    for code, _name, rings in _features(places.world_topology(), "countries"):
        found.setdefault(code, []).extend(rings)
    return found


@lru_cache(maxsize=64)
def _provinces(country: str) -> tuple[tuple[str, str, tuple[Points, ...]], ...]:
    return tuple(
        (code, name, tuple(rings))
        for code, name, rings in _features(places.province_topology(country), "provinces")
    )


def _features(topology: dict[str, Any], name: str) -> Iterable[tuple[str, str, list[Points]]]:
    scale = np.array(topology["transform"]["scale"]) if "transform" in topology else np.ones(2)
    shift = np.array(topology["transform"]["translate"]) if "transform" in topology else np.zeros(2)
    quantised = "transform" in topology
    arcs = []
    for arc in topology["arcs"]:
        points = np.array(arc, dtype=float)[:, :2]
        arcs.append((np.cumsum(points, axis=0) if quantised else points) * scale + shift)
    for feature in topology["objects"][name]["geometries"]:
        kind = feature.get("type")
        polygons = (
            [feature["arcs"]] if kind == "Polygon" else feature["arcs"] if kind == "MultiPolygon" else []
        )
        rings = [_joined(ring, arcs) for polygon in polygons for ring in polygon]
        yield str(feature.get("id", "")), str(feature.get("properties", {}).get("name", "")), rings


def _joined(ring: Sequence[int], arcs: list[Points]) -> Points:
    parts = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in ring]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _middle(countries: Sequence[places.Country]) -> tuple[float, float]:
    """The direction in which the countries lie on the whole, each weighed by the root of its area."""
    lat = np.radians([country.lat for country in countries])
    lon = np.radians([country.lon for country in countries])
    weight = np.sqrt([max(country.area_km2, 1.0) for country in countries])
    x, y, z = (
        float(np.sum(weight * part))
        for part in (np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat))
    )
    return float(np.degrees(np.arctan2(z, np.hypot(x, y)))), float(np.degrees(np.arctan2(y, x)))


@lru_cache(maxsize=256)
def province_map(country: str, marked: frozenset[str] = frozenset(), width: int = 640) -> ProvinceMap | None:
    """The country's provinces, those asked for marked; none for a country that has no provinces here."""
    features = _provinces(country)
    rings = [ring for _code, _name, parts in features for ring in parts]
    if not rings:
        return None
    where = places.country(country)
    centre = (where.lat, where.lon)
    drawn = [(code, name, [_equal_area(ring, centre) for ring in parts]) for code, name, parts in features]
    every = np.concatenate([ring for _code, _name, parts in drawn for ring in parts])
    low, high = every.min(axis=0), every.max(axis=0)
    across, down = np.maximum(high - low, 1e-6)
    height = int(np.clip(round(width * down / across), width * 0.4, width * 1.1))
    scale = min((width - 4) / across, (height - 4) / down)
    shift = np.array([(width - across * scale) / 2, (height - down * scale) / 2])
    shapes = [
        ProvinceShape(
            code=code,
            name=name,
            path="".join(
                _path(
                    np.column_stack([ring[:, 0] - low[0], high[1] - ring[:, 1]]) * scale + shift,
                    PROVINCE_STEP,
                    closed=True,
                )
                for ring in parts
            ),
            marked=code in marked,
        )
        for code, name, parts in drawn
    ]
    return ProvinceMap(tuple(shape for shape in shapes if shape.path), width, height)


def _equal_area(points: Points, centre: tuple[float, float]) -> Points:
    lon, lat = np.radians(points[:, 0]), np.radians(points[:, 1])
    lat0, lon0 = np.radians(centre)
    turned = lon - lon0
    cosine = np.sin(lat0) * np.sin(lat) + np.cos(lat0) * np.cos(lat) * np.cos(turned)
    k = np.sqrt(2 / np.maximum(1 + cosine, 1e-9))
    x = k * np.cos(lat) * np.sin(turned)
    y = k * (np.cos(lat0) * np.sin(lat) - np.sin(lat0) * np.cos(lat) * np.cos(turned))
    return np.column_stack([x, y])
