"""The interface's words: nothing is left untranslated, and pages say things whole in every language."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from django.test import Client

from anso.alliance.network.models import PublishedFigure

TOOL = Path(__file__).resolve().parents[2] / "tools" / "messages.py"


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("anso_tools_messages", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_string_is_translated_with_its_placeholders_and_compiled(messages: ModuleType) -> None:
    assert messages.check() == []
    assert sorted(messages.LANGUAGES) == ["fr", "ru", "zh_Hans"]


def test_string_without_translation_or_with_other_placeholders_is_found(messages: ModuleType) -> None:
    catalog = messages.empty("fr")
    catalog.add("Kept whole: %(name)s", "Gardé entier : %(nom)s")
    catalog.add("Forgotten")
    catalog.add("Right", "Juste")
    assert messages.problems(catalog) == [
        "fr: placeholders differ: 'Kept whole: %(name)s' -> 'Gardé entier : %(nom)s'",
        "fr: untranslated: 'Forgotten'",
    ]


@pytest.mark.parametrize(
    ("query", "header", "language", "heading"),
    [
        ("", "", "en", "On this page"),
        ("", "fr-CA,fr;q=0.9", "fr", "Sur cette page"),
        ("?language=ru", "fr", "ru", "На этой странице"),
        ("?language=zh-Hans", "", "zh-hans", "本页内容"),
        ("?language=xx", "fr", "fr", "Sur cette page"),
        (f"?language={'x' * 600}", "fr", "fr", "Sur cette page"),
    ],
)
def test_documentation_of_the_api_is_in_the_language_asked_for(
    client: Client, query: str, header: str, language: str, heading: str
) -> None:
    answer = client.get(f"/api/v1/docs{query}", headers={"Accept-Language": header} if header else {})
    page = answer.content.decode()
    assert answer.headers["Content-Language"] == language
    assert f'<nav aria-label="{heading}">' in page
    assert 'hreflang="fr" href="http://testserver/api/v1/docs?language=fr"' in page
    before = "" if language == "en" else f"/{language}"
    assert f'href="{before}/places/"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "title"),
    [
        ("", "Members at the end of 2020"),
        ("/fr", "Membres à la fin de 2020"),
        ("/ru", "Члены на конец 2020\u00a0года"),
        ("/zh-hans", "2020年年底的成员"),
    ],
)
def test_published_total_is_titled_in_the_language_of_the_page(
    client: Client, before: str, title: str
) -> None:
    PublishedFigure.objects.create(
        code="members", title="Members at the end of 2020", value=59, as_of="2020-12-31", source="Report"
    )
    for path in ("/", "/network/"):
        assert title in client.get(f"{before}{path}").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("/fr", "«\u00a0Nulle part\u00a0»\u00a0: aucun lieu n’est connu ici sous ce nom"),
        ("/zh-hans", "这里没有名为“Nulle part”的地点"),
    ],
)
def test_place_that_is_not_known_is_said_in_the_language_of_the_page(
    client: Client, before: str, sentence: str
) -> None:
    answer = client.get(f"{before}/places/Nulle part/")
    assert (answer.status_code, sentence in answer.content.decode()) == (404, True)


@pytest.mark.django_db
def test_staff_site_and_the_way_to_it_keep_the_language_of_the_page(client: Client) -> None:
    first = client.get("/fr/admin/")
    assert first.headers["Location"] == "/fr/admin/login/?next=/fr/admin/"
    assert client.get(first.headers["Location"]).headers["Location"] == "/fr/accounts/login/?next=/fr/admin/"
