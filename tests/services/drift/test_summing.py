"""What many tracks say together."""

import numpy as np
import pytest

from anso.services.drift.summing import (
    beaching,
    central_track,
    hull,
    likelihood,
    smallest_areas,
    widened,
)
from anso.services.drift.tracks import Tracks

RANDOM = np.random.default_rng(3)


def tracks(x: list[list[float]], y: list[list[float]], status: list[list[int]] | None = None) -> Tracks:
    longitude, latitude = np.array(x, float), np.array(y, float)
    states = np.zeros(longitude.shape) if status is None else np.array(status)
    times = 3600.0 * np.arange(longitude.shape[1])
    return Tracks(longitude, latitude, states.astype(np.int8), times, None, {})


def test_the_middle_of_tracks_crosses_the_date_line() -> None:
    found = central_track(
        tracks([[179.0, 179.5], [-179.0, -178.5], [np.nan, np.nan]], [[0, 1], [0, 1], [np.nan, np.nan]])
    )
    assert np.abs(found.longitude[0]) == pytest.approx(180.0)
    assert found.longitude[1] == pytest.approx(-179.5)
    assert found.half[0] == pytest.approx(111_195, rel=1e-4)


def test_the_likelihood_of_a_normal_cloud_is_normal() -> None:
    x, y = 80 + 0.2 * RANDOM.standard_normal(50_000), 10 + 0.1 * RANDOM.standard_normal(50_000)
    found = likelihood(x, y)
    assert found.probability.sum() == pytest.approx(1.0)
    assert (found.probability.sum(axis=0) * found.longitude).sum() == pytest.approx(80.0, abs=0.01)
    half, most = smallest_areas(found, (0.5, 0.9))
    # Of a two-dimensional normal the ellipse that holds a share p has the area -2 pi ln(1 - p) times both deviations.
    km = 111.195
    both = (0.2 * km * np.cos(np.radians(10))) * (0.1 * km)
    for inside, share in ((half, 0.5), (most, 0.9)):
        area = (inside * found.cell_area[:, np.newaxis]).sum()
        assert area == pytest.approx(-2 * np.pi * np.log(1 - share) * both, rel=0.08)
    assert (half <= most).all()


def test_a_single_point_is_likely_where_it_is() -> None:
    found = likelihood(np.array([-179.99, 179.99]), np.array([5.0, 5.0]))
    assert np.ptp(found.longitude) < 1.0
    assert likelihood(np.array([12.0]), np.array([-3.0])).probability.sum() == pytest.approx(1.0)


def test_the_first_beaching_is_the_soonest_of_all() -> None:
    found = beaching(
        tracks(
            [[80.0, 80.1, 80.2], [80.0, 80.12, 80.12], [80.0, 80.1, 80.3], [80.0, 80.1, 80.17]],
            [[7.0, 7.1, 7.2], [7.0, 7.13, 7.13], [7.0, 7.1, 7.3], [7.0, 7.1, 7.16]],
            [[0, 0, 0], [0, 1, 1], [0, 0, 2], [0, 0, 1]],
        )
    )
    assert found is not None
    assert (found.probability, found.first) == (0.5, 3600.0)
    assert (found.first_longitude, found.first_latitude) == (80.12, 7.13)
    assert (found.likeliest_longitude, found.likeliest_share) == (pytest.approx(80.145), 1.0)
    assert beaching(tracks([[80.0, 80.1]], [[7.0, 7.1]])) is None


def test_a_hull_holds_all_positions_and_no_more() -> None:
    x, y = np.array([10.0, 11.0, 11.0, 10.0, 10.5]), np.array([0.0, 0.0, 1.0, 1.0, 0.5])
    found = hull(x, y)
    assert sorted(zip(found.longitude.round(6), found.latitude.round(6), strict=True)) == [
        (10, 0),
        (10, 1),
        (11, 0),
        (11, 1),
    ]
    assert found.square_kilometres == pytest.approx(111.195**2, rel=1e-3)
    over = hull(np.array([179.5, -179.5, 180.0]), np.array([0.0, 0.0, 1.0]))
    assert over.square_kilometres == pytest.approx(111.195**2 / 2, rel=1e-3)


def test_a_widened_area_keeps_its_distance_all_around() -> None:
    found = widened(np.array([82.0]), np.array([7.0]), 10_000.0)
    assert np.pi * 100 <= found.square_kilometres <= np.pi * 100 * 1.03
    line = widened(np.array([82.0, 82.0, 82.0]), np.array([7.0, 7.5, 8.0]), 1000.0)
    assert line.latitude.max() == pytest.approx(8.0 + 1 / 111.195, abs=5e-4)
    assert line.square_kilometres == pytest.approx(2 * 111.195 + np.pi, rel=0.05)
