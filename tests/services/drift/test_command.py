"""`anso drift simulate` as a person runs it: the file it writes, what it says, what it refuses."""

import re
from pathlib import Path

import netCDF4
import numpy as np
import pytest
from tests.services.drift.fields import METRES_A_DEGREE, WIND, uniform, write_field

from anso.cli.main import main

GRID_X, GRID_Y = np.arange(80.0, 90.1, 0.5), np.arange(0.0, 10.1, 0.5)


@pytest.fixture
def currents(tmp_path: Path) -> str:
    return write_field(tmp_path / "currents.nc", uniform(0.5, 0.0), longitudes=GRID_X, latitudes=GRID_Y)


def command(given_currents: str, output: Path, /, **changed: str) -> list[str]:
    given: dict[str, str] = {
        "currents": given_currents,
        "lat": "5",
        "lon": "84",
        "time": "2020-09-03T06:00",
        "hours": "24",
        "particles": "10",
        "output": str(output),
    } | changed
    return ["drift", "simulate", *(f"--{name}={value}" for name, value in given.items() if value is not None)]


def test_the_file_is_a_cf_trajectory(tmp_path: Path, currents: str) -> None:
    wind = write_field(
        tmp_path / "wind.nc", uniform(5.0, 0.0), longitudes=GRID_X, latitudes=GRID_Y, names=WIND
    )
    output = tmp_path / "tracks.nc"
    given = command(
        currents, output, wind=wind, object="leeway:PIW-1", seed="1", scheme="rk4", diffusivity="1"
    )
    assert main(given) == 0
    with netCDF4.Dataset(str(output)) as file:
        assert (file.featureType, file.Conventions) == ("trajectory", "CF-1.11")
        assert file["lon"].dimensions == ("trajectory", "time")
        assert file["lon"].shape == (10, 25)
        assert (file["lon"].standard_name, file["lon"].units) == ("longitude", "degrees_east")
        assert (file["lat"].standard_name, file["lat"].units) == ("latitude", "degrees_north")
        assert file["trajectory"].cf_role == "trajectory_id"
        assert (
            netCDF4.num2date(file["time"][[0, -1]], file["time"].units).tolist()[1].isoformat()
            == "2020-09-04T06:00:00"
        )
        assert file["status"].flag_meanings.split()[1] == "stranded"
        assert (file.drifting_object, file.seed, file.scheme) == ("leeway:PIW-1", 1, "rk4")
        assert not file["lon"][:].mask.any()


def test_the_command_tells_its_seconds_and_memory(
    tmp_path: Path, currents: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command(currents, tmp_path / "t.nc")) == 0
    said = capsys.readouterr().out
    assert said.startswith("Surface drifter: 10 particles, 24 steps; in the end 10 adrift.\n")
    seconds = re.search(r"^seconds: ([\d.]+) .* getting the kernel ready [\d.]+$", said, re.MULTILINE)
    memory = re.search(r"^peak memory: ([\d,]+) MB$", said, re.MULTILINE)
    assert seconds is not None
    assert memory is not None
    assert 0 < float(seconds[1]) < 60
    assert 50 < float(memory[1].replace(",", "")) < 20_000


def test_hours_need_be_no_whole_number_of_steps(tmp_path: Path, currents: str) -> None:
    output = tmp_path / "t.nc"
    assert main(command(currents, output, hours="2.5", dt="1000")) == 0
    with netCDF4.Dataset(str(output)) as file:
        assert (file["time"][:] - file["time"][0]).tolist() == [0.0, 3600.0, 7200.0, 9000.0]
        assert file["lon"][0, -1] == pytest.approx(
            84 + 0.5 * 9000 / METRES_A_DEGREE / np.cos(np.radians(5.0)), abs=1e-6
        )


def test_what_was_assumed_is_said_beside_the_result(
    tmp_path: Path, currents: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command(currents, tmp_path / "t.nc", object="oil:kuwait")) == 0
    assert capsys.readouterr().err.splitlines() == [
        "Note: without --wind, oil:kuwait moves with the currents alone.",
        "Note: without --wind, the sea is taken as calm: oil takes up little water and does not disperse.",
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"particles": "0"}, "--particles: 0 particles are none; at least 1 is needed"),
        (
            {"object": "leeway:PIW1"},
            "--object: there is no leeway class PIW1; did you mean PIW-1 or PIW-6 or PIW-5?",
        ),
        (
            {"time": "soon"},
            "--time: 'soon' is no time; write it as 2020-09-03T06:00, in UTC or with its zone",
        ),
        ({"hours": "0"}, "--hours: must be a number above 0"),
        ({"lat": "91"}, "--lat: 91 is no latitude; it lies between -90 and 90"),
        ({"currents": "none.nc"}, "none.nc: there is no such file"),
        ({"diffusivity": "-1"}, "--diffusivity: must not be below 0"),
        (
            {"windage": "3", "object": "drifter"},
            "--object: a windage of 3 is none; it is the share of the wind, such as 0.03",
        ),
        ({"until": "2020-09-10T00:00"}, "--until: the source lasts longer than the run; give more --hours"),
    ],
)
def test_what_does_not_hold_is_refused_in_a_sentence(
    tmp_path: Path, currents: str, capsys: pytest.CaptureFixture[str], changed: dict[str, str], said: str
) -> None:
    output = tmp_path / "t.nc"
    assert main(command(currents, output, **changed)) == 2
    assert capsys.readouterr().err.strip() == said
    assert not output.exists()


def test_a_position_outside_the_currents_names_their_area(
    tmp_path: Path, currents: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command(currents, tmp_path / "t.nc", lon="60")) == 2
    assert capsys.readouterr().err.strip() == (
        f"position: 5, 60 is outside the currents ({currents}: longitude 80 to 90, latitude 0 to 10)"
    )


def test_text_is_no_netcdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.nc"
    path.write_text("currents are strong today")
    assert main(command(str(path), tmp_path / "t.nc")) == 2
    assert (
        capsys.readouterr().err.strip()
        == f"{path}: is no NetCDF file; GRIB and others must be converted first"
    )


def test_objects_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drift", "objects"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + 85 + 14 + 6
    assert lines[1].split("  ")[0] == "leeway:PIW-1"


def test_a_moving_source_sets_out_along_its_way(tmp_path: Path, currents: str) -> None:
    output = tmp_path / "t.nc"
    given = command(
        currents, output, until="2020-09-03T16:00", particles="11", **{"to-lat": "6", "to-lon": "85"}
    )
    assert main(given) == 0
    with netCDF4.Dataset(str(output)) as file:
        place = np.ma.filled(file["lat"][:], np.nan)
        set_out = np.isfinite(place).argmax(axis=1)
        assert set_out.tolist() == list(range(11))
        assert np.nanmin(place, axis=1) == pytest.approx(np.linspace(5, 6, 11), abs=1e-6)
        assert file["status"][10, :11].tolist() == [5] * 10 + [0]


def test_a_source_that_repeats_sets_out_in_puffs(tmp_path: Path, currents: str) -> None:
    output = tmp_path / "t.nc"
    assert main(command(currents, output, until="2020-09-03T18:00", every="6", particles="9")) == 0
    with netCDF4.Dataset(str(output)) as file:
        set_out = (~np.ma.getmaskarray(file["lat"][:])).argmax(axis=1)
        assert set_out.tolist() == [0, 0, 0, 6, 6, 6, 12, 12, 12]
