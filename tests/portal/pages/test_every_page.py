"""What holds on every public page, in every language."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from anso.portal import caching
from anso.portal.index import revision
from anso.portal.index.models import ReleaseEntry

pytestmark = pytest.mark.django_db

PAGES = (
    "/",
    "/places/",
    "/places/PK/",
    "/places/FJ/",
    "/places/south-asia/",
    "/places/un-world/",
    "/places/PK-punjab/",
    "/corridors/health/",
    "/corridors/green/",
    "/products/",
    "/products/tests.counts/",
    "/alerts/",
    "/search/",
    "/search/?q=pak",
    "/releases/{release}/",
    "/releases/{release}/tables/counts/",
)
LANGUAGES = {"en": ("", "en"), "zh-hans": ("/zh-hans", "zh-Hans"), "ru": ("/ru", "ru"), "fr": ("/fr", "fr")}
MOST_QUERIES = 12
LOADS = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "link": ("href",),
    "form": ("action",),
    "use": ("href",),
    "iframe": ("src",),
}


class Reader(HTMLParser):
    """Gathers what a page loads, and what it may not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.direction = ""
        self.loaded: list[str] = []
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.headings: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        held = dict(attributes)
        if tag == "html":
            self.language, self.direction = held.get("lang") or "", held.get("dir") or ""
        if tag == "link" and held.get("rel") == "alternate":
            return
        self.loaded += [held[name] or "" for name in LOADS.get(tag, ()) if held.get(name)]
        self.inline += [f"{tag} {name}" for name in held if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in held):
            self.inline.append(tag)
        if identity := held.get("id"):
            self.ids.append(identity)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(tag)


def read(client: Client, url: str) -> Reader:
    answer = client.get(url)
    assert answer.status_code == 200, f"{url}: {answer.status_code}"
    reader = Reader()
    reader.feed(answer.content.decode())
    return reader


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_its_language_and_loads_nothing_from_elsewhere(
    client: Client, published: ReleaseEntry, page: str, language: str
) -> None:
    prefix, tag = LANGUAGES[language]
    reader = read(client, prefix + page.format(release=published.release_id))

    assert (reader.language, reader.direction) == (tag, "ltr")
    assert [address for address in reader.loaded if urlsplit(address.split()[0]).netloc] == []
    assert reader.inline == []
    assert [identity for identity in reader.ids if reader.ids.count(identity) > 1] == []
    assert reader.headings.count("h1") == 1
    assert reader.headings[0] == "h1" or page == "/"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_the_database_at_most_twelve_times(
    client: Client,
    published: ReleaseEntry,
    page: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    caching.pages.clear()
    revision.forget()
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(page.format(release=published.release_id))


def test_every_page_links_to_itself_in_the_other_languages(client: Client) -> None:
    content = client.get("/fr/places/PK/").content.decode()

    found = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="http://testserver([^"]+)"', content)
    assert found == [
        ("en", "/places/PK/"),
        ("zh-Hans", "/zh-hans/places/PK/"),
        ("ru", "/ru/places/PK/"),
        ("fr", "/fr/places/PK/"),
    ]


def test_the_switch_of_languages_keeps_what_was_asked(client: Client) -> None:
    content = client.get("/search/?q=pak").content.decode()
    assert 'href="/ru/search/?q=pak"' in content


def test_every_language_of_the_interface_is_offered_by_its_own_name() -> None:
    from anso.portal.context import NAMES

    assert list(NAMES) == [code for code, _name in settings.LANGUAGES]


def test_the_theme_of_an_account_is_on_the_page(client: Client, make_user: object) -> None:
    user = make_user(theme="dark")  # type: ignore[operator]
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert '<html lang="en" dir="ltr" data-theme="dark">' in client.get("/alerts/").content.decode()


def test_a_page_is_read_from_right_to_left_in_a_language_that_is() -> None:
    from django.http import HttpRequest
    from django.utils.translation import override

    from anso.portal.context import site

    request = HttpRequest()
    request.path, request.META = "/", {"SERVER_NAME": "testserver", "SERVER_PORT": "80"}
    with override("ar"):
        assert site(request)["text_direction"] == "rtl"
