"""What can be a table and what cannot, and that the synthetic one is what it says."""

import numpy as np
import pytest
from tests.services.epidemics.economy.helpers import random_table

from anso import places
from anso.errors import InvalidInputError
from anso.services.epidemics.economy.tables import Table, checked
from anso.services.epidemics.economy.tables.regions import numbers_of, regions_of
from anso.services.epidemics.economy.tables.synthetic import synthetic

FLOWS = [[10.0, 5.0], [4.0, 20.0]]
FINAL = [30.0, 50.0]


def refused(*, regions: object = ("A",), sectors: object = ("s", "t"), flows: object = FLOWS, final: object = FINAL, **other: object) -> str:  # fmt: skip
    with pytest.raises(InvalidInputError) as raised:
        checked("given", regions, sectors, flows, final, **other)  # type: ignore[arg-type]
    return str(raised.value)


def test_table_adds_up() -> None:
    table = checked("given", ["A"], ["s", "t"], FLOWS, FINAL)
    assert table.output.tolist() == [45.0, 74.0]
    assert table.value_added.tolist() == [31.0, 49.0]


def test_labels_named_twice_are_told() -> None:
    assert refused(sectors=("s", "s")) == "sector s: named twice; each may occur once"


def test_table_that_is_not_square_is_told_with_its_size() -> None:
    assert (
        refused(flows=[[1.0, 2.0]]) == "flows: 1 x 2 numbers, where 1 regions with 2 sectors each need 2 x 2"
    )


def test_missing_numbers_are_named_by_row_and_column() -> None:
    told = refused(flows=[[10.0, np.nan], [4.0, 20.0]])
    assert told == "flows, row A s, A t: nan is no amount of money"
    assert refused(final=["x", 1]) == "final demand: holds something that is no number"


def test_negative_output_is_told() -> None:
    assert "sector A s: sells -20 in all; output cannot be below 0" in refused(final=[-35.0, 50.0])


def test_negative_flows_are_refused_unless_they_are_next_to_nothing() -> None:
    assert refused(flows=[[10.0, -5.0], [4.0, 20.0]]).startswith("flows, row A s, column A t: -5 is below 0")
    mended = checked("given", ["A"], ["s", "t"], [[10.0, -0.001], [4.0, 20.0]], FINAL)
    assert mended.flows[0, 1] == 0
    assert mended.notes[0].startswith("1 negative flows")


def test_output_that_differs_from_what_is_sold_is_told() -> None:
    told = refused(output=[45.0, 80.0])
    assert told == "sector A t: its output is stated as 80, but it sells 74; the two must agree within 1%"
    assert checked("given", ["A"], ["s", "t"], FLOWS, FINAL, output=[45.1, 74.0]).size == 2


def test_sector_that_buys_but_sells_nothing_is_told() -> None:
    assert "sector A t: buys inputs but sells nothing" in refused(
        flows=[[10.0, 5.0], [0.0, 0.0]], final=[30.0, 0.0]
    )


def test_table_that_uses_up_more_than_it_makes_is_told() -> None:
    told = refused(flows=[[10.0, 80.0], [80.0, 10.0]], final=[-20.0, -20.0])
    assert told.startswith("flows: sectors use up more than they make")


def test_sectors_that_make_nothing_stay_in_the_table() -> None:
    table = random_table(1, idle=2)
    assert (table.output[:2].tolist(), table.per_output[:2].tolist()) == ([0.0, 0.0], [0.0, 0.0])
    assert table.notes == ("2 of 12 sectors sell nothing; they neither lose nor cause any loss",)


def test_final_demand_in_several_columns_a_region_is_summed() -> None:
    flows = np.eye(4)
    final = np.arange(1.0, 17).reshape(4, 4)
    table = checked("given", ["A", "B"], ["s", "t"], flows, final)
    assert table.final[0].tolist() == [1.0 + 2.0, 3.0 + 4.0]
    alone = checked("given", ["A", "B"], ["s", "t"], flows, final.sum(axis=1))
    assert alone.final[0].tolist() == [0.0, 0.0, 10.0]
    with pytest.raises(InvalidInputError, match="5 columns cannot be told to 2 regions"):
        checked("given", ["A", "B"], ["s", "t"], flows, np.ones((4, 5)))


@pytest.fixture(scope="module")
def made() -> Table:
    return synthetic()


def test_synthetic_value_added_is_every_countrys_product(made: Table) -> None:
    expected = [places.country(code).gdp_ppp for code in made.regions]
    np.testing.assert_allclose(made.by_region(made.value_added), expected, rtol=1e-9)
    assert (made.synthetic, len(made.sectors)) == (True, 11)
    assert min(made.flows.min(), made.final.min()) >= 0
    assert (
        checked("again", made.regions, made.sectors, made.flows, made.final, output=made.output).notes == ()
    )


def test_synthetic_trade_falls_with_distance(made: Table) -> None:
    """New Zealand buys more from Australia than from Spain, whose product is larger."""
    count, kinds = len(made.regions), len(made.sectors)
    sold = made.flows.reshape(count, kinds, count, kinds).sum(axis=(1, 3))
    number = {code: place for place, code in enumerate(made.regions)}
    assert sold[number["AU"], number["NZ"]] > 2 * sold[number["ES"], number["NZ"]]


def test_regions_are_found_by_the_codes_that_tables_use() -> None:
    regions = regions_of(["AUS", "ROM", "RoW", "PK", "Atlantis"])
    assert [region.code for region in regions] == ["AU", "RO", None, "PK", None]
    assert regions[2].names["fr"] == "Reste du monde"
    assert numbers_of(regions, "RO") == (1,)
    assert numbers_of(regions, "south-asia") == (3,)
    assert numbers_of(regions, "world") == (0, 1, 2, 3, 4)
    with pytest.raises(InvalidInputError, match="the table has no Norway; it has AU, PK, RO"):
        numbers_of(regions, "NO")
