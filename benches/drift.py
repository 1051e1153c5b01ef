"""Drift at sea beside its peers: the same field, the same particles, each in a process of its own.

The field has 1/12 degree, three hours and five days; 100,000 objects of class PIW-1 drift from 6 N 84 E for 120 steps of an
hour. OpenDrift (GPL) and Parcels are only ever compared with: each is run by the interpreter that BENCH_OPENDRIFT or BENCH_PARCELS
names, and left out, plainly, where there is none. Seconds are of the simulation itself, as each program would be asked
for it from memory or from files; memory is the peak of the process.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benches.report import Measurement

__all__ = ["measure"]

START, LONGITUDE, LATITUDE, HOURS = "2020-09-03T06:00", 84.0, 6.0, 120
RUNS = 3
OPENDRIFT = r"""
import sys, json, time, re
from datetime import datetime, timedelta
import numpy as np
from opendrift.models.leeway import Leeway
from opendrift.readers import reader_netCDF_CF_generic
folder, particles, spread, output = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "spread", sys.argv[4]
model = Leeway(loglevel=50)
model.add_reader([reader_netCDF_CF_generic.Reader(f"{folder}/{name}.nc") for name in ("currents", "wind")])
model.set_config("environment:constant:land_binary_mask", 0)
model.seed_elements(lon=84.0, lat=6.0, number=particles, radius=1000 if spread else 0, object_type=1,
                    time=datetime(2020, 9, 3, 6), jibe_probability=0.04 if spread else 0.0)
if not spread:
    model.elements_scheduled.downwind_eps[:] = 0
    model.elements_scheduled.crosswind_eps[:] = 0
begun = time.perf_counter()
model.run(duration=timedelta(hours=120), time_step=3600, time_step_output=3600, outfile=output)
seconds = time.perf_counter() - begun
ends = [[float(model.elements.lon[i]), float(model.elements.lat[i]), int(model.elements.orientation[i])]
        for i in range(2)]
print(json.dumps({"seconds": seconds, "ends": ends,
                  "megabytes": int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) * 1.024e-3}))
"""
PARCELS = r"""
import sys, json, time, re
import numpy as np, xarray as xr, parcels
folder, particles = sys.argv[1], int(sys.argv[2])
given = xr.open_dataset(f"{folder}/currents.nc").load().rename({"uo": "U", "vo": "V"})
given = parcels.convert.copernicusmarine_to_sgrid(fields={"U": given["U"], "V": given["V"]})
fields = parcels.FieldSet.from_sgrid_conventions(given, mesh="spherical")
start = np.datetime64("2020-09-03T06:00")
random = np.random.default_rng(1)
x, y = 84 + 0.01 * random.standard_normal(particles), 6 + 0.01 * random.standard_normal(particles)
x[0], y[0] = 84.0, 6.0
swarm = parcels.ParticleSet(fields, x=x, y=y, t=np.full(particles, start))
begun = time.perf_counter()
swarm.execute(parcels.kernels.AdvectionRK4, runtime=np.timedelta64(120, "h"), dt=np.timedelta64(1, "h"), verbose_progress=False)
print(json.dumps({"seconds": time.perf_counter() - begun, "ends": [[float(swarm.x[0]), float(swarm.y[0]), 0]],
                  "megabytes": int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) * 1.024e-3}))
"""


def measure() -> list[Measurement]:
    """Ours at 100,000 and a million particles, then each peer that is at hand."""
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        write_fields(folder)
        first = ours(folder, 1000, "--scheme", "euler")
        euler = best(folder, 100_000, "--scheme", "euler")
        rk4 = best(folder, 100_000)
        few, many = best(folder, 250_000), best(folder, 1_000_000)
        results = [
            Measurement("drift: 100,000 in leeway, 120 h, Euler", told(euler)),
            Measurement("drift: the same, RK4", told(rk4), "", "< 500 MB", met=float(rk4["megabytes"]) < 500),
            Measurement("drift: 1,000,000, RK4", told(many), "", "< 15 s", met=float(many["seconds"]) < 15),
            Measurement(
                "drift: cost of 1,000,000 beside 4 x 250,000",
                f"{many['moved'] / few['moved'] / 4:.2f}",
                "",
                "linear",
                met=many["moved"] / few["moved"] / 4 < 1.25,
            ),
            Measurement(
                "drift: getting the kernel ready, first time and after",
                f"{first['ready']:.1f} s, {rk4['ready']:.1f} s",
            ),
        ]
        return [*results, *beside_opendrift(folder, euler, rk4), *beside_parcels(folder)]


def write_fields(folder: Path) -> None:
    """Eddies and a mean flow, a wind that turns; both smooth, all at sea."""
    hours = np.arange(0, 150, 3.0)
    field(
        folder / "currents.nc",
        np.arange(75, 95.001, 1 / 12),
        np.arange(-2, 12.001, 1 / 12),
        hours,
        ("uo", "vo"),
        ("eastward_sea_water_velocity", "northward_sea_water_velocity"),
        lambda x, y, t: (
            0.3 + 0.4 * np.sin(np.radians((x - 80) * 30)) * np.cos(np.radians((y - 5) * 25) + t / 20),
            0.4 * np.cos(np.radians((x - 80) * 28) + t / 30) * np.sin(np.radians((y - 5) * 25)),
        ),
    )
    field(
        folder / "wind.nc",
        np.arange(70, 100.001, 0.25),
        np.arange(-5, 20.001, 0.25),
        hours,
        ("u10", "v10"),
        ("x_wind", "y_wind"),
        lambda x, y, t: (
            6 + 2 * np.sin(np.radians(x * 10) + t / 12),
            4 + 2 * np.cos(np.radians(y * 12) + t / 15),
        ),
    )


def field(
    path: Path,
    longitudes: NDArray[np.float64],
    latitudes: NDArray[np.float64],
    hours: NDArray[np.float64],
    names: tuple[str, str],
    standard: tuple[str, str],
    flow: Any,
) -> None:
    import netCDF4

    t, y, x = np.meshgrid(hours, latitudes, longitudes, indexing="ij")
    with netCDF4.Dataset(str(path), "w") as file:
        for name, values, units in (
            ("time", hours, "hours since 2020-09-03 00:00:00"),
            ("lat", latitudes, "degrees_north"),
            ("lon", longitudes, "degrees_east"),
        ):
            file.createDimension(name, len(values))
            axis = file.createVariable(name, "f8", (name,))
            axis.setncatts(
                {"units": units, "standard_name": {"lat": "latitude", "lon": "longitude"}.get(name, name)}
            )
            axis[:] = values
        for name, meaning, values in zip(names, standard, flow(x, y, t), strict=True):
            variable: Any = file.createVariable(name, "f4", ("time", "lat", "lon"))
            variable.setncatts({"units": "m s-1", "standard_name": meaning})
            variable[:] = values


def ours(folder: Path, particles: int, *options: str, wind: bool = True) -> dict[str, Any]:
    """One run of the command in a process of its own."""
    command = [
        *(sys.executable, "-m", "anso.cli", "drift", "simulate", "--currents", str(folder / "currents.nc")),
        *(("--wind", str(folder / "wind.nc")) if wind else ()),
        *("--object", "leeway:PIW-1" if wind else "drifter", "--lat", str(LATITUDE), "--lon", str(LONGITUDE)),
        *("--time", START, "--hours", str(HOURS), "--particles", str(particles), "--seed", "1"),
        *("--output", str(folder / "tracks.nc"), *options),
    ]
    environment = {**os.environ, "ANSO_HOME": str(folder / "home")}
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    numbers = re.search(
        r"seconds: ([\d.]+) .*moving ([\d.]+).*ready ([\d.]+)\npeak memory: ([\d,]+) MB", said
    )
    if numbers is None:
        raise ValueError(f"the command said something else than expected: {said}")
    seconds, moved, ready, megabytes = (float(text.replace(",", "")) for text in numbers.groups())
    return {"seconds": seconds, "moved": moved, "ready": ready, "megabytes": megabytes}


def best(folder: Path, particles: int, *options: str) -> dict[str, Any]:
    """The quickest of a few: what else the machine does only ever slows."""
    runs = [ours(folder, particles, "--radius", "1000", *options) for _ in range(RUNS)]
    return min(runs, key=lambda each: float(each["seconds"]))


def told(run: dict[str, Any]) -> str:
    return f"{run['seconds']:.2f} s, {run['megabytes']:,.0f} MB"


def peer(variable: str, script: str, *arguments: str) -> dict[str, Any] | None:
    """What the peer says of its own run; nothing where it is not installed."""
    interpreter = os.environ.get(variable)
    if not interpreter:
        print(f"{variable} names no interpreter: its peer is left out", file=sys.stderr)
        return None
    said = subprocess.run([interpreter, "-c", script, *arguments], check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(said.stdout.splitlines()[-1])
    return result


def ends(folder: Path) -> NDArray[np.float64]:
    """Longitude, latitude and side of the first two particles in the end; then the length of their ways in degrees."""
    import netCDF4

    with netCDF4.Dataset(str(folder / "tracks.nc")) as file:
        x, y = file["lon"][:2], file["lat"][:2]
    way = np.hypot(np.diff(x, axis=1) * np.cos(np.radians(LATITUDE)), np.diff(y, axis=1)).sum(axis=1)
    return np.column_stack([x[:, -1], y[:, -1], way])


def apart(mine: NDArray[np.float64], theirs: list[float]) -> float:
    """How far two ends are apart, as part of the way."""
    east = (mine[0] - theirs[0]) * np.cos(np.radians(LATITUDE))
    return float(np.hypot(east, mine[1] - theirs[1]) / mine[2])


def beside_opendrift(folder: Path, euler: dict[str, Any], rk4: dict[str, Any]) -> list[Measurement]:
    output = str(folder / "opendrift.nc")
    timed = peer("BENCH_OPENDRIFT", OPENDRIFT, str(folder), "100000", "spread", output)
    exact = peer("BENCH_OPENDRIFT", OPENDRIFT, str(folder), "2", "exact", output)
    if timed is None or exact is None:
        return []
    results = [
        Measurement(
            f"drift: times as quick as OpenDrift 1.14 ({name})",
            f"{timed['seconds'] / run['seconds']:.0f} x",
            told(timed),
            "20 x",
            met=timed["seconds"] / run["seconds"] >= 20,
        )
        for name, run in (("Euler, its only scheme for leeway", euler), ("ours by RK4", rk4))
    ]
    for earth in ("wgs84", "sphere"):
        ours(folder, 2, "--no-spread", "--scheme", "euler", "--earth", earth)
        # Where OpenDrift drifts to the right of the wind is our left, so each end is held against its own mirror.
        far = max(min(apart(mine, theirs) for theirs in exact["ends"]) for mine in ends(folder))
        results.append(
            Measurement(
                f"drift: end apart from OpenDrift's, part of the way, Euler, {earth}",
                f"{far:.3%}",
                "",
                "< 0.5 %",
                met=far < 0.005,
            )
        )
    return results


def beside_parcels(folder: Path) -> list[Measurement]:
    timed = peer("BENCH_PARCELS", PARCELS, str(folder), "100000")
    if timed is None:
        return []
    ours(folder, 1, wind=False)
    far = apart(ends_of_one(folder), timed["ends"][0])
    run = min(
        (ours(folder, 100_000, "--radius", "1000", wind=False) for _ in range(RUNS)),
        key=lambda each: float(each["seconds"]),
    )
    return [
        Measurement("drift: 100,000 in currents alone, RK4, beside Parcels 4", told(run), told(timed)),
        Measurement(
            "drift: end apart from Parcels', part of the way", f"{far:.3%}", "", "< 0.5 %", met=far < 0.005
        ),
    ]


def ends_of_one(folder: Path) -> NDArray[np.float64]:
    found: NDArray[np.float64] = ends(folder)[0]
    return found
