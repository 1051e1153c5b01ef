"""Names on a map do not cover one another."""

import numpy as np
import pytest

from anso import places
from anso.services.countries.labels import names_that_fit, project


def test_projection_keeps_the_published_values() -> None:
    # Snyder 1987, table 28: unit sphere, centre at 0, 0; x and y of 20 and 40 degrees.
    x, y = project(np.array([[20.0, 0.0], [40.0, 40.0]]), 0, 0).T
    assert x == pytest.approx([0.34730, 0.55281], abs=5e-6)
    assert -y == pytest.approx([0.0, 0.72164], abs=5e-6)


def test_projection_keeps_areas() -> None:
    def area(lon: float, lat: float) -> float:
        corners = np.array([(lon, lat), (lon + 1, lat), (lon + 1, lat + 1), (lon, lat + 1)], dtype=float)
        x, y = project(corners, 70, 30).T
        return float(
            abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2 / np.cos(np.radians(lat + 0.5))
        )

    assert area(60, 40) == pytest.approx(area(70, 30), rel=2e-3)


@pytest.mark.parametrize("code", ["PK", "RU", "FR", "US", "FJ"])
def test_fewer_names_fit_on_a_smaller_map(code: str) -> None:
    country = places.country(code)
    provinces = places.provinces(code)
    shown = names_that_fit(
        provinces, places.province_topology(code), (country.lon, country.lat), (760.0, 420.0)
    )
    fewer = names_that_fit(
        provinces, places.province_topology(code), (country.lon, country.lat), (360.0, 199.0)
    )
    assert 0 < sum(fewer) <= sum(shown) <= len(provinces)


def test_one_of_two_names_at_one_point_is_left_out() -> None:
    square = {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [
            [[0, 0], [0, 9], [9, 0], [0, -9], [-9, 0]],
            [[9, 0], [0, 2], [2, 0], [0, -2], [-2, 0]],
        ],
        "objects": {
            "provinces": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "id": "XX-small", "arcs": [[1]]},
                    {"type": "Polygon", "id": "XX-large", "arcs": [[0]]},
                ],
            }
        },
    }
    near = [
        places.Province("XX-small", "XX", {"en": "Small"}, 1.0, 9.2),
        places.Province("XX-large", "XX", {"en": "Large"}, 1.0, 9.0),
    ]
    assert names_that_fit(near, square, (5, 5), (300.0, 300.0)) == [False, True]
