"""Forcing from addresses: OPeNDAP and Zarr as servers answer, services by name, and the made-up field."""

import json
from pathlib import Path

import numpy as np
import pytest
import zarr
from tests.services.drift.answering import Arrays, serving
from tests.services.drift.fields import METRES_A_DEGREE
from tests.services.drift.running import end, run

from anso.config import config
from anso.errors import InvalidInputError
from anso.services.drift.forcing import catalogue
from anso.services.drift.forcing.catalogue import address_of
from anso.services.drift.forcing.kinds import CURRENTS, WAVES, WIND
from anso.services.drift.forcing.synthetic import synthetic_grid
from anso.services.drift.forcing.times import instant

AXES: Arrays = {
    "time": (("time",), np.arange(0.0, 49.0, 3.0), {"units": "hours since 2020-09-03 00:00:00"}),
    "lat": (("lat",), np.arange(-4.0, 4.1), {"units": "degrees_north"}),
    "lon": (("lon",), np.arange(70.0, 80.1), {"units": "degrees_east"}),
}
SHAPE = (17, 9, 11)


def part(name: str, speed: float) -> Arrays:
    return {**AXES, name: (("time", "lat", "lon"), np.full(SHAPE, speed), {"units": "m/s"})}


def test_the_parts_of_a_field_are_read_from_two_opendap_addresses(tmp_path: Path) -> None:
    with serving({"u3z": part("water_u", 0.5), "v3z": part("water_v", 0.2)}, tmp_path) as (host, requests):
        tracks, _ = run(tmp_path, f"{host}/u3z|{host}/v3z", 75.0, 0.0, 24)
    day = 86400 / METRES_A_DEGREE
    assert end(tracks) == pytest.approx((75.0 + 0.5 * day, 0.2 * day), abs=1e-5)
    read = [path for path in requests if path.startswith("/u3z.dods") and "water_u" in path]
    assert read
    assert "[0:1:16]" not in read[0]
    assert "[0:16]" not in read[0]


def store(folder: Path, attributes: dict[str, str]) -> None:
    """A Zarr store of version 2 with consolidated metadata, as services keep them."""
    group = zarr.open_group(str(folder), mode="w", zarr_format=2)
    held = {
        "time": (("time",), AXES["time"][1], AXES["time"][2]),
        "latitude": (("latitude",), AXES["lat"][1][::-1], AXES["lat"][2]),
        "longitude": (("longitude",), AXES["lon"][1], AXES["lon"][2]),
        "uo": (("time", "latitude", "longitude"), np.full(SHAPE, 500), attributes),
        "vo": (("time", "latitude", "longitude"), np.full(SHAPE, 0), attributes),
    }
    for name, (dims, values, more) in held.items():
        kind = "i2" if name in ("uo", "vo") else "f8"
        array = group.create_array(name, shape=values.shape, dtype=kind, chunks=values.shape)
        array[:] = values
        array.attrs.update({"_ARRAY_DIMENSIONS": list(dims), **more})
    zarr.consolidate_metadata(str(folder), zarr_format=2)


PACKED = {"units": "m s-1", "scale_factor": 0.001, "_FillValue": -32767}


def test_a_zarr_store_is_read_from_a_folder_and_from_a_server(tmp_path: Path) -> None:
    store(tmp_path / "timeChunked.zarr", PACKED)
    expected = 75.0 + 0.5 * 86400 / METRES_A_DEGREE
    tracks, _ = run(tmp_path, str(tmp_path / "timeChunked.zarr"), 75.0, 0.0, 24)
    assert end(tracks)[0] == pytest.approx(expected, abs=1e-5)
    with serving({}, tmp_path) as (host, _):
        tracks, _ = run(tmp_path, f"{host}/timeChunked.zarr", 75.0, 0.0, 24)
    assert end(tracks)[0] == pytest.approx(expected, abs=1e-5)


def test_copernicus_is_asked_where_it_keeps_a_data_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / catalogue.CMEMS_DATASETS[WAVES] / "dataset.stac.json"
    page.parent.mkdir(parents=True)
    page.write_text(json.dumps({"assets": {"timeChunked": {"href": "https://there/timeChunked.zarr"}}}))
    with serving({}, tmp_path) as (host, _):
        monkeypatch.setattr(catalogue, "CMEMS", host + "/{dataset}/dataset.stac.json")
        assert address_of("cmems", WAVES, 0.0) == "https://there/timeChunked.zarr"
        page.write_text(json.dumps({"assets": {}}))
        with pytest.raises(InvalidInputError, match="its catalogue does not say where the data are"):
            address_of("cmems", WAVES, 0.0)


def test_services_are_found_by_their_names() -> None:
    begin = instant("2020-09-03T17:59")
    assert (
        address_of("gfs", WIND, begin)
        == "https://nomads.ncep.noaa.gov/dods/gfs_0p25/gfs20200903/gfs_0p25_12z"
    )
    assert address_of("hycom", CURRENTS, begin).split("|")[1].endswith("/ESPC-D-V02/v3z")
    assert address_of("era5", WIND, begin).endswith("#10m_u_component_of_wind,10m_v_component_of_wind")
    assert address_of("my.nc", WIND, begin) == "my.nc"
    with pytest.raises(InvalidInputError, match="--wind: hycom gives no wind here; gfs or era5 does"):
        address_of("hycom", WIND, begin)


def test_nothing_is_reached_when_the_settings_say_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSO_OFFLINE", "1")
    config.cache_clear()
    try:
        for given in ("hycom", "https://somewhere/field"):
            with pytest.raises(InvalidInputError, match="cannot be reached: the settings say offline"):
                address_of(given, CURRENTS, 0.0)
    finally:
        monkeypatch.undo()
        config.cache_clear()


def test_the_made_up_season_turns_with_the_monsoon_and_gathers_no_water() -> None:
    july, january = instant("2020-07-16"), instant("2020-01-15")
    everywhere = np.arange(261), slice(0, 161)
    for begin, sign in ((july, 1.0), (january, -1.0)):
        wind = synthetic_grid(WIND, begin, begin).read(slice(0, 1), everywhere[1], everywhere[0])
        currents = synthetic_grid(CURRENTS, begin, begin).read(slice(0, 1), everywhere[1], everywhere[0])
        row = int((5.0 + 12.0) / 0.25)
        assert np.sign(wind[0, 92, :, 0].mean()) == sign
        assert np.sign(currents[0, row, :, 0].mean()) == sign
        assert np.hypot(*currents[0].reshape(-1, 2).T).max() < 2.0
    # The eddies are those of a stream function on a plane: du/dx + dv/dy is nothing but rounding beside either.
    field = currents[0].astype(float)
    across = (field[1:-1, 2:, 0] - field[1:-1, :-2, 0]) / 0.5
    up = (field[2:, 1:-1, 1] - field[:-2, 1:-1, 1]) / 0.5
    assert np.abs(across + up).max() < 0.05 * np.abs(across).max()


def test_a_run_on_the_made_up_season_says_so(tmp_path: Path) -> None:
    from anso.services.drift.forcing import read_forcing

    begin = instant("2020-09-03T02:30")
    forcing = read_forcing(["synthetic"], ["synthetic"], span=(begin, begin + 86400))
    assert forcing.notes == ["synthetic (a made-up monsoon season): made up, no observation and no forecast"]
