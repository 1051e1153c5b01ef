"""Which names fit on a map of provinces without covering one another.

In: the provinces' shapes and label points. Out: for a map of a given width, whether each name is shown.
Names are placed in the order of the provinces' size, each where it does not touch those placed before.
The projection is Lambert's azimuthal equal-area one (Snyder 1987, Map Projections: A Working Manual, eq.
22-4, 22-5 and 24-2), fitted to the drawing as Vega does.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anso.language import LANGUAGES
from anso.places import Province
from anso.places.topology import geometry_of

__all__ = ["names_that_fit", "project"]

Floats = NDArray[np.float64]

LETTER_WIDTH_PX, HAN_WIDTH_PX, LINE_HEIGHT_PX = 7.0, 12.0, 16.0
"""Of the map's letters, on average."""
FIRST_HAN = "\u2e80"


def project(positions: Floats, lon: float, lat: float) -> Floats:
    """Longitude and latitude in degrees to x and y (downwards) on the unit sphere's plane at that centre."""
    longitude, latitude = np.radians(positions[:, 0] - lon), np.radians(positions[:, 1])
    centre = np.radians(lat)
    cosine = np.sin(centre) * np.sin(latitude) + np.cos(centre) * np.cos(latitude) * np.cos(longitude)
    scale = np.sqrt(2 / np.maximum(1 + cosine, 1e-9))
    x = scale * np.cos(latitude) * np.sin(longitude)
    y = scale * (np.cos(centre) * np.sin(latitude) - np.sin(centre) * np.cos(latitude) * np.cos(longitude))
    return np.column_stack([x, -y])


def names_that_fit(
    provinces: Sequence[Province],
    topology: Mapping[str, Any],
    centre: tuple[float, float],
    size: tuple[float, float],
) -> list[bool]:
    """In the order of `provinces`; `centre` is longitude and latitude, `size` width and height in pixels."""
    outlines = [_rings(topology, province.code, centre) for province in provinces]
    everything = np.vstack([ring for rings in outlines for ring in rings])
    corner, extent = everything.min(axis=0), np.ptp(everything, axis=0)
    pixels = min(size[0] / extent[0], size[1] / extent[1])
    points = (
        project(np.array([(province.lon, province.lat) for province in provinces]), *centre) - corner
    ) * pixels
    areas = [sum(_area(ring) for ring in rings) for rings in outlines]
    shown = [False] * len(provinces)
    taken: list[tuple[float, float, float, float]] = []
    for index in sorted(range(len(provinces)), key=lambda index: -areas[index]):
        half = _width_px(provinces[index]) / 2
        x, y = points[index]
        box = (x - half, y - LINE_HEIGHT_PX / 2, x + half, y + LINE_HEIGHT_PX / 2)
        if not any(_touch(box, other) for other in taken):
            taken.append(box)
            shown[index] = True
    return shown


def _width_px(province: Province) -> float:
    """Of its name in the language that needs most room: one choice of names serves all languages."""
    return max(
        sum(HAN_WIDTH_PX if letter >= FIRST_HAN else LETTER_WIDTH_PX for letter in province.names[language])
        for language in LANGUAGES
        if language in province.names
    )


def _rings(topology: Mapping[str, Any], code: str, centre: tuple[float, float]) -> list[Floats]:
    geometry = geometry_of(topology, "provinces", code)
    if geometry is None:
        return []
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [project(np.array(polygon[0]), *centre) for polygon in polygons]


def _area(ring: Floats) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
