"""Columns of dates are read in the one way that fits them, or refused."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anso.errors import InvalidInputError
from anso.services.epidemics.counting.table.dates import read_dates

THIRD = date(2021, 3, 3)


@pytest.mark.parametrize(
    ("texts", "days", "how"),
    [
        (["2021-03-03", "2021-3-4"], [THIRD, date(2021, 3, 4)], "iso"),
        (["2021/03/03", "2021-03-04T12:00:00"], [THIRD, date(2021, 3, 4)], "iso"),
        (["20210303"], [THIRD], "iso"),
        (["03/03/2021", "31/03/2021"], [THIRD, date(2021, 3, 31)], "day-month"),
        (["3/3/21", "3/31/21"], [THIRD, date(2021, 3, 31)], "month-day"),
        (["03.04.2021"], [date(2021, 4, 3)], "day-month"),
        (["44258", "44259.0"], [THIRD, date(2021, 3, 4)], "excel"),
        (["2021-W09", "2020W53"], [date(2021, 3, 7), date(2021, 1, 3)], "iso-week"),
        (["3 Mar 2021", "4 march 2021"], [THIRD, date(2021, 3, 4)], "words"),
        (["Mar 3, 2021"], [THIRD], "words"),
        (["2021-03-03", "soon", "2021-03-05", ""], [THIRD, None, date(2021, 3, 5), None], "iso"),
    ],
)
def test_dates_are_read_as_the_column_shows(texts: list[str], days: list[date | None], how: str) -> None:
    found = read_dates(pl.Series(texts), "Day")
    assert (found.days.to_list(), found.how) == (days, how)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["03/04/2021", "05/06/2021"], "'03/04/2021' could be read with the day or the month first"),
        (["31/03/2021", "03/31/2021"], "the day before the month and others after it"),
        (["north", "south"], "holds no dates that can be read \\('north', 'south'\\)"),
        (["", ""], "holds no dates"),
        (["7", "8"], "holds no dates"),
    ],
)
def test_dates_that_cannot_be_told_are_refused(texts: list[str], said: str) -> None:
    with pytest.raises(InvalidInputError, match=f"^Day: .*{said}"):
        read_dates(pl.Series(texts), "Day")


def test_dates_of_a_typed_file_are_taken_as_they_are() -> None:
    moments = pl.Series([datetime(2021, 3, 3, 15)])  # noqa: DTZ001 - a file's own moments have no zone
    assert read_dates(moments, "Day").days.to_list() == [THIRD]


@given(st.lists(st.dates(date(2000, 1, 1), date(2099, 12, 31)), min_size=1, max_size=30))
def test_written_dates_are_read_back(days: list[date]) -> None:
    for written in (
        [day.isoformat() for day in days],
        [day.strftime("%d.%m.%Y") for day in days],
        [day.strftime("%d %b %Y") for day in days],
        [str((day - date(1899, 12, 30)).days) for day in days],
    ):
        assert read_dates(pl.Series(written), "Day").days.to_list() == days


@given(st.lists(st.dates(date(2000, 1, 1), date(2099, 12, 31)), min_size=1, max_size=30))
def test_iso_week_is_the_sunday_that_ends_it(days: list[date]) -> None:
    weeks = [day.strftime("%G-W%V") for day in days]
    assert read_dates(pl.Series(weeks), "Week").days.to_list() == [
        day + timedelta(days=7 - day.isoweekday()) for day in days
    ]


@given(st.lists(st.text(max_size=12), min_size=1, max_size=12))
def test_any_text_is_read_or_refused_with_a_sentence(texts: list[str]) -> None:
    try:
        found = read_dates(pl.Series(texts), "Day")
    except InvalidInputError as error:
        assert str(error).startswith("Day")  # noqa: PT017 - either way is right
    else:
        assert len(found.days) == len(texts)
