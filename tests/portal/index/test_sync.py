"""The index follows the folders: what is published, what vanishes, what is damaged, all of it anew."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from anso.alliance.network.models import Institution
from anso.portal.index import queries
from anso.portal.index.models import (
    AlertEntry,
    FactEntry,
    IndexState,
    ReleaseEntry,
    ReleasePlace,
    SearchEntry,
)
from anso.portal.index.revision import forget, revision
from anso.portal.index.sync import index_release, rebuild, remove_release, sync
from anso.release import Release, Store

pytestmark = pytest.mark.django_db
Make = Callable[..., Release]


def index_state() -> dict[str, Any]:
    """Everything the index holds of releases, without the keys of its rows."""
    return {
        "releases": list(
            ReleaseEntry.objects.order_by("release_id").values_list("release_id", "newest", "manifest")
        ),
        "places": sorted(ReleasePlace.objects.values_list("entry__release_id", "place", "direct")),
        "facts": sorted(FactEntry.objects.values_list("entry__release_id", "place", "current")),
        "alerts": sorted(AlertEntry.objects.values_list("entry__release_id", "position", "severity")),
        "search": sorted(SearchEntry.objects.filter(kind="release").values_list("key", "folded")),
    }


def test_sync_takes_up_what_others_published(make_release: Make) -> None:
    release = make_release(issued="2020-06-08")

    assert sync() == (1, 0)
    entry = ReleaseEntry.objects.get()
    assert (entry.release_id, entry.issued, entry.newest) == (release.id, date(2020, 6, 8), True)
    assert entry.finding == {"en": "Cases are growing", "fr": "Les cas augmentent"}
    assert "files" not in entry.manifest
    assert entry.lead is not None
    assert entry.lead["name"] == "bars"
    assert sync() == (0, 0)


def test_sync_drops_what_vanished(make_release: Make, store: Store) -> None:
    first, second = make_release(issued="2020-06-08"), make_release(issued="2020-06-09")
    sync()
    store.delete(second.id)

    assert sync() == (0, 1)
    entry = ReleaseEntry.objects.get()
    assert (entry.release_id, entry.newest) == (first.id, True)
    assert FactEntry.objects.filter(current=True).count() == 3


@pytest.mark.parametrize("content", [b"", b"{ not json", b"null", b"\xff\xfe"])
@pytest.mark.parametrize("file", ["manifest.json", "facts.json"])
def test_sync_and_rebuild_pass_by_a_damaged_folder(
    make_release: Make, store: Store, file: str, content: bytes
) -> None:
    bad, good = make_release(issued="2020-06-08"), make_release(issued="2020-06-09")
    (Path(store.root) / bad.id / file).write_bytes(content)

    assert sync() == (1, 0)
    assert ReleaseEntry.objects.get().release_id == good.id
    assert rebuild() == 1
    assert ReleaseEntry.objects.get().release_id == good.id


def test_rebuild_gives_the_same_index(make_release: Make) -> None:
    for day in ("2020-06-08", "2020-06-10", "2020-06-09"):
        make_release(issued=day)
        sync()
    make_release("tests.regional", issued="2020-06-08")
    sync()
    before = index_state()

    assert rebuild() == 4
    assert index_state() == before


def test_index_release_twice_is_one_entry(make_release: Make) -> None:
    release = make_release(issued="2020-06-08")

    assert index_release(release) == index_release(release)
    assert ReleaseEntry.objects.count() == 1


def test_newest_is_the_latest_issued_of_its_scope_whatever_came_last(make_release: Make) -> None:
    later = make_release(issued="2020-06-10")
    index_release(later)
    index_release(make_release(issued="2020-06-08"))
    of_pakistan = make_release(issued="2020-06-01", country="PK")
    index_release(of_pakistan)

    newest = ReleaseEntry.objects.filter(newest=True).values_list("release_id", flat=True)
    assert set(newest) == {later.id, of_pakistan.id}


def test_private_release_is_never_newest_nor_searchable(make_release: Make) -> None:
    public = index_release(make_release(issued="2020-06-08"))
    private = index_release(make_release(issued="2020-06-09", private=True, owner="somebody"))

    assert (private.owner, private.newest) == ("somebody", False)
    assert [entry.release_id for entry in queries.newest_releases(10)] == [public.release_id]
    assert list(SearchEntry.objects.filter(kind="release").values_list("key", flat=True)) == [
        public.release_id
    ]
    assert {fact.entry.release_id for fact in queries.facts_of("PK")} == {public.release_id}
    assert {alert.entry.release_id for alert in queries.latest_alerts(10)} == {public.release_id}


def test_remove_release_makes_the_one_before_newest_again(make_release: Make) -> None:
    first = index_release(make_release(issued="2020-06-08"))
    second = index_release(make_release(issued="2020-06-09"))

    assert remove_release(second.release_id) is True
    assert remove_release(second.release_id) is False
    first.refresh_from_db()
    assert first.newest is True


def test_region_release_reaches_the_countries_in_it(make_release: Make) -> None:
    entry = index_release(make_release("tests.regional", issued="2020-06-08"))

    reached = dict(ReleasePlace.objects.values_list("place", "direct"))
    assert reached["south-asia"] is True
    assert reached["IN"] is False
    assert "CN" not in reached
    assert [found.release_id for found in queries.newest_releases(5, place="IN")] == [entry.release_id]


def test_every_change_raises_the_revision(make_release: Make) -> None:
    release = make_release(issued="2020-06-08")
    seen = [revision()]
    for change in (lambda: index_release(release), lambda: remove_release(release.id)):
        change()
        seen.append(revision())

    assert seen == sorted(set(seen))


def test_revision_is_raised_by_records_of_the_alliance(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    before = revision()
    with django_capture_on_commit_callbacks(execute=True):
        Institution.objects.create(code="tides", name="Institute of Tides", country="LK")

    assert revision() == before + 1


def test_revision_survives_a_lost_row() -> None:
    IndexState.objects.all().delete()
    forget()

    assert revision() == 0


def test_search_entries_follow_records() -> None:
    sync()
    Institution.objects.create(code="tides", name="Institute of Tides", country="LK")
    sync()
    found = SearchEntry.objects.get(kind="institution")
    assert found.title == {"en": "Institute of Tides"}
    assert found.folded.split("\n")[0] == "institute of tides"

    Institution.objects.all().delete()
    sync()
    assert SearchEntry.objects.filter(kind="institution").count() == 0


def test_entry_keeps_the_manifest_readable(make_release: Make) -> None:
    entry = index_release(make_release(issued="2020-06-08"))

    assert json.loads(json.dumps(entry.manifest))["request"] == {
        "issued": "2020-06-08",
        "country": None,
        "rows": 3,
        "private": False,
    }
