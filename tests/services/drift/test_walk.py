"""Turbulence: how far it spreads, and that it gathers nothing."""

from pathlib import Path

import netCDF4
import numpy as np
import pytest
from scipy import stats
from tests.services.drift.fields import METRES_A_DEGREE, RADIUS, write_field
from tests.services.drift.fields import uniform as flow_of
from tests.services.drift.running import run

from anso.services.drift.kernel.chance import normals, philox, uniform

GRID = np.linspace(-5.0, 5.0, 11)


def test_philox_gives_the_numbers_its_authors_published() -> None:
    """The known answers of Random123 (kat_vectors, philox4x32-10)."""
    zero, ones = np.uint64(0), np.uint64(0xFFFFFFFF)
    assert [hex(int(each)) for each in philox(zero, zero, zero, zero, zero, zero)] == [
        "0x6627e8d5",
        "0xe169c58d",
        "0xbc57ac4c",
        "0x9b00dbd8",
    ]
    assert [hex(int(each)) for each in philox(ones, ones, ones, ones, ones, ones)] == [
        "0x408f276d",
        "0x41c83b0e",
        "0xa20bc7c6",
        "0x6d5451fd",
    ]


def test_random_numbers_are_uniform_and_normal() -> None:
    drawn = np.array([uniform(7, particle, 3, 0) for particle in range(20_000)])
    assert stats.kstest(drawn.ravel(), "uniform").pvalue > 0.01
    assert abs(np.corrcoef(drawn.T)[0, 1]) < 0.03
    drawn = np.array([normals(7, 5, step, 0) for step in range(20_000)])
    assert stats.kstest(drawn.ravel(), "norm").pvalue > 0.01


def test_a_constant_diffusivity_spreads_by_two_k_t(tmp_path: Path) -> None:
    path = write_field(tmp_path / "calm.nc", flow_of(0.0, 0.0), longitudes=GRID + 20, latitudes=GRID + 40)
    tracks, _ = run(tmp_path, path, 20.0, 40.0, 24, particles=40_000, diffusivity=10.0)
    north = (tracks.latitude[:, -1] - 40.0) * METRES_A_DEGREE
    east = (tracks.longitude[:, -1] - 20.0) * METRES_A_DEGREE * np.cos(np.radians(40.0))
    expected = 2 * 10.0 * 86400
    for way in (north, east):
        assert way.var() == pytest.approx(expected, rel=0.03)  # four standard errors
        assert abs(way.mean()) < 4 * np.sqrt(expected / 40_000)


def test_what_is_mixed_stays_mixed_where_diffusivity_varies(tmp_path: Path) -> None:
    """The well-mixed condition (Thomson 1987): K grows tenfold northwards, a walk without its drift would gather in the south."""
    fine = np.linspace(-0.5, 0.5, 101)
    path = write_field(tmp_path / "calm.nc", flow_of(0.0, 0.0), longitudes=fine, latitudes=fine)
    mixing = tmp_path / "mixing.nc"
    with netCDF4.Dataset(str(mixing), "w") as file:
        for name in ("lat", "lon"):
            file.createDimension(name, len(fine))
            axis = file.createVariable(name, "f8", (name,))
            axis.units = {"lat": "degrees_north", "lon": "degrees_east"}[name]
            axis[:] = fine
        values = file.createVariable("diffusivity", "f8", ("lat", "lon"))
        values.units = "m2 s-1"
        values[:] = 55.0 + 45.0 * np.sin(2 * np.pi * fine / 0.4)[:, np.newaxis] * np.ones(len(fine))
    tracks, _ = run(
        tmp_path,
        path,
        0.0,
        0.0,
        48,
        mixing=str(mixing),
        particles=20_000,
        step=900.0,
        release={"radius": 0.3 * METRES_A_DEGREE},
    )
    inside = np.hypot(tracks.longitude[:, 0], tracks.latitude[:, 0]) < 1
    assert inside.all()
    # In the middle of the disc, where its edge is not yet felt, rows of large and of small K stay as full as they were.
    y, x = tracks.latitude[:, -1], tracks.longitude[:, -1]
    middle = (np.abs(x) < 0.15) & (np.abs(y) < 0.2)
    large = np.sin(2 * np.pi * y[middle] / 0.4) > 0
    assert large.mean() == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(middle.sum()))


def test_tracks_depend_on_the_seed_alone(tmp_path: Path) -> None:
    path = write_field(tmp_path / "calm.nc", flow_of(0.1, 0.0), longitudes=GRID, latitudes=GRID)
    first, _ = run(tmp_path, path, 0.0, 0.0, 6, particles=9000, diffusivity=5.0, seed=3, cores=1)
    again, _ = run(tmp_path, path, 0.0, 0.0, 6, particles=9000, diffusivity=5.0, seed=3, cores=2)
    other, _ = run(tmp_path, path, 0.0, 0.0, 6, particles=9000, diffusivity=5.0, seed=4)
    few, _ = run(tmp_path, path, 0.0, 0.0, 6, particles=10, diffusivity=5.0, seed=3)
    assert np.array_equal(first.longitude, again.longitude)
    assert np.array_equal(first.latitude[:10], few.latitude)
    assert not np.array_equal(first.longitude[:, -1], other.longitude[:, -1])


def test_the_walk_does_not_lean_to_the_pole(tmp_path: Path) -> None:
    path = write_field(
        tmp_path / "calm.nc",
        flow_of(0.0, 0.0),
        longitudes=np.arange(-40.0, 41),
        latitudes=np.arange(60.0, 85),
    )
    tracks, _ = run(
        tmp_path,
        path,
        0.0,
        75.0,
        240,
        particles=20_000,
        diffusivity=20_000.0,
        step=14400.0,
        output_step=14400.0,
    )
    phi, turn = np.radians(tracks.latitude[:, -1]), np.radians(tracks.longitude[:, -1])
    # Isotropic diffusion on the sphere: the mean of the cosine of the angle from the start falls as exp(-2 K t / R^2).
    start = np.radians(75.0)
    cosine = np.sin(start) * np.sin(phi) + np.cos(start) * np.cos(phi) * np.cos(turn)
    time = 2 * 20_000.0 * 240 * 3600 / RADIUS**2
    assert -np.log(cosine.mean()) == pytest.approx(time, rel=0.05)
    toward = np.sin(phi).mean()  # the first spherical harmonic decays with no change of its direction
    assert toward == pytest.approx(np.sin(start) * np.exp(-time), abs=3e-4)
