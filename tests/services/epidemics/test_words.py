"""Sentences made from numbers, in four languages."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from anso.language import LANGUAGES, number
from anso.services.epidemics import words
from anso.services.epidemics.thresholds import ALERT, LEAST_CASES, LEAST_DAYS, TRENDS

METHOD = Path(words.__file__).parent / "method"


def growing(*countries: str, others: int = 0) -> pl.DataFrame:
    trends = ["growing"] * len(countries) + ["declining"] * others
    return pl.DataFrame(
        {"country": [*countries, *(f"X{n}" for n in range(others))], "trend": trends},
        schema={"country": pl.String, "trend": pl.String},
    )


GROUPS = {
    "NG": "un-africa",
    "KE": "un-africa",
    "BR": "un-americas",
    "PK": "un-southern-asia",
    "FR": "un-europe",
}


def test_finding_names_the_fewest_parts_of_the_world_that_hold_most() -> None:
    found = words.finding(growing("NG", "KE", "BR", others=4), GROUPS, None)
    assert found == {
        "en": "Cases are growing in 3 countries and territories, most of them in Africa",
        "zh": "3个国家和地区的病例正在上升，其中多数位于非洲",
        "ru": "Число случаев растёт в 3 странах и территориях, большинство из них — в Африке",
        "fr": "Les cas augmentent dans 3 pays et territoires, pour la plupart en Afrique",
    }


def test_finding_names_two_parts_when_one_holds_but_half() -> None:
    found = words.finding(growing("NG", "KE", "BR", "PK"), GROUPS, None)
    assert (
        found["en"]
        == "Cases are growing in 4 countries and territories, most of them in Africa and the Americas"
    )
    assert found["fr"].endswith("pour la plupart en Afrique et en Amérique")


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "Ни в одной стране нет явного роста числа случаев"),
        (1, "Число случаев растёт в одной стране или территории"),
        (21, "Число случаев растёт в 21 стране и территории"),
        (22, "Число случаев растёт в 22 странах и территориях"),
    ],
)
def test_finding_counts_in_russian(count: int, text: str) -> None:
    assert words.finding(growing(*(f"A{n}" for n in range(count))), {}, None)["ru"] == text


def test_finding_of_a_region_counts_within_it() -> None:
    region = {"en": "South Asia", "zh": "南亚", "ru": "Южная Азия", "fr": "Asie du Sud"}
    found = words.finding(growing("PK", others=7), GROUPS, region)
    assert found["en"] == "South Asia: cases are growing in 1 of 8 countries and territories"
    assert found["zh"] == "南亚：8个国家和地区中有1个病例正在上升"


def test_holds_says_when_later_revisions_are_in_it() -> None:
    plain = words.holds(date(2020, 6, 8), 21, 149, 214, revised=False)
    revised = words.holds(date(2020, 6, 8), 21, 149, 214, revised=True)
    assert plain["en"] == (
        "New confirmed cases, last 21 days, as known on 8 June 2020; "
        "enough cases to say in 149 of 214 countries and territories."
    )
    assert revised["en"] == plain["en"].replace("2020;", "2020, later revisions included;")


def row(**values: Any) -> dict[str, Any]:
    empty = dict.fromkeys(
        f"{kind}_days{end}" for kind in ("doubling", "halving") for end in ("", "_low", "_high")
    )
    return (
        {"trend": "growing", "growth_percent_low": -1.5, "growth_percent_high": 15.8, "cases_14": 1}
        | empty
        | values
    )


def test_note_gives_the_interval_of_the_doubling_time() -> None:
    told = words.note(row(doubling_days_low=26.8, doubling_days_high=43.6))
    assert told == {
        "en": "doubling in 27 to 44 days",
        "zh": "27至44天加倍",
        "ru": "удвоение за 27–44 дня",
        "fr": "doublement en 27 à 44 jours",
    }


def test_note_of_a_decline_and_of_an_open_interval() -> None:
    assert words.note(row(halving_days_low=4.0, halving_days_high=9.0))["en"] == "halving in 4 to 9 days"
    # One end doubles, the other does not: the rates themselves are told.
    assert words.note(row(doubling_days_low=5.0))["en"] == "\u22121.5% to +15.8% a day"


def test_note_without_a_trend_counts_the_cases() -> None:
    assert words.note(row(trend="too few cases to say", cases_14=22))["ru"] == "22 случая за 14 дней"
    assert words.note(row(trend="too few cases to say", cases_14=1))["en"] == "1 case in 14 days"


@pytest.mark.parametrize("language", LANGUAGES)
def test_method_states_the_thresholds_that_are_used(language: str) -> None:
    text = (METHOD / f"method.{language}.md").read_text(encoding="utf-8").replace("\u202f", " ")
    stated = [number(trend.above, language, 2) for trend in TRENDS if trend.above > 0]
    stated += [
        str(LEAST_CASES),
        str(LEAST_DAYS),
        f"{ALERT.doubling_days:.0f}",
        f"{ALERT.slowest_doubling_days:.0f}",
    ]
    stated += [
        f"{ALERT.rate_per_100k:.0f}",
        f"{ALERT.extreme_rate_per_100k:.0f}",
        f"{ALERT.severe_doubling_days:.0f}",
    ]
    assert [value for value in stated if value not in text] == []


def test_every_sentence_exists_in_every_language() -> None:
    texts = [
        *words.TITLES.values(),
        *words.ALTS.values(),
        *words.TREND_NAMES.values(),
        *words.GROUPS.values(),
    ]
    assert [text for text in texts if tuple(sorted(text)) != tuple(sorted(LANGUAGES))] == []
