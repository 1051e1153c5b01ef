"""Oil: each process by hand, and a budget that always closes."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.services.drift.fields import WIND, uniform, write_field
from tests.services.drift.running import run

from anso.services.drift.kernel.layout import ACTIVE, NOT_RELEASED, OUTSIDE, STRANDED
from anso.services.drift.oil.dispersion import dispersed_rate, sea_of
from anso.services.drift.oil.emulsion import viscosity, water_content
from anso.services.drift.oil.evaporation import evaporated_share
from anso.services.drift.oil.oils import oil_of, oils
from anso.services.drift.oil.spreading import slick_area
from anso.services.drift.oil.weathering import Slick

GRID = np.linspace(-3.0, 3.0, 7)


def one(value: float) -> np.ndarray:
    return np.array([value])


def test_evaporation_follows_fingas() -> None:
    day = one(1440.0)
    # Kuwait crude at 28 C: (0.165 x 17 + 0.045 x 13) ln 1441 per cent.
    assert evaporated_share(oil_of("kuwait"), day, 28.0)[0] == pytest.approx(
        (2.805 + 0.585) * 7.27309 / 100, rel=1e-5
    )
    # Diesel at 15 C: 0.0254 x 5 x root of 1440 per cent.
    assert evaporated_share(oil_of("diesel"), day, 15.0)[0] == pytest.approx(0.127 * 37.9473 / 100, rel=1e-5)
    assert evaporated_share(oil_of("bunker-c"), day, 0.0)[0] == 0.0


def test_water_content_approaches_its_most_as_mackay_has_it() -> None:
    kuwait = oil_of("kuwait")
    held = water_content(kuwait, one(0.0), one(9.0), 3600.0)[0]
    assert held == pytest.approx(0.75 * (1 - np.exp(-2e-6 * 100 / 0.75 * 3600)), rel=1e-9)
    assert water_content(kuwait, one(0.0), one(9.0), 1e9)[0] == pytest.approx(0.75)
    assert water_content(oil_of("diesel"), one(0.0), one(9.0), 1e9)[0] == 0.0


def test_viscosity_grows_with_water_as_mooney_has_it() -> None:
    kuwait = oil_of("kuwait")
    assert viscosity(kuwait, one(0.0), one(0.0), 15.0)[0] == pytest.approx(0.022)
    assert viscosity(kuwait, one(0.0), one(0.5), 15.0)[0] == pytest.approx(0.022 * np.exp(1.25 / 0.673))
    assert viscosity(kuwait, one(0.2), one(0.0), 15.0)[0] == pytest.approx(0.022 * np.exp(2.0))


def test_spreading_follows_fay_and_ends() -> None:
    kuwait = oil_of("kuwait")
    buoyancy = 9.80665 * (1025 - 872) / 1025
    expected = np.pi * 1.21**2 * (buoyancy * 1000.0**2 * 3600**1.5 / 1e-3) ** (1 / 3)
    assert slick_area(kuwait, 1000.0, one(3600.0))[0] == pytest.approx(expected)
    assert slick_area(kuwait, 1000.0, one(1e9))[0] == pytest.approx(1000.0 / 1e-4)


def test_no_oil_disperses_below_the_wind_that_breaks_waves() -> None:
    kuwait = oil_of("kuwait")
    wind = np.array([4.0, 10.0, 15.0])
    rate = dispersed_rate(kuwait, np.full(3, 0.022), wind, *sea_of(wind))
    height, period = 2.482, 8.3
    energy = 0.0034 * 1025 * 9.80665 * height**2 / 2
    constant = np.exp(-0.1023 * np.log(0.022 / 872 * 1e6) + 7.572)
    assert rate[0] == 0.0
    assert rate[1] == pytest.approx(constant * energy**0.57 * 0.032 * 5 / period * 70e-6**1.7 / 1.7)
    assert rate[2] > rate[1]


@given(
    name=st.sampled_from(sorted(oils())),
    spilt=st.floats(1.0, 3e8),
    celsius=st.floats(-2.0, 35.0),
    seed=st.integers(0, 10_000),
)
@settings(max_examples=40, deadline=None)
def test_the_budget_closes_whatever_happens(name: str, spilt: float, celsius: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    slick = Slick(oil_of(name), spilt, 50, celsius)
    status = np.full(50, ACTIVE, np.int8)
    status[random.random(50) < 0.3] = NOT_RELEASED
    age = np.zeros(50)
    before = slick.accounts(status)
    for _ in range(30):
        status[(status == NOT_RELEASED) & (random.random(50) < 0.2)] = ACTIVE
        status[(status == ACTIVE) & (random.random(50) < 0.05)] = STRANDED
        status[(status == ACTIVE) & (random.random(50) < 0.02)] = OUTSIDE
        age[status != NOT_RELEASED] += 3600.0
        slick.weather(age, 3600.0, random.uniform(0, 40, 50), status)
        after = slick.accounts(status)
        assert after.sum() == pytest.approx(spilt, rel=1e-9)
        assert (after >= 0).all()
        assert (after[[1, 2]] >= before[[1, 2]] - 1e-9 * spilt).all()  # nothing comes back from air or water
        before = after


def test_a_run_keeps_the_account_of_its_oil(tmp_path: Path) -> None:
    calm = write_field(tmp_path / "calm.nc", uniform(0.2, 0.0), longitudes=GRID, latitudes=GRID)
    wind = write_field(tmp_path / "wind.nc", uniform(8.0, 0.0), longitudes=GRID, latitudes=GRID, names=WIND)
    tracks, outcome = run(
        tmp_path, calm, 0.0, 0.0, 48, wind=wind, what="oil:kuwait", particles=20, spilt=2.7e8, celsius=28.0
    )
    total = np.sum(list(tracks.accounts.values()), axis=0)
    assert total == pytest.approx(np.full(49, 2.7e8), rel=1e-9)
    assert tracks.accounts["evaporated"][24] / 2.7e8 == pytest.approx(
        evaporated_share(oil_of("kuwait"), one(1440.0), 28.0)[0], rel=0.02
    )
    assert tracks.mass is not None
    assert tracks.mass[:, -1].sum() == pytest.approx(outcome.accounts["afloat"], rel=1e-5)
    assert outcome.accounts["dispersed"] > 0


def test_a_lasting_source_spills_its_oil_little_by_little(tmp_path: Path) -> None:
    calm = write_field(tmp_path / "calm.nc", uniform(0.0, 0.0), longitudes=GRID, latitudes=GRID)
    start = 1599091200.0
    tracks, _ = run(
        tmp_path, calm, 0.0, 0.0, 24, what="oil:bunker-c", particles=25, release={"until": start + 12 * 3600}
    )
    aboard = tracks.accounts["aboard"] / 1e6
    assert aboard[0] == pytest.approx(24 / 25, abs=0.05)
    assert aboard[6] == pytest.approx(0.5, abs=0.06)
    assert aboard[13] == 0.0
    assert np.isnan(tracks.longitude[-1, 0])
