"""Forcing by name: where the services that give it to the world keep it.

In: a name such as `hycom`, the kind and when the run begins. Out: an address that `open_dataset` reads. Two addresses joined by `|`
are the two parts of one field. Nothing is reached when the settings say offline.

hycom   US Navy, ESPC-D-V02, 1/12 degree, three-hourly, by OPeNDAP
gfs     NOAA, Global Forecast System, 1/4 degree, three-hourly; the newest run at or before the begin, by OPeNDAP
era5    ECMWF reanalysis, 1/4 degree, hourly, as Google's ARCO copy keeps it (Zarr)
cmems   Copernicus Marine, 1/12 degree: currents six-hourly, waves three-hourly (Zarr; its place is asked of its catalogue)
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from anso.errors import InvalidInputError, Problem
from anso.services.drift.forcing.kinds import CURRENTS, WAVES, WIND, Kind

__all__ = ["SERVICES", "address_of"]

HYCOM = "https://tds.hycom.org/thredds/dodsC/ESPC-D-V02/{part}"
GFS = "https://nomads.ncep.noaa.gov/dods/gfs_0p25/gfs{day:%Y%m%d}/gfs_0p25_{day:%H}z"
ERA5 = (
    "https://storage.googleapis.com/gcp-public-data-arco-era5/ar/full_37-1h-0p25deg-chunk-1.zarr-v3"
    "#10m_u_component_of_wind,10m_v_component_of_wind"
)
CMEMS = "https://stac.marine.copernicus.eu/metadata/{dataset}/dataset.stac.json"
CMEMS_DATASETS = {
    CURRENTS: "GLOBAL_ANALYSISFORECAST_PHY_001_024/cmems_mod_glo_phy-cur_anfc_0.083deg_PT6H-i_202406",
    WAVES: "GLOBAL_ANALYSISFORECAST_WAV_001_027/cmems_mod_glo_wav_anfc_0.083deg_PT3H-i_202411",
}
CYCLE = timedelta(hours=6)
"""Between two runs of the Global Forecast System."""


def hycom(kind: Kind, begin: float) -> str:
    """Each part of the current has an address of its own."""
    del kind, begin
    return "|".join(HYCOM.format(part=part) for part in ("u3z", "v3z"))


def gfs(kind: Kind, begin: float) -> str:
    """The newest run at or before the begin."""
    del kind
    when = datetime.fromtimestamp(begin, UTC)
    midnight = when.replace(hour=0, minute=0, second=0, microsecond=0)
    return GFS.format(day=midnight + (when - midnight) // CYCLE * CYCLE)


def era5(kind: Kind, begin: float) -> str:
    """One store for all time."""
    del kind, begin
    return ERA5


def cmems(kind: Kind, begin: float) -> str:
    """The store that the service's catalogue names for the data set: it moves from time to time."""
    import fsspec

    del begin
    page = CMEMS.format(dataset=CMEMS_DATASETS[kind])
    try:
        with fsspec.open(page, "r") as file:
            return str(json.load(file)["assets"]["timeChunked"]["href"])
    except (OSError, KeyError, ValueError) as error:
        raise InvalidInputError(
            [
                Problem(
                    "cmems", f"its catalogue does not say where the data are ({page}; {type(error).__name__})"
                )
            ]
        ) from error


SERVICES: Mapping[str, tuple[Callable[[Kind, float], str], tuple[Kind, ...]]] = {
    "hycom": (hycom, (CURRENTS,)),
    "gfs": (gfs, (WIND,)),
    "era5": (era5, (WIND,)),
    "cmems": (cmems, (CURRENTS, WAVES)),
}


def address_of(given: str, kind: Kind, begin: float) -> str:
    """The address behind a service's name; anything else stands for itself."""
    from anso.config import config

    if given not in SERVICES:
        if config().offline and "://" in given and not given.startswith(("file://", "memory://")):
            raise InvalidInputError(
                [Problem(given, "cannot be reached: the settings say offline (ANSO_OFFLINE)")]
            )
        return given
    locate, kinds = SERVICES[given]
    if kind not in kinds:
        names = [name for name, (_, has) in SERVICES.items() if kind in has]
        raise InvalidInputError(
            [
                Problem(
                    kind.option,
                    f"{given} gives no {kind.what} here; {' or '.join(names) or 'no service'} does",
                )
            ]
        )
    if config().offline:
        raise InvalidInputError(
            [Problem(kind.option, f"{given} cannot be reached: the settings say offline (ANSO_OFFLINE)")]
        )
    return locate(kind, begin)
