"""Sentences of a profile."""

from dataclasses import replace

import pytest

from anso.language import LANGUAGES
from anso.services.countries import words
from anso.services.countries.people import Ages

PAKISTAN = words.Profile(
    names={"en": "Pakistan", "zh": "巴基斯坦", "ru": "Пакистан", "fr": "Pakistan"},
    year=2025,
    people=255_219_554,
    growth=0.0165,
    projected=True,
    area_km2=796_095,
    capital="Islamabad",
    currency="PKR",
    gdp_ppp=1.347e12,
    neighbours=[{"en": "China", "ru": "Китай"}, {"en": "United Arab Emirates", "zh": "阿联酋"}],
    ages=Ages(median=21.6, under_15=0.36, over_64=0.04),
    people_2050=371_864_000,
)


def test_finding_is_a_sentence_in_each_language() -> None:
    assert words.finding(replace(PAKISTAN, growth=0.016)) == {
        "en": "Pakistan has 255 million people in 2025 and grows by 1.6% a year",
        "zh": "巴基斯坦2025年有2.55亿人口，年均增长1.6%",
        "ru": "Пакистан: 255\u00a0млн жителей в 2025 году, прирост 1,6\u00a0% в год",
        "fr": "Pakistan\u00a0: 255\u00a0millions d’habitants en 2025, en hausse de 1,6\u202f% par an",
    }


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Netherlands", "The Netherlands has"),
        ("United States", "The United States has"),
        ("Central African Republic", "The Central African Republic has"),
        ("Congo", "Congo has"),
        ("French Guiana", "French Guiana has"),
        ("Falkland Islands (Malvinas)", "The Falkland Islands (Malvinas) has"),
        ("South Africa", "South Africa has"),
    ],
)
def test_finding_speaks_of_a_country_as_english_does(name: str, sentence: str) -> None:
    assert words.finding(replace(PAKISTAN, names={"en": name}))["en"].startswith(sentence)


@pytest.mark.parametrize(
    ("growth", "change"),
    [
        (-0.003, "shrinks by 0.3% a year"),
        (0.0002, "hardly changes in number"),
        (0.012, "grows by 1.2% a year"),
    ],
)
def test_finding_tells_growth_from_decline(growth: float, change: str) -> None:
    assert words.finding(replace(PAKISTAN, growth=growth))["en"].endswith(f"in 2025 and {change}")


def test_finding_of_another_year_is_in_its_tense() -> None:
    past = replace(PAKISTAN, year=1950, growth=None, projected=False, people=37_696_000)
    later = replace(PAKISTAN, year=2050)
    assert words.finding(past)["en"] == "Pakistan had 37.7 million people in 1950"
    assert words.finding(later)["en"].startswith("Pakistan will have 255 million people in 2050")


def test_russian_counts_people_by_the_last_figure() -> None:
    few = replace(PAKISTAN, people=502, growth=None)
    assert words.finding(few)["ru"] == "Пакистан: 502 жителя в 2025 году"


def test_summary_tells_neighbours_and_economy() -> None:
    text = words.summary(PAKISTAN)
    assert "It borders China and the United Arab Emirates by land." in text["en"]
    assert (
        "about 1.35 trillion international dollars (purchasing power parity), about 5,300 a person"
        in text["en"]
    )
    assert "阿联酋" in text["zh"]
    assert tuple(text) == LANGUAGES


def test_summary_of_an_island_without_figures_of_output() -> None:
    text = words.summary(replace(PAKISTAN, neighbours=[], gdp_ppp=None))["en"]
    assert text.endswith("It has no neighbour by land.\n")


def test_holds_tells_estimates_from_projections() -> None:
    assert "projection, medium variant" in words.holds(PAKISTAN)["en"]
    assert "mid-2020, estimate;" in words.holds(replace(PAKISTAN, year=2020, projected=False))["en"]
