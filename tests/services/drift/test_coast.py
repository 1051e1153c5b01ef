"""The coast: which places are land, and where ways end."""

from pathlib import Path

import numpy as np
import pytest
from tests.services.drift.fields import uniform, write_field
from tests.services.drift.running import end, run

from anso.errors import InvalidInputError
from anso.services.drift.coast import shore_of
from anso.services.drift.coast.land import segments
from anso.services.drift.kernel.shore import meets, which_on_land


def land(places: list[tuple[float, float]], window: tuple[float, float, float, float]) -> list[bool]:
    """Of places as longitude, latitude."""
    x, y = np.array(places, dtype=float).T
    answers = np.zeros(len(x), bool)
    which_on_land(shore_of(*window), np.ascontiguousarray(x), np.ascontiguousarray(y), answers)
    return answers.tolist()


def test_known_places_are_on_their_side_of_the_coast() -> None:
    cities = [(80.64, 7.29), (72.88, 19.2), (79.0, -90.0)]  # Kandy, inland of Mumbai
    seas = [(84.0, 6.0), (72.0, 19.0), (81.9, 6.5)]
    assert land([*cities[:2], *seas], (60, 100, -10, 30)) == [True, True, False, False, False]


def test_land_is_whole_over_the_date_line_and_at_the_pole() -> None:
    chukotka, wrangel_sea, antarctica, north_pole = (180.0, 67.5), (180.0, 70.0), (180.0, -88.0), (0.0, 89.9)
    assert land([chukotka, wrangel_sea], (170, 190, 60, 75)) == [True, False]
    assert land([(-180.0, 67.5), (175.0, 67.5), (-175.0, 66.5)], (170, 190, 60, 75)) == [True, True, True]
    assert land([antarctica, (37.0, -88.0)], (-180, 180, -90, -60)) == [True, True]
    assert land([north_pole], (-180, 180, 80, 90)) == [False]


def test_cells_and_segments_agree_with_the_even_odd_rule() -> None:
    """An independent count: coast crossed on the way due north, whatever the cells say."""
    random = np.random.default_rng(2)
    x, y = random.uniform(78, 83, 400), random.uniform(5, 11, 400)
    lines = segments()
    left, right = np.minimum(lines[:, 0], lines[:, 2]), np.maximum(lines[:, 0], lines[:, 2])
    expected = []
    for longitude, latitude in zip(x, y, strict=True):
        over = lines[(left <= longitude) & (right > longitude)]
        height = over[:, 1] + (longitude - over[:, 0]) / (over[:, 2] - over[:, 0]) * (over[:, 3] - over[:, 1])
        expected.append(bool((height > latitude).sum() % 2))
    assert land(list(zip(x, y, strict=True)), (78, 83, 5, 11)) == expected
    assert 0.2 < np.mean(expected) < 0.8


def test_a_way_across_a_narrow_land_is_stopped_at_its_first_coast() -> None:
    shore = shore_of(79, 83, 5, 10)
    met = meets(shore, 79.2, 7.0, 82.5, 7.0)  # across Sri Lanka from the west
    assert 79.2 + met * 3.3 == pytest.approx(79.85, abs=0.05)  # Negombo stands at 79.84 E
    assert meets(shore, 82.5, 7.0, 82.5, 9.0) == 2.0


def test_particles_strand_on_the_coast_and_stay(tmp_path: Path) -> None:
    path = write_field(
        tmp_path / "west.nc",
        uniform(-0.5, 0.0),
        longitudes=np.arange(78.0, 86.0),
        latitudes=np.arange(4.0, 11.0),
    )
    tracks, outcome = run(tmp_path, path, 82.6, 7.0, 72, coast=True, particles=50, release={"radius": 2000.0})
    assert outcome.status["stranded"] == 50
    assert end(tracks)[0] == pytest.approx(81.83, abs=0.06)  # the coast near Oluvil
    ashore = tracks.status[0] == 1
    assert np.ptp(tracks.longitude[0][ashore]) == 0.0
    assert not ashore[10]
    assert (
        land(list(zip(tracks.longitude[:, -1], tracks.latitude[:, -1], strict=True)), (78, 86, 4, 11))
        == [False] * 50
    )


def test_a_position_on_land_names_the_nearest_sea(tmp_path: Path) -> None:
    path = write_field(
        tmp_path / "west.nc",
        uniform(-0.5, 0.0),
        longitudes=np.arange(78.0, 86.0),
        latitudes=np.arange(4.0, 11.0),
    )
    with pytest.raises(InvalidInputError) as refused:
        run(tmp_path, path, 79.95, 7.0, 24, coast=True)
    assert str(refused.value).startswith(
        "position: 7, 79.95 is on land (Natural Earth 1:10 million); the nearest sea is about"
    )
