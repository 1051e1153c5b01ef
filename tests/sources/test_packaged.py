"""The packaged data is what its provenance says it is."""

import re
from datetime import date

import polars as pl
import pytest

from anso import places
from anso.sources import Provenance
from anso.sources.country_facts import CountryFacts
from anso.sources.counts import Span
from anso.sources.covid_2020 import Covid2020
from anso.sources.packaged import DATA, sha256_of
from anso.sources.un_population import UnPopulation

PROVENANCE = (DATA / "PROVENANCE.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def counts() -> pl.DataFrame:
    return Covid2020().daily(date(2020, 6, 8))


def test_packaged_files_have_the_hashes_in_the_provenance() -> None:
    told = dict(
        re.findall(
            r"^## (\S+\.parquet)$.*?\| SHA-256 \| `([0-9a-f]{64})`", PROVENANCE, re.DOTALL | re.MULTILINE
        )
    )
    assert told == {path.name: sha256_of(path) for path in DATA.glob("*.parquet")}


def test_covid_2020_holds_every_place_of_the_source_but_the_ship(counts: pl.DataFrame) -> None:
    codes = set(counts["country"])
    assert len(codes) == 214
    assert codes - {country.code for country in places.countries()} == set()
    # The codes that the source writes in its own way.
    assert codes >= {
        "AI",
        "BL",
        "CW",
        "FO",
        "GG",
        "GI",
        "GU",
        "GW",
        "IM",
        "JE",
        "MF",
        "MP",
        "MS",
        "SX",
        "VG",
        "VI",
    }


@pytest.mark.parametrize(
    ("country", "confirmed", "dead"),
    [("PK", 103671, 2067), ("BR", 710887, 37312), ("IN", 256611, 7200), ("GB", 287399, 40597)],
)
def test_covid_2020_has_the_totals_of_8_june(
    counts: pl.DataFrame, country: str, confirmed: int, dead: int
) -> None:
    last = counts.filter(pl.col("country") == country).row(-1, named=True)
    assert (last["date"], last["confirmed"], last["dead"]) == (date(2020, 6, 8), confirmed, dead)


def test_covid_2020_keeps_corrections_as_reported(counts: pl.DataFrame) -> None:
    france = counts.filter(
        pl.col("country") == "FR", pl.col("date").is_between(date(2020, 6, 1), date(2020, 6, 2))
    )
    assert france["confirmed"].to_list() == [152091, 151325]


def test_covid_2020_cut_at_a_day_knows_nothing_later() -> None:
    read: list[Provenance] = []
    table = Covid2020(read.append).daily(date(2020, 4, 1))
    assert table["date"].max() == date(2020, 4, 1)
    assert (read[0].as_of, read[0].how, read[0].licence) == (date(2020, 4, 1), "packaged", "MIT")


def test_covid_2020_spans_january_to_june() -> None:
    assert Covid2020().span() == Span(date(2020, 1, 19), date(2020, 6, 8))


def test_un_population_of_a_year_between_grows_evenly() -> None:
    by_year = {year: dict(UnPopulation().totals_in(year).rows())["PK"] for year in (2020, 2024, 2025)}
    assert by_year[2025] == places.country("PK").population
    assert by_year[2024] == pytest.approx(by_year[2020] * (by_year[2025] / by_year[2020]) ** 0.8, rel=1e-6)


def test_un_population_and_country_facts_are_recorded() -> None:
    read: list[Provenance] = []
    UnPopulation(read.append).by_age("PK")
    facts = CountryFacts(read.append).of("Pakistan").row(0, named=True)
    assert [entry.source for entry in read] == ["un-population", "country-facts"]
    assert (facts["capital"], facts["currency"], facts["neighbours"]) == (
        "Islamabad",
        "PKR",
        ["AF", "CN", "IN", "IR"],
    )
