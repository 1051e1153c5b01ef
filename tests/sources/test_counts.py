"""Every provider's own format comes out in one shape."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import httpx
import polars as pl
import pytest
import time_machine
from tests.sources.conftest import ANSWERS

from anso.sources import Provenance, SourceChangedError
from anso.sources.counts import COUNTS, LiveCounts
from anso.sources.ecdc import EcdcCounts
from anso.sources.owid import OwidCounts
from anso.sources.who import WhoCounts

Recorded = Callable[[str], httpx.MockTransport]


def rows(table: pl.DataFrame) -> list[tuple[object, ...]]:
    assert table.schema == COUNTS
    return table.rows()


def test_who_reads_past_its_byte_order_mark_and_keeps_namibia(recorded: Recorded) -> None:
    table = WhoCounts(transport=recorded("who.csv")).daily(date(2020, 6, 7))
    assert rows(table) == [
        ("NA", date(2020, 6, 6), 25, None, 0),
        ("NA", date(2020, 6, 7), 29, None, 0),
        ("PK", date(2020, 6, 6), 93983, None, 1935),
        ("PK", date(2020, 6, 7), 98943, None, 2002),
    ]


def test_owid_leaves_sums_of_countries_out(recorded: Recorded) -> None:
    table = OwidCounts(transport=recorded("owid.csv")).daily(date(2020, 6, 30))
    assert rows(table) == [
        ("NA", date(2020, 6, 7), 29, None, 0),
        ("PK", date(2020, 6, 7), 98943, None, 2002),
        ("PK", date(2020, 6, 14), 144478, None, 2729),
    ]


def test_ecdc_sums_days_whatever_their_order_and_its_own_code_of_greece(recorded: Recorded) -> None:
    table = EcdcCounts(transport=recorded("ecdc.csv")).daily(date(2021, 12, 31))
    assert rows(table) == [
        ("AT", date(2021, 3, 1), 1409, None, 22),
        ("AT", date(2021, 3, 2), 1394, None, 24),
        ("GR", date(2021, 3, 1), 0, None, 30),
        ("GR", date(2021, 3, 2), 1269, None, 66),
        ("GR", date(2021, 3, 3), 3622, None, 106),
    ]


def test_live_source_records_what_it_read(recorded: Recorded) -> None:
    read: list[Provenance] = []
    with time_machine.travel(datetime(2020, 6, 9, 6, tzinfo=UTC), tick=False):
        source = WhoCounts(read.append, transport=recorded("who.csv"))
        assert source.span().last == date(2020, 6, 8)
        source.daily(date(2020, 6, 7))
    assert [(entry.source, entry.as_of, entry.how, entry.url) for entry in read] == [
        ("who", date(2020, 6, 9), "live", WhoCounts.url)
    ]


def test_live_source_names_the_column_that_is_gone() -> None:
    answer = httpx.Response(200, content=b"Date_reported,Country,Cumulative_cases,Cumulative_deaths\n")
    source = WhoCounts(transport=httpx.MockTransport(lambda _request: answer))
    with pytest.raises(
        SourceChangedError, match="has no column Country_code \\(it has Date_reported, Country"
    ):
        source.daily(date(2020, 6, 7))


def test_live_source_says_when_values_are_of_another_kind() -> None:
    content = (
        b"Date_reported,Country_code,Cumulative_cases,Cumulative_deaths\n"
        b"2020-06-07,PK,about a hundred thousand,2002\n"
    )
    source = WhoCounts(transport=httpx.MockTransport(lambda _request: httpx.Response(200, content=content)))
    with pytest.raises(SourceChangedError, match="holds values of another kind than expected"):
        source.daily(date(2020, 6, 7))


@pytest.mark.parametrize("source", [WhoCounts, OwidCounts, EcdcCounts])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda good: good.splitlines(keepends=True)[0],
        lambda good: good.decode("utf-8-sig").encode("utf-16"),
        lambda good: b"\x1f\x8b" + good,
        lambda good: good[: len(good) // 3] + b"\xff" + good[len(good) // 3 :],
    ],
    ids=["empty", "without rows", "utf-16", "no gzip", "no text"],
)
def test_live_source_explains_whatever_it_cannot_read(
    source: type[LiveCounts], spoil: Callable[[bytes], bytes]
) -> None:
    content = spoil((ANSWERS / f"{source.name}.csv").read_bytes())
    opened = source(transport=httpx.MockTransport(lambda _request: httpx.Response(200, content=content)))
    with pytest.raises(SourceChangedError, match="The provider changed its format; update anso"):
        opened.span()


def test_owid_explains_a_count_without_end() -> None:
    content = b"code,date,total_cases,total_deaths\nPAK,2020-06-07,inf,2002\n"
    source = OwidCounts(transport=httpx.MockTransport(lambda _request: httpx.Response(200, content=content)))
    with pytest.raises(SourceChangedError, match="cannot be read"):
        source.daily(date(2020, 6, 7))


def test_ecdc_counts_nothing_of_days_without_a_date() -> None:
    content = b"dateRep,geoId,cases,deaths\n,AT,1000,10\n01/03/2021,AT,7,1\n"
    source = EcdcCounts(transport=httpx.MockTransport(lambda _request: httpx.Response(200, content=content)))
    assert rows(source.daily(date(2021, 3, 1))) == [("AT", date(2021, 3, 1), 7, None, 1)]


def test_live_source_refuses_a_country_and_day_twice() -> None:
    line = b"2020-06-07,PK,98943,2002\n"
    content = b"Date_reported,Country_code,Cumulative_cases,Cumulative_deaths\n" + line + line
    source = WhoCounts(transport=httpx.MockTransport(lambda _request: httpx.Response(200, content=content)))
    with pytest.raises(SourceChangedError, match="has PK on 2020-06-07 more than once"):
        source.daily(date(2020, 6, 7))
