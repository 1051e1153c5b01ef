"""The class of a change, and how sure it is."""

import numpy as np
import pytest

from anso.services.epidemics.outlook.ahead.change import classed

LEVELS = np.array([0.025, 0.25, 0.5, 0.75, 0.975])


def of(values: list[float], newest: float) -> tuple[str, float]:
    found = classed(np.array([values]), LEVELS, np.array([newest]))
    return found.slug[0], float(found.chance[0])


@pytest.mark.parametrize(
    ("values", "newest", "slug", "chance"),
    [
        ([100, 200, 300, 400, 500], 100, "much more", 0.75),
        ([50, 125, 150, 190, 240], 100, "more", 0.75),
        ([60, 80, 100, 125, 150], 100, "about the same", 0.5),
        ([20, 50, 70, 80, 120], 100, "fewer", 0.75),
        ([5, 10, 30, 50, 90], 100, "much fewer", 0.75),
    ],
)
def test_class_holds_the_median_and_its_chance_is_of_at_least_so_much(
    values: list[float], newest: float, slug: str, chance: float
) -> None:
    assert of(values, newest) == (slug, pytest.approx(chance))


def test_a_rise_from_few_is_told_where_many_are_expected() -> None:
    assert of([5, 20, 40, 60, 90], 4)[0] == "much more"


@pytest.mark.parametrize(
    ("values", "newest"), [([0, 1, 3, 5, 9], 4), ([1, 2, 3, 4, 5], np.nan), ([np.nan] * 5, 50)]
)
def test_of_too_few_or_unknown_counts_nothing_is_said(values: list[float], newest: float) -> None:
    slug, chance = of(values, newest)
    assert (slug, np.isnan(chance)) == ("too few to say", True)


def test_fall_to_nothing_is_half_as_many_or_fewer() -> None:
    assert of([0, 0, 0, 0, 4], 100)[0] == "much fewer"
