"""What the products of the outlook say, made from numbers."""

from datetime import date

import polars as pl
import pytest

from anso.language import LANGUAGES
from anso.services.epidemics.outlook.evaluation.judging import Judged
from anso.services.epidemics.outlook.evaluation.words import against, finding
from anso.services.epidemics.outlook.forecast import words
from anso.services.epidemics.outlook.said import about, places_of, range_of


def changes(*chances: tuple[float, float]) -> pl.DataFrame:
    """Places by the probabilities of a rise and of a fall."""
    return pl.DataFrame(
        {
            "location": ["PK", "IN", "NP", "LK"][: len(chances)],
            "change": ["about the same"] * len(chances),
            "probability_rise": [rise for rise, _ in chances],
            "probability_fall": [fall for _, fall in chances],
            "target": ["cases"] * len(chances),
            "target_end_date": [date(2020, 7, 5)] * len(chances),
        }
    )


NAMES = {code: {"en": code, "fr": code} for code in ("PK", "IN", "NP", "LK")}


def test_headline_counts_only_what_is_likely() -> None:
    table = changes((0.9, 0.0), (0.6, 0.1), (0.0, 0.7), (0.66, 0.2))
    assert words.finding(table, "cases", NAMES, countries=True) == {
        "en": "By 5 July weekly cases are likely to rise by a quarter or more in 2 of 4 countries and territories, and to fall by a fifth or more in 1",
        "zh": "到7月5日，4个国家和地区的每周病例数中，2个很可能上升四分之一以上，1个很可能下降五分之一以上",
        "ru": "К 5 июля число случаев за неделю, вероятно, вырастет на четверть и больше в 2 из 4 стран и территорий, а снизится на пятую часть и больше в 1",
        "fr": "D’ici le 5 juillet, le nombre de cas par semaine va probablement augmenter d’un quart ou plus dans 2 des 4 pays et territoires, et baisser d’un cinquième ou plus dans 1",
    }


def test_headline_leaves_out_what_happens_nowhere() -> None:
    said = words.finding(changes((0.1, 0.9), (0.2, 0.3)), "deaths", NAMES, countries=True)
    assert (
        said["en"]
        == "By 5 July weekly deaths are likely to fall by a fifth or more in 1 of 2 countries and territories"
    )
    nothing = words.finding(changes((0.5, 0.2), (0.2, 0.5)), "cases", NAMES, countries=False)
    assert nothing["en"] == "By 5 July neither a rise nor a fall of weekly cases is likely in any of 2 places"
    assert set(nothing) == set(LANGUAGES)


def test_nothing_is_said_of_change_where_too_few_are_counted() -> None:
    few = changes((0.0, 0.0), (0.0, 0.0)).with_columns(pl.lit("too few to say").alias("change"))
    said = words.finding(few, "deaths", NAMES, countries=True)
    assert said["en"] == "Too few are counted to say how weekly deaths will change"
    assert (
        said["fr"] == "Les nombres sont trop petits pour dire comment évoluera le nombre de décès par semaine"
    )


@pytest.mark.parametrize(
    ("count", "russian"),
    [(2, "стран и территорий"), (21, "страны или территории"), (11, "стран и территорий")],
)
def test_russian_places_agree_with_their_number(count: int, russian: str) -> None:
    assert places_of(True, count)["ru"] == russian


def test_note_gives_the_number_its_interval_and_todays() -> None:
    row = {
        "median": 12345.0,
        "low_95": 8012.0,
        "high_95": 19480.0,
        "newest": 9961.0,
        "target_end_date": date(2020, 7, 5),
    }
    assert words.note(row) == {
        "en": "12,000 a week by 5 July (8,000 to 19,000), 10,000 now",
        "zh": "到7月5日每周1.2万（8,000至1.9万），现为1万",
        "ru": "12\u00a0000 в неделю к 5 июля (8\u00a0000–19\u00a0000), сейчас 10\u00a0000",
        "fr": "12\u202f000 par semaine d’ici le 5 juillet (8\u202f000 à 19\u202f000), 10\u202f000 actuellement",
    }


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (0.69, "31% smaller than the baseline’s"),
        (1.2, "20% larger than the baseline’s"),
        (1.001, "the same as the baseline’s"),
        (11069.2, "not comparable with the baseline’s"),
        (None, "not comparable with the baseline’s"),
    ],
)
def test_worse_is_called_worse(ratio: float | None, said: str) -> None:
    assert against(ratio, "en") == said


def test_evaluations_headline_names_the_baseline_once_and_pools_the_coverage() -> None:
    overall = pl.DataFrame(
        {
            "target": ["cases", "deaths"],
            "model_id": ["anso-ensemble"] * 2,
            "n": [300, 100],
            "sum_ratio": [0.69, 1.1],
            "coverage_95": [0.96, 0.88],
        }
    )
    nothing = pl.DataFrame()
    judged = Judged(overall, nothing, nothing, nothing, nothing, nothing, ())
    said = finding(judged, {"cases": "cases", "deaths": "deaths"}, 8)
    assert said["en"] == (
        "In the last 8 weekly forecasts the ensemble’s error was 31% smaller than the baseline’s for new cases and "
        "10% larger for deaths; its 95% intervals held 94% of what came"
    )
    assert said["ru"].startswith(
        "В 8 последних недельных прогнозах ошибка ансамбля на 31\u00a0% меньше базовой"
    )


def test_numbers_are_as_exact_as_a_forecast_deserves() -> None:
    assert [about(value, "en") for value in (0.4, 7.3, 12.4, 1234.0, 2_345_678.0)] == [
        "0",
        "7",
        "12",
        "1,200",
        "2.3 million",
    ]
    assert range_of(1234, 5678, "fr") == "1\u202f200 à 5\u202f700"
