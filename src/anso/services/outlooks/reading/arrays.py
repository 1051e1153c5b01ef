"""Every model's array and the observed one, found among a file's variables, each with its own axes made plain.

Nothing but coordinates is read here, so that a file larger than memory can be taken a model at a time.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import xarray as xr

from anso.services.outlooks.known.numbers import Numbers, Years
from anso.services.outlooks.reading.axes import Axes, axes_of, ordered
from anso.services.outlooks.reading.coordinates import (
    arranged_latitudes,
    arranged_longitudes,
    years_of,
)
from anso.services.outlooks.reading.opened import refused, values_of

__all__ = ["Series", "models_of", "observed_of"]

OBSERVED = ("obs", "observed", "observation", "observations", "truth", "reference")
JOINT = ("hindcast", "hindcasts", "model", "models")
NOT_PAST = ("forecast", "forecasts")
"""Seasons that were not observed yet: nothing to cross-validate."""


@dataclass(frozen=True)
class Series:
    """One model, or the observations."""

    name: str
    years: Years
    latitudes: Numbers
    longitudes: Numbers
    units: str
    array: xr.DataArray
    """(member), year, latitude, longitude, as in the file."""
    has_members: bool
    down: Years
    """Positions of the latitudes in the file."""
    along: Years
    """Positions of the longitudes in the file."""
    path: Path

    def loaded(self, dtype: type[np.floating]) -> Numbers:
        """Members x years x latitudes x longitudes; one member where only a mean is known."""
        values = values_of(self.array, self.path, dtype)
        if not self.has_members:
            values = values[None]
        return np.ascontiguousarray(values[..., self.down, :][..., self.along])


def observed_of(data: xr.Dataset, path: Path, middle: float) -> Series:
    name = next((str(name) for name in data.data_vars if str(name).lower() in OBSERVED), None)
    if name is None:
        raise refused(
            str(path), f"has no variable {OBSERVED[0]}: the observations are missing among {listed(data)}"
        )
    array = data[name]
    axes = axes_of(array)
    if not axes.on_a_map or axes.model or axes.member:
        raise refused(
            f"{path}, {name}", f"has axes {tuple(array.dims)}; it needs year, latitude and longitude"
        )
    return series(name, array, axes, path, middle)


def models_of(data: xr.Dataset, path: Path) -> list[Series]:
    found: list[Series] = []
    for name in map(str, data.data_vars):
        array = data[name]
        axes = axes_of(array)
        if name.lower() in (*OBSERVED, *NOT_PAST) or not axes.on_a_map:
            continue
        middle = None if not found else float(found[0].longitudes.mean())
        if axes.model is None:
            found.append(series(name, array, axes, path, middle))
            continue
        labels = names_along(array, axes.model)
        found += [
            series(label, array.isel({axes.model: place}, drop=True).rename(name), axes, path, middle)
            for place, label in enumerate(labels)
        ]
    flat = [name for name in map(str, data.data_vars) if name.lower() in JOINT]
    if not found and flat:
        axes_there = tuple(data[flat[0]].dims)
        raise refused(f"{path}, {flat[0]}", f"has axes {axes_there}; it needs year, latitude and longitude")
    if not found:
        raise refused(
            str(path),
            f"has no model: give {JOINT[0]} (model, year, lat, lon), or a variable for each model "
            f"(member, year, lat, lon); there are {listed(data)}",
        )
    return found


def series(name: str, array: xr.DataArray, axes: Axes, path: Path, middle: float | None) -> Series:
    where = str(path)
    here = ordered(array, without_model(axes, array), where)
    year, latitude, longitude = str(axes.year), str(axes.latitude), str(axes.longitude)
    years = years_of(here, year, where)
    latitudes, down = arranged_latitudes(here, latitude, where)
    longitudes, along = arranged_longitudes(here, longitude, where, middle)
    return Series(
        name=name,
        years=years,
        latitudes=latitudes,
        longitudes=longitudes,
        units=str(array.attrs.get("units", "")),
        array=here,
        has_members=axes.member is not None,
        down=down,
        along=along,
        path=path,
    )


def without_model(axes: Axes, array: xr.DataArray) -> Axes:
    gone = axes.model is not None and axes.model not in array.dims
    return Axes(
        axes.latitude, axes.longitude, axes.year, axes.member, None if gone else axes.model, axes.other
    )


def names_along(array: xr.DataArray, axis: str) -> list[str]:
    if axis in array.coords:
        return [str(label) for label in array[axis].values]
    return [f"model-{place}" for place in range(1, array.sizes[axis] + 1)]


def listed(data: xr.Dataset) -> str:
    return ", ".join(map(str, data.data_vars)) or "no variables"
