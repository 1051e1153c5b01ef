import pytest

from anso.services.outlooks.reading.units import kind_of, monthly_millimetres


@pytest.mark.parametrize(
    ("units", "factor"),
    [
        ("mm/day", 30.44),
        ("mm day-1", 30.44),
        ("mm/month (OND mean; ~141 over Tamil Nadu => 4.6 mm/day)", 1.0),
        ("mm/season", 1 / 3),
        ("mm", 1 / 3),
        ("kg m-2 s-1", 86400 * 30.44),
        ("m s**-1", 86400 * 1000 * 30.44),
    ],
)
def test_amounts_of_rain_are_known_by_their_units(units: str, factor: float) -> None:
    assert monthly_millimetres(units) == pytest.approx(factor)


def test_kinds_are_told_apart_and_unknown_units_left_alone() -> None:
    assert [kind_of(units) for units in ("mm/day", "K", "degrees Celsius", "index", "")] == [
        *("rain", "temperature", "temperature"),
        *(None, None),
    ]
