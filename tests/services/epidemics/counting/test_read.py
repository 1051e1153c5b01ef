"""Counts of every source, as known on a day and not later."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from pydantic import ValidationError
from tests.services.epidemics.counting.helpers import Reading, as_known, read

from anso.config import config
from anso.errors import InvalidInputError
from anso.hub.keeping import Hub, Shelf
from anso.hub.simulate.hub import simulate_hub
from anso.places import population
from anso.product import parse_request
from anso.services.epidemics.counting import CountsRequest, ages
from anso.sources.counts import COUNTS, Further
from anso.sources.covid_2020 import Covid2020

MAY = date(2020, 5, 4)


class Planted(Covid2020):
    """The packaged counts with a false future, or whatever a test puts there."""

    def __init__(self, table: pl.DataFrame, more: Further | None = None) -> None:
        super().__init__()
        self.planted, self.more = table, more or Further.nothing()

    def _counts(self) -> pl.DataFrame:
        return self.planted

    def further(self, until: date) -> Further:
        return self.more.until(until)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ANSO_HOME", str(tmp_path))
    config.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    config.cache_clear()


def test_packaged_fifty_are_those_with_most_recent_cases() -> None:
    found = read()
    assert len(found.places) == 50
    assert list(found.places)[:4] == ["US", "BR", "RU", "IN"]
    assert found.kinds == {"cases": "cases", "deaths": "deaths"}
    assert found.versions
    sundays = found.weekly["target_end_date"].dt.weekday().unique().to_list()
    assert sundays == [7]


def test_week_of_the_packaged_counts_is_the_difference_of_its_totals() -> None:
    found = read(issued=MAY)
    table = Covid2020().daily(MAY).filter(pl.col("country") == "US")
    totals = dict(table.select("date", "confirmed").iter_rows())
    newest = as_known(found.weekly, MAY, "target_end_date")
    assert newest["US", "cases", date(2020, 5, 3)] == totals[date(2020, 5, 3)] - totals[date(2020, 4, 26)]


def test_nothing_told_on_or_after_the_day_of_issue_is_looked_at() -> None:
    real = Covid2020().daily(date(2020, 6, 8))
    false = real.with_columns(
        pl.when(pl.col("date") >= MAY)
        .then(pl.col("confirmed") * 50 + 7)
        .otherwise("confirmed")
        .alias("confirmed")
    )
    plain, planted = (read(issued=MAY, instead={"covid-2020": Planted(table)}) for table in (real, false))
    assert plain.weekly.equals(planted.weekly)
    assert plain.daily is not None
    assert planted.daily is not None
    assert plain.daily.equals(planted.daily)
    assert plain.changes.equals(planted.changes)
    assert list(plain.places) == list(planted.places)


def test_what_was_known_on_a_past_day_is_what_would_have_been_read_then() -> None:
    later, then = read(countries=250), read(issued=MAY, countries=250)
    for axis, whole, part in (
        ("date", later.daily, then.daily),
        ("target_end_date", later.weekly.filter(pl.col("target_end_date") < MAY), then.weekly),
    ):
        assert whole is not None
        assert part is not None
        assert as_known(whole, MAY, axis) == as_known(part, MAY, axis)


def test_corrections_are_listed_with_what_was_told() -> None:
    found = read()
    changed = found.changes.filter(pl.col("location") == "CO", pl.col("why") == "correction")
    assert changed.select("target", "first", "told", "taken").row(0) == (
        "cases",
        date(2020, 4, 4),
        -221.0,
        0.0,
    )


def test_region_keeps_its_countries_alone() -> None:
    assert set(read(region="central-asia").places) <= {"KZ", "KG", "TJ", "TM", "UZ"}
    with pytest.raises(InvalidInputError, match=r"region: .* has no counts for Antarctica"):
        read(region="un-antarctica")


@pytest.mark.parametrize("day", [date(2020, 1, 19), date(2020, 6, 10)])
def test_day_outside_the_packaged_counts_is_refused(day: date) -> None:
    with pytest.raises(InvalidInputError, match=f"issued: {day} is outside the data of covid-2020"):
        read(issued=day)


def test_place_without_cases_of_late_comes_last_and_harms_no_other() -> None:
    days = [MAY - timedelta(days=number) for number in range(1, 60)]
    table = pl.DataFrame(
        [
            *(("FR", day, 10_000 - 100 * number, None, 0) for number, day in enumerate(days)),
            *(("AQ", day, 4, None, None) for day in days),
            *(("DE", day, 100, None, 0) for day in days[50:]),
        ],
        schema=COUNTS,
        orient="row",
    )
    found = read(issued=MAY, instead={"covid-2020": Planted(table)})
    assert list(found.places) == ["FR", "AQ", "DE"]
    assert np.isnan(found.places["AQ"].people)
    archive = found.archive()
    assert archive.places == ("AQ", "DE", "FR")


def test_further_counts_stand_beside_cases() -> None:
    sundays = [date(2020, 5, 3) - timedelta(weeks=number) for number in range(5)]
    weekly = [("FR", "admissions", day, 700.0) for day in sundays]
    totals = [("FR", "tests", MAY - timedelta(days=n), 5000.0 - 100 * n) for n in range(1, 30)]
    schema = {"country": pl.String, "target": pl.String, "date": pl.Date, "value": pl.Float64}
    more = Further(pl.DataFrame(totals, schema, orient="row"), pl.DataFrame(weekly, schema, orient="row"))
    real = Covid2020().daily(date(2020, 5, 6))
    found = read(issued=date(2020, 5, 6), instead={"covid-2020": Planted(real, more)})
    assert found.of("admissions") == ("admissions",)
    newest = as_known(found.weekly, MAY, "target_end_date")
    assert newest["FR", "admissions", date(2020, 5, 3)] == 700.0
    assert newest["FR", "tests", date(2020, 5, 3)] == 700.0
    # Weeks of days end with those that are given by week.
    assert found.weekly["target_end_date"].dt.weekday().unique().to_list() == [7]


def test_provider_without_its_further_file_says_so() -> None:
    missing = Further.nothing("the server answers 404")
    found = read(instead={"covid-2020": Planted(Covid2020().daily(MAY), missing)}, issued=MAY)
    assert [note["en"] for note in found.notes] == ["Only cases and deaths are used: the server answers 404"]


def simulated(home: Path, name: str = "synth", **size: object) -> Hub:
    return simulate_hub(str(home / "hubs" / name), **{"models": 1, "rounds": 3, "locations": 4, **size})  # type: ignore[arg-type]


def test_hub_tells_its_versions_up_to_the_day(home: Path) -> None:
    hub = simulated(home)
    day = date(2024, 1, 8)
    found = read(source="hub", hub="synth", issued=day)
    expected = hub.observations(as_of=day).filter(pl.col("target_end_date") < day)
    newest = as_known(found.weekly, day, "target_end_date")
    assert newest == {
        (row["location"], row["target"], row["target_end_date"]): row["value"]
        for row in expected.iter_rows(named=True)
    }
    assert found.kinds == {"inc case": "cases", "inc death": "deaths"}
    assert (found.synthetic, found.versions, found.daily) == (True, True, None)
    assert found.weekly["as_of"].max() == day


def test_hub_of_states_has_names_and_people_but_no_countries(home: Path) -> None:
    hub = simulated(home, locations=["US", "04", "CA"], targets=1)
    hub.write_auxiliary(
        "locations.csv",
        b"location,location_name,population\nUS,United States,330000000\n04,Arizona,7000000\nCA,California,\n",
    )
    found = read(source="hub", hub="synth", issued=date(2024, 1, 15), region="south-asia")
    assert set(found.places) == {"04", "CA"}  # the United States are a country, and not of South Asia
    arizona, california = found.places["04"], found.places["CA"]
    assert (arizona.names["fr"], arizona.country, arizona.people) == ("Arizona", False, 7e6)
    assert (california.names["en"], california.country) == ("California", False)
    assert np.isnan(california.people)


def test_hub_of_unnamed_codes_is_of_countries_only_if_all_are(home: Path) -> None:
    hub = simulated(home, locations=["CA", "TX"], targets=1)
    hub.write_auxiliary("locations.csv", b"abbreviation\nCA\n")
    found = read(source="hub", hub="synth", issued=date(2024, 1, 15))
    assert not any(place.country for place in found.places.values())


def test_hub_without_counts_says_so(home: Path) -> None:
    made = simulated(home)
    made.folder.fs.rm(f"{made.folder.root}/target-data", recursive=True)
    with pytest.raises(InvalidInputError, match="hub: Synthetic sample hub keeps no observations yet"):
        read(source="hub", hub="synth", issued=date(2024, 1, 8))


def test_hub_targets_of_parts_are_named_with_them_unless_a_whole_is_there(home: Path) -> None:
    from anso.services.epidemics.counting.told.hub import in_shape

    hub = simulated(home, targets=1)
    rows = pl.DataFrame(
        {
            "location": ["US"] * 3,
            "target": ["inc hosp"] * 3,
            "age_group": ["0-4", "65+", "overall"],
            "target_end_date": [date(2024, 1, 6)] * 3,
            "value": [1.0, 2.0, 9.0],
        }
    )
    unit = ("location", "target", "age_group", "target_end_date")
    definition = SimpleNamespace(
        target_data=SimpleNamespace(date_col=None, observable_unit=unit), targets=hub.definition.targets
    )
    asked = SimpleNamespace(definition=definition, name="Hub")
    assert in_shape(rows, asked).select("target", "value").rows() == [("inc hosp", 9.0)]  # type: ignore[arg-type]
    assert in_shape(rows.head(2), asked).select("target", "value").rows() == [  # type: ignore[arg-type]
        ("inc hosp · 0-4", 1.0),
        ("inc hosp · 65+", 2.0),
    ]


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"source": "hub"}, "hub", "is needed when the source is hub; there are: synth"),
        ({"source": "hub", "hub": "sinth"}, "hub", "there is no hub 'sinth'; did you mean synth?"),
        ({"hub": "synth"}, "hub", "belongs to the source hub, and the source chosen is covid-2020"),
        ({"source": "file"}, "file", "is needed when the source is file"),
        ({"file": Path(__file__)}, "file", "is not of a type taken here"),
        ({"columns": "cases=New"}, "columns", "belongs to the source file"),
        ({"source": "who", "columns": "cases=New"}, "columns", "the source chosen is who"),
    ],
)
def test_request_says_what_does_not_go_together(
    home: Path, given: dict[str, object], field: str, said: str
) -> None:
    simulated(home)
    product = SimpleNamespace(request=CountsRequest)
    with pytest.raises(InvalidInputError) as raised:
        parse_request(product, given)  # type: ignore[arg-type]  # all that it looks at
    (problem,) = raised.value.problems
    assert problem.where == field
    assert said in problem.message


def test_columns_that_say_nothing_are_refused(home: Path) -> None:
    table = home / "mine.csv"
    table.write_text("a,b\n1,2\n")
    with pytest.raises(ValidationError, match="'kases=New' does not say what a column is"):
        CountsRequest(source="file", file=table, columns="kases=New")  # type: ignore[arg-type]


def test_ages_are_of_the_nearest_year_and_unknown_outside_countries(home: Path) -> None:
    simulated(home, locations=["PK", "SD-x"], targets=1)
    found = read(source="hub", hub="synth", issued=date(2024, 1, 15))
    groups, people = ages(Reading(), found)  # type: ignore[arg-type]  # as much of a run as is needed
    assert groups == tuple(range(0, 101, 5))
    row = list(found.places).index("PK")
    expected = population.by_age("PK").filter(pl.col("year") == 2025, pl.col("age") == 30)["people"].sum()
    assert people[row, 6] == expected
    assert np.isnan(people[1 - row]).all()


def test_shelf_is_the_one_of_the_installation(home: Path) -> None:
    simulated(home)
    assert Shelf().slugs() == ["synth"]


def test_place_asked_for_by_name_stands_behind_the_most_affected_and_never_twice() -> None:
    most = list(read(issued=MAY, countries=3).places)
    with_one = read(issued=MAY, countries=3, besides="LU")
    assert list(with_one.places) == [*most, "LU"]
    assert set(with_one.weekly["location"]) == {*most, "LU"}
    assert list(read(issued=MAY, countries=3, besides=most[1]).places) == most
    assert list(read(issued=MAY, countries=3, besides="ZZ").places) == most
