"""Everything that the services say, they say in the four interface languages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from tests.services.pictures import rows_of

from anso.chart import draw_svg
from anso.errors import InvalidInputError
from anso.language import LANGUAGES
from anso.product import execute, get_product, parse_request
from anso.product.fields import choice_in, help_in, label_in
from anso.release import Release, Store

ASKED = {
    "epidemics.situation": {"region": "South Asia"},
    "epidemics.nowcast": {"region": "South Asia"},
    "countries.profile": {"country": "PK"},
}
ALL = set(LANGUAGES)
OTHERS = [language for language in LANGUAGES if language != "en"]


@pytest.fixture(scope="module", params=ASKED)
def release(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder: Path = tmp_path_factory.mktemp("releases")
    product = get_product(request.param)
    return execute(product, parse_request(product, ASKED[request.param]), store=Store(str(folder)))


def titles_in(spec: Any) -> Iterator[str]:
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key == "title" and isinstance(value, str):
                yield value
            elif key != "usermeta":
                yield from titles_in(value)
    elif isinstance(spec, list):
        for item in spec:
            yield from titles_in(item)


def test_every_output_is_described_in_every_language(release: Release) -> None:
    texts = {
        f"{output.kind} {output.name} {what}": text
        for output in release.manifest.outputs
        for what, text in (("title", output.title), ("alt", output.alt), *output.columns.items())
        if text is not None
    }

    assert {what: set(text) for what, text in texts.items() if set(text) != ALL} == {}


def test_every_column_of_every_table_is_described(release: Release) -> None:
    undescribed = {
        output.name: set(release.table(output.name).column_names) - set(output.columns)
        for output in release.manifest.of_kind("table")
    }

    assert {name: columns for name, columns in undescribed.items() if columns} == {}


def test_every_title_inside_a_chart_is_said_in_every_language(release: Release) -> None:
    missing = {}
    for output in release.manifest.of_kind("chart"):
        spec = release.chart(output.name)
        words = spec["usermeta"]["words"]
        missing[output.name] = [title for title in titles_in(spec) if set(words.get(title, ())) != ALL]

    assert {name: titles for name, titles in missing.items() if titles} == {}


def test_trends_sexes_and_kinds_are_words_of_their_tables(release: Release) -> None:
    columns = {"nowcast": "trend", "population": "kind", "ages": "sex"}
    for output in release.manifest.of_kind("table"):
        if output.name in columns:
            values = set(release.table(output.name).column(columns[output.name]).to_pylist())
            assert values - {word for word, said in output.words.items() if set(said) == ALL} == set()


@pytest.mark.parametrize("language", OTHERS)
def test_every_chart_can_be_drawn_in_every_language(release: Release, language: str) -> None:
    for output in release.manifest.of_kind("chart"):
        by = (output.by, "PK") if output.by else None
        svg = draw_svg(release.chart(output.name), rows_of(release), by=by, language=language)
        english = draw_svg(release.chart(output.name), rows_of(release), by=by)
        assert ("token:" in svg, "NaN" in svg, "undefined" in svg) == (False, False, False)
        if release.manifest.product.startswith("epidemics."):
            assert svg != english


@pytest.mark.parametrize("slug", ASKED)
@pytest.mark.parametrize("language", OTHERS)
def test_every_field_is_named_and_explained_in_every_language(slug: str, language: str) -> None:
    model = get_product(slug).request
    for name, field in model.model_fields.items():
        words = model.said[name]
        assert language in words.label
        assert (label_in(model, name, language), help_in(model, name, language)) == (
            words.label[language],
            words.help[language],
        )
        for value in get_args(field.annotation) if get_origin(field.annotation) is Literal else ():
            assert choice_in(model, name, value, language) == words.choices[value][language]


def test_refusals_of_the_services_are_said_in_every_language() -> None:
    def said(slug: str, language: str, **given: str) -> str:
        product = get_product(slug)
        with pytest.raises(InvalidInputError) as raised:
            parse_request(product, given, language)
        return str(raised.value)

    assert [said("epidemics.situation", language, issued="2021-01-01") for language in LANGUAGES] == [
        "issued: 2021-01-01 is outside the data of covid-2020, which runs from 2020-01-19 to 2020-06-08",
        "issued: 2021年1月1日不在 covid-2020 的数据范围内；其数据自2020年1月19日至2020年6月8日",
        "issued: 1 января 2021 года — вне данных covid-2020: они охватывают время с 19 января 2020 года по 8 июня 2020 года",
        "issued: le 1er janvier 2021 est hors des données de covid-2020, qui vont du 19 janvier 2020 au 8 juin 2020",
    ]
    assert said("countries.profile", "fr", country="Antarctica").startswith("country: Antarctique n’est pas")
