"""The inoperability model against published examples, independent formulas and properties that must hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.services.epidemics.economy.helpers import (
    XU_FLOWS,
    XU_OUTPUT,
    interdependent,
    random_table,
    table_of,
)

from anso.services.epidemics.economy.model import Assumptions, bounded, factor, follow, forced, resilience
from anso.services.epidemics.economy.tables import checked


def test_demand_driven_example_of_haimes_and_jiang() -> None:
    """Haimes & Jiang (2001): two subsystems; c* = (0, 0.6) leaves 57.1% and 71.4% inoperable."""
    table = interdependent([[0.0, 0.8], [0.2, 0.0]])
    found = factor(table).demand_driven([0.0, 0.6])
    assert found == pytest.approx([0.571, 0.714], abs=5e-4)


def test_demand_driven_example_of_lian_and_haimes() -> None:
    """Lian & Haimes (2006): c* = (0, 0.1) leaves 6.6% and 11.2% inoperable."""
    table = interdependent([[0.15, 0.50], [0.10, 0.05]])
    found = factor(table).demand_driven([0.0, 0.1])
    assert found == pytest.approx([0.066, 0.112], abs=5e-4)


def test_what_exceeds_all_output_is_cut_and_said() -> None:
    """By hand, with the table of Haimes & Jiang: c* = (0, 0.9) gives 0.9 / 0.84 = 1.071 and 0.8 times that."""
    linear = factor(interdependent([[0.0, 0.8], [0.2, 0.0]])).demand_driven([0.0, 0.9])
    cut = bounded(linear)
    assert linear == pytest.approx([0.72 / 0.84, 0.9 / 0.84])
    assert cut.inoperability == pytest.approx([0.72 / 0.84, 1.0])
    assert (cut.sectors, cut.largest) == (1, pytest.approx(0.06 / 0.84))


def test_supply_driven_matrix_is_that_of_xu_and_others() -> None:
    """Xu and others (2011), eq. 34: the first row of A' is (0.14, 0.11, 0.20, 0.14); two rounds of it by hand."""
    final = XU_OUTPUT - XU_FLOWS.sum(axis=1)
    table = checked("Xu", ["R"], ["electric", "rail", "water", "gas"], XU_FLOWS, final, output=XU_OUTPUT)
    printed = np.array([[14, 11, 20, 14], [17, 20, 10, 17], [26, 32, 26, 10], [14, 28, 14, 28]]) / 100
    lost = np.array([0.1, 0.0, 0.0, 0.0])
    found = factor(table).supply_driven(lost)
    assert found == pytest.approx(np.linalg.solve(np.eye(4) - printed, lost), abs=0.012)
    assert found == pytest.approx(printed @ found + lost, abs=0.005)


def test_lost_output_is_the_leontief_inverse_of_lost_demand() -> None:
    table = random_table(1)
    inverse = np.linalg.inv(np.eye(table.size) - table.flows / table.output)
    lost_demand = 0.1 * table.final.sum(axis=1)
    found = factor(table).demand_driven(lost_demand / table.output) * table.output
    np.testing.assert_allclose(found, inverse @ lost_demand, rtol=1e-10)
    # All demand lost is all output lost, and value added sums to final demand.
    everything = factor(table).demand_driven(table.final.sum(axis=1) / table.output)
    np.testing.assert_allclose(everything, 1.0, rtol=1e-10)
    assert table.value_added.sum() == pytest.approx(table.final.sum())


def test_lost_output_is_the_ghosh_inverse_of_lost_value_added() -> None:
    table = random_table(2)
    allocation = table.flows / table.output[:, None]
    lost_value = np.zeros(table.size)
    lost_value[3] = 5.0
    expected = lost_value @ np.linalg.inv(np.eye(table.size) - allocation)
    found = factor(table).supply_driven(lost_value / table.output) * table.output
    np.testing.assert_allclose(found, expected, rtol=1e-10)


def test_many_shocks_are_solved_as_each_alone() -> None:
    table = random_table(3)
    shocks = np.random.default_rng(4).uniform(0, 0.1, (table.size, 5))
    model = factor(table)
    for solve in (model.demand_driven, model.supply_driven):
        together = solve(shocks)
        for column in range(5):
            np.testing.assert_allclose(together[:, column], solve(shocks[:, column]), rtol=1e-12)


def test_forced_sector_pulls_its_suppliers_and_is_not_counted_twice() -> None:
    """One sector held at half its output: by hand, its supplier loses 0.8 x 0.5, and what comes back to it changes nothing."""
    table = interdependent([[0.0, 0.2], [0.8, 0.0]])
    found = forced(table, [0.5, 0.0], [0.0, 0.0])
    assert found == pytest.approx([0.5, 0.4])
    # Taken for lost demand it would be counted again through the loop: 0.5 / (1 - 0.16).
    assert factor(table).demand_driven([0.5, 0.0])[0] == pytest.approx(0.5 / 0.84)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), scale=st.floats(0.05, 1.0))
def test_forced_inoperability_is_bounded_covers_the_direct_loss_and_scales(seed: int, scale: float) -> None:
    table = random_table(seed, idle=1)
    rng = np.random.default_rng(seed)
    made = table.output > 0
    limit = np.where(made & (rng.random(table.size) < 0.3), rng.random(table.size), 0.0)
    lost = np.where(made, rng.random(table.size), 0) * table.final.sum(axis=1) * table.per_output
    found = forced(table, limit, lost)
    assert found.min() >= 0
    assert found.max() <= 1 + 1e-9
    assert (found >= np.maximum(limit, lost) - 1e-12).all()
    np.testing.assert_allclose(forced(table, scale * limit, scale * lost), scale * found, atol=1e-8)
    assert (found <= bounded(factor(table).demand_driven(np.maximum(limit, lost))).inoperability + 1e-9).all()


def test_without_limits_forced_is_the_demand_driven_model() -> None:
    table = random_table(7)
    lost = 0.2 * table.final.sum(axis=1) * table.per_output
    np.testing.assert_allclose(
        forced(table, np.zeros(table.size), lost), factor(table).demand_driven(lost), atol=1e-8
    )


def test_sector_alone_recovers_to_a_hundredth_in_its_recovery_time() -> None:
    """Lian & Haimes (2006): K = ln(q0 / qT) / (T (1 - a_ii)); with one sector its own input is not felt by others."""
    table = table_of([[0.0]], [100.0])
    course = follow(table, np.full((1, 1, 1), 0.8), np.zeros((1, 1, 1)), Assumptions(6), weeks_after=6)
    assert course[:, 0, 0] == pytest.approx(0.8 * 0.01 ** (np.arange(7) / 6))
    assert resilience(table_of([[0.5]], [100.0]), 6)[0] == pytest.approx(1 - 0.01 ** (2 / 6))


def test_lasting_disturbance_ends_in_the_static_state() -> None:
    table = random_table(8)
    limit = np.zeros((400, table.size, 1))
    limit[:, 2] = 0.6
    lost = np.broadcast_to((0.1 * table.final.sum(axis=1) * table.per_output)[None, :, None], limit.shape)
    course = follow(table, limit, lost, Assumptions(8, inputs_matter=False))
    np.testing.assert_allclose(course[-1, :, 0], forced(table, limit[0, :, 0], lost[0, :, 0]), atol=1e-8)


def test_stocks_keep_customers_supplied_until_they_are_used_up() -> None:
    """Barker & Santos (2010): a supplier that stands still delivers from store; two weeks' store last two weeks."""
    table = table_of([[0.0, 0.5], [0.0, 0.0]], [100.0, 100.0])
    limit = np.zeros((6, 2, 1))
    limit[:, 0] = 1.0
    nothing = np.zeros_like(limit)
    bare = follow(table, limit, nothing, Assumptions(4))[:, 1, 0]
    stored = follow(table, limit, nothing, Assumptions(4, stocks=[2.0, 0.0]))[:, 1, 0]
    # What is short becomes known a week later, as all else between sectors does.
    assert bare[0] == 0
    assert bare[1] == pytest.approx(0.5 * (1 - 0.01 ** (1 / 4)))
    assert stored[:3].tolist() == [0.0, 0.0, 0.0]
    assert stored[3:] == pytest.approx(bare[1:4])


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), weeks=st.integers(1, 20), recovery=st.floats(0.5, 30))
def test_course_is_bounded_and_covers_the_direct_loss(seed: int, weeks: int, recovery: float) -> None:
    table = random_table(seed, idle=1)
    rng = np.random.default_rng(seed)
    shape = (weeks, table.size, 2)
    made = (table.output > 0)[None, :, None]
    limit = np.where(made, rng.random(shape) * (rng.random(shape) < 0.3), 0.0)
    share = (table.final.sum(axis=1) * table.per_output)[None, :, None]
    lost = rng.random(shape) * share
    course = follow(table, limit, lost, Assumptions(recovery, stocks=1.0), weeks_after=5)
    assert course.min() >= 0
    assert course.max() <= 1 + 1e-9
    assert (course[:weeks] >= np.maximum(limit, lost) - 1e-12).all()
    assert (course[:, table.output == 0] == 0).all()
    none = follow(table, 0 * limit, 0 * lost, Assumptions(recovery))
    assert none.max() == 0
    bare = Assumptions(recovery)
    np.testing.assert_allclose(
        follow(table, limit / 2, lost / 2, bare), follow(table, limit, lost, bare) / 2, atol=1e-12
    )
