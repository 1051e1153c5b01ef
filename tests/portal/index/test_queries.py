"""What pages ask of the index."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from anso.alliance.people.models import User
from anso.errors import NotFoundError
from anso.portal.index import queries
from anso.portal.index.models import FactEntry
from anso.portal.index.sync import index_release
from anso.release import Release

pytestmark = pytest.mark.django_db
Make = Callable[..., Release]


def test_newest_releases_come_latest_first_and_once_a_scope(make_release: Make) -> None:
    for day in ("2020-06-01", "2020-06-08"):
        index_release(make_release(issued=day))
    index_release(make_release("tests.regional", issued="2020-06-05"))

    found = queries.newest_releases(10)
    assert [(entry.product, entry.issued.day) for entry in found] == [
        ("tests.counts", 8),
        ("tests.regional", 5),
    ]
    assert [entry.product for entry in queries.newest_releases(10, corridor="climate")] == ["tests.regional"]
    assert len(queries.newest_releases(1)) == 1


def test_newest_releases_can_be_one_a_product(make_release: Make) -> None:
    for country in ("PK", "FR", "CN"):
        index_release(make_release(issued="2020-06-01", country=country))

    assert len(queries.newest_releases(10)) == 3
    assert len(queries.newest_releases(10, one_a_product=True)) == 1


def test_releases_of_a_place_put_those_that_name_it_first(make_release: Make) -> None:
    by_region = index_release(make_release("tests.regional", issued="2020-06-09"))
    by_name = index_release(make_release(issued="2020-06-01", country="PK"))

    found = queries.newest_releases(10, place="PK")
    assert [entry.release_id for entry in found] == [by_name.release_id, by_region.release_id]


def test_facts_are_those_of_the_newest_release(make_release: Make) -> None:
    index_release(make_release(issued="2020-06-01"))
    newest = index_release(make_release(issued="2020-06-08"))

    assert [(fact.entry.release_id, fact.value["en"]) for fact in queries.facts_of("PK")] == [
        (newest.release_id, "3")
    ]
    assert queries.facts_of("IN") == []


def test_facts_of_a_place_stand_in_the_order_of_products_and_not_of_slugs(make_release: Make) -> None:
    entry = index_release(make_release(issued="2020-06-08"))
    slugs = ["gone.away", "epidemics.country", "epidemics.forecast", "epidemics.situation"]
    FactEntry.objects.bulk_create(
        FactEntry(entry=entry, product=slug, place="KZ", current=True, label={"en": slug}, value={"en": "1"})
        for slug in slugs
    )
    in_order = ["epidemics.situation", "epidemics.forecast", "epidemics.country", "gone.away"]
    assert [fact.product for fact in queries.facts_of("KZ")] == in_order


@pytest.mark.parametrize(
    ("on", "in_force"),
    [
        (date(2020, 6, 7), 0),  # not issued yet
        (date(2020, 6, 8), 1),
        (datetime(2020, 6, 21, 23, 59, tzinfo=UTC), 1),
        (date(2020, 6, 22), 0),  # expired
    ],
)
def test_alert_is_in_force_from_its_issue_to_its_expiry(make_release: Make, on: Any, in_force: int) -> None:
    index_release(make_release(issued="2020-06-08"))

    assert len(queries.alerts_in_force(on)) == in_force
    assert len(queries.alerts_in_force(on, place="FR")) == 0


def test_alert_of_a_superseded_release_is_no_longer_in_force(make_release: Make) -> None:
    index_release(make_release(issued="2020-06-08"))
    newest = index_release(make_release(issued="2020-06-09"))

    found = queries.alerts_in_force(date(2020, 6, 10), place="PK")
    assert [alert.entry.release_id for alert in found] == [newest.release_id]


def test_private_release_is_there_for_its_owner_alone(
    make_release: Make, make_user: Callable[..., User]
) -> None:
    owner, other, staff = make_user(), make_user(), make_user("administrator")
    entry = index_release(make_release(issued="2020-06-08", private=True, owner=owner.audit_id))

    assert queries.release_entry(entry.release_id, owner) == entry
    assert queries.own_releases(owner) == [entry]
    for stranger in (other, staff, None):
        with pytest.raises(NotFoundError, match=f"There is no release {entry.release_id}"):
            queries.release_entry(entry.release_id, stranger)
        assert queries.releases_of("tests.counts", viewer=stranger) == []


def test_each_query_is_one(make_release: Make, django_assert_num_queries: Callable[..., Any]) -> None:
    for day in ("2020-06-01", "2020-06-08"):
        entry = index_release(make_release(issued=day))
    for ask in (
        lambda: [e.lead for e in queries.newest_releases(10, place="PK")],
        lambda: [f.entry.title for f in queries.facts_of("PK")],
        lambda: [a.entry.issued for a in queries.alerts_in_force(date(2020, 6, 10), place="PK")],
        lambda: queries.latest_alerts(5),
        lambda: queries.releases_of("tests.counts"),
        lambda: queries.siblings(entry),
        lambda: queries.release_entry(entry.release_id),
    ):
        with django_assert_num_queries(1):
            ask()
