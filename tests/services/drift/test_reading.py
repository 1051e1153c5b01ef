"""Files of the usual shapes are read alike; those that cannot be read say why."""

from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import pytest
from tests.services.drift.fields import METRES_A_DEGREE, Flow, uniform, write_field
from tests.services.drift.running import end, run

from anso.errors import InvalidInputError
from anso.services.drift.forcing.covering import bridged, slots, uncovered
from anso.services.drift.forcing.units import metres_a_second

LONGITUDES, LATITUDES = np.arange(70.0, 80.1, 0.5), np.arange(-5.0, 5.1, 0.5)
ACROSS = 0.5 * 86400 / METRES_A_DEGREE
"""Degrees of longitude that 0.5 m/s is in a day, on the equator."""


def east(folder: Path, **given: Any) -> str:
    """0.5 m/s to the east, in a file of another shape."""
    flow: Flow = given.pop("flow", uniform(0.5, 0.0))
    return write_field(
        folder / "east.nc", flow, **{"longitudes": LONGITUDES, "latitudes": LATITUDES, **given}
    )


@pytest.mark.parametrize(
    "given",
    [
        {"names": ("water_u", "water_v")},
        {"names": ("x_sea_water_velocity", "y_sea_water_velocity")},
        {"names": ("U", "V")},
        {"latitudes": LATITUDES[::-1]},
        {"longitudes": LONGITUDES - 360.0},
        {"hours": np.array([0.0, 10.0]), "time_units": "days since 2020-09-03"},
        {"hours": np.array([0.0, 864000.0]), "time_units": "seconds since 2020-09-03T00:00:00Z"},
        {"hours": np.array([43710.0, 43720.0]) + 0.0, "time_units": "days since 1901-01-01"},
        {"flow": uniform(50.0, 0.0), "units": "cm/s"},
        {"flow": uniform(0.5 * 3600 / 1852, 0.0), "units": "knots"},
        {"units": "Metres per second"},
        {"units": ""},
        {"kind": "f4"},
        {"latitudes": np.array([-5.0, -2.0, -1.0, -0.4, 0.3, 1.0, 2.5, 5.0])},
        {"longitudes": np.array([70.0, 71.0, 74.5, 75.5, 76.0, 80.0])},
    ],
    ids=lambda given: next(iter(given)),
)
def test_every_usual_shape_is_read_alike(tmp_path: Path, given: dict[str, Any]) -> None:
    tracks, _ = run(tmp_path, east(tmp_path, **given), 75.0, 0.0, 24)
    assert end(tracks) == pytest.approx((75.0 + ACROSS, 0.0), abs=2e-6)


def rewritten(path: str, change: Any) -> str:
    with netCDF4.Dataset(path, "a") as file:
        change(file)
    return path


def test_packed_values_depth_and_missing_ones_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "deep.nc"
    with netCDF4.Dataset(str(path), "w") as file:
        for name, values, units in (
            ("time", [0.0, 240.0], "hours since 2020-09-03"),
            ("depth", [50.0, 0.5], "m"),
            ("latitude", LATITUDES, "degrees_north"),
            ("longitude", LONGITUDES, "degrees_east"),
        ):
            file.createDimension(name, len(values))
            file.createVariable(name, "f8", (name,)).units = units
            file[name][:] = values
        for name, deep, surface in (("uo", 0.1, 0.5), ("vo", 0.1, 0.0)):
            values = file.createVariable(
                name, "i2", ("time", "depth", "latitude", "longitude"), fill_value=-32767
            )
            values.setncatts({"units": "m s-1", "scale_factor": 0.001, "add_offset": 0.2})
            values[:, 0], values[:, 1] = deep, surface
            values[:, :, :3] = np.ma.masked
    tracks, _ = run(tmp_path, str(path), 75.0, 0.0, 24)
    assert end(tracks) == pytest.approx((75.0 + ACROSS, 0.0), abs=2e-6)


def test_the_first_source_that_covers_a_place_and_time_answers(tmp_path: Path) -> None:
    near = write_field(
        tmp_path / "near.nc",
        uniform(0.5, 0.0),
        longitudes=np.arange(74.5, 75.26, 0.25),
        latitudes=LATITUDES,
    )
    wide = write_field(tmp_path / "wide.nc", uniform(0.0, 0.2), longitudes=LONGITUDES, latitudes=LATITUDES)
    tracks, _ = run(tmp_path, [near, wide], 75.0, 0.0, 24, step=60.0)
    leaves = 0.25 * METRES_A_DEGREE / 0.5
    assert end(tracks)[0] == pytest.approx(75.25, abs=0.001)
    assert end(tracks)[1] == pytest.approx((86400 - leaves) * 0.2 / METRES_A_DEGREE, abs=0.001)
    tracks, _ = run(tmp_path, [wide, near], 75.0, 0.0, 24)
    assert end(tracks)[0] == 75.0


def test_members_of_an_ensemble_are_shared_out_among_particles(tmp_path: Path) -> None:
    paths = [
        write_field(tmp_path / f"{v}.nc", uniform(0.0, v), longitudes=LONGITUDES, latitudes=LATITUDES)
        for v in (0.1, 0.3)
    ]
    tracks, _ = run(tmp_path, paths, 75.0, 0.0, 24, particles=4, forcing={"ensemble": True})
    day = 86400 / METRES_A_DEGREE
    assert tracks.latitude[:, -1] == pytest.approx(np.array([0.1, 0.3, 0.1, 0.3]) * day, abs=1e-6)


def test_files_of_a_folder_follow_one_another(tmp_path: Path) -> None:
    folder = tmp_path / "days"
    folder.mkdir()
    for day, v in enumerate((0.1, 0.2, 0.3)):
        write_field(
            folder / f"{day}.nc",
            uniform(0.0, v),
            longitudes=LONGITUDES,
            latitudes=LATITUDES,
            hours=np.array([24.0 * day]),
        )
    tracks, _ = run(tmp_path, str(folder), 75.0, 0.0, 48)
    assert end(tracks)[1] == pytest.approx(0.2 * 2 * 86400 / METRES_A_DEGREE, abs=1e-6)


def test_a_large_field_is_read_in_windows_with_the_same_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from anso.services.drift.simulating import engine

    hours = np.arange(0.0, 97.0, 3.0)
    path = east(
        tmp_path,
        flow=lambda x, y, t: (0.5 + 0.1 * np.sin(x + t / 9), 0.3 * np.cos(y * 2 + t / 7)),
        hours=hours,
    )
    whole, _ = run(tmp_path, path, 72.0, 0.0, 96, particles=3, release={"radius": 5000.0})
    monkeypatch.setattr(engine, "HELD_BYTES", 30_000)
    monkeypatch.setattr(engine, "FASTEST", 0.05)  # so slow that particles reach the edge of what was read
    cut, outcome = run(tmp_path, path, 72.0, 0.0, 96, particles=3, release={"radius": 5000.0})
    assert outcome.status["active"] == 3
    assert cut.longitude == pytest.approx(whole.longitude, abs=2e-6)
    assert cut.latitude == pytest.approx(whole.latitude, abs=2e-6)


def test_values_at_the_edge_of_land_are_those_of_the_corners_at_sea(tmp_path: Path) -> None:
    def beside_land(x: np.ndarray, y: np.ndarray, t: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return np.where(x > 76.0, np.nan, 0.5), np.where(x > 76.0, np.nan, 0.0)

    tracks, outcome = run(tmp_path, east(tmp_path, flow=beside_land), 75.9, 0.2, 48)
    assert tracks.longitude[0, 6] == pytest.approx(75.9 + ACROSS / 4, abs=1e-5)
    assert outcome.status["no_current"] == 1  # further in, there is none, and none is made up
    assert end(tracks)[0] == pytest.approx(76.5, abs=0.03)


REFUSALS = [
    (
        lambda file: file["uo"].setncattr("units", "degC"),
        "uo has the units 'degC', which are no m/s nor turned into it here",
    ),
    (
        lambda file: file["uo"].__setitem__(slice(None), 60.0),
        "has currents of up to 60 m/s, beyond all that is real",
    ),
    (lambda file: file["time"].setncattr("calendar", "360_day"), "counts in the calendar 360_day"),
    (lambda file: file["time"].setncattr("units", "moons"), "its time (time) has the units 'moons'"),
    (
        lambda file: file.renameVariable("vo", "salt"),
        "has uo but not vo: both parts of the current are needed",
    ),
    (
        lambda file: file["lat"].__setitem__(slice(None), LATITUDES * 30),
        "its latitudes reach -150; they end at 90",
    ),
    (lambda file: file["uo"].setncattr("mesh", "grid"), "its values stand on an unstructured mesh"),
    (lambda file: file["lon"].setncattr("standard_name", "grid_longitude"), "its grid is rotated"),
]


@pytest.mark.parametrize(("change", "said"), REFUSALS, ids=[said[:30] for _, said in REFUSALS])
def test_what_cannot_be_read_says_why(tmp_path: Path, change: Any, said: str) -> None:
    path = rewritten(east(tmp_path), change)
    with pytest.raises(InvalidInputError) as refused:
        run(tmp_path, path, 75.0, 0.0, 24)
    assert str(refused.value).startswith(f"{path}: {said}") or f" {said}" in str(refused.value)


def test_currents_without_any_value_are_refused(tmp_path: Path) -> None:
    path = east(tmp_path, flow=uniform(np.nan, np.nan))
    with pytest.raises(
        InvalidInputError, match="has no current at all between 70 and 80 degrees of longitude"
    ):
        run(tmp_path, path, 75.0, 0.0, 24)


@pytest.mark.parametrize("kind", ["NETCDF3_CLASSIC", "NETCDF3_64BIT_OFFSET", "NETCDF3_64BIT_DATA", "NETCDF4"])
def test_a_file_cut_short_is_never_taken_for_a_calm_sea(tmp_path: Path, kind: Any) -> None:
    whole = east(tmp_path)
    path = tmp_path / "old.nc"
    with netCDF4.Dataset(whole) as source, netCDF4.Dataset(str(path), "w", format=kind) as copy:
        for name, size in source.dimensions.items():
            copy.createDimension(name, None if name == "time" else len(size))
        for name, variable in source.variables.items():
            copied: Any = copy.createVariable(name, "f8", variable.dimensions)
            copied.setncatts({key: variable.getncattr(key) for key in variable.ncattrs()})
            copied[:] = variable[:]
    tracks, _ = run(tmp_path, str(path), 75.0, 0.0, 24)
    assert end(tracks)[0] == pytest.approx(75.0 + ACROSS, abs=2e-6)
    held = path.read_bytes()
    for share in (0.5, 0.98):
        short = tmp_path / f"{share}.nc"
        short.write_bytes(held[: int(len(held) * share)])
        with pytest.raises(InvalidInputError, match=r"cut short"):
            run(tmp_path, str(short), 75.0, 0.0, 24)


def curvilinear(file: netCDF4.Dataset, *, moving: bool) -> None:
    file.createDimension("time", 2)
    file.createDimension("y", 5)
    file.createDimension("x", 6)
    file.createVariable("time", "f8", ("time",)).units = "hours since 2020-09-03"
    file["time"][:] = [0.0, 240.0]
    dims = ("time", "y", "x") if moving else ("y", "x")
    for name, units in (("lon", "degrees_east"), ("lat", "degrees_north")):
        place: Any = file.createVariable(name, "f8", dims)
        place.units = units
        place[:] = np.random.default_rng(1).random(place.shape)
    for name in ("u", "v"):
        part: Any = file.createVariable(name, "f8", ("time", "y", "x"))
        part.setncatts({"units": "m s-1", "coordinates": "lon lat"})
        part[:] = 0.1


@pytest.mark.parametrize(
    ("moving", "said"), [(True, "its grid moves: lon changes with time"), (False, "its grid is curvilinear")]
)
def test_grids_that_move_or_bend_are_refused(tmp_path: Path, moving: bool, said: str) -> None:
    path = tmp_path / "bent.nc"
    with netCDF4.Dataset(str(path), "w") as file:
        curvilinear(file, moving=moving)
    with pytest.raises(InvalidInputError, match=said):
        run(tmp_path, str(path), 75.0, 0.0, 24)


def test_a_regular_grid_may_write_out_every_points_coordinates(tmp_path: Path) -> None:
    path = tmp_path / "written_out.nc"
    with netCDF4.Dataset(str(path), "w") as file:
        curvilinear(file, moving=False)
        file["lon"][:] = np.broadcast_to(70.0 + np.arange(6), (5, 6))
        file["lat"][:] = np.broadcast_to((2.0 - np.arange(5))[:, np.newaxis], (5, 6))
    tracks, _ = run(tmp_path, str(path), 72.5, 0.0, 24)
    assert end(tracks) == pytest.approx((72.5 + ACROSS / 5, ACROSS / 5), abs=2e-6)


def test_times_outside_the_forcing_and_gaps_in_it_are_said(tmp_path: Path) -> None:
    path = east(tmp_path, hours=np.array([0, 3, 6, 9, 18, 21, 24.0]))
    with pytest.raises(InvalidInputError, match="covers 2020-09-03 00:00 UTC to 2020-09-04 00:00 UTC, but"):
        run(tmp_path, path, 75.0, 0.0, 48, start="2020-09-03T18:00")
    with pytest.raises(
        InvalidInputError, match=r"between 2020-09-03 09:00 UTC and 2020-09-03 18:00 UTC.*--bridge 9"
    ):
        run(tmp_path, path, 75.0, 0.0, 24)
    tracks, _ = run(tmp_path, path, 75.0, 0.0, 24, forcing={"bridge": 9.0})
    assert end(tracks)[0] == pytest.approx(75.0 + ACROSS, abs=2e-6)
    tracks, _ = run(tmp_path, path, 75.0, 0.0, 9)
    assert end(tracks)[0] == pytest.approx(75.0 + ACROSS * 9 / 24, abs=2e-6)


def test_a_forecast_that_turns_to_longer_steps_has_no_gap() -> None:
    hours = np.array([0, 1, 2, 3, 6, 9, 12, 24, 27.0]) * 3600
    assert bridged(hours, 0.0).tolist() == [True, True, True, True, True, True, False, True]
    assert uncovered([hours], 0.0, 43200.0, 0.0) is None
    assert uncovered([hours], 0.0, 90000.0, 0.0) == (43200.0, 86400.0)
    assert uncovered([hours, np.array([43200.0, 86400.0])], 0.0, 90000.0, 0.0) is None
    at, share = slots(hours, np.array([1800.0, 5400 * 2.0, 50000.0, 86400.0]), bridged(hours, 0.0))
    assert at.tolist() == [0, 3, -1, 7]
    assert share[0] == 0.5


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("m s-1", 1.0),
        ("m/s", 1.0),
        ("m.s^-1", 1.0),
        ("meters second-1", 1.0),
        ("cm s**-1", 0.01),
        ("knot", 1852 / 3600),
        ("km/h", 1 / 3.6),
        ("kt", 1852 / 3600),
        ("1", None),
        ("m", None),
        ("m2 s-1", None),
        ("furlong/fortnight", None),
    ],
)
def test_units_are_known_or_refused(text: str, factor: float | None) -> None:
    assert metres_a_second(text) == factor
