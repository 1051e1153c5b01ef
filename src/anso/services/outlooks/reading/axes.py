"""Which axis of an array is which, by its name, its attributes, or what its coordinate says of itself."""

import re
from dataclasses import dataclass

import xarray as xr

from anso.services.outlooks.reading.opened import refused

__all__ = ["Axes", "axes_of", "ordered"]

NAMES = {
    "latitude": r"(o|obs_?)?(lat|lats|latitude|y|nav_lat)",
    "longitude": r"(o|obs_?)?(lon|lons|long|longitude|x|nav_lon)",
    "year": r"(o|obs_?)?(year|years|yr|time|t|s|start|season|valid_time|init|init_time|forecast_reference_time)",
    "member": r"(members?|m|number|numbers|ens|ensemble|realizations?|realisations?)",
    "model": r"(models?|source|sources|centre|center|system|model_id)",
}
STANDARD = {
    "latitude": "latitude",
    "longitude": "longitude",
    "realization": "member",
    "time": "year",
    "forecast_reference_time": "year",
}
POSITIONS = {"x": "longitude", "y": "latitude", "t": "year", "e": "member"}


@dataclass(frozen=True)
class Axes:
    """Names of the array's dimensions; none where it has no such axis."""

    latitude: str | None
    longitude: str | None
    year: str | None
    member: str | None
    model: str | None
    other: tuple[str, ...]

    @property
    def on_a_map(self) -> bool:
        return self.latitude is not None and self.longitude is not None and self.year is not None


def axes_of(array: xr.DataArray) -> Axes:
    found: dict[str, str] = {}
    other = []
    for name in map(str, array.dims):
        role = role_of(name, array)
        if role and role not in found:
            found[role] = name
        else:
            other.append(name)
    return Axes(
        latitude=found.get("latitude"),
        longitude=found.get("longitude"),
        year=found.get("year"),
        member=found.get("member"),
        model=found.get("model"),
        other=tuple(other),
    )


def role_of(name: str, array: xr.DataArray) -> str | None:
    if name in array.coords:
        attributes = array[name].attrs
        units = str(attributes.get("units", "")).lower().replace("degrees", "degree")
        told = (
            STANDARD.get(str(attributes.get("standard_name", "")).lower())
            or {"degree_north": "latitude", "degree_east": "longitude"}.get(units)
            or POSITIONS.get(str(attributes.get("axis", "")).lower())
        )
        if told:
            return told
    plain = name.lower()
    return next(
        (role for role, pattern in NAMES.items() if re.fullmatch(rf"{pattern}_?\d*", plain)),
        None,
    )


def ordered(array: xr.DataArray, axes: Axes, where: str) -> xr.DataArray:
    """As (model, member, year, latitude, longitude), of these what it has; axes of one step are dropped."""
    long = [name for name in axes.other if array.sizes[name] > 1]
    if long:
        raise refused(
            f"{where}, {array.name}",
            f"its axis {long[0]} is neither model, member, year, latitude nor longitude and has "
            f"{array.sizes[long[0]]} steps: choose one of them, such as one lead",
        )
    array = array.isel(dict.fromkeys(axes.other, 0), drop=True)
    order = [axes.model, axes.member, axes.year, axes.latitude, axes.longitude]
    return array.transpose(*(name for name in order if name))
