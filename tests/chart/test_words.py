"""A chart is said in each language: its words are exchanged, its data are not."""

from copy import deepcopy
from typing import Any

import altair as alt
import pytest

from anso.chart import LARGE_COUNT, SHORT_COUNT, config_for, draw_svg, said_in, table, to_spec, world
from anso.chart.house_words import HOUSE_WORDS, LARGE_COUNTS, SHORT_COUNTS
from anso.chart.words import LABEL
from anso.language import LANGUAGES

WORDS = {
    "growing": {"en": "Growing", "fr": "En hausse", "ru": "Рост", "zh": "上升"},
    "Trend": {"en": "Trend", "fr": "Tendance", "ru": "Динамика", "zh": "趋势"},
    "New cases": {"en": "New cases", "fr": "Nouveaux cas", "ru": "Новые случаи", "zh": "新增病例"},
}
ROWS = [
    {"day": "2020-06-01", "trend": "growing", "cases": 12345.5},
    {"day": "2020-06-08", "trend": "falling", "cases": 20000},
]


def bars(**options: Any) -> alt.Chart:
    return (
        alt.Chart(table("counts"))
        .mark_bar()
        .encode(
            x=alt.X("trend:N", title="Trend", **options),
            y=alt.Y("cases:Q", title="New cases", axis=alt.Axis(format=",.1f", values=[12345.5])),
            tooltip=[alt.Tooltip("trend:N", title="Trend"), alt.Tooltip("cases:Q", title="New cases")],
        )
        .properties(height=200)
    )


def drawn(chart: Any, language: str, words: Any = WORDS) -> str:
    return draw_svg(to_spec(chart, words), lambda _: deepcopy(ROWS), language=language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", (">Trend<", ">New cases<", ">Growing<", ">12,345.5<")),
        ("zh-hans", (">趋势<", ">新增病例<", ">上升<", ">12,345.5<")),
        ("ru", (">Динамика<", ">Новые случаи<", ">Рост<", ">12\u00a0345,5<")),
        ("fr", (">Tendance<", ">Nouveaux cas<", ">En hausse<", ">12\u202f345,5<")),
    ],
)
def test_picture_speaks_the_language(language: str, said: tuple[str, ...]) -> None:
    svg = drawn(bars(), language)

    assert [word for word in said if word not in svg] == []
    assert ">falling<" in svg  # a value that nobody translated stays as it is


def test_language_that_is_none_of_ours_gives_english() -> None:
    assert drawn(bars(), "de") == drawn(bars(), "en")


def test_chart_without_words_keeps_its_specification() -> None:
    spec = to_spec(bars())

    assert said_in(spec, "fr") == spec | {"params": [{"name": "words", "value": {}}]}


def test_words_leave_no_trace_in_what_is_drawn() -> None:
    spec = to_spec(bars(), WORDS)
    before = deepcopy(spec)
    said = said_in(spec, "fr")

    assert "usermeta" not in said
    assert said["params"] == [
        {
            "name": "words",
            "value": {"growing": "En hausse", "Trend": "Tendance", "New cases": "Nouveaux cas"},
        }
    ]
    assert spec == before


def test_tooltip_shows_the_word_and_keeps_the_value() -> None:
    said = said_in(to_spec(bars(), WORDS), "fr")

    assert said["transform"] == [
        {"calculate": "words[datum['trend']] || datum['trend']", "as": "trend__said"}
    ]
    assert said["encoding"]["tooltip"] == [
        {"field": "trend__said", "title": "Tendance", "type": "nominal"},
        {"field": "cases", "title": "Nouveaux cas", "type": "quantitative"},
    ]
    assert said["encoding"]["x"]["field"] == "trend"


def test_labels_are_left_to_a_chart_that_makes_its_own() -> None:
    own = said_in(to_spec(bars(axis=alt.Axis(labelExpr="upper(datum.label)")), WORDS), "fr")
    none = said_in(to_spec(bars(axis=None), WORDS), "fr")
    ours = said_in(to_spec(bars(), WORDS), "fr")

    assert own["encoding"]["x"]["axis"] == {"labelExpr": "upper(datum.label)"}
    assert none["encoding"]["x"]["axis"] is None
    assert ours["encoding"]["x"]["axis"] == {"labelExpr": LABEL}


def test_layers_are_said_where_their_encoding_stands() -> None:
    shared = alt.Chart(table("counts")).encode(
        x="trend:N", tooltip=[alt.Tooltip("trend:N", title="Trend")], text="trend:N"
    )
    inner = shared.mark_text().transform_calculate(trend="datum.trend").encode(y="cases:Q")
    spec = to_spec(alt.layer(shared.mark_bar(), inner), WORDS)
    spec["encoding"] = spec["layer"][0].pop("encoding")
    said = said_in(spec, "ru")

    calculated = {"calculate": "words[datum['trend']] || datum['trend']", "as": "trend__said"}
    # The shared encoding names the word; each layer makes it after all transforms of its own.
    assert said["encoding"]["tooltip"][0]["field"] == "trend__said"
    assert [layer["transform"][-1] for layer in said["layer"]] == [calculated, calculated]
    assert "transform" not in said


def test_each_part_of_a_concatenated_chart_is_said() -> None:
    svg = drawn(bars() & bars(), "ru")

    assert (svg.count(">Динамика<"), svg.count(">Рост<")) == (2, 2)


def test_name_within_a_shape_is_said() -> None:
    chart = (
        alt.Chart(world())
        .mark_geoshape()
        .encode(tooltip=[alt.Tooltip("properties.name:N")])
        .project("equalEarth")
        .properties(height=300)
    )
    said = said_in(to_spec(chart, {"Pakistan": {"en": "Pakistan", "zh": "巴基斯坦"}}), "zh")

    value = "datum['properties'] && datum['properties']['name']"
    assert said["transform"] == [{"calculate": f"words[{value}] || {value}", "as": "properties_name__said"}]
    assert said["encoding"]["tooltip"] == [
        {"field": "properties_name__said", "title": "properties.name", "type": "nominal"}
    ]


def test_text_of_a_mark_is_said_and_data_are_not() -> None:
    spec = {
        "data": {"values": [{"title": "Trend", "text": "Trend"}]},
        "title": {"text": ["Trend", "New cases"]},
        "layer": [
            {"mark": {"type": "text", "text": "Trend"}},
            {"mark": "text", "encoding": {"text": {"value": "New cases"}}},
        ],
    }
    said = said_in(to_spec(spec, WORDS), "fr")

    assert said["data"] == spec["data"]
    assert said["title"] == {"text": ["Tendance", "Nouveaux cas"]}
    assert said["layer"][0]["mark"]["text"] == "Tendance"
    assert said["layer"][1]["encoding"]["text"] == {"value": "Nouveaux cas"}


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "1 Jun", "8 June 2020"),
        ("zh", "6月1日", "2020年6月8日"),
        ("ru", "1 июн.", "8 июня 2020"),
        ("fr", "1 juin", "8 juin 2020"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language: str, first: str, second: str) -> None:
    def day(format_: str, at: str) -> alt.Chart:
        axis = alt.Axis(format=format_, values=[{"year": 2020, "month": 6, "date": int(at)}])
        return alt.Chart(table("counts")).mark_point().encode(x=alt.X("day:T", axis=axis, title=None))

    svg = drawn(day("%-d %b", "1") & day("%-d %B %Y", "8"), language, {})

    assert (f">{first}<" in svg, f">{second}<" in svg) == (True, True)


@pytest.mark.parametrize(
    ("expression", "value", "said"),
    [
        (SHORT_COUNT, 20_000, ("20k", "2万", "20\u00a0тыс.", "20\u202f000")),
        (SHORT_COUNT, 1_500, ("1.5k", "1,500", "1,5\u00a0тыс.", "1\u202f500")),
        (SHORT_COUNT, 1_500_000, ("1.5M", "150万", "1,5\u00a0млн", "1,5\u00a0M")),
        (LARGE_COUNT, 250_000_000, ("250 million", "2.5亿", "250\u00a0млн", "250\u00a0millions")),
        (LARGE_COUNT, 1_500_000_000, ("1.5 billion", "15亿", "1,5\u00a0млрд", "1,5\u00a0milliard")),
        (LARGE_COUNT, 2_000_000_000, ("2 billion", "20亿", "2\u00a0млрд", "2\u00a0milliards")),
        (LARGE_COUNT, 50_000, ("50,000", "5万", "50\u00a0000", "50\u202f000")),
        (LARGE_COUNT, 0, ("0", "0", "0", "0")),
    ],
)
def test_counts_on_an_axis_are_written_as_the_language_writes_them(
    expression: str, value: float, said: tuple[str, ...]
) -> None:
    axis = alt.Axis(labelExpr=expression, values=[value], title=None)
    chart = alt.Chart(table("counts")).mark_point().encode(y=alt.Y("cases:Q", axis=axis)).transform_calculate(cases=f"{value}")  # fmt: skip

    shown = [drawn(chart, language, {}) for language in LANGUAGES]

    assert [f">{text}</text>" in svg for text, svg in zip(said, shown, strict=True)] == [True] * len(
        LANGUAGES
    )


def test_the_house_says_the_same_things_in_every_language() -> None:
    assert set(SHORT_COUNTS) == set(LARGE_COUNTS) == set(HOUSE_WORDS) == set(LANGUAGES)
    assert HOUSE_WORDS["en"] == {SHORT_COUNT: SHORT_COUNT, LARGE_COUNT: LARGE_COUNT}


@pytest.mark.parametrize("language", ["zh", "ru", "fr"])
def test_locale_is_whole(language: str) -> None:
    time = config_for(language)["locale"]["time"]

    assert [len(set(time[key])) for key in ("months", "shortMonths", "days", "shortDays")] == [12, 12, 7, 7]
    assert "locale" not in config_for("en")
