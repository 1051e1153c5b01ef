"""Which dimension of a variable is longitude, latitude, time, depth or member; what is no regular grid is refused.

In: a dataset and a variable of it. Out: `Axes`: the place of each dimension and the coordinates along it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.errors import BadValueError
from anso.services.drift.forcing.dataset import Dataset, Index, Variable

__all__ = ["Axes", "axes_of"]

LONGITUDE_NAMES = {"lon", "longitude", "longitudes", "lons", "nav_lon", "x_lon", "long"}
LATITUDE_NAMES = {"lat", "latitude", "latitudes", "lats", "nav_lat", "y_lat"}
TIME_NAMES = {"time", "t", "times", "ocean_time", "mt", "valid_time", "time_counter", "julian_time", "date"}
LEVEL_NAMES = {
    *("depth", "lev", "level", "levels", "z", "deptht", "depthu", "depthv", "st_ocean", "s_rho", "sigma"),
    *(
        "height",
        "altitude",
        "elevation",
        "heightaboveground",
        "height_above_ground",
        "zlev",
        "depth_below_sea",
    ),
}
MEMBER_NAMES = {"number", "member", "members", "realization", "ensemble", "ens", "m", "ensemble_member"}
NODE_NAMES = {
    "node",
    "nodes",
    "nele",
    "nmesh2d_face",
    "ncells",
    "cell",
    "element",
    "elements",
    "ncol",
    "face",
}
SAME = 1e-5
"""Degrees within which the coordinates of a row or column are the same."""
UNSTRUCTURED = (
    "its values stand on an unstructured mesh; only regular grids of longitude and latitude are read"
)
REMEDY = "bring it onto a regular grid of longitude and latitude first (for instance with cdo remapbil)"


@dataclass(frozen=True)
class Axes:
    """Of each dimension: where it stands among the variable's; nothing if there is none."""

    longitude: int
    latitude: int
    time: int | None
    level: int | None
    member: int | None
    longitudes: NDArray[np.float64]
    latitudes: NDArray[np.float64]
    time_variable: Variable | None
    levels: NDArray[np.float64] | None


def axes_of(dataset: Dataset, variable: Variable) -> Axes:
    """The axes of a variable; raises `BadValueError` with the reason where it is no regular grid."""
    _refuse_mapped(dataset, variable)
    named = variable.text("coordinates").split()
    roles: dict[str, int] = {}
    held: dict[str, Variable] = {}
    regular = _regular(dataset, variable, named)
    for place, dim in enumerate(variable.dims):
        role, coordinate = regular.get(dim) or _role(dataset, dim, named)
        if role is None:
            if variable.shape[place] == 1:
                continue
            _refuse_dimension(dataset, variable, dim, named)
            raise BadValueError(
                f"dimension {dim} of {variable.name} is neither place, time, depth nor member"
            )
        if role in roles:
            raise BadValueError(f"dimensions {variable.dims[roles[role]]} and {dim} both look like {role}")
        roles[role] = place
        if coordinate is not None:
            held[role] = coordinate
    for role in ("longitude", "latitude"):
        if role not in roles or role not in held:
            _refuse_dimension(dataset, variable, "", named)
            raise BadValueError(
                f"{variable.name} has no axis of {role} (its dimensions: {', '.join(variable.dims)})"
            )
    return Axes(
        roles["longitude"],
        roles["latitude"],
        roles.get("time"),
        roles.get("level"),
        roles.get("member"),
        _values(held["longitude"]),
        _values(held["latitude"]),
        held.get("time"),
        _values(held["level"]) if "level" in held else None,
    )


def _values(coordinate: Variable) -> NDArray[np.float64]:
    return coordinate.whole().astype(np.float64).ravel()


def _regular(
    dataset: Dataset, variable: Variable, named: list[str]
) -> dict[str, tuple[str | None, Variable | None]]:
    """Axes of a regular grid whose coordinates are written out for every point; nothing for any other grid."""
    found: dict[str, tuple[str | None, Variable | None]] = {}
    for name in dict.fromkeys([*named, *dataset.variables]):
        coordinate = dataset.variables.get(name)
        if coordinate is None or len(coordinate.dims) != 2 or not set(coordinate.dims) <= set(variable.dims):
            continue
        role = _kind(coordinate)
        if role not in ("longitude", "latitude"):
            continue
        values = coordinate.whole().astype(np.float64)
        along = next((axis for axis in (0, 1) if np.ptp(values, axis=1 - axis).max() <= SAME), None)
        if along is None:
            return {}
        line = values[:, 0] if along == 0 else values[0]
        axis = Variable(name, (coordinate.dims[along],), line.shape, coordinate.attributes, _given(line))
        found.setdefault(coordinate.dims[along], (role, axis))
    return found if {role for role, _ in found.values()} == {"longitude", "latitude"} else {}


def _given(values: NDArray[np.float64]) -> Callable[[Index], NDArray[np.float64]]:
    return lambda index: values[index]


def _role(dataset: Dataset, dim: str, named: list[str]) -> tuple[str | None, Variable | None]:
    """What a dimension stands for, and its coordinate: of its own name, or a listed one along it alone."""
    candidates = [dim, *named]
    for name in [*candidates, *dataset.variables]:
        coordinate = dataset.variables.get(name)
        if coordinate is None or coordinate.dims != (dim,):
            continue
        role = _kind(coordinate)
        if role is not None and (name in candidates or role in ("longitude", "latitude", "time")):
            return role, coordinate
    lowered = dim.lower()
    if lowered in TIME_NAMES:
        return "time", None
    if lowered in MEMBER_NAMES:
        return "member", None
    return ("level", None) if lowered in LEVEL_NAMES else (None, None)


def _kind(coordinate: Variable) -> str | None:
    name, standard = coordinate.name.lower(), coordinate.text("standard_name").lower()
    units, axis = coordinate.text("units").lower(), coordinate.text("axis").upper()
    if standard in ("grid_longitude", "grid_latitude"):
        raise BadValueError(f"its grid is rotated; {REMEDY}")
    if standard in ("projection_x_coordinate", "projection_y_coordinate"):
        raise BadValueError(f"its grid is of a map projection; {REMEDY}")
    if standard == "longitude" or units.startswith(("degrees_e", "degree_e")) or name in LONGITUDE_NAMES:
        return "longitude"
    if standard == "latitude" or units.startswith(("degrees_n", "degree_n")) or name in LATITUDE_NAMES:
        return "latitude"
    if standard == "time" or " since " in units or name in TIME_NAMES or axis == "T":
        return "time"
    if standard == "realization" or name in MEMBER_NAMES:
        return "member"
    if standard in ("depth", "height", "altitude") or name in LEVEL_NAMES or axis == "Z":
        return "level"
    return None


def _refuse_mapped(dataset: Dataset, variable: Variable) -> None:
    """Rotated and projected grids, as their own attributes declare them; meshes too."""
    if variable.text("mesh") or variable.text("location") in ("node", "face", "edge"):
        raise BadValueError(UNSTRUCTURED)
    mapping = variable.text("grid_mapping").split(":")[0].strip()
    declared = dataset.variables.get(mapping)
    name = declared.text("grid_mapping_name") if declared else ""
    if name and name != "latitude_longitude":
        raise BadValueError(f"its grid is {name.replace('_', ' ')}; {REMEDY}")


def _refuse_dimension(dataset: Dataset, variable: Variable, dim: str, named: list[str]) -> None:
    """Says what kind of grid it is that has no axis of its own; returns where that is not known."""
    if dim.lower() in NODE_NAMES:
        raise BadValueError(UNSTRUCTURED)
    dims = set(variable.dims)
    for name in dict.fromkeys([*named, *dataset.variables]):
        coordinate = dataset.variables.get(name)
        if (
            coordinate is None
            or name == variable.name
            or not coordinate.dims
            or not set(coordinate.dims) <= dims
        ):
            continue
        if _kind(coordinate) not in ("longitude", "latitude"):
            continue
        along = [dataset.variables[d] for d in coordinate.dims if d in dataset.variables]
        if any(_kind(axis) == "time" for axis in along) or any(
            d.lower() in TIME_NAMES for d in coordinate.dims
        ):
            raise BadValueError(
                f"its grid moves: {coordinate.name} changes with time; only grids that stay in place are read"
            )
        if len(coordinate.dims) == 2:
            raise BadValueError(
                f"its grid is curvilinear: {coordinate.name} has the dimensions {', '.join(coordinate.dims)}; {REMEDY}"
            )
        if len(coordinate.dims) == 1 and coordinate.dims[0] not in ("lon", "lat"):
            raise BadValueError(UNSTRUCTURED)
