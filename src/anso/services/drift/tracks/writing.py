"""Tracks written while they are made, so that they are never held whole.

A CF file of feature type trajectory (CF 1.11, appendix H.4; all share their times). Degrees are packed in steps of 1e-7, about a
centimetre; a particle that is not yet released has none. The file appears under its name when it is whole.

In: at each time longitude, latitude, status and, for oil, mass. Out: the file.
"""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from anso.errors import AnsoError

__all__ = ["STATUS_MEANINGS", "TrackWriter"]

STATUS_MEANINGS = "active stranded outside_currents no_current no_wind not_released"
PACKED = 1e-7
HELD_BYTES = 32_000_000
"""What is held before it is written; a chunk of the file holds as many times."""
CHUNK = 16384
"""Particles in a chunk of the file."""
CACHE = 65536
"""Bytes; chunks are written whole, so the library need not hold them until the end."""
MISSING = int(np.iinfo(np.int32).min)


class TrackWriter:
    """Writes one file; a context, so that nothing half-written stays."""

    def __init__(
        self,
        path: Path,
        particles: int,
        times: NDArray[np.float64],
        attributes: Mapping[str, Any],
        *,
        masses: bool = False,
        accounts: Mapping[str, str] | None = None,
    ) -> None:
        self.path, self.particles, self.times = path, particles, times
        self.partial = path.with_name(f".{path.name}.partial")
        per_time = particles * (13 if masses else 9)
        self.depth = int(np.clip(HELD_BYTES // per_time, 1, len(times)))
        self.held = 0
        self.written = 0
        self.lon, self.lat = (np.empty((particles, self.depth), np.int32) for _ in range(2))
        self.status = np.empty((particles, self.depth), np.int8)
        self.mass = np.empty((particles, self.depth), np.float32) if masses else None
        self.file = self._created(attributes, accounts or {})

    def _created(self, attributes: Mapping[str, Any], accounts: Mapping[str, str]) -> Any:
        import netCDF4

        try:
            file = netCDF4.Dataset(str(self.partial), "w", format="NETCDF4")
        except OSError as error:
            raise AnsoError(f"{self.path} cannot be written: {error.strerror or error}") from error
        file.setncatts({"Conventions": "CF-1.11", "featureType": "trajectory", **attributes})
        file.createDimension("trajectory", self.particles)
        file.createDimension("time", len(self.times))
        number = file.createVariable("trajectory", "i4", ("trajectory",))
        number.setncatts({"cf_role": "trajectory_id", "long_name": "number of the particle"})
        number[:] = np.arange(self.particles, dtype=np.int32)
        time = file.createVariable("time", "f8", ("time",))
        time.setncatts(
            {
                "standard_name": "time",
                "units": "seconds since 1970-01-01 00:00:00",
                "calendar": "standard",
                "axis": "T",
            }
        )
        time[:] = self.times
        layout: dict[str, Any] = {
            "dimensions": ("trajectory", "time"),
            "chunksizes": (min(self.particles, CHUNK), self.depth),
            "chunk_cache": CACHE,
        }
        for name, standard, units in (
            ("lon", "longitude", "degrees_east"),
            ("lat", "latitude", "degrees_north"),
        ):
            place = file.createVariable(name, "i4", fill_value=MISSING, **layout)
            place.setncatts({"standard_name": standard, "units": units, "scale_factor": PACKED})
            place.set_auto_maskandscale(False)
        status = file.createVariable("status", "i1", fill_value=False, **layout)
        status.setncatts(
            {
                "long_name": "what became of the particle",
                "flag_values": np.arange(6, dtype=np.int8),
                "flag_meanings": STATUS_MEANINGS,
                "coordinates": "lon lat",
            }
        )
        if self.mass is not None:
            mass = file.createVariable("mass", "f4", fill_value=np.float32(np.nan), **layout)
            mass.setncatts(
                {
                    "long_name": "oil that the particle still carries, without water",
                    "units": "kg",
                    "coordinates": "lon lat",
                }
            )
        for name, meaning in accounts.items():
            account = file.createVariable(f"oil_{name}", "f8", ("time",))
            account.setncatts({"long_name": meaning, "units": "kg"})
        return file

    def record(
        self,
        longitude: NDArray[np.float64],
        latitude: NDArray[np.float64],
        status: NDArray[np.int8],
        mass: NDArray[np.float64] | None = None,
        accounts: Mapping[str, float] | None = None,
    ) -> None:
        """The particles at the next time."""
        from anso.services.drift.kernel.packing import packed_places

        at = self.held
        packed_places(longitude, latitude, status, 1 / PACKED, MISSING, self.lon, self.lat, at)
        self.status[:, at] = status
        if self.mass is not None and mass is not None:
            self.mass[:, at] = mass
        for name, value in (accounts or {}).items():
            self.file[f"oil_{name}"][self.written + at] = value
        self.held += 1
        if self.held == self.depth:
            self._flush()

    def _flush(self) -> None:
        stretch = slice(self.written, self.written + self.held)
        try:
            self.file["lon"][:, stretch] = self.lon[:, : self.held]
            self.file["lat"][:, stretch] = self.lat[:, : self.held]
            self.file["status"][:, stretch] = self.status[:, : self.held]
            if self.mass is not None:
                self.file["mass"][:, stretch] = self.mass[:, : self.held]
        except (OSError, RuntimeError) as error:
            raise AnsoError(f"{self.path} cannot be written ({error}); is the disk full?") from error
        self.written += self.held
        self.held = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None and self.held:
                self._flush()
        finally:
            self.file.close()
            if kind is None:
                self.partial.replace(self.path)
            else:
                self.partial.unlink(missing_ok=True)
