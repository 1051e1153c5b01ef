"""Leeway of objects and ships: the published numbers, the formula, the spread."""

from pathlib import Path

import numpy as np
import pytest
from tests.services.drift.fields import METRES_A_DEGREE, WIND, uniform, write_field
from tests.services.drift.running import end, run

from anso.errors import BadValueError
from anso.services.drift.objects import drifting, leeway, ship

GRID = np.linspace(-3.0, 3.0, 7)


def files(folder: Path, u: float = 0.0, v: float = 0.0) -> tuple[str, str]:
    """Calm water, and a wind."""
    return (
        write_field(folder / "calm.nc", uniform(0.0, 0.0), longitudes=GRID, latitudes=GRID),
        write_field(folder / "wind.nc", uniform(u, v), longitudes=GRID, latitudes=GRID, names=WIND),
    )


def test_the_table_holds_the_published_classes() -> None:
    table = leeway.leeway_classes()
    assert len(table) == 85
    assert (table["PIW-1"].down, table["PIW-1"].right) == ((0.96, 0.0, 12.0), (0.54, 0.0, 9.4))
    assert table["LIFE-RAFT-DB-10"].left == (-0.45, -0.2, 3.6)
    assert table["FISHING-VESSEL-1"].down == (2.47, 0.0, 12.0)


def test_leeway_is_the_published_line_downwind_and_to_either_side(tmp_path: Path) -> None:
    calm, wind = files(tmp_path, u=0.0, v=10.0)
    tracks, _ = run(
        tmp_path, calm, 0.0, 0.0, 10, wind=wind, what="leeway:LIFE-RAFT-DB-10", particles=2, spread=False
    )
    down = 0.0352 * 10 - 0.025
    right, left = 0.0062 * 10 - 0.03, -0.0045 * 10 - 0.002
    for particle, aside in ((0, left), (1, right)):
        east, north = end(tracks, particle)
        assert north * METRES_A_DEGREE / 36000 == pytest.approx(down, rel=1e-5)
        assert east * METRES_A_DEGREE / 36000 == pytest.approx(
            aside, rel=1e-4
        )  # wind to the north: right is east


def test_spread_has_the_classs_standard_errors(tmp_path: Path) -> None:
    of = leeway.leeway_class("LIFE-RAFT-DB-10")
    rows = leeway.coefficients(of, 50_000, np.random.default_rng(1), spread=True)
    speed = 10.0
    down = rows[:, 0] * speed + rows[:, 1]
    # At 10 m/s a class's scatter is the error itself: e / 20 * 10 + e / 2 = e.
    assert down.mean() == pytest.approx(0.327, abs=0.001)
    assert down.std() == pytest.approx(0.061, rel=0.02)
    assert (rows[:, 2] * speed + rows[:, 3]).std() == pytest.approx(0.035, rel=0.02)
    assert (
        leeway.coefficients(leeway.leeway_class("PIW-1"), 50_000, np.random.default_rng(1), spread=True)[:, 0]
        >= 0
    ).all()


def test_objects_jibe_four_times_in_a_hundred_hours(tmp_path: Path) -> None:
    calm, wind = files(tmp_path, v=5.0)
    tracks, _ = run(tmp_path, calm, 0.0, 0.0, 11, wind=wind, what="leeway:SKIFF-1", particles=20_000, seed=5)
    side = np.sign(np.diff(tracks.longitude, axis=1))
    changed = (side[:, 1:] != side[:, :-1]).mean()
    assert changed == pytest.approx(0.04, abs=0.003)


def test_windage_moves_a_drifter_with_its_share_of_the_wind(tmp_path: Path) -> None:
    calm, wind = files(tmp_path, u=10.0)
    tracks, _ = run(tmp_path, calm, 0.0, 0.0, 10, wind=wind, windage=0.03)
    assert end(tracks)[0] * METRES_A_DEGREE == pytest.approx(0.3 * 36000, rel=1e-5)
    still, _ = run(tmp_path, calm, 0.0, 0.0, 10, wind=wind)
    assert end(still) == (0.0, 0.0)


def test_waves_carry_drifters_but_not_what_has_them_in_its_leeway(tmp_path: Path) -> None:
    calm, wind = files(tmp_path)
    waves = write_field(
        tmp_path / "waves.nc", uniform(0.1, 0.0), longitudes=GRID, latitudes=GRID, names=("VSDX", "VSDY")
    )
    tracks, _ = run(tmp_path, calm, 0.0, 0.0, 10, waves=waves)
    assert end(tracks)[0] * METRES_A_DEGREE == pytest.approx(3600, rel=1e-5)
    tracks, _ = run(tmp_path, calm, 0.0, 0.0, 10, wind=wind, waves=waves, what="leeway:PIW-1", spread=False)
    assert end(tracks)[0] == 0.0


def test_a_ships_leeway_balances_the_drag_of_air_and_water() -> None:
    tanker = ship.ship_of("length=320,draught=20.5,height=12")
    air, water = 0.7 + 0.345 * 12 / 15, 1.27  # by hand from the tables; 2 x 20.5 / 320 lies beyond the last
    assert ship.leeway_share(tanker) == pytest.approx(
        np.sqrt(1.225 * air * 12 / (1025 * water * 20.5)), rel=1e-6
    )
    assert ship.leeway_share(ship.ship_of("vlcc-ballast")) > 1.5 * ship.leeway_share(
        ship.ship_of("vlcc-laden")
    )
    assert ship.ship_of("vlcc-laden,draught=21").draught == 21


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("leeway:PIW1", "there is no leeway class PIW1; did you mean PIW-1 or PIW-6 or PIW-5?"),
        ("oil:kuwayt", "there is no oil kuwayt; did you mean kuwait?"),
        ("ship:vlcc", "there is no kind of ship vlcc; did you mean vlcc-laden or vlcc-ballast?"),
        ("boat", "'boat' is no object known here; give leeway:CLASS, drifter, ship:KIND or oil:NAME"),
    ],
)
def test_an_unknown_object_is_refused_with_the_nearest(name: str, said: str) -> None:
    with pytest.raises(BadValueError) as refused:
        drifting(name, 1, 1)
    assert str(refused.value) == said


def test_names_are_known_however_they_are_written() -> None:
    assert drifting("leeway:piw-1", 1, 1).name == "leeway:PIW-1"
    assert drifting("LEEWAY:sailboat-6B", 1, 1).name == "leeway:SAILBOAT-6b"
