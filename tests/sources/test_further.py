"""Admissions, tests and doses: what providers count besides cases and deaths."""

import re
from collections.abc import Callable
from datetime import date

import httpx
import pytest
from tests.sources.conftest import ANSWERS

from anso.places import population
from anso.sources import Provenance
from anso.sources.counts import FURTHER
from anso.sources.covid_2020 import Covid2020
from anso.sources.ecdc import ADMISSIONS as ECDC_ADMISSIONS
from anso.sources.ecdc import EcdcCounts
from anso.sources.owid import OwidCounts
from anso.sources.who import ADMISSIONS as WHO_ADMISSIONS
from anso.sources.who import WhoCounts

Recorded = Callable[[str], httpx.MockTransport]
LATER = date(2022, 1, 1)


def test_who_gives_admissions_of_seven_days_from_a_file_of_their_own(recorded: Recorded) -> None:
    read: list[Provenance] = []
    further = WhoCounts(read.append, transport=recorded("who-further.csv")).further(date(2020, 6, 13))
    assert further.weekly.schema == FURTHER
    assert further.weekly.rows() == [("PK", "admissions", date(2020, 6, 7), 120.0)]
    assert further.totals.is_empty()
    assert [(entry.source, entry.url) for entry in read] == [("who", WHO_ADMISSIONS)]


def test_who_reads_the_column_under_its_older_name() -> None:
    content = (ANSWERS / "who-further.csv").read_bytes().replace(b"Covid_new_", b"New_")
    source = WhoCounts(transport=httpx.MockTransport(lambda _request: httpx.Response(200, content=content)))
    assert source.further(LATER).weekly["value"].to_list() == [120.0, 150.0]


def test_ecdc_turns_rates_of_admission_into_counts(recorded: Recorded) -> None:
    further = EcdcCounts(transport=recorded("ecdc-further.csv")).further(LATER)
    greece, austria = (population.total(code, 2021) for code in ("GR", "AT"))
    assert further.weekly.rows() == [
        ("AT", "admissions", date(2021, 3, 7), round(austria * 10.0 / 100_000)),
        ("GR", "admissions", date(2021, 3, 7), round(greece * 12.5 / 100_000)),
    ]


def test_owid_gives_tests_doses_and_admissions_from_its_one_file(recorded: Recorded) -> None:
    further = OwidCounts(transport=recorded("owid-further.csv")).further(LATER)
    assert further.weekly.rows() == [
        ("CZ", "admissions", date(2021, 3, 6), 7800.0),
        ("CZ", "admissions", date(2021, 3, 7), 8100.0),
    ]
    assert further.totals.rows() == [
        ("CZ", "tests", date(2021, 3, 6), 5000000.0),
        ("CZ", "tests", date(2021, 3, 7), 5020000.0),
        ("CZ", "vaccinations", date(2021, 3, 7), 740000.0),
    ]


def test_owid_without_those_columns_gives_nothing_more(recorded: Recorded) -> None:
    further = OwidCounts(transport=recorded("owid.csv")).further(LATER)
    assert (len(further.totals), len(further.weekly), further.missing) == (0, 0, "")


@pytest.mark.parametrize(("source", "url"), [(WhoCounts, WHO_ADMISSIONS), (EcdcCounts, ECDC_ADMISSIONS)])
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(404), "cannot be read: the server answers 404"),
        (httpx.Response(200, content=b"a,b\n1,2\n"), "has no column"),
        (httpx.Response(200, content=b"\xff\xfe\x00"), "cannot be read|has no column"),
    ],
)
def test_missing_admissions_leave_cases_and_deaths(
    source: type[WhoCounts | EcdcCounts], url: str, answer: httpx.Response, said: str
) -> None:
    network = {url: answer}
    main = (ANSWERS / f"{source.name}.csv").read_bytes()
    opened = source(
        transport=httpx.MockTransport(
            lambda request: network.get(str(request.url)) or httpx.Response(200, content=main)
        )
    )
    further = opened.further(LATER)
    assert further.weekly.is_empty()
    assert re.search(said, further.missing)
    assert not opened.daily(LATER).is_empty()


def test_packaged_counts_hold_nothing_more() -> None:
    further = Covid2020().further(LATER)
    assert (len(further.totals), len(further.weekly)) == (0, 0)
