"""The epidemic model against formulas it was not made from."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st
from scipy.optimize import brentq, root
from tests.services.epidemics.scenarios.helpers import AGES, calm, given, started

from anso.services.epidemics.scenarios.model.doses import Campaign
from anso.services.epidemics.scenarios.model.forcing import season
from anso.services.epidemics.scenarios.model.immunity import LADDERS, NAIVE
from anso.services.epidemics.scenarios.model.mixing import dominant, relative_contacts
from anso.services.epidemics.scenarios.model.simulate import Course, Start, simulate

DAY = date(2021, 3, 1)
FOREVER = 5000.0
EVEN = dict.fromkeys(("people__contacts", "people__susceptibility"), [1.0] * 6)


def run(start: Start, drawn: object, days: int, normal: np.ndarray | None = None) -> Course:
    weights = np.ones((1, 1, len(AGES), start.transmission.shape[1]))
    return simulate(start, drawn, weights, DAY, days, normal)  # type: ignore[arg-type]


def infected(course: Course) -> float:
    return float(course.infections.sum())


def test_next_generation_radius_is_the_largest_eigenvalue_of_the_full_matrix() -> None:
    drawn = given(people__assortative=0.37)
    n = AGES[None, :, None, None]
    contacts = relative_contacts(drawn["people.contacts"], n)
    taking = contacts * drawn["people.susceptibility"] * n * 0.8
    radius, by_age = dominant(contacts, taking, n, drawn["people.assortative"])
    c, u = contacts[0, :, 0, 0], taking[0, :, 0, 0]
    matrix = np.diag(u) @ (0.63 * np.outer(np.ones(6), c) + 0.37 * np.diag(1 / AGES))
    values, vectors = np.linalg.eig(matrix)
    largest = np.argmax(values.real)
    assert radius[0, 0, 0] == pytest.approx(values[largest].real, rel=1e-9)
    expected = np.abs(vectors[:, largest].real)
    assert by_age[0, :, 0, 0] == pytest.approx(expected / expected.sum(), rel=1e-6)


def test_contacts_between_two_ages_are_as_many_from_either_side() -> None:
    drawn = given()
    c = relative_contacts(drawn["people.contacts"], AGES[None, :, None, None])[0, :, 0, 0]
    met = AGES[:, None] * c[:, None] * (0.7 * (AGES * c)[None, :] + 0.3 * np.eye(6))
    assert met == pytest.approx(met.T)
    assert (AGES * c).sum() == pytest.approx(1.0)


def test_final_size_with_even_mixing_is_kermack_and_mckendricks() -> None:
    drawn = given(**calm(**EVEN, people__assortative=0.0, past__infection=1.0, past__days=FOREVER))
    found = infected(run(started(drawn, 1.7, infected=1e-7), drawn, 500))
    expected = brentq(lambda z: 1 - np.exp(-1.7 * z) - z, 1e-3, 1)
    assert found == pytest.approx(expected, abs=0.002)


def test_final_size_by_age_solves_the_next_generation_equations() -> None:
    drawn = given(**calm(people__assortative=0.3, past__infection=1.0, past__days=FOREVER))
    start = started(drawn, 2.0, infected=1e-7)
    course = run(start, drawn, 400)
    left = course.final[NAIVE, 0, :, 0, 0]
    c = start.contacts[0, :, 0, 0]
    q = drawn["people.susceptibility"][:, 0, 0]
    force = float(start.transmission[0, 0, 0]) * 3.2

    def equations(z: np.ndarray) -> np.ndarray:
        """log s_a = - force c_a q_a [(1 - e) sum_b c_b z_b + e z_a / n_a], z_a = n_a (1 - s_a)."""
        return z - AGES * (1 - np.exp(-force * c * q * (0.7 * (c * z).sum() + 0.3 * z / AGES)))

    solved = root(equations, AGES * 0.8).x
    assert AGES - left == pytest.approx(solved, abs=0.004)


def test_a_vaccine_that_protects_a_share_of_people_lowers_the_final_size_as_the_formula_says() -> None:
    drawn = given(
        **calm(
            **EVEN,
            people__assortative=0.0,
            past__infection=1.0,
            past__days=FOREVER,
            vaccine__infection=0.8,
            vaccine__infection_later=0.8,
        )
    )
    start = started(drawn, 2.0, infected=1e-7)
    moved = start.immune[NAIVE] * 0.4
    start.immune[NAIVE] -= moved
    start.immune[LADDERS["dose"] + 2] += moved
    found = infected(run(start, drawn, 500))
    expected = brentq(lambda z: 0.6 * (1 - np.exp(-2 * z)) + 0.4 * (1 - np.exp(-0.4 * z)) - z, 1e-3, 1)
    assert found == pytest.approx(expected, abs=0.003)


def test_endemic_level_is_that_of_an_sirs_model() -> None:
    """With protection that is whole and lost after D days, s* = 1 / R0 and as many fall ill as lose it:
    i = (1 - s* - sick) / D (Hethcote 1976, Mathematical Biosciences 28: 335)."""
    drawn = given(
        **calm(
            **EVEN, people__assortative=0.0, past__infection=1.0, past__infection_later=0.0, past__days=60.0
        )
    )
    course = run(started(drawn, 2.0, infected=1e-3), drawn, 1500)
    rate = float(course.infections[..., -100:].mean())
    sick = rate * (2.7 + 3.2)
    assert rate == pytest.approx((1 - 0.5 - sick) / 60.0, rel=0.02)


def test_early_growth_is_that_of_wallinga_and_lipsitch() -> None:
    """1 / R = M(-r), with the generation time of geometric stages: E1, E2, then infectious over I1 and I2."""
    drawn = given(**calm())
    course = run(started(drawn, 1.4, infected=1e-9), drawn, 60)
    daily = course.infections[0, 0, 0]
    r = float(np.log(daily[-1] / daily[-11]) / 10)
    a, b = 2 / 2.7, 2 / 3.2

    def generation(rate: float) -> float:
        """Sum over days of infectiousness, discounted: one day passes before E1 can be left."""
        z = np.exp(-rate)
        stage_e, stage_i = a * z / (1 - (1 - a) * z), b * z / (1 - (1 - b) * z)
        return float(stage_e**2 * (1 + stage_i) * z / (1 - (1 - b) * z) / 3.2)

    assert 1.4 * generation(r) == pytest.approx(1.0, rel=2e-3)


@settings(max_examples=15, deadline=None)
@over(
    reproduction=st.floats(0.3, 8),
    pace=st.floats(0, 0.2),
    days=st.floats(14, 400),
    severity=st.integers(0, 2**31),
)
def test_nobody_is_lost_and_no_class_falls_below_zero(
    reproduction: float, pace: float, days: float, severity: int
) -> None:
    drawn = given(
        members=3,
        doses__per_week=pace,
        past__days=days,
        vaccine__days=days,
        variant__imported=5.0,
        variant__from=5,
    )
    normal = np.random.default_rng(severity).standard_normal((90, 2, 1, 1, 3))
    course = run(started(drawn, reproduction, infected=1e-3), drawn, 90, normal)
    assert course.final.min() >= 0
    assert course.final.sum((0, 2)) == pytest.approx(np.ones((1, 1, 3)), abs=1e-10)
    assert (course.infections >= 0).all()
    assert np.isfinite(course.severity).all()


@settings(max_examples=12, deadline=None)
@over(st.floats(0.8, 3), st.floats(0, 0.05), st.floats(0, 0.05), st.floats(0, 0.5), st.floats(0, 0.5))
def test_more_protection_never_means_more_infections(
    reproduction: float, pace: float, more: float, cut: float, deeper: float
) -> None:
    """Without chance and caution. Doses are kept for good, so that nothing is only put off."""
    drawn = given(
        scenarios=3,
        **calm(
            past__infection=1.0,
            past__days=FOREVER,
            past__infection_later=1.0,
            vaccine__infection_later=0.7,
            vaccine__days=FOREVER,
            doses__per_week=[pace, pace + more, pace],
            measures__reduction=[cut, cut, min(cut + deeper, 0.95)],
            measures__length=800,
        ),
    )
    total = run(started(drawn, reproduction, infected=1e-4), drawn, 200).infections.sum(-1)[0, :, 0]
    assert total[1] <= total[0] * (1 + 1e-9)
    assert total[2] <= total[0] * (1 + 1e-9)


def test_a_scenario_compared_with_itself_differs_by_nothing_at_all() -> None:
    drawn = given(scenarios=2, members=4, doses__per_week=0.01)
    normal = np.random.default_rng(3).standard_normal((60, 2, 1, 1, 4))
    course = run(started(drawn, 1.3), drawn, 60, normal)
    assert (course.infections[:, 0] == course.infections[:, 1]).all()
    assert course.infections.std(2).max() > 0


def test_a_variant_no_better_than_the_old_strain_changes_only_what_it_brings_in() -> None:
    twin = given(
        **calm(variant__imported=1.0, variant__from=0, variant__transmissibility=1.0, variant__escape=0.0)
    )
    alone = given(**calm())
    with_twin = run(started(twin, 1.3, infected=1e-3), twin, 80)
    without = run(started(alone, 1.3, infected=1e-3), alone, 80)
    assert infected(with_twin) == pytest.approx(infected(without), rel=0.01)
    assert infected(with_twin) > infected(without)


def test_a_fitter_variant_takes_over_at_the_pace_of_its_advantage() -> None:
    """The share of the variant among new infections grows as its growth rate exceeds the old one's."""
    drawn = given(
        scenarios=2,
        **calm(
            variant__imported=[0.0, 1.0],
            variant__from=0,
            variant__transmissibility=1.5,
            variant__escape=0.0,
        ),
    )
    both = run(started(drawn, 1.0, infected=1e-4), drawn, 70).infections[0, :, 0]
    extra = both[1] - both[0]
    pace = float(np.log(extra[-1] / extra[-15]) / 14)
    alone = given(**calm())
    fitter = run(started(alone, 1.5, infected=1e-9), alone, 60).infections[0, 0, 0]
    assert pace == pytest.approx(float(np.log(fitter[-1] / fitter[-15]) / 14), rel=0.05)


def test_doses_go_to_the_oldest_first_and_stop_at_the_ceiling() -> None:
    drawn = given(doses__per_week=0.02, doses__from=0, doses__uptake=[0, 0.5, 0.5, 0.5, 0.5, 0.5])
    campaign = Campaign(drawn, AGES[None, :, None, None])
    week = campaign.covered(7)[0, :, 0, 0]
    assert week == pytest.approx([0, 0, 0, 0, 0.005 / 0.06, 0.5])
    end = campaign.covered(700)[0, :, 0, 0]
    assert end == pytest.approx([0, 0.5, 0.5, 0.5, 0.5, 0.5])
    half = campaign.covered(70)[0, :, 0, 0] @ AGES
    assert half == pytest.approx(0.2)


def test_doses_reach_the_same_share_of_the_never_immune_as_of_all() -> None:
    drawn = given(**calm(doses__per_week=0.05, doses__from=0, doses__uptake=[0.8] * 6, vaccine__days=FOREVER))
    start = started(drawn, 0.0, infected=1e-12)
    final = run(start, drawn, 200).final
    assert final[NAIVE, 0, :, 0, 0] == pytest.approx(0.2 * AGES, rel=1e-6)


def test_waning_takes_as_long_on_average_as_is_stated() -> None:
    drawn = given(**calm(vaccine__days=40.0, course__imported=0.0))
    start = started(drawn, 0.0, infected=1e-12)
    start.immune[LADDERS["dose"]] = start.immune[NAIVE]
    start.immune[NAIVE] = 0
    fresh = [1.0] + [
        float(run(start, drawn, days).final[LADDERS["dose"] : LADDERS["dose"] + 2].sum())
        for days in range(1, 200, 20)
    ]
    days = np.array([0, *range(1, 200, 20)])
    erlang = np.exp(-days / 20) * (1 + days / 20)
    assert np.array(fresh) == pytest.approx(erlang, abs=0.02)


def test_season_is_highest_in_january_north_and_july_south_and_absent_at_the_equator() -> None:
    drawn = given(season__amplitude=0.27)
    latitude = np.array([50.0, -50.0, 0.0])
    july = season(drawn, latitude, date(2021, 1, 1), 182)[:, 0, 0]
    assert july[0] == pytest.approx(0.73 / 1.27, rel=1e-3)
    assert july[1] == pytest.approx(1.27 / 0.73, rel=1e-3)
    assert july[2] == 1.0


def test_people_grow_careful_as_reports_rise_and_careless_as_they_fall() -> None:
    drawn = given(scenarios=2, course__caution=[0.0, 0.2], course__imported=0.0)
    rising = run(started(drawn, 1.5, infected=1e-4), drawn, 60).infections.sum(-1)[0, :, 0]
    assert rising[1] < 0.8 * rising[0]
