"""A stored chart names its data and colours; drawing puts them in."""

import re
import zlib
from typing import Any

import altair as alt
import pytest

from anso.chart import (
    COLOURS,
    Reference,
    draw_png,
    draw_svg,
    references,
    resolve,
    table,
    to_spec,
    tokens_css,
    world,
)
from anso.chart.slim import slim

ROWS = [{"day": 1, "cases": 4}, {"day": 2, "cases": 9}]


def bars() -> dict[str, Any]:
    chart = (
        alt.Chart(table("counts", ["day", "cases"]))
        .mark_bar(color="token:health")
        .encode(x="day:O", y="cases:Q")
    )
    return to_spec(chart.properties(height=200))


def test_chart_refers_to_its_table_and_holds_no_configuration() -> None:
    spec = bars()

    assert [data["url"] for data in references(spec)] == ["anso:table/counts?columns=day,cases"]
    assert "config" not in spec


def test_resolve_asks_for_the_rows_of_one_place() -> None:
    asked: list[Reference] = []

    def fetch(reference: Reference) -> list[dict[str, Any]]:
        asked.append(reference)
        return ROWS

    resolved = resolve(bars(), fetch, by=("country", "PK"))

    assert asked == [Reference(("table", "counts"), ("day", "cases"), (("country", "PK"),))]
    assert resolved["data"] == {"values": ROWS}


def test_reference_reads_back_what_table_wrote() -> None:
    written = table("counts", ["a", "b"], country="Côte d'Ivoire & more").url

    assert Reference.parse(written) == Reference(
        ("table", "counts"), ("a", "b"), (("country", "Côte d'Ivoire & more"),)
    )


def test_condition_on_an_empty_value_is_still_a_condition() -> None:
    assert Reference.parse("anso:table/situation?columns=name&changes=") == Reference(
        ("table", "situation"), ("name",), (("changes", ""),)
    )


@pytest.mark.parametrize(
    ("theme", "colour"), [("light", COLOURS["health"][0]), ("dark", COLOURS["health"][1])]
)
def test_drawing_uses_the_colours_of_the_theme(theme: Any, colour: str) -> None:
    svg = draw_svg(bars(), lambda _: ROWS, theme=theme)

    assert svg.count(f'fill="{colour}"') == len(ROWS)
    assert "token:" not in svg


def test_drawing_is_as_wide_as_asked() -> None:
    widths = [
        int(re.search(r'<svg[^>]* width="(\d+)"', draw_svg(bars(), lambda _: ROWS, width=w)).group(1))
        for w in (360, 760)
    ]  # type: ignore[union-attr]

    assert widths[1] - widths[0] == 400


def test_map_keeps_its_proportions_when_narrow() -> None:
    spec = to_spec(alt.Chart(world()).mark_geoshape().project("equalEarth").properties(height=380))

    assert resolve(spec, lambda _: [], width=380)["height"] == 190
    assert resolve(bars(), lambda _: ROWS, width=380)["height"] == 200


def test_map_draws_the_countries() -> None:
    spec = to_spec(alt.Chart(world()).mark_geoshape().project("equalEarth").properties(height=380))
    svg = draw_svg(spec, lambda _: [])

    assert svg.count("<path") > 200
    assert f'fill="{COLOURS["land"][0]}"' in svg


def test_png_is_a_png_of_twice_the_size() -> None:
    png = draw_png(bars(), lambda _: ROWS, width=300)

    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20]) > 600


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sheet", "sunk"])
@pytest.mark.parametrize(
    "text",
    [
        "ink",
        "ink-2",
        "ink-3",
        "accent",
        "health",
        "food",
        "climate",
        "green",
        "alliance",
        "extreme",
        "severe",
        "moderate",
        "minor",
        "good",
    ],
)
def test_text_colours_can_be_read_on_every_ground(text: str, ground: str, theme: int) -> None:
    assert contrast(COLOURS[text][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_trend_colours_differ_in_grey_and_from_no_data(theme: int) -> None:
    """Both ends stand out from the middle for readers who see no hue, and no step is taken for 'no data'."""
    steps = [COLOURS[f"trend-{n}"][theme] for n in range(1, 6)]

    assert contrast(steps[0], steps[2]) > 1.6
    assert contrast(steps[4], steps[2]) > 1.6
    assert all(contrast(step, COLOURS["nodata"][theme]) > 1.3 for step in steps)


def test_style_sheet_tokens_hold_every_colour_in_both_themes() -> None:
    css = tokens_css()

    assert css.count("--health:") == 3
    assert all(
        f"--{name}: {light};" in css and f"--{name}: {dark};" in css
        for name, (light, dark) in COLOURS.items()
    )


def test_slim_picture_keeps_its_shape_to_a_tenth_of_a_pixel() -> None:
    svg = '<path aria-label="Trend: growing" role="graphics-symbol" d="M244.674,-0.012L244.688,0L300,-1.25e-7Z" fill="#b8502f"/>'

    assert slim(svg) == '<path d="M244.7,0L300,0Z" fill="#b8502f"/>'


def test_slim_map_is_small_enough_for_a_slow_line() -> None:
    spec = to_spec(alt.Chart(world()).mark_geoshape().project("equalEarth").properties(height=380))

    assert len(zlib.compress(draw_svg(spec, lambda _: []).encode())) < 100_000
