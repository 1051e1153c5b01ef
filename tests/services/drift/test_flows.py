"""The engine in flows whose tracks are known."""

from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from tests.services.drift.fields import METRES_A_DEGREE, RADIUS, degrees_between, uniform, write_field
from tests.services.drift.running import end, run

GRID = np.linspace(-2.0, 2.0, 81)
OMEGA = 2 * np.pi / (48 * 3600.0)


def rotation(x: np.ndarray, y: np.ndarray, t: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Solid rotation of longitude and latitude about 0, 0, once in 48 hours (written in m/s on the sphere)."""
    return -OMEGA * y * METRES_A_DEGREE * np.cos(np.radians(y)), OMEGA * x * METRES_A_DEGREE


@pytest.fixture(scope="module")
def rotating(tmp_path_factory: pytest.TempPathFactory) -> str:
    fine = np.linspace(-2.0, 2.0, 1601)  # so that interpolation is far more exact than any scheme
    return write_field(
        tmp_path_factory.mktemp("flow") / "rotation.nc", rotation, longitudes=fine, latitudes=fine
    )


def test_solid_rotation_closes_its_orbit(tmp_path: Path, rotating: str) -> None:
    tracks, _ = run(tmp_path, rotating, 1.0, 0.0, 48)
    assert end(tracks) == pytest.approx((1.0, 0.0), abs=2e-5)
    assert tracks.latitude[0, 12] == pytest.approx(1.0, abs=2e-5)  # a quarter of the way


@pytest.mark.parametrize(("scheme", "order"), [("euler", 1), ("rk2", 2), ("rk4", 4)])
def test_each_scheme_converges_at_its_order(tmp_path: Path, rotating: str, scheme: str, order: int) -> None:
    steps = np.array([28800.0, 14400.0])  # large, so that the error stands far above interpolation
    errors = []
    for step in steps:
        tracks, _ = run(tmp_path, rotating, 1.0, 0.0, 24, scheme=scheme, step=step, output_step=step)
        errors.append(degrees_between(*end(tracks), -1.0, 0.0))
    assert np.log2(errors[0] / errors[1]) == pytest.approx(order, abs=0.35)


def test_stommel_gyre_keeps_to_its_streamline(tmp_path: Path) -> None:
    side, friction, speed = 4.0, 0.05, 1.0  # degrees, relative width of the western boundary layer, m/s

    def stream(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Stommel (1948): sin(pi y) times a western boundary layer; x and y from 0 to 1."""
        root = np.sqrt(1 + (2 * np.pi * friction) ** 2)
        a, b = (-1 + root) / (2 * friction), (-1 - root) / (2 * friction)
        p = (1 - np.exp(b)) / (np.exp(a) - np.exp(b))
        return np.pi * np.sin(np.pi * y) * (1 - p * np.exp(a * x) - (1 - p) * np.exp(b * x))

    def flow(x: np.ndarray, y: np.ndarray, t: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        h = 1e-6
        u = -(stream(x / side, y / side + h) - stream(x / side, y / side - h)) / (2 * h)
        v = (stream(x / side + h, y / side) - stream(x / side - h, y / side)) / (2 * h)
        return speed * u / np.pi * np.cos(np.radians(y)), speed * v / np.pi

    grid = np.linspace(0.0, side, 1201)
    path = write_field(tmp_path / "gyre.nc", flow, longitudes=grid, latitudes=grid)
    tracks, _ = run(tmp_path, path, 1.0, 2.0, 240, step=1800.0)
    along = stream(tracks.longitude[0] / side, tracks.latitude[0] / side)
    assert np.ptp(tracks.longitude[0]) > 0.5
    assert np.abs(along / along[0] - 1).max() < 2e-4


def test_uniform_shear_carries_each_latitude_at_its_own_speed(tmp_path: Path) -> None:
    path = write_field(
        tmp_path / "shear.nc",
        lambda x, y, t: (0.2 * y * np.cos(np.radians(y)), 0 * x),
        longitudes=GRID,
        latitudes=np.linspace(-2.0, 2.0, 1601),
    )
    for latitude in (0.5, 1.5):
        tracks, _ = run(tmp_path, path, 0.0, latitude, 24)
        assert end(tracks)[0] == pytest.approx(0.2 * latitude * 86400 / METRES_A_DEGREE, rel=1e-5)
        assert end(tracks)[1] == pytest.approx(latitude, abs=1e-7)


@pytest.mark.parametrize("latitude", [0.0, 60.0, 80.0])
def test_a_degree_of_longitude_shrinks_with_latitude(tmp_path: Path, latitude: float) -> None:
    path = write_field(
        tmp_path / "east.nc",
        uniform(1.0, 0.0),
        longitudes=np.arange(0.0, 20),
        latitudes=np.arange(-90.0, 90.1),
    )
    tracks, _ = run(tmp_path, path, 5.0, latitude, 24)
    moved = np.radians(end(tracks)[0] - 5.0) * np.cos(np.radians(latitude)) * RADIUS
    assert moved == pytest.approx(86400.0, rel=1e-6)


def test_the_ellipsoid_has_its_own_degrees(tmp_path: Path) -> None:
    path = write_field(
        tmp_path / "north.nc",
        uniform(0.0, 1.0),
        longitudes=np.arange(0.0, 20),
        latitudes=np.arange(-20.0, 20.1),
    )
    tracks, _ = run(tmp_path, path, 5.0, 0.0, 30.72, earth="wgs84", step=600.0, output_step=600.0)
    assert end(tracks)[1] == pytest.approx(
        110_592.0 / 110_574.4, rel=1e-5
    )  # a degree at the equator is 110.574 km


@pytest.mark.parametrize("west", [-180.0, 0.0])
def test_the_date_line_is_no_border(tmp_path: Path, west: float) -> None:
    path = write_field(
        tmp_path / "globe.nc",
        uniform(1.0, 0.0),
        longitudes=np.arange(west, west + 360.0, 2.0),
        latitudes=np.arange(-10.0, 10.1, 2.0),
    )
    tracks, outcome = run(tmp_path, path, 179.5, 0.0, 48)
    assert outcome.status["active"] == 1
    assert end(tracks)[0] == pytest.approx(-180.5 + 172_800 / METRES_A_DEGREE, abs=1e-5)
    back, _ = run(tmp_path, path, 0.5, 0.0, 48, backward=True, start="2020-09-06T00:00")
    assert end(back)[0] == pytest.approx(0.5 - 172_800 / METRES_A_DEGREE, abs=1e-5)


def test_a_way_over_the_pole_goes_straight_on(tmp_path: Path) -> None:
    def along_a_great_circle(x: np.ndarray, y: np.ndarray, t: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Rotation about the axis through 0 E on the equator, 1 m/s at most: straight over the pole."""
        return -np.sin(np.radians(y)) * np.cos(np.radians(x)), np.sin(np.radians(x))

    path = write_field(
        tmp_path / "polar.nc",
        along_a_great_circle,
        longitudes=np.arange(0.0, 360.0, 1.0),
        latitudes=np.arange(60.0, 90.01, 0.25),
    )
    tracks, _ = run(tmp_path, path, 90.0, 84.0, 240, step=1800.0)
    travelled = np.degrees(240 * 3600.0 / RADIUS)
    assert end(tracks)[1] == pytest.approx(180 - 84.0 - travelled, abs=2e-3)
    assert end(tracks)[0] % 360 == pytest.approx(270.0, abs=0.05)


def test_backward_returns_to_where_it_came_from(tmp_path: Path) -> None:
    path = write_field(
        tmp_path / "eddy.nc",
        lambda x, y, t: (0.5 * np.sin(3 * y + t / 20), 0.4 * np.cos(2 * x - t / 30)),
        longitudes=np.linspace(-2, 2, 81),
        latitudes=np.linspace(-2, 2, 81),
        hours=np.arange(0.0, 73.0, 3.0),
    )
    there, _ = run(tmp_path, path, 0.1, 0.2, 72, step=900.0)
    back, _ = run(tmp_path, path, *end(there), 72, step=900.0, backward=True, start="2020-09-06T00:00")
    assert degrees_between(*end(there), 0.1, 0.2) > 0.3
    assert degrees_between(*end(back), 0.1, 0.2) < 1e-5


def test_an_unsteady_flow_is_followed_as_an_independent_integration_does(tmp_path: Path) -> None:
    hours = np.arange(0.0, 121.0, 3.0)
    axis = np.linspace(-3, 3, 73)

    def flow(x: np.ndarray, y: np.ndarray, t: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return 0.4 * np.sin(2 * y) * np.cos(t / 15) + 0.1, 0.3 * np.cos(2 * x + t / 25)

    path = write_field(tmp_path / "field.nc", flow, longitudes=axis, latitudes=axis + 40, hours=hours)
    tracks, _ = run(tmp_path, path, 0.3, 40.4, 120, step=900.0)

    from scipy.interpolate import RegularGridInterpolator

    t, y, x = np.meshgrid(hours * 3600, axis + 40, axis, indexing="ij")
    u, v = flow(x, y, t / 3600)
    both = RegularGridInterpolator((hours * 3600, axis + 40, axis), np.stack([u, v], axis=-1))

    def rate(time: float, place: np.ndarray) -> list[float]:
        east, north = both((time, place[1], place[0]))
        return [
            np.degrees(east / (RADIUS * np.cos(np.radians(place[1])))),
            np.degrees(north / RADIUS),
        ]

    answer = solve_ivp(rate, (0, 120 * 3600), [0.3, 40.4], max_step=900.0, rtol=1e-9, atol=1e-11)
    assert degrees_between(*end(tracks), *answer.y[:, -1]) < 2e-5
