"""Tables of institutions: what goes out comes back unchanged, what comes in is shown first, and nothing is run."""

import csv
import io
import zipfile
from typing import Any

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.alliance.conftest import MakeUser

from anso.alliance.network import actions
from anso.alliance.network.models import Institution
from anso.alliance.network.tables.fates import digest, fates_of
from anso.alliance.network.tables.kinds import INSTITUTIONS
from anso.alliance.network.tables.reading import Sheet, read_sheet
from anso.alliance.network.tables.table import Fate, RowFate
from anso.alliance.people.models import AuditEvent, AuditHead
from anso.alliance.sheets import as_csv, as_xlsx, harmless
from anso.errors import InvalidInputError

NAMES = (
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")),
        min_size=1,
        max_size=40,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


def sheet_of(*lines: str, name: str = "members.csv") -> Sheet:
    return read_sheet(INSTITUTIONS, name, "\n".join(lines).encode())


def fates(*lines: str) -> list[RowFate]:
    return fates_of(INSTITUTIONS, sheet_of(*lines))


def told(found: list[RowFate]) -> list[tuple[int, str, str]]:
    return [(row.number, row.fate.value, row.name) for row in found]


@pytest.fixture
def records(db: None) -> None:
    cas = Institution.objects.create(
        code="cas",
        name="Chinese Academy of Sciences",
        names={"zh": "中国科学院"},
        country="CN",
        ror_id="034t30j35",
    )
    Institution.objects.create(code="igsnrr", name="Institute of Geography", country="CN", parent=cas)
    Institution.objects.create(
        code="zagreb",
        name="Sveučilište u Zagrebu",
        country="HR",
        latitude=45.8,
        longitude=15.97,
        former_names=["A", "B"],
    )


@pytest.mark.usefixtures("records")
def test_every_row_is_told_its_fate_before_anything_is_written() -> None:
    before = AuditHead.objects.get().sequence
    found = fates(
        "name,country,ror_id,acronym,latitude,longitude",
        "Chinese Academy of Sciences,China,https://ror.org/034t30j35,CAS,,",
        "Institute of Geography,CN,,,,",
        "Royal Scientific Society,JO,,RSS,31.95,35.93",
        "Chinese Academy of Science,CN,,,,",
        "University of Zagreb,HR,05a28rw59,,,",
        "Institute of Tides,Atlantis,,,,",
        "Sveuciliste u Zagrebu,,,,45.8,",
    )
    assert told(found) == [
        (2, "changed", "Chinese Academy of Sciences"),
        (3, "unchanged", "Institute of Geography"),
        (4, "new", "Royal Scientific Society"),
        (5, "doubtful", "Chinese Academy of Science"),
        (6, "refused", "University of Zagreb"),
        (7, "refused", "Institute of Tides"),
        (8, "refused", "Sveuciliste u Zagrebu"),
    ]
    assert [(change.field, change.before, change.after) for change in found[0].changes] == [
        ("acronym", "", "CAS")
    ]
    assert [one.code for one in found[3].like] == ["cas"]
    assert "check digits do not fit" in found[4].why[0]
    assert found[5].why == ("country: Atlantis is no country known here; give its two-letter code",)
    assert "Give both latitude and longitude, or neither." in found[6].why
    assert (Institution.objects.count(), AuditHead.objects.get().sequence) == (3, before)


@pytest.mark.usefixtures("records")
def test_import_writes_what_was_shown_in_one_transaction(make_user: MakeUser) -> None:
    sheet = sheet_of(
        "name,country,acronym",
        "Institute of Geography,CN,IG",
        "Royal Scientific Society,JO,RSS",
        "Chinese Academy of Science,CN,",
    )
    shown = fates_of(INSTITUTIONS, sheet)
    done = actions.import_table(
        table=INSTITUTIONS,
        actor=make_user("secretariat"),
        sheet=sheet,
        shown=digest(shown),
        new_after_all=frozenset({4}),
    )
    assert (done.new, done.changed, done.doubtful) == (1, 1, 1)
    assert Institution.objects.get(code="igsnrr").acronym == "IG"
    assert Institution.objects.get(code="rss").name == "Royal Scientific Society"
    assert Institution.objects.filter(name="Chinese Academy of Science").count() == 1
    event = AuditEvent.objects.latest("sequence")
    assert (event.verb, event.details) == (
        "network.import_institutions",
        {"new": 2, "changed": 1, "refused": 0},
    )


@pytest.mark.usefixtures("records")
def test_nothing_is_written_when_records_changed_since_the_preview() -> None:
    sheet = sheet_of("name,country,acronym", "Institute of Geography,CN,IG", "New One,JO,")
    shown = digest(fates_of(INSTITUTIONS, sheet))
    Institution.objects.filter(code="igsnrr").update(acronym="Other")
    with pytest.raises(InvalidInputError, match="Records changed since the preview was made"):
        actions.import_table(table=INSTITUTIONS, actor=None, sheet=sheet, shown=shown)
    assert Institution.objects.filter(name="New One").count() == 0


@pytest.mark.usefixtures("records")
def test_import_is_the_secretariats(make_user: MakeUser) -> None:
    sheet = sheet_of("name", "New One")
    with pytest.raises(PermissionDenied, match="Only the secretariat"):
        actions.import_table(
            table=INSTITUTIONS,
            actor=make_user("member-contact"),
            sheet=sheet,
            shown=digest(fates_of(INSTITUTIONS, sheet)),
        )


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(("write", "name"), [(as_csv, "out.csv"), (as_xlsx, "out.xlsx")])
def test_what_was_exported_comes_back_unchanged(write: Any, name: str) -> None:
    Institution.objects.create(code="formula", name="=SUM(A1)", city="-1", acronym="@x", former_names=["+1"])
    rows = [INSTITUTIONS.row_of(one) for one in Institution.objects.select_related("parent")]
    back = fates_of(INSTITUTIONS, read_sheet(INSTITUTIONS, name, write(INSTITUTIONS.columns, rows)))
    assert [(row.fate, row.changes, row.why) for row in back] == [(Fate.UNCHANGED, (), ())] * 4


@pytest.mark.django_db
@settings(max_examples=30, deadline=None)
@given(name=NAMES, city=NAMES, write=st.sampled_from([(as_csv, "a.csv"), (as_xlsx, "a.xlsx")]))
def test_any_text_comes_back_as_it_went_out(name: str, city: str, write: Any) -> None:
    row = dict.fromkeys(INSTITUTIONS.columns, "") | {"code": "x", "name": name, "city": city}
    sheet = read_sheet(INSTITUTIONS, write[1], write[0](INSTITUTIONS.columns, [row]))
    ((_number, back),) = sheet.rows
    assert (back["name"], back["city"]) == (name, city)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM", "\tx", "\r=1"])
def test_no_cell_of_an_export_begins_as_a_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(("a",), [{"a": text}]).decode("utf-8-sig"), newline="")))
    assert rows[1][0][0] == "'"
    parts = zipfile.ZipFile(io.BytesIO(as_xlsx(("a",), [{"a": text}])))
    assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert harmless(-7.25) == -7.25


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(str.encode),
        st.binary(max_size=200).map(b"PK\x03\x04".__add__),
    )
)
def test_any_bytes_are_read_or_refused_in_a_sentence(content: bytes) -> None:
    said, columns = "", set()
    try:
        columns = set(read_sheet(INSTITUTIONS, "file", content).columns)
    except InvalidInputError as error:
        said = error.problems[0].message
    assert bool(said) != bool(columns & set(INSTITUTIONS.columns))


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=4, max_size=4), min_size=1, max_size=4))
def test_any_cells_have_a_fate(cells: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["name", "country", "ror_id", "latitude"], *cells])
    try:
        sheet = read_sheet(INSTITUTIONS, "file.csv", text.getvalue().encode("utf-8", "ignore"))
    except InvalidInputError:
        return
    assert {row.fate for row in fates_of(INSTITUTIONS, sheet)} <= {Fate.NEW, Fate.REFUSED, Fate.DOUBTFUL}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "members.csv: the file is empty"),
        (b"name\n", "there is no row below the headings"),
        (b"naem\nx", "column 1: naem is no heading known here; there are code, name, name_en"),
        (b"name,name\nx,y", "column 2: name stands twice"),
        (b"city\nx", "there must be a column “name” or “code”"),
        (b"name\nx,y", "row 2: holds more cells than there are headings"),
        (b'name\n"x', "this is not a CSV file"),
        (b"\xd0\xcf\x11\xe0....", "this is an old Excel file"),
        (b"PK\x03\x04....", "this is not an Excel file that can be read"),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_the_mend(content: bytes, complaint: str) -> None:
    with pytest.raises(InvalidInputError, match=complaint):
        read_sheet(INSTITUTIONS, "members.csv", content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_usual_kind_is_read(encoding: str, delimiter: str) -> None:
    text = f"name{delimiter}city\r\nUniversité{delimiter}Orléans\r\n"
    ((number, row),) = read_sheet(INSTITUTIONS, "a.csv", text.encode(encoding)).rows
    assert (number, row) == (2, {"name": "Université", "city": "Orléans"})


def test_file_that_unpacks_to_a_disk_full_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 120_000_000)
    with pytest.raises(InvalidInputError, match="too large once it is unpacked"):
        read_sheet(INSTITUTIONS, "bomb.xlsx", content.getvalue())


def test_sheet_whose_cells_stand_too_far_apart_is_refused_before_it_is_laid_out() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "name")
        sheet.write_string(1_048_575, 16_383, "far")  # 5 kB, and 1.7e10 cells once it is read
    with pytest.raises(InvalidInputError, match="too large once it is unpacked"):
        read_sheet(INSTITUTIONS, "far.xlsx", content.getvalue())


def test_numbers_and_formulas_of_a_sheet_are_what_they_show() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "latitude", "city"])
        sheet.write_string(1, 0, "Tides")
        sheet.write_number(1, 1, 7)
        sheet.write_formula(1, 2, "=1+1", value="Galle")
    ((_number, row),) = read_sheet(INSTITUTIONS, "a.xlsx", content.getvalue()).rows
    assert row == {"name": "Tides", "latitude": "7", "city": "Galle"}


@pytest.mark.usefixtures("records")
def test_name_in_another_script_finds_its_record_and_a_repeated_row_is_refused() -> None:
    found = fates("name,city,country", "中国科学院,Beijing,CN", "Chinese Academy of Sciences,Beijing,CN")
    assert told(found) == [(2, "changed", "中国科学院"), (3, "refused", "Chinese Academy of Sciences")]
    assert found[1].why == ("the same stands in row 2 already",)
