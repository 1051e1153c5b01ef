"""Areas as polygons: the convex hull of positions, and a hull widened by a distance, for others to keep out of.

Hulls are taken on the plane that touches the earth at the positions' middle and keeps distances from there (azimuthal
equidistant; Snyder 1987, eq. 22-4, 22-5), so neither the date line nor a high latitude bends them. In: positions. Out: corners in order.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.drift.seeding.release import EARTH_RADIUS

__all__ = ["Area", "hull", "widened"]

ROUND_CORNERS = 12
"""Corners that stand for a circle where a hull is widened."""


@dataclass(frozen=True)
class Area:
    """A convex polygon: corners counter-clockwise, the first not repeated; the area in square kilometres."""

    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    square_kilometres: float


def hull(longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> Area:
    """The smallest convex polygon around positions; of one or two positions, those."""
    return widened(longitude, latitude, 0.0)


def widened(longitude: NDArray[np.float64], latitude: NDArray[np.float64], metres: float) -> Area:
    """The hull of discs of a radius around positions; NaN do not count."""
    there = np.isfinite(longitude) & np.isfinite(latitude)
    middle = _middle(longitude[there], latitude[there])
    points = _to_plane(longitude[there], latitude[there], middle)
    corners = _convex(points)
    if metres > 0.0:
        # Corners outside the circle, so that no part of it is left out.
        angle = 2.0 * np.pi * np.arange(ROUND_CORNERS) / ROUND_CORNERS
        ring = metres / np.cos(np.pi / ROUND_CORNERS) * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        corners = _convex((corners[:, np.newaxis] + ring).reshape(-1, 2))
    x, y = corners.T
    area = 0.5 * abs(float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))) / 1e6
    east, north = _from_plane(corners, middle)
    return Area(east, north, area)


def _middle(longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> tuple[float, float]:
    x, y = np.radians(longitude), np.radians(latitude)
    a, b, c = (np.cos(y) * np.cos(x)).mean(), (np.cos(y) * np.sin(x)).mean(), np.sin(y).mean()
    return float(np.degrees(np.arctan2(b, a))), float(np.degrees(np.arctan2(c, np.hypot(a, b))))


def _to_plane(
    longitude: NDArray[np.float64], latitude: NDArray[np.float64], middle: tuple[float, float]
) -> NDArray[np.float64]:
    turn, rise, base = np.radians(longitude - middle[0]), np.radians(latitude), np.radians(middle[1])
    x = np.cos(rise) * np.sin(turn)
    y = np.cos(base) * np.sin(rise) - np.sin(base) * np.cos(rise) * np.cos(turn)
    z = np.sin(base) * np.sin(rise) + np.cos(base) * np.cos(rise) * np.cos(turn)
    away = np.arctan2(np.hypot(x, y), z)
    scale = np.where(away > 0, away / np.maximum(np.sin(away), 1e-12), 1.0) * EARTH_RADIUS
    return np.stack([scale * x, scale * y], axis=1)


def _from_plane(
    points: NDArray[np.float64], middle: tuple[float, float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x, y = points.T
    away, base = np.hypot(x, y) / EARTH_RADIUS, np.radians(middle[1])
    bearing = np.arctan2(x, y)
    latitude = np.arcsin(np.sin(base) * np.cos(away) + np.cos(base) * np.sin(away) * np.cos(bearing))
    turn = np.arctan2(
        np.sin(bearing) * np.sin(away),
        np.cos(base) * np.cos(away) - np.sin(base) * np.sin(away) * np.cos(bearing),
    )
    longitude = (middle[0] + np.degrees(turn) + 180.0) % 360.0 - 180.0
    return longitude, np.degrees(latitude)


def _convex(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Corners of the hull, counter-clockwise; positions on one line have two, or one."""
    from scipy.spatial import ConvexHull, QhullError

    different = np.unique(points, axis=0)
    if len(different) < 3:
        return different
    try:
        return np.asarray(different[ConvexHull(different).vertices])
    except QhullError:
        # All on one line: its ends.
        along = different @ (different[-1] - different[0])
        return different[[int(along.argmin()), int(along.argmax())]]
