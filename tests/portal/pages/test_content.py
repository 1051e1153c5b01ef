"""What single pages say."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from anso.portal.index.models import ReleaseEntry
from anso.portal.index.sync import index_release
from anso.portal.pages.headline import headline_of
from anso.portal.pages.plates import Choice, _one_for_all, all_choices
from anso.release import Release

pytestmark = pytest.mark.django_db


def text_of(client: Client, url: str) -> str:
    """The page's main part as a reader reads it."""
    content = client.get(url).content.decode().partition('<main id="main"')[2].partition("</main>")[0]
    content = re.sub(r"</?(em|strong|code)>", "", content)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", content)))


def test_the_headline_of_the_first_page_is_the_newest_finding(
    client: Client, published: ReleaseEntry
) -> None:
    content = client.get("/fr/").content.decode()

    assert "<h1>Les cas augmentent</h1>" in content
    assert "For tests alone." in content
    assert f"/releases/{published.release_id}/pictures/bars.svg?theme=light&amp;width=760" in content


def test_what_was_made_from_synthetic_data_does_not_lead_the_first_page_however_new() -> None:
    invented = finding(synthetic=True, issued=date(2025, 10, 29))
    profile = finding(corridor="alliance", issued=date(2025, 10, 29))
    observed = finding()
    assert headline_of([invented, profile, observed]) is observed
    assert headline_of([invented]) is invented


def test_of_one_day_the_release_of_most_places_leads() -> None:
    sheet, world, older = (
        finding(manifest={"places": ["PK"]}),
        finding(manifest={"places": ["PK", "FR", "CN"]}),
        finding(manifest={"places": ["PK", "FR", "CN", "BR"]}, issued=date(2020, 6, 1)),
    )
    assert headline_of([sheet, world, older]) is world


def finding(**other: Any) -> Any:
    """An entry as far as it matters for who leads."""
    said = {"finding": {"en": "Found"}, "lead": {"lead": True}, "corridor": "health", "synthetic": False}
    return SimpleNamespace(**said | {"issued": date(2020, 6, 8), "manifest": {}} | other)


def test_the_first_page_stands_without_any_release(client: Client, store: object) -> None:
    assert "Nothing has been released yet" in text_of(client, "/")


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (datetime(2020, 6, 10, tzinfo=UTC), "Alerts in force"),
        (datetime(2021, 1, 1, tzinfo=UTC), "None is in force now; these have ended."),
    ],
)
def test_alerts_on_the_first_page_are_in_force_or_said_to_have_ended(
    client: Client, published: ReleaseEntry, day: datetime, says: str
) -> None:
    with time_machine.travel(day, tick=False):
        said = text_of(client, "/")
    assert says in said
    assert ("ended 22 June 2020" in said) == (day.year == 2021)


def test_a_countrys_page_shows_what_each_service_says_of_it(client: Client, published: ReleaseEntry) -> None:
    said = text_of(client, "/fr/places/PK/")

    assert "Pakistan" in said
    assert "Cas 3" in said
    assert "Les cas augmentent" in said
    content = client.get("/places/PK/").content.decode()
    assert f"/releases/{published.release_id}/pictures/one.svg?theme=light&amp;width=760&amp;by=PK" in content


def test_a_country_without_releases_says_so(client: Client) -> None:
    assert "No service has released anything about this place yet." in text_of(client, "/places/FJ/")


@pytest.mark.parametrize("given", ["pk", "Pakistan", "PAK", "巴基斯坦"])
def test_any_name_of_a_place_leads_to_its_own_address(client: Client, given: str) -> None:
    answer = client.get(f"/places/{given}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/places/PK/")


def test_a_place_that_does_not_exist_is_not_found_and_proposes_another(client: Client) -> None:
    answer = client.get("/places/Pakistn/")
    assert answer.status_code == 404
    assert "Pakistan" in answer.content.decode()


def test_a_region_lists_its_countries_with_what_is_known(client: Client, published: ReleaseEntry) -> None:
    said = text_of(client, "/places/south-asia/")
    assert [name for name in ("Afghanistan", "Pakistan", "Sri Lanka") if name in said] == [
        "Afghanistan",
        "Pakistan",
        "Sri Lanka",
    ]
    assert re.search(r"Pakistan [\d.]+ million 3 ", said)


def test_a_product_shows_its_releases_by_date(client: Client, published: ReleaseEntry) -> None:
    said = text_of(client, "/products/tests.counts/")
    assert said.index("8 June 2020") < said.index("1 June 2020")
    assert "anso run tests.counts --issued ISSUED" in said
    assert "POST /api/v1/products/tests.counts/requests" in said


def test_a_releases_page_tells_all_of_it(client: Client, published: ReleaseEntry) -> None:
    said = text_of(client, f"/fr/releases/{published.release_id}/")

    assert "Les cas augmentent" in said
    assert "Tout va bien." in said
    assert "Growing in Pakistan" in said
    assert f"anso release verify {published.release_id}" in said
    assert published.manifest["code"] in said
    assert "@misc{anso-tests-counts-" in said


def test_a_chart_of_one_value_is_drawn_for_the_place_asked_for(
    client: Client, published: ReleaseEntry
) -> None:
    url = f"/releases/{published.release_id}/"
    assert "one.svg?theme=light&amp;width=760&amp;by=PK" in client.get(url).content.decode()  # of its alert
    asked = client.get(url, {"country": "FR"}).content.decode()
    assert "one.svg?theme=light&amp;width=760&amp;by=FR" in asked
    assert '<option value="FR" selected>France</option>' in asked


def test_synthetic_data_is_called_synthetic(client: Client, published: ReleaseEntry) -> None:
    regional = ReleaseEntry.objects.get(product="tests.regional")
    assert "Synthetic data" in text_of(client, f"/releases/{regional.release_id}/")
    assert "Synthetic data" in text_of(client, "/")


def test_a_private_release_is_there_for_its_owner_who_may_delete_it(
    make_release: Callable[..., Release], client_for: Callable[[str], Client]
) -> None:
    owner, other = client_for("member"), client_for("member")
    public_id = str(owner.user.public_id)  # type: ignore[attr-defined]
    entry = index_release(make_release(issued="2020-06-08", private=True, owner=public_id))
    url = f"/releases/{entry.release_id}/"

    assert other.get(url).status_code == 404
    assert other.post(url).status_code == 404
    assert "Private: yours alone" in owner.get(url).content.decode()
    for part in ("", "tables/counts/", "pictures/bars.svg", "files/note.txt"):
        answer = owner.get(f"{url}{part}")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-cache")
        assert other.get(f"{url}{part}").status_code == 404
    assert owner.post(url).headers["Location"] == "/products/tests.counts/"
    assert owner.get(url).status_code == 404


def test_a_public_release_cannot_be_deleted(
    client_for: Callable[[str], Client], published: ReleaseEntry
) -> None:
    client = client_for("member")
    assert client.post(f"/releases/{published.release_id}/").status_code in (403, 404)
    assert client.get(f"/releases/{published.release_id}/").status_code == 200


def test_a_picture_carries_its_letters_and_may_be_kept_for_ever(
    client: Client, published: ReleaseEntry
) -> None:
    answer = client.get(f"/releases/{published.release_id}/pictures/bars.svg?theme=dark&width=360")

    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    content = answer.content.decode()
    assert content.startswith("<svg")
    assert content.count("@font-face") == 1


def test_a_file_is_saved_and_only_what_the_release_offers_is_given(
    client: Client, published: ReleaseEntry
) -> None:
    base = f"/releases/{published.release_id}/files"
    answer = client.get(f"{base}/note.txt")
    assert b"".join(answer.streaming_content) == b"plain"  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="note.txt"'
    assert client.get(f"{base}/../manifest.json").status_code == 404
    assert client.get(f"{base}/other.txt").status_code == 404


def test_ended_alerts_fill_pages(client: Client, make_release: Callable[..., Release]) -> None:
    first = datetime(2020, 1, 1, tzinfo=UTC)
    for n in range(3):
        country = ("PK", "FR", "CN")[n]
        index_release(make_release(issued=(first + timedelta(days=n)).date().isoformat(), country=country))
    said = text_of(client, "/alerts/")
    assert said.count("Growing in Pakistan") == 3
    assert "No alert is in force" in said


def test_what_is_said_in_short_stands_before_the_charts_and_how_it_was_made_after_them(
    client: Client, store: object, make_release: Callable[..., Release]
) -> None:
    entry = index_release(make_release(issued="2020-06-08", rows=3))
    content = client.get(f"/releases/{entry.release_id}/").content.decode()
    assert content.index("All is <em>well</em>.") < content.index("pictures/one.svg")


def test_alerts_of_a_release_stand_behind_its_lead_chart_and_before_everything_else(
    client: Client, published: ReleaseEntry
) -> None:
    content = client.get(f"/releases/{published.release_id}/").content.decode()
    parts = (
        "<h1>",
        "pictures/bars.svg",
        "Growing in Pakistan",
        "anso release verify",
        "All is <em>well</em>.",
        "pictures/one.svg",
    )
    places = [content.index(part) for part in parts]
    assert places == sorted(places)


def test_charts_of_one_release_are_drawn_for_one_place() -> None:
    cases, counts = drawn("cases", "AF", "BR", "PK"), drawn("counts", "BR", "PK")
    assert _one_for_all([cases, counts], "country", "", ["ZA", "PK"]) == "PK"
    assert _one_for_all([cases, counts], "country", "", []) == "AF"
    assert _one_for_all([cases, counts], "country", "AF", ["PK"]) == "AF"
    assert _one_for_all([counts, cases], "country", "XX", ["AF", "PK"]) == "PK"
    assert [choice.value for choice in all_choices([counts, cases], "country")] == ["AF", "BR", "PK"]


def drawn(name: str, *values: str) -> Any:
    """A chart by country, as far as it matters which it can be drawn for."""
    choices = tuple(Choice(value, value) for value in values)
    return SimpleNamespace(name=name, by="country", value=values[0], choices=choices)
