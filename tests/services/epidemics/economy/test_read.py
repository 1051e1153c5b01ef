"""Tables in every format that is read, made here as their publishers write them."""

import importlib.util
import zipfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from tests.services.epidemics.economy import helpers
from tests.services.epidemics.economy.helpers import CODES, FINAL, FLOWS, final_of_two, two_sectors

from anso.errors import AnsoError, InvalidInputError
from anso.services.epidemics.economy.sectors import group_numbers, groups
from anso.services.epidemics.economy.tables import Table, archive
from anso.services.epidemics.economy.tables.outside import from_system
from anso.services.epidemics.economy.tables.read import read

without_extra = pytest.mark.skipif(
    importlib.util.find_spec("pymrio") is None or importlib.util.find_spec("openpyxl") is None,
    reason='pymrio, of the extra "economy", is not installed (docs/decisions/0014)',
)


def holds_what_was_written(table: Table) -> None:
    np.testing.assert_allclose(table.flows, two_sectors(FLOWS), rtol=1e-12)
    np.testing.assert_allclose(table.final[:, :3], final_of_two(FINAL), rtol=1e-12)
    assert table.final[:, 3:].sum() == 0


def slugs(table: Table) -> list[str]:
    return [groups()[number].slug for number in group_numbers(table.sectors)]


@without_extra
def test_wiod(tmp_path: Path) -> None:
    path = tmp_path / "wiot11_row_apr12.xlsx"
    helpers.write_wiod(path)
    table = read(path, path.name)
    assert (table.regions, table.sectors, table.unit) == (CODES, ("AtB", "P"), "millions of US$")
    assert slugs(table) == ["agriculture", "personal"]
    holds_what_was_written(table)


@without_extra
def test_icio(tmp_path: Path) -> None:
    path = tmp_path / "ICIO2023_2015.csv"
    helpers.write_icio(path)
    table = read(path, path.name)
    assert (table.regions, table.sectors) == (("AUS", "ROW", "USA"), ("A01_02", "I"))
    assert slugs(table) == ["agriculture", "hospitality"]
    order = [0, 1, 4, 5, 2, 3]
    np.testing.assert_allclose(table.flows, two_sectors(FLOWS)[np.ix_(order, order)], rtol=1e-12)
    np.testing.assert_allclose(table.final[:, :3], final_of_two(FINAL)[order][:, [0, 2, 1]], rtol=1e-12)


@without_extra
def test_eora(tmp_path: Path) -> None:
    path = tmp_path / "anything.zip"
    helpers.write_eora(path)
    table = read(path, path.name)
    assert (table.regions, table.unit) == (("AUS", "USA", "NOR"), "000 USD")
    assert slugs(table) == ["agriculture", "hospitality"]
    holds_what_was_written(table)


def system_of(rows: list[tuple[str, str]], consumers: list[str]) -> SimpleNamespace:
    """What a reader of pymrio gives: frames labelled by region and sector."""
    import pandas as pd

    index = pd.MultiIndex.from_tuples(rows)
    flows = pd.DataFrame(np.diag(np.arange(1.0, len(rows) + 1)), index=index, columns=index)
    columns = pd.MultiIndex.from_tuples([(label, "all") for label in consumers])
    final = pd.DataFrame(np.outer(np.arange(1.0, len(rows) + 1), np.ones(len(consumers))), index, columns)
    return SimpleNamespace(Z=flows, Y=final, unit=pd.DataFrame({"unit": ["M.EUR"] * len(rows)}))


def test_frames_of_a_reader_become_a_table_in_one_order() -> None:
    system = system_of([("A", "s"), ("A", "t"), ("B", "t"), ("B", "s")], ["B", "A", "B", "ALL"])
    table = from_system(system, "made", "made.csv")
    assert (table.regions, table.sectors, table.unit) == (("A", "B"), ("s", "t"), "M.EUR")
    assert np.diag(table.flows).tolist() == [1.0, 2.0, 4.0, 3.0]
    assert table.final.tolist() == [[1, 2, 1], [2, 4, 2], [4, 8, 4], [3, 6, 3]]


def test_regions_with_different_sectors_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="not every region has the same ones"):
        from_system(system_of([("A", "s"), ("A", "t"), ("B", "s")], ["A", "B"]), "made", "made.csv")


def test_arrays(tmp_path: Path) -> None:
    path = tmp_path / "table.npz"
    flows, final = two_sectors(FLOWS), final_of_two(FINAL)
    np.savez(
        path,
        Z=flows.astype("float32"),
        Y=final,
        x=flows.sum(1) + final.sum(1),
        countries=CODES,
        industries=["c1", "c22"],
    )
    table = read(path, path.name)
    np.testing.assert_allclose(table.flows, flows, rtol=1e-6)
    assert slugs(table) == ["agriculture", "hospitality"]


def test_arrays_that_hold_objects_or_too_little_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.npz"
    np.savez(path, Z=np.array([object()]))
    with pytest.raises(InvalidInputError, match="cannot be read as arrays"):
        read(path, path.name)
    np.savez(path, Z=np.eye(2))
    with pytest.raises(
        InvalidInputError, match="has no array Y, regions or countries, sectors or industries; it has Z"
    ):
        read(path, path.name)


LISTED = """from_region,from_sector,to_region,to_sector,value
AUS,A,AUS,A,10
AUS,A,USA,A,2.5
USA,A,AUS,A,1
AUS,A,AUS,final,30
AUS,A,USA,final,4
USA,A,USA,final,60
"""


def test_list_of_flows(tmp_path: Path) -> None:
    path = tmp_path / "flows.csv"
    path.write_text(LISTED, encoding="utf-8")
    table = read(path, path.name)
    assert table.flows.tolist() == [[10.0, 2.5], [1.0, 0.0]]
    assert table.final.tolist() == [[30.0, 4.0], [0.0, 60.0]]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("USA,A,USA,A,much", "flows.csv, row 8, column value: is no number"),
        ("USA,A,USA,A,inf", "flows.csv, row 8, column value: is no number"),
        ("AUS,A,AUS,A,3", "flows.csv, row 8: states the same flow as an earlier row; each may stand once"),
        ("AUS,,AUS,A,3", "flows.csv, row 8: a label is missing"),
        ("AUS,A,NOR,A,3", "flows.csv, row 8: buys as a region or sector that sells nothing in the table"),
    ],
)
def test_faults_in_a_list_are_named_by_row(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "flows.csv"
    path.write_text(LISTED + line + "\n", encoding="utf-8")
    with pytest.raises(InvalidInputError) as raised:
        read(path, path.name)
    assert str(raised.value) == told


def test_archive_with_one_table_is_read_through(tmp_path: Path) -> None:
    path = tmp_path / "flows.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("../../outside/flows.csv", LISTED)
    assert read(path, path.name).regions == ("AUS", "USA")
    assert not (tmp_path.parent / "outside").exists()


def test_archives_that_are_bombs_damaged_or_empty_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "given.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("flows.csv", "0" * 2_000_000)
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000_000)
    with pytest.raises(InvalidInputError, match="would unpack to"):
        read(path, path.name)
    monkeypatch.undo()
    path.write_bytes(b"no archive")
    with pytest.raises(InvalidInputError, match="cannot be opened"):
        read(path, path.name)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("readme.txt", "")
    with pytest.raises(InvalidInputError, match="holds 0 tables"):
        read(path, path.name)


@without_extra
def test_file_that_is_not_what_it_seems_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match=r"table\.csv: cannot be read as OECD ICIO"):
        read(path, path.name)


def test_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pymrio", None)
    path = tmp_path / "ICIO2023_2015.csv"
    helpers.write_icio(path)
    with pytest.raises(AnsoError, match='the extra "economy"'):
        read(path, path.name)


def test_sectors_are_told_apart_by_the_classification_they_are_named_in() -> None:
    def of(*labels: str) -> list[str]:
        return [groups()[number].slug for number in group_numbers(labels)]

    assert of("AtB", "C", "H", "M") == ["agriculture", "mining", "hospitality", "public"]
    assert of("A", "C", "H", "M") == ["agriculture", "manufacturing", "transport", "business"]
    assert of("C10T12", "B05_06", "H51", "I", "T", "D01T03", "D55T56") == [
        "manufacturing", "mining", "transport", "hospitality", "personal", "agriculture", "hospitality",
    ]  # fmt: skip
    assert of(*(f"c{number}" for number in (1, 2, 16, 17, 18, 20, 25, 27, 33, 34))) == [
        "agriculture", "mining", "manufacturing", "utilities", "construction", "trade", "transport", "business",
        "public", "personal",
    ]  # fmt: skip
    with pytest.raises(InvalidInputError, match="sector Wizardry: not known here"):
        of("A", "Wizardry")
