"""A user's own file: columns, places, periods, and whatever is wrong with it."""

import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.epidemics.counting.helpers import MONDAY, days_of, read, upload

from anso.errors import AnsoError, InvalidInputError
from anso.services.epidemics.counting import Counted

LATER = MONDAY + timedelta(days=28)
HEAD = "country,date,cases\n"


def counted(tmp_path: Path, text: str | bytes, name: str = "mine.csv", **asked: Any) -> Counted:
    return read(source="file", file=upload(tmp_path / name, text), **{"issued": LATER, **asked})


def weeks(found: Counted, place: str = "FR", target: str = "cases") -> list[tuple[date, float]]:
    rows = found.weekly.filter(pl.col("location") == place, pl.col("target") == target)
    return list(rows.select("target_end_date", "value").iter_rows())


def notes(found: Counted) -> str:
    return "\n".join(note["en"] for note in found.notes)


def test_days_are_summed_to_weeks_that_end_before_the_day_of_issue(tmp_path: Path) -> None:
    found = counted(tmp_path, HEAD + days_of(MONDAY, range(1, 29)))
    sunday = MONDAY + timedelta(days=6)
    assert weeks(found) == [(sunday + timedelta(weeks=n), 28.0 + 49 * n) for n in range(4)]
    assert found.places["FR"].country
    assert found.places["FR"].people > 60e6
    assert not found.versions


def test_issued_midweek_weeks_end_on_the_day_before(tmp_path: Path) -> None:
    found = counted(tmp_path, HEAD + days_of(MONDAY, range(1, 29)), issued=MONDAY + timedelta(days=17))
    assert weeks(found)[-1] == (MONDAY + timedelta(days=16), sum(range(11, 18)))


def test_weekly_counts_keep_their_own_weekday(tmp_path: Path) -> None:
    lines = "".join(f"FR,{MONDAY + timedelta(weeks=n, days=2)},{10 * n}\n" for n in range(4))
    found = counted(tmp_path, HEAD + lines)
    assert weeks(found) == [(MONDAY + timedelta(weeks=n, days=2), 10.0 * n) for n in range(4)]
    assert found.daily is None


def test_start_of_a_week_is_told_from_its_end(tmp_path: Path) -> None:
    lines = "".join(f"FR,{MONDAY + timedelta(weeks=n)},{n}\n" for n in range(4))
    found = counted(tmp_path, "country,week_start,cases\n" + lines)
    assert [end for end, _ in weeks(found)] == [MONDAY + timedelta(weeks=n, days=6) for n in range(4)]


def test_places_may_report_by_day_and_by_week_in_one_file(tmp_path: Path) -> None:
    sundays = [MONDAY + timedelta(weeks=n, days=6) for n in range(4)]
    weekly = "".join(f"DE,{sunday},70\n" for sunday in sundays)
    found = counted(tmp_path, HEAD + days_of(MONDAY, [5] * 28) + weekly)
    assert weeks(found) == [(sunday, 35.0) for sunday in sundays]
    assert weeks(found, "DE") == [(sunday, 70.0) for sunday in sundays]


def test_totals_so_far_give_new_counts(tmp_path: Path) -> None:
    totals = [5 * number for number in range(28)]
    found = counted(tmp_path, HEAD + days_of(MONDAY, totals), counted="cumulative")
    assert [value for _, value in weeks(found)] == [30.0, 35.0, 35.0, 35.0]


def test_totals_are_told_by_the_name_of_the_column(tmp_path: Path) -> None:
    text = days_of(MONDAY, [5 * number for number in range(28)])
    found = counted(tmp_path, "country,date,total_cases\n" + text)
    assert [value for _, value in weeks(found)] == [30.0, 35.0, 35.0, 35.0]
    assert "By their names, 'total_cases' hold totals so far" in notes(found)


def test_weekly_totals_leave_the_first_out(tmp_path: Path) -> None:
    lines = "".join(f"FR,{MONDAY + timedelta(weeks=n)},{100 + 7 * n}\n" for n in range(4))
    found = counted(tmp_path, HEAD + lines, counted="cumulative")
    assert [value for _, value in weeks(found)] == [7.0, 7.0, 7.0]


def test_columns_are_taken_as_said(tmp_path: Path) -> None:
    text = 'Ort;Tag;"Fälle, neu";cases\n' + days_of(MONDAY, [3] * 28).replace(",", ";").replace("\n", ";9\n")
    found = counted(tmp_path, text, columns='location=ort, date=Tag, cases="Fälle, neu"')
    assert [value for _, value in weeks(found)] == [21.0] * 4


def test_versions_are_kept_as_they_were_told(tmp_path: Path) -> None:
    ends = [MONDAY + timedelta(weeks=n) for n in range(3)]
    first = "".join(f"FR,{end},cases,{10},2021-03-16\n" for end in ends)
    second = f"FR,{ends[2]},cases,14,2021-03-23\nFR,{ends[1]},cases,-4,2021-04-30\n"
    found = counted(tmp_path, "location,target_end_date,target,value,as_of\n" + first + second)
    assert found.versions
    assert found.weekly.select("as_of", "target_end_date", "value").rows() == [
        *((date(2021, 3, 16), end, 10.0) for end in ends),
        (date(2021, 3, 23), ends[2], 14.0),
    ]


def test_versions_of_days_sum_to_versions_of_weeks(tmp_path: Path) -> None:
    first = days_of(MONDAY, [1] * 7).replace("\n", ",2021-03-08\n")
    later = days_of(MONDAY, [4]).replace("\n", ",2021-03-10\n")
    found = counted(tmp_path, "country,date,cases,as_of\n" + first + later)
    assert found.weekly.select("as_of", "value").rows() == [
        (date(2021, 3, 8), 7.0),
        (date(2021, 3, 10), 10.0),
    ]


def test_population_of_the_file_is_believed(tmp_path: Path) -> None:
    text = "country,date,cases,population\n" + days_of(MONDAY, [1] * 28).replace("\n", ",1000\n")
    assert counted(tmp_path, text).places["FR"].people == 1000.0


def test_codes_of_states_are_no_countries(tmp_path: Path) -> None:
    lines = "".join(days_of(MONDAY, [1] * 28, place) for place in ("CA", "TX", "NY", "WA", "04"))
    found = counted(tmp_path, "state,date,cases\n" + lines)
    assert {code: place.country for code, place in found.places.items()} == dict.fromkeys(
        ("04", "CA", "NY", "TX", "WA"), False
    )


def test_provinces_are_known_by_name(tmp_path: Path) -> None:
    lines = "".join(days_of(MONDAY, [1] * 28, place) for place in ("Sindh", "Balochistan"))
    found = counted(tmp_path, "province,date,cases\n" + lines)
    assert {(place.code, place.names["en"], place.country) for place in found.places.values()} == {
        ("PK-sindh", "Sindh", False),
        ("PK-balochistan", "Balochistan", False),
    }


def test_misspelt_country_is_kept_and_its_likeness_named(tmp_path: Path) -> None:
    lines = days_of(MONDAY, [1] * 28) + days_of(MONDAY, [2] * 28, "Pakistn")
    found = counted(tmp_path, HEAD + lines)
    assert "did you mean Pakistan (PK)?" in notes(found)
    assert not found.places["Pakistn"].country


def test_text_among_numbers_is_named_and_the_rest_kept(tmp_path: Path) -> None:
    text = HEAD + days_of(MONDAY, [7] * 28) + f"DE,{MONDAY},many\n" + days_of(MONDAY, [1] * 28, "DE")
    found = counted(tmp_path, text)
    assert "mine.csv, column 'cases': row 29: 'many' cannot be read; left out." in notes(found)
    assert [value for _, value in weeks(found, "DE")] == [7.0] * 4


def test_lines_with_too_many_cells_are_named_and_left_out(tmp_path: Path) -> None:
    found = counted(tmp_path, HEAD + days_of(MONDAY, [7] * 28) + "FR,2021-03-01,1,2,3\n")
    assert "mine.csv: line 30 has 5 cells, where the first line names 3 columns" in notes(found)
    assert weeks(found)[0][1] == 49.0


def test_later_row_counts_where_two_differ(tmp_path: Path) -> None:
    found = counted(tmp_path, HEAD + days_of(MONDAY, [7] * 28) + f"FR,{MONDAY},9\n")
    assert weeks(found)[0][1] == 51.0
    assert "Counts given twice and differently: 1" in notes(found)


def test_rows_may_stand_in_any_order(tmp_path: Path) -> None:
    lines = days_of(MONDAY, range(28)).splitlines(keepends=True)
    found = counted(tmp_path, HEAD + "".join(reversed(lines)))
    assert weeks(found) == weeks(counted(tmp_path, HEAD + "".join(lines)))


def test_slip_of_the_century_costs_nothing(tmp_path: Path) -> None:
    text = HEAD + "FR,0201-03-01,5\nFR,1921-03-01,5\n" + days_of(MONDAY, [7] * 28)
    found = counted(tmp_path, text)
    assert [value for _, value in weeks(found)] == [49.0] * 4
    assert "row 1: '0201-03-01' cannot be read" in notes(found)
    assert "Counts too old to be looked at" in notes(found)


def test_column_too_few_is_asked_for(tmp_path: Path) -> None:
    lines = days_of(MONDAY, [1] * 28) + days_of(MONDAY, [2] * 28)
    with pytest.raises(InvalidInputError, match="name the column that tells them apart"):
        counted(tmp_path, HEAD + lines)


def test_place_that_ends_is_no_harm_to_the_others(tmp_path: Path) -> None:
    found = counted(tmp_path, HEAD + days_of(MONDAY, [7] * 28) + days_of(MONDAY, [7] * 9, "DE"))
    assert len(weeks(found)) == 4
    assert len(weeks(found, "DE")) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD, "holds no rows below its column names"),
        ("only\n1\n", "names one column"),
        ("a,b\n1,2\n", "has no column of counts; name it, such as cases=New cases; it has a, b"),
        ("place,cases\nFR,2\n", "has no column of dates"),
        ("date,cases,cases\n2021-03-01,1,1\n", "names 'cases' twice"),
        (HEAD + "FR,2021-03-01,x\n", "holds no row with a place, a date and a count"),
        (HEAD + days_of(MONDAY, [1] * 3), "holds no whole week of counts before"),
        (HEAD + "".join(f"FR,2021-0{m}-01,1\n" for m in (1, 2, 3)), "neither daily nor weekly counts"),
        (
            HEAD + days_of(LATER, [1] * 9),
            "has no counts known before 2021-03-29; its dates run from 2021-03-29",
        ),
        (HEAD + days_of(date(2020, 1, 6), [1] * 28), "more than 42 days before"),
        ((HEAD + "Côte,2021-03-01,1\n").encode("latin-1"), "is not text in UTF-8"),
        ((HEAD + days_of(MONDAY, [1] * 28)).encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04 a workbook", "is no Excel workbook that can be read"),
        (
            HEAD + days_of(MONDAY, [1]) + 'FR,2021-03-02,"1\n' + days_of(MONDAY, [1] * 3),
            "mine.csv, line 3: opens a",
        ),
        (HEAD + '"FR,2021-03-01,1\n' + days_of(MONDAY, [1] * 3), "mine.csv, line 2: opens a quotation mark"),
        ("A title,,\n" + HEAD + days_of(MONDAY, [1] * 9), "leaves 2 of 3 columns without a name"),
        ("sep=;\n" + HEAD, "line 1: holds 'sep=;'; take it out"),
        ("\n" + HEAD, "line 1: holds nothing; take it out"),
        (
            (HEAD + days_of(MONDAY, [1] * 9)).replace("\n", "\r"),
            "line 1: ends in a way that is no longer in use",
        ),
        ("country,1/4/21,1/5/21,1/6/21,1/7/21\nFR,1,2,3,4\n", "has a column for each date; turn it"),
    ],
)
def test_file_that_cannot_serve_is_refused_with_the_mend(
    tmp_path: Path, text: str | bytes, said: str
) -> None:
    with pytest.raises(InvalidInputError, match=said):
        counted(tmp_path, text)


def test_parquet_is_read_by_its_types(tmp_path: Path) -> None:
    path = tmp_path / "mine.parquet"
    days = [MONDAY + timedelta(days=number) for number in range(28)]
    pl.DataFrame({"country": ["FR"] * 28, "date": days, "cases": [1] * 28}).write_parquet(path)
    assert [value for _, value in weeks(counted(tmp_path, path.read_bytes(), "mine.parquet"))] == [7.0] * 4
    with pytest.raises(InvalidInputError, match="damaged"):
        counted(tmp_path, path.read_bytes()[:-40], "mine.parquet")


def workbook(path: Path, rows: list[tuple[object, ...]]) -> bytes:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"default_date_format": "d/m/yyyy"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
        book.add_worksheet("notes").write(0, 0, "another sheet")
    return path.read_bytes()


def test_first_sheet_of_a_workbook_is_read_with_its_dates(tmp_path: Path) -> None:
    days = [
        (f"{country}", MONDAY + timedelta(days=n), 2.0 * n)
        for country in ("France", "Chad")
        for n in range(28)
    ]
    days[3] = ("France", MONDAY + timedelta(days=3), "n. k.")  # type: ignore[assignment]  # as people type
    found = counted(tmp_path, workbook(tmp_path / "made", [("country", "date", "cases"), *days]), "mine.xlsx")
    assert weeks(found, "TD") == [(MONDAY + timedelta(weeks=n, days=6), 42.0 + 98 * n) for n in range(4)]
    assert "mine.xlsx, column 'cases': row 4: 'n. k.' cannot be read; left out." in notes(found)


def test_workbook_that_would_fill_the_memory_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(257 << 20))
    with pytest.raises(
        InvalidInputError,
        match="comes to more than 256 MB or 20 million cells when it is unpacked; save the sheet as",
    ):
        counted(tmp_path, (tmp_path / "bomb").read_bytes(), "mine.xlsx")


def test_archive_of_tables_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "made", "w") as archive:
        archive.writestr("cases.csv", HEAD)
    with pytest.raises(InvalidInputError, match="is a ZIP archive and no Excel workbook"):
        counted(tmp_path, (tmp_path / "made").read_bytes(), "mine.xlsx")


@pytest.mark.parametrize(
    ("head", "place", "day", "target"),
    [
        ("国家,时间,新增确诊病例", "法国", "{0.year}年{0.month}月{0.day}日", "cases"),
        ("Район;Дата;Новые случаи", "Франция", "{0:%d.%m.%Y}", "cases"),
        ("Pays;Jour;Décès", "France", "{0:%d/%m/%Y}", "deaths"),
    ],
)
def test_headings_and_dates_of_other_languages_are_understood(
    tmp_path: Path, head: str, place: str, day: str, target: str
) -> None:
    mark = "," if "," in head else ";"
    lines = [mark.join((place, day.format(MONDAY + timedelta(days=n)), "3")) for n in range(28)]
    assert [value for _, value in weeks(counted(tmp_path, "\n".join([head, *lines])), "FR", target)] == [
        21.0
    ] * 4


def test_chinese_totals_are_told_by_the_name_of_their_column(tmp_path: Path) -> None:
    totals = days_of(MONDAY, [5 * number for number in range(28)])
    assert [value for _, value in weeks(counted(tmp_path, "国家,日期,累计确诊\n" + totals))] == [
        30.0,
        35.0,
        35.0,
        35.0,
    ]


def test_place_without_a_whole_week_is_named(tmp_path: Path) -> None:
    found = counted(tmp_path, HEAD + days_of(MONDAY, [7] * 28) + f"KE,{MONDAY + timedelta(days=26)},5\n")
    assert "Left out, for no whole week is told of them: Kenya." in notes(found)
    assert list(found.places) == ["FR"]


def test_file_without_places_is_of_the_one_it_is_named_after(tmp_path: Path) -> None:
    text = "date,cases\n" + days_of(MONDAY, [1] * 28).replace("FR,", "")
    assert list(counted(tmp_path, text, "Sri Lanka.csv").places) == ["LK"]


CELLS = st.one_of(
    st.sampled_from(
        ["FR", "DE", "2021-03-01", "2021-03-02", "3", "-4", "", "NA", "1,5", '"', "x", "2021-13-45"]
    ),
    st.text(max_size=6),
)


@given(
    st.sampled_from([HEAD, "date;cases\n", "location,target,target_end_date,value,as_of\n"]),
    st.lists(st.lists(CELLS, max_size=6), max_size=12),
    st.sampled_from([",", ";"]),
)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file_is_read_or_refused_with_a_sentence(
    tmp_path: Path, head: str, lines: list[list[str]], mark: str
) -> None:
    text = head + days_of(MONDAY, [3] * 10) + "\n".join(mark.join(line) for line in lines)
    try:
        found = counted(tmp_path, text.encode("utf-8", errors="surrogatepass"))
    except AnsoError as error:
        assert str(error)  # noqa: PT017 - either way is right
    else:
        assert found.weekly["value"].is_finite().all()


@given(st.binary(max_size=20), st.integers(0, 400), st.integers(0, 30))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_file_is_read_or_refused_with_a_sentence(
    tmp_path: Path, strange: bytes, at: int, lost: int
) -> None:
    whole = (HEAD + days_of(MONDAY, range(28))).encode()
    try:
        counted(tmp_path, whole[:at] + strange + whole[at + lost :])
    except AnsoError as error:
        assert str(error)  # noqa: PT017 - either way is right
