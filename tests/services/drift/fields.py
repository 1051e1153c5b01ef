"""Small fields of known form, written as files of the usual shapes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
from numpy.typing import NDArray

EPOCH = "2020-09-03 00:00:00"
START = "2020-09-03T00:00"
RADIUS = 6_371_000.0
METRES_A_DEGREE = np.pi * RADIUS / 180.0
CURRENTS = ("uo", "vo")
WIND = ("u10", "v10")

TEN_DAYS = np.array([0.0, 240.0])

Flow = Callable[[Any, Any, Any], tuple[Any, Any]]


def write_field(
    path: Path,
    flow: Flow,
    *,
    longitudes: NDArray[np.float64],
    latitudes: NDArray[np.float64],
    hours: NDArray[np.float64] = TEN_DAYS,
    names: tuple[str, str] = CURRENTS,
    units: str = "m s-1",
    kind: str = "f8",
    time_units: str = f"hours since {EPOCH}",
    attributes: dict[str, str] | None = None,
) -> str:
    """A file with the flow (longitude, latitude, hours) -> (u, v); gives its path."""
    t, y, x = np.meshgrid(hours, latitudes, longitudes, indexing="ij")
    parts = flow(x, y, t)
    with netCDF4.Dataset(str(path), "w") as file:
        for name, values, unit in (
            ("time", hours, time_units),
            ("lat", latitudes, "degrees_north"),
            ("lon", longitudes, "degrees_east"),
        ):
            file.createDimension(name, len(values))
            axis = file.createVariable(name, "f8", (name,))
            axis.units = unit
            axis[:] = values
        for name, part in zip(names, parts, strict=True):
            variable: Any = file.createVariable(name, kind, ("time", "lat", "lon"))
            if units:
                variable.units = units
            variable.setncatts(attributes or {})
            variable[:] = np.broadcast_to(part, t.shape)
    return str(path)


def uniform(u: float, v: float) -> Flow:
    return lambda x, y, t: (u + 0 * x, v + 0 * x)


def degrees_between(x0: Any, y0: Any, x1: Any, y1: Any) -> Any:
    """Angle between places, in degrees (haversine)."""
    x0, y0, x1, y1 = (np.radians(each) for each in (x0, y0, x1, y1))
    a = np.sin((y1 - y0) / 2) ** 2 + np.cos(y0) * np.cos(y1) * np.sin((x1 - x0) / 2) ** 2
    return np.degrees(2 * np.arcsin(np.sqrt(a)))
