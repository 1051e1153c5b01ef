"""A file of labelled grids, opened as it is: times as numbers, so that calendars no library knows are our own to read."""

from pathlib import Path

import numpy as np
import xarray as xr

from anso.errors import InvalidInputError, Problem
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["opened", "refused", "values_of"]

MARKS = (-999.0, -9999.0, -99999.0)
ENDLESS = 1e15
"""No season's rain or temperature is as large: such values mark what is missing."""


def refused(where: str, said: str) -> InvalidInputError:
    return InvalidInputError([Problem(where, said)])


def opened(path: Path) -> xr.Dataset:
    if not path.exists():
        raise refused(str(path), "there is no such file")
    if path.is_dir() and not any((path / name).exists() for name in (".zgroup", "zarr.json")):
        raise refused(str(path), "is a folder that holds no Zarr data; name a NetCDF file or a Zarr folder")
    try:
        found: xr.Dataset = (
            xr.open_dataset(path, engine="zarr", decode_times=False, cache=False)
            if path.is_dir()
            else xr.open_dataset(path, engine="netcdf4", decode_times=False, cache=False)
        )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise refused(
            str(path), f"cannot be read as NetCDF: it may be cut short or of another format ({error})"
        ) from error
    return found


def values_of(array: xr.DataArray, path: Path, dtype: type[np.floating]) -> Numbers:
    """The numbers, with NaN for whatever marks what is missing."""
    try:
        loaded = array.values
    except (OSError, ValueError, RuntimeError) as error:
        raise refused(
            str(path), f"{array.name} cannot be read to its end: the file may be cut short ({error})"
        ) from error
    if loaded.dtype.kind not in "fiu":
        raise refused(f"{path}, {array.name}", f"holds {loaded.dtype} where numbers are needed")
    values: Numbers = loaded.astype(dtype, copy=False)
    missing = (values > ENDLESS) | (values < -ENDLESS)
    for mark in MARKS:
        missing |= values == mark
    return np.where(missing, dtype(np.nan), values) if missing.any() else values
