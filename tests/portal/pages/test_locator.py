"""Small maps: where places lie on the globe and within their countries."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anso import places
from anso.portal.pages import locator
from anso.portal.pages.locator import SIZE, globe_of, province_map

CODES = [country.code for country in places.countries()]


def points(path: str) -> np.ndarray:
    """The absolute points of path data made of `M` and relative `l`."""
    found = []
    for part in path.split("M")[1:]:
        start, _, moves = part.removesuffix("Z").partition("l")
        numbers = [int(number) for number in re.findall(r"-?\d+", moves)]
        steps = np.array([[int(n) for n in start.split()], *zip(numbers[::2], numbers[1::2], strict=True)])
        found.append(np.cumsum(steps, axis=0))
    return np.concatenate(found) if found else np.empty((0, 2))


@given(st.sampled_from(CODES))
@settings(max_examples=25, deadline=None)
def test_nothing_is_drawn_outside_the_globe(code: str) -> None:
    globe = globe_of(places.country(code))
    drawn = np.concatenate([points(globe.land), points(globe.marked), points(globe.graticule)])
    assert np.hypot(*(drawn - SIZE / 2).T).max() <= SIZE / 2 + 1


@given(st.sampled_from(CODES))
@settings(max_examples=25, deadline=None)
def test_every_country_is_marked_or_ringed(code: str) -> None:
    globe = globe_of(places.country(code))
    assert globe.marked or globe.ring


def test_a_country_lies_near_the_middle_of_its_globe() -> None:
    middle = points(globe_of(places.country("PK")).marked).mean(axis=0)
    assert np.hypot(*(middle - SIZE / 2)) < SIZE / 8


def test_small_countries_get_a_ring_where_they_lie() -> None:
    assert globe_of(places.country("SG")).ring == pytest.approx((SIZE / 2, SIZE / 2), abs=3)
    assert globe_of(places.country("BR")).ring is None


def test_thinning_keeps_ends_and_leaves_no_shorter_steps() -> None:
    line = np.column_stack([np.linspace(0, 100, 1001), np.zeros(1001)])
    kept = locator._thinned(line, 5.0)
    assert (kept[0] == line[0]).all()
    assert (kept[-1] == line[-1]).all()
    assert len(kept) == 21


def test_equal_area_projection_keeps_areas() -> None:
    """Two cells of the same area on the sphere, at the centre and far from it, stay of the same area."""

    def area(lat: float) -> float:
        height = 0.5
        low, high = np.sin(np.radians([lat - height, lat + height]))
        width = 0.01 / (high - low)
        corners = np.array(
            [[0, lat - height], [width, lat - height], [width, lat + height], [0, lat + height]]
        )
        x, y = locator._equal_area(corners, (30.0, 0.0)).T
        return float(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)

    assert area(70.0) == pytest.approx(area(30.0), rel=2e-3)


def test_a_province_is_marked_among_all_of_its_country() -> None:
    code = places.province("Sindh").code
    drawn = province_map("PK", frozenset([code]))
    assert drawn is not None
    assert [shape.code for shape in drawn.shapes if shape.marked] == [code]
    assert {shape.code for shape in drawn.shapes} == {province.code for province in places.provinces("PK")}
    assert all((points(shape.path) >= -1).all() for shape in drawn.shapes)
