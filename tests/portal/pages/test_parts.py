"""Parts of pages: citations, running text, words in the reader's language, style sheets and scripts."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.translation import override

from anso.chart import tokens_css
from anso.portal.assets import prepare, vega_file
from anso.portal.index.models import ReleaseEntry
from anso.portal.markdown import render
from anso.portal.pages.citation import citation

STATIC = Path(settings.PORTAL) / "static"


def shown(template: str, language: str = "en", **context: object) -> str:
    with override(language):
        return Template(template).render(Context(context))


def test_a_citation_is_the_same_for_everybody_and_safe_in_tex() -> None:
    entry = ReleaseEntry(
        release_id="tests.counts/2020-06-08-0123456789",
        product="tests.counts",
        issued=date(2020, 6, 8),
        title={"en": "Counts", "fr": "Comptes"},
        finding={"en": "Cases up 50% in {A} & B_C."},
    )
    found = citation(entry, "https://anso.example/")
    assert found.text == (
        "Alliance of International Science Organizations (2020). Counts: Cases up 50% in {A} & B_C. "
        "Release tests.counts/2020-06-08-0123456789. "
        "https://anso.example/releases/tests.counts/2020-06-08-0123456789/"
    )
    assert r"title = {{Counts: Cases up 50\% in A \& B\_C}}," in found.bibtex
    assert found.bibtex.startswith("@misc{anso-tests-counts-2020-06-08-0123456789,")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("# Title", "<h3>Title</h3>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("![x](https://elsewhere.example/x.png)", None),
        ('He said "yes" -- twice', "<p>He said “yes” – twice</p>\n"),
    ],
)
def test_running_text_cannot_do_harm(markdown: str, html: str | None) -> None:
    found = render(markdown)
    assert "<img" not in found
    if html is not None:
        assert found == html


def test_a_link_in_running_text_tells_nobody_whence_it_was_followed() -> None:
    assert render("[x](https://elsewhere.example/)") == (
        '<p><a href="https://elsewhere.example/" rel="nofollow noreferrer">x</a></p>\n'
    )


def test_a_table_in_running_text_can_be_scrolled_with_the_keyboard() -> None:
    assert render("| a |\n|---|\n| 1 |").startswith('<div class="scroll" tabindex="0"><table>')


def test_an_english_stand_in_says_that_it_is_english() -> None:
    text = {"en": "Growing & more", "fr": "Croissance"}
    assert shown("{{ text|say }}", "fr", text=text) == "Croissance"
    assert shown("{{ text|say }}", "ru", text=text) == '<span lang="en">Growing &amp; more</span>'
    assert shown("{{ text|say }}", "en", text=text) == "Growing &amp; more"


@pytest.mark.parametrize(
    ("language", "number", "day"),
    [
        ("en", "12,346", '<time datetime="2020-06-08">8 June 2020</time>'),
        ("zh-hans", "12,346", '<time datetime="2020-06-08">2020年6月8日</time>'),
        ("ru", "12\u00a0346", '<time datetime="2020-06-08">8 июня 2020 года</time>'),
        ("fr", "12\u202f346", '<time datetime="2020-06-08">8 juin 2020</time>'),
    ],
)
def test_numbers_and_days_are_written_in_the_readers_language(language: str, number: str, day: str) -> None:
    assert shown("{{ n|number }}", language, n=12345.6) == number
    assert shown("{{ d|day }}", language, d=date(2020, 6, 8)) == day


def test_a_moment_is_told_with_its_zone() -> None:
    moment = datetime(2020, 6, 8, 6, 5, tzinfo=UTC)
    assert shown("{{ m|instant }}", m=moment) == (
        '<time datetime="2020-06-08T06:05:00+00:00">8 June 2020, 06:05 UTC</time>'
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (True, "✓"),
        (1234567, "1,234,567"),
        (0.123456, "0.1235"),
        (1.5, "1.50"),
        (12345.6, "12,346"),
        (0.00001234, "1.23e-05"),
        (float("nan"), "–"),
        (date(2020, 6, 8), "2020-06-08"),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_a_cell_shows_its_value_as_a_reader_wants_it(value: object, text: str) -> None:
    assert shown("{{ v|cell }}", v=value) == text


def test_the_colours_of_the_style_sheet_are_those_of_the_charts() -> None:
    assert (STATIC / "tokens.css").read_text(encoding="utf-8") == tokens_css(), "run `anso docs write`"


def test_the_style_sheet_holds_no_colour_and_no_side_of_its_own() -> None:
    """Colours come from the tokens; sizes are logical, so that pages also read from right to left."""
    style = (STATIC / "style.css").read_text(encoding="utf-8")
    sides = [
        word
        for word in ("margin-left", "margin-right", "padding-left", "padding-right", "text-align: left")
        if word in style
    ]
    assert sides == []
    assert [line for line in style.splitlines() if "#" in line and ": #" in line] == []


def test_every_font_that_is_named_is_there_with_its_licence() -> None:
    import re

    named = set(re.findall(r'url\("fonts/([^"]+)"\)', (STATIC / "fonts.css").read_text(encoding="utf-8")))
    present = {path.name for path in (STATIC / "fonts").glob("*.woff2")}
    assert named == present
    for family in ("inter", "source-serif-4"):
        licence = (STATIC / "fonts" / f"{family}-OFL.txt").read_text(encoding="utf-8")
        assert "SIL Open Font License" in licence


def test_the_chart_library_is_made_once_and_asks_for_nothing_elsewhere() -> None:
    path = vega_file()
    made = path.stat().st_mtime_ns
    assert vega_file().stat().st_mtime_ns == made
    content = path.read_text(encoding="utf-8")
    assert "window.vegaEmbed" in content
    assert "cdn.jsdelivr.net" not in content


@pytest.mark.slow
def test_static_files_are_gathered_once_under_names_that_hold_their_hash(
    settings: object, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"  # type: ignore[attr-defined]
    assert prepare() is True
    assert prepare() is False
    found = {path.name.split(".")[0] for path in (tmp_path / "static").glob("style.*.css")}
    assert found == {"style"}
    assert list((tmp_path / "static").glob("vega.*.js.br"))
