"""Files of either shape, written small."""

from pathlib import Path

import numpy as np
import xarray as xr

__all__ = ["LATITUDES", "LONGITUDES", "YEARS", "both", "separate", "written"]

LATITUDES = np.array([0.5, 1.5, 2.5, 3.5])
LONGITUDES = np.array([70.5, 71.5, 72.5, 73.5, 74.5])
YEARS = np.arange(1991, 2011)


def both() -> xr.Dataset:
    """hindcast (model, year, lat, lon) with obs on the same grid."""
    random = np.random.default_rng(1)
    shape = (len(YEARS), len(LATITUDES), len(LONGITUDES))
    rain = np.exp(random.standard_normal(shape))
    return xr.Dataset(
        {
            "hindcast": (
                ("model", "year", "lat", "lon"),
                rain + random.random((2, *shape)),
                {"units": "mm/day"},
            ),
            "obs": (("year", "lat", "lon"), 30 * rain, {"units": "mm/month"}),
        },
        {"model": ["one", "two"], "year": YEARS, "lat": LATITUDES, "lon": LONGITUDES},
    )


def separate() -> xr.Dataset:
    """A variable a model with members of its own, and obs on a grid twice as fine."""
    random = np.random.default_rng(2)
    shape = (len(YEARS), len(LATITUDES), len(LONGITUDES))
    rain = 100 * np.exp(random.standard_normal(shape))
    fine = np.repeat(np.repeat(rain, 2, axis=1), 2, axis=2)
    return xr.Dataset(
        {
            "Aone": (("member4", "year", "lat", "lon"), rain + random.random((4, *shape))),
            "Btwo": (("member3", "year", "lat", "lon"), rain + random.random((3, *shape))),
            "obs": (("year", "olat", "olon"), fine, {"units": "mm/season"}),
        },
        {
            "year": YEARS,
            "lat": LATITUDES,
            "lon": LONGITUDES,
            "olat": np.arange(0.25, 4, 0.5),
            "olon": np.arange(70.25, 75, 0.5),
        },
    )


def written(folder: Path, data: xr.Dataset) -> Path:
    path = folder / "written.nc"
    data.to_netcdf(path, engine="netcdf4")
    return path
