"""Tracks read back from a file that `TrackWriter` wrote."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem

__all__ = ["Tracks", "read_tracks"]


@dataclass(frozen=True)
class Tracks:
    """By particle and time; NaN where a particle is not yet released. Times are seconds since 1970."""

    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    status: NDArray[np.int8]
    times: NDArray[np.float64]
    mass: NDArray[np.float32] | None
    accounts: dict[str, NDArray[np.float64]]


def read_tracks(path: Path) -> Tracks:
    """All of the file."""
    import netCDF4

    try:
        with netCDF4.Dataset(str(path)) as file:
            if getattr(file, "featureType", "") != "trajectory":
                raise InvalidInputError([Problem(str(path), "holds no trajectories")])
            return Tracks(
                np.ma.filled(file["lon"][:], np.nan),
                np.ma.filled(file["lat"][:], np.nan),
                np.ma.getdata(file["status"][:]),
                np.ma.getdata(file["time"][:]),
                np.ma.filled(file["mass"][:], np.nan) if "mass" in file.variables else None,
                {
                    name.removeprefix("oil_"): np.ma.getdata(file[name][:])
                    for name in file.variables
                    if name.startswith("oil_")
                },
            )
    except (OSError, IndexError) as error:
        raise InvalidInputError([Problem(str(path), f"cannot be read as tracks ({error})")]) from error
