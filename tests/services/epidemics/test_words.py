"""Sentences made from numbers, in four languages."""

from datetime import date

import polars as pl
import pytest

from anso.language import LANGUAGES
from anso.services.epidemics import words

GROUPS = {
    "NG": "un-africa",
    "KE": "un-africa",
    "BR": "un-americas",
    "PK": "un-southern-asia",
    "FR": "un-europe",
}


def counts(cases: int, before: int, **by_country: int) -> pl.DataFrame:
    rest = cases - sum(by_country.values())
    return pl.DataFrame(
        {
            "country": [*by_country, "XX"],
            "cases_14": [*by_country.values(), rest],
            "cases_14_before": [before] + [0] * len(by_country),
        }
    )


def test_finding_names_the_part_of_the_world_that_holds_most() -> None:
    found = words.finding(counts(1_250_000, 1_000_000, NG=400_000, KE=300_000), GROUPS, None)
    assert found == {
        "en": "1.25 million new cases in 14 days, 25% more than in the 14 days before, most of them in Africa",
        "zh": "14天内新增确诊病例125万例，比此前14天多25%，多数位于非洲",
        "ru": "За 14 дней новых случаев: 1,25\u00a0млн, на 25\u00a0% больше, чем за предыдущие 14; большинство из них — в Африке",
        "fr": "1,25\u00a0million de nouveaux cas en 14 jours, 25\u202f% de plus que les 14 jours précédents, pour la plupart en Afrique",
    }


@pytest.mark.parametrize(
    ("cases", "before", "text"),
    [
        (900, 1000, "900 new cases in 14 days, 10% fewer than in the 14 days before"),
        (1002, 1000, "1,000 new cases in 14 days, as many as in the 14 days before"),
        (1, 0, "1 new case in 14 days"),
        (0, 0, "0 new cases in 14 days"),
    ],
)
def test_finding_compares_with_the_fortnight_before(cases: int, before: int, text: str) -> None:
    assert words.finding(counts(cases, before), {}, None)["en"] == text


def test_finding_of_a_region_begins_with_its_name() -> None:
    region = {"en": "South Asia", "zh": "南亚", "ru": "Южная Азия", "fr": "Asie du Sud"}
    found = words.finding(counts(200, 100), {}, region)
    assert found["en"] == "South Asia: 200 new cases in 14 days, 100% more than in the 14 days before"
    assert (
        found["ru"] == "Южная Азия: за 14 дней новых случаев: 200, на 100\u00a0% больше, чем за предыдущие 14"
    )


def test_most_of_names_two_parts_when_one_holds_but_half() -> None:
    assert words.most_of(dict.fromkeys(("NG", "KE", "BR", "PK"), 1.0), GROUPS) == ["un-africa", "un-americas"]
    assert words.most_of({"XX": 5.0, "NG": 1.0}, GROUPS) == []


def test_holds_says_when_later_revisions_are_in_it() -> None:
    plain = words.holds(date(2020, 6, 8), 214, revised=False)
    revised = words.holds(date(2020, 6, 8), 1, revised=True)
    assert plain["en"] == "Confirmed cases as known on 8 June 2020; 214 countries and territories."
    assert revised["en"] == (
        "Confirmed cases as known on 8 June 2020, later revisions included; 1 country or territory."
    )
    assert words.holds(date(2020, 6, 8), 21, revised=False)["ru"].endswith("21 страна или территория.")


def test_value_and_note_of_a_country() -> None:
    row = {"cases_14": 22, "cases_14_per_100k": 3.14}
    assert words.value(row)["ru"] == "22 случая за 14 дней"
    assert words.value(row | {"cases_14": 1})["en"] == "1 case in 14 days"
    assert words.note(row) == {
        "en": "3.1 per 100,000 people",
        "zh": "每10万人3.1例",
        "ru": "3,1 на 100\u00a0000 жителей",
        "fr": "3,1 pour 100\u202f000 habitants",
    }
    assert words.note(row | {"cases_14_per_100k": None}) is None


def test_every_sentence_exists_in_every_language() -> None:
    texts = [*words.TITLES.values(), *words.ALTS.values(), *words.GROUPS.values()]
    assert [text for text in texts if tuple(sorted(text)) != tuple(sorted(LANGUAGES))] == []
