"""Sentences of a nowcast, made from numbers, in four languages."""

from importlib.resources import files
from typing import Any

import polars as pl
import pytest

from anso.language import LANGUAGES, number
from anso.services.epidemics.nowcasting.stating import headline, words
from anso.services.epidemics.nowcasting.stating.titles import ALTS, TITLES
from anso.services.epidemics.nowcasting.stating.trends import KIND_NAMES, TONES, TREND_NAMES
from anso.services.epidemics.thresholds import ALERT, LEAST_COUNTS, TRENDS, UNKNOWN, trend_of

GROUPS = {"NG": "un-africa", "KE": "un-africa", "BR": "un-americas"}


def main(**trends: str) -> pl.DataFrame:
    return pl.DataFrame(
        {"location": list(trends), "trend": list(trends.values())},
        schema={"location": pl.String, "trend": pl.String},
    )


@pytest.mark.parametrize(
    ("probability", "trend"),
    [
        (0.901, "growing"),
        (0.90, "likely growing"),
        (0.751, "likely growing"),
        (0.75, "not changing"),
        (0.251, "not changing"),
        (0.25, "likely declining"),
        (0.101, "likely declining"),
        (0.10, "declining"),
        (float("nan"), UNKNOWN),
    ],
)
def test_trend_word_follows_the_probability(probability: float, trend: str) -> None:
    assert trend_of(probability) == trend


def test_finding_counts_growing_and_likely_growing_among_those_that_can_be_told() -> None:
    found = headline.finding(
        main(NG="growing", KE="likely growing", CL="growing", BR="declining", FR="not changing", TZ=UNKNOWN),
        {},
        GROUPS,
        None,
        countries=True,
    )
    assert found == {
        "en": "In 3 of 5 countries and territories the epidemic is growing or likely growing, most of them in Africa",
        "zh": "5个国家和地区中，有3个的疫情正在或很可能上升，其中多数位于非洲",
        "ru": "В 3 из 5 стран и территорий эпидемия растёт или, вероятно, растёт, большинство из них — в Африке",
        "fr": "Dans 3 des 5 pays et territoires suivis, l’épidémie croît ou croît probablement, pour la plupart en Afrique",
    }


def test_finding_of_a_few_does_not_say_where_most_are() -> None:
    found = headline.finding(
        main(NG="growing", KE="growing", FR="declining"), {}, GROUPS, None, countries=True
    )
    assert found["en"] == "In 2 of 3 countries and territories the epidemic is growing or likely growing"


def test_finding_says_when_none_grows_and_when_nobody_can_tell() -> None:
    none = headline.finding(main(A="declining", B="not changing"), {}, {}, None, countries=True)
    assert none["en"] == "In none of 2 countries and territories is the epidemic growing or likely growing"
    assert none["ru"] == "Ни в одной из 2 стран и территорий эпидемия не растёт и рост не вероятен"
    assert none["fr"] == (
        "Dans aucun des 2 pays et territoires suivis l’épidémie ne croît, ni ne croît probablement"
    )
    unknown = headline.finding(main(A=UNKNOWN, B=UNKNOWN), {}, {}, None, countries=True)
    assert unknown["en"] == "Too few cases to say where the epidemic goes"


def test_finding_of_one_place_is_its_trend_with_reproduction() -> None:
    peru = {"PE": {"en": "Peru", "zh": "秘鲁", "ru": "Перу", "fr": "Pérou"}}
    one = main(PE="not changing").with_columns(
        pl.lit(value).alias(name) for name, value in row(r_low_90=0.93).items()
    )
    assert headline.finding(one, peru, GROUPS, None, countries=True) == {
        "en": "Peru: neither growth nor decline of the epidemic is likely, R 1.2 (0.9 to 1.4)",
        "zh": "秘鲁：疫情无明显变化，R 1.2（0.9至1.4）",
        "ru": "Перу: ни рост, ни снижение эпидемии не вероятны, R 1,2 (0,9–1,4)",
        "fr": "Pérou\u00a0: ni une hausse ni une baisse de l’épidémie n’est probable, R 1,2 (0,9 à 1,4)",
    }
    silent = main(PE=UNKNOWN).with_columns(pl.lit(None).alias("r"))
    assert headline.finding(silent, peru, GROUPS, None, countries=True)["fr"] == (
        "Pérou\u00a0: trop peu de cas pour dire où va l’épidémie"
    )


def test_finding_of_places_that_are_no_countries_calls_them_places() -> None:
    found = headline.finding(
        main(**{f"P{n}": "growing" for n in range(21)}), {}, GROUPS, None, countries=False
    )
    assert found["en"] == "In 21 of 21 places the epidemic is growing or likely growing"
    assert found["ru"] == "В 21 из 21 места эпидемия растёт или, вероятно, растёт"


def test_finding_of_a_region_begins_with_its_name() -> None:
    region = {"en": "South Asia", "zh": "南亚", "ru": "Южная Азия", "fr": "Asie du Sud"}
    found = headline.finding(main(PK="growing", IN="not changing"), {}, {}, region, countries=True)
    assert found["en"] == (
        "South Asia: in 1 of 2 countries and territories the epidemic is growing or likely growing"
    )
    assert found["fr"].startswith("Asie du Sud\u00a0: dans 1 des 2 pays")


def row(**values: Any) -> dict[str, Any]:
    return {"r": 1.24, "r_low_90": 1.0, "r_high_90": 1.44} | values


def test_note_gives_reproduction_with_its_interval() -> None:
    assert words.note(row()) == {
        "en": "R 1.2 (1.0 to 1.4)",
        "zh": "R 1.2（1.0至1.4）",
        "ru": "R 1,2 (1,0–1,4)",
        "fr": "R 1,2 (1,0 à 1,4)",
    }
    assert words.note(row(r=None)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_method_states_the_thresholds_that_are_used(language: str) -> None:
    folder = files("anso.services.epidemics.nowcasting") / "method"
    text = (folder / f"method.{language}.md").read_text(encoding="utf-8").replace("\u202f", " ")
    stated = [number(trend.above, language, 2) for trend in TRENDS if trend.above > 0]
    stated += [number(ALERT.probability, language, 2), str(LEAST_COUNTS), f"{ALERT.doubling_days:.0f}"]
    stated += [
        f"{ALERT.rate_per_100k:.0f}",
        f"{ALERT.extreme_rate_per_100k:.0f}",
        f"{ALERT.severe_doubling_days:.0f}",
    ]
    assert [value for value in stated if value not in text] == []


def test_every_sentence_exists_in_every_language() -> None:
    texts = [
        *TITLES.values(),
        *ALTS.values(),
        *words.COMPLETIONS.values(),
        *headline.STATED.values(),
        *TREND_NAMES.values(),
        *KIND_NAMES.values(),
    ]
    assert [text for text in texts if set(text) != set(LANGUAGES)] == []
    assert (
        set(headline.STATED) == set(TONES) == set(TREND_NAMES) == {trend.slug for trend in TRENDS} | {UNKNOWN}
    )
