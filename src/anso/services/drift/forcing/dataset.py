"""A file or address as named arrays with attributes: NetCDF and OPeNDAP by netCDF4, Zarr by zarr.

In: a path or an address. Out: `Dataset`. Packed numbers are unpacked, fill values are NaN; a fault of the file is a
sentence about that file.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.services.drift.forcing.truncated import bytes_missing

__all__ = ["Dataset", "Index", "Variable", "open_dataset"]

Index = tuple[int | slice, ...]
ZARR = re.compile(r"\.zarr(-v3)?(/|$)")


@dataclass(frozen=True)
class Variable:
    """One array of a file, read piece by piece."""

    name: str
    dims: tuple[str, ...]
    shape: tuple[int, ...]
    attributes: Mapping[str, Any]
    read: Callable[[Index], NDArray[np.float64]]

    def text(self, attribute: str) -> str:
        """The attribute as text; empty if there is none. `Unit` is taken for `units`, as some files have it."""
        for name in (attribute, "Unit", "unit") if attribute == "units" else (attribute,):
            if name in self.attributes:
                return str(self.attributes[name]).strip()
        return ""

    def whole(self) -> NDArray[np.float64]:
        """All of it."""
        return self.read((slice(None),) * len(self.dims))


@dataclass(frozen=True)
class Dataset:
    """All arrays of a file or address."""

    address: str
    variables: Mapping[str, Variable]


def open_dataset(address: str) -> Dataset:
    """A NetCDF file, an OPeNDAP address (http, https) or a Zarr store (a folder, or any fsspec address).

    Several joined by `|` are one: the parts of a field that are kept apart.
    """
    if "|" in address:
        parts = [open_dataset(part.strip()) for part in address.split("|")]
        return Dataset(
            address, {name: each for part in reversed(parts) for name, each in part.variables.items()}
        )
    remote = "://" in address
    if ZARR.search(address) or address.startswith(("gs://", "s3://", "memory://")) or _zarr_folder(address):
        return _zarr(address)
    if not remote:
        path = Path(address)
        if not path.exists():
            raise _refused(address, "there is no such file")
        if path.is_dir():
            raise _refused(address, "is a folder, but holds neither NetCDF files nor a Zarr store")
        if path.stat().st_size == 0:
            raise _refused(address, "is empty; fetch it again")
        missing = bytes_missing(path)
        if missing:
            raise _refused(address, f"is cut short: {missing:,} bytes are missing at its end; fetch it again")
    return _netcdf(address, remote=remote)


def _zarr_folder(address: str) -> bool:
    return any((Path(address) / name).exists() for name in (".zgroup", "zarr.json"))


def _refused(address: str, message: str) -> InvalidInputError:
    return InvalidInputError([Problem(address, message)])


def _netcdf(address: str, *, remote: bool) -> Dataset:
    import netCDF4

    try:
        file = netCDF4.Dataset(address)
    except OSError as error:
        if remote:
            raise _refused(address, f"does not answer as an OPeNDAP server ({_said(error)})") from error
        with Path(address).open("rb") as opened:
            begins = opened.read(8)
        if begins.startswith((b"CDF\x01", b"CDF\x02", b"CDF\x05", b"\x89HDF")):
            raise _refused(
                address, f"cannot be read: cut short or damaged ({_said(error)}); fetch it again"
            ) from error
        raise _refused(address, "is no NetCDF file; GRIB and others must be converted first") from error
    return Dataset(
        address, {name: _netcdf_variable(address, variable) for name, variable in file.variables.items()}
    )


def _netcdf_variable(address: str, variable: Any) -> Variable:
    def read(index: Index) -> NDArray[np.float64]:
        try:
            found = variable[index]
        except (OSError, RuntimeError, IndexError) as error:
            raise _refused(
                address,
                f"variable {variable.name} cannot be read: cut short or damaged ({_said(error)}); fetch it again",
            ) from error
        if not np.issubdtype(found.dtype, np.number):
            return np.full(np.shape(found), np.nan)
        if np.ma.is_masked(found):
            kind = found.dtype if np.issubdtype(found.dtype, np.floating) else np.float64
            return np.ma.filled(found.astype(kind), np.nan)
        return np.ma.getdata(found)

    attributes = {name: variable.getncattr(name) for name in variable.ncattrs()}
    return Variable(variable.name, tuple(variable.dimensions), tuple(variable.shape), attributes, read)


def _zarr(address: str) -> Dataset:
    import zarr

    try:
        group: Any = zarr.open_group(address, mode="r")
        arrays = dict(group.arrays())
    except Exception as error:
        # Stores fail in the manner of the file system behind them.
        raise _refused(address, f"cannot be read as a Zarr store ({_said(error)})") from error
    return Dataset(address, {name: _zarr_variable(address, name, array) for name, array in arrays.items()})


def _zarr_variable(address: str, name: str, array: Any) -> Variable:
    attributes = dict(array.attrs)
    dims = attributes.pop("_ARRAY_DIMENSIONS", None) or array.metadata.dimension_names or ()
    fills = [attributes.get(key) for key in ("_FillValue", "missing_value")]
    scale, offset = attributes.get("scale_factor", 1.0), attributes.get("add_offset", 0.0)

    def read(index: Index) -> NDArray[np.float64]:
        try:
            found = np.asarray(array[index])
        except Exception as error:
            raise _refused(address, f"variable {name} cannot be read ({_said(error)})") from error
        if not np.issubdtype(found.dtype, np.number):
            return np.full(found.shape, np.nan)
        holes = np.zeros(found.shape, bool)
        for fill in fills:
            if isinstance(fill, int | float):
                holes |= found == fill
        if scale != 1.0 or offset != 0.0 or holes.any():
            found = np.where(holes, np.nan, found * float(scale) + float(offset))
        return found

    return Variable(name, tuple(dims), tuple(array.shape), attributes, read)


def _said(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
