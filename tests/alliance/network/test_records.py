"""Contacts, ambassadors, associations, partners and memoranda: entered, changed, ended and removed by verbs and pages."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.alliance.conftest import MakeUser
from tests.alliance.network.filled import fill

from anso.alliance.network import actions, queries
from anso.alliance.network.models import (
    Ambassador,
    Association,
    AssociationMember,
    Contact,
    Memorandum,
    Partner,
)
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import AuditEvent, User
from anso.alliance.people.roles import Scope, ScopeKind
from anso.errors import AnsoError, InvalidInputError, NotFoundError

TIDES = Scope(ScopeKind.INSTITUTION, "tides")


def browser(user: User) -> Client:
    User.objects.filter(pk=user.pk).update(is_synthetic=True)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def network(make_user: MakeUser) -> dict[str, Any]:
    return fill(make_user())


@pytest.fixture
def contact_of_tides(make_user: MakeUser) -> User:
    return make_user("member-contact", scope=TIDES)


def last() -> AuditEvent:
    return AuditEvent.objects.latest("sequence")


def test_institutions_own_contact_keeps_its_contacts_and_no_others(
    network: dict[str, Any], contact_of_tides: User
) -> None:
    made = actions.add_contact(actor=contact_of_tides, institution=network["tides"], name="Dee")
    actions.change_contact(actor=contact_of_tides, contact=made, phone="+94 11 2")
    actions.end_contact(actor=contact_of_tides, contact=made, on=date(2020, 6, 1))
    assert (made.phone, made.until) == ("+94 11 2", date(2020, 6, 1))
    for act in (
        lambda: actions.add_contact(actor=contact_of_tides, institution=network["waves"], name="Dee"),
        lambda: actions.add_contact(actor=contact_of_tides, partner=network["partner"], name="Dee"),
        lambda: actions.remove_contact(actor=contact_of_tides, contact=Contact.objects.get(name="Bea")),
        lambda: actions.add_contact(
            actor=contact_of_tides, institution=network["tides"], name="Dee", person=contact_of_tides
        ),
        lambda: actions.change_contact(
            actor=contact_of_tides, contact=network["contact"], person=contact_of_tides
        ),
    ):
        with pytest.raises(PermissionDenied, match=r"^Only the secretariat"):
            act()
    assert sorted(queries.contacts_for(contact_of_tides).values_list("name", flat=True)) == [
        "Ann Contact",
        "Dee",
    ]


def test_events_tell_what_was_done_and_nothing_of_the_person(network: dict[str, Any]) -> None:
    actions.change_contact(
        actor=None, contact=network["contact"], name="Ann Renamed", email="new@tides.example"
    )
    event = last()
    assert (event.verb, event.target_label) == ("network.change_contact", "contact")
    assert event.details == {"fields": ["name", "email"]}
    before = event.sequence
    actions.change_contact(actor=None, contact=network["contact"], name="Ann Renamed")
    assert last().sequence == before


def test_contact_belongs_to_one_organisation(network: dict[str, Any]) -> None:
    for place in ({}, {"institution": network["tides"], "partner": network["partner"]}):
        with pytest.raises(InvalidInputError, match="A contact belongs to one institution or to one partner"):
            actions.add_contact(actor=None, name="Dee", **place)


def test_office_ends_on_a_day_by_evidence_and_not_twice(network: dict[str, Any]) -> None:
    held = network["ambassador"]
    with pytest.raises(InvalidInputError, match="The end cannot lie before the beginning"):
        actions.end_ambassador(actor=None, ambassador=held, on=date(2018, 1, 1))
    actions.end_ambassador(actor=None, ambassador=held, on=date(2020, 6, 1), evidence=" Letter ")
    assert (held.until, held.end_evidence) == (date(2020, 6, 1), "Letter")
    assert last().details == {"on": "2020-06-01"}
    with pytest.raises(AlreadyDoneError, match="This ended already, on 2020-06-01"):
        actions.end_ambassador(actor=None, ambassador=held, on=date(2020, 7, 1))
    assert list(queries.ambassadors(date(2020, 6, 1))) == [held]
    assert list(queries.ambassadors(date(2020, 6, 2))) == []


def test_who_belongs_to_an_association_is_known_for_every_day(network: dict[str, Any]) -> None:
    seas = network["association"]

    def codes(on: date) -> list[str]:
        return [held.institution.code for held in queries.association_members(seas, on)]

    assert codes(date(2018, 1, 1)) == ["tides"]
    assert codes(date(2019, 1, 15)) == ["tides", "waves"]
    assert codes(date(2019, 6, 1)) == ["tides"]
    assert codes(date(2021, 1, 1)) == ["tides", "waves"]
    with pytest.raises(InvalidInputError, match="This institution belongs to the association already"):
        actions.join_association(actor=None, association=seas, institution=network["tides"])
    actions.leave_association(actor=None, association=seas, institution=network["tides"], on=date(2021, 1, 1))
    with pytest.raises(NotFoundError, match="Institute of Tides does not belong to this association"):
        actions.leave_association(
            actor=None, association=seas, institution=network["tides"], on=date(2022, 1, 1)
        )
    assert AssociationMember.objects.filter(institution=network["tides"]).count() == 1


def test_association_that_ended_is_listed_no_more_and_keeps_its_page(
    network: dict[str, Any], client: Client
) -> None:
    actions.end_association(
        actor=None, association=network["association"], on=date(2020, 1, 1), evidence="Minutes"
    )
    assert ">Seas</a>" not in client.get("/network/").content.decode()
    page = client.get("/network/associations/13A/").content.decode()
    assert 'Ended <time datetime="2020-01-01">' in page
    assert client.get("/api/v1/associations").json()[0]["until"] == "2020-01-01"


def test_new_association_comes_last_in_the_list(network: dict[str, Any]) -> None:
    made = actions.add_association(actor=None, number="2", name="Deserts", host=network["tides"])
    assert [one.number for one in Association.objects.all()] == ["13A", "2"]
    with pytest.raises(InvalidInputError, match="number: there is no field of this name"):
        actions.change_association(actor=None, association=made, number="3")


def test_partner_with_a_memorandum_is_not_removed(network: dict[str, Any]) -> None:
    with pytest.raises(AnsoError, match=r"Other records refer to this \(.*memoranda\); remove those first"):
        actions.remove_partner(actor=None, partner=network["partner"])
    assert Partner.objects.count() == 1
    for contact in network["partner"].contacts.all():
        actions.remove_contact(actor=None, contact=contact)
    actions.remove_memorandum(actor=None, memorandum=network["memorandum"])
    actions.remove_partner(actor=None, partner=network["partner"])
    assert last().verb == "network.remove_partner"
    again = actions.add_partner(actor=None, name="Ünion of Seas")
    assert again.code == "union-of-seas"


@pytest.mark.parametrize("role", ["administrator", "board-member", "member-contact", "applicant"])
def test_secretariat_alone_keeps_what_is_public(
    network: dict[str, Any], make_user: MakeUser, role: str
) -> None:
    user = make_user(role)
    for act in (
        lambda: actions.appoint_ambassador(actor=user, name="X", since=date(2020, 1, 1)),
        lambda: actions.add_association(actor=user, number="9", name="X", host=network["tides"]),
        lambda: actions.join_association(
            actor=user, association=network["association"], institution=network["waves"]
        ),
        lambda: actions.add_partner(actor=user, name="X"),
        lambda: actions.record_memorandum(
            actor=user, partner=network["partner"], title="X", signed=date(2020, 1, 1)
        ),
        lambda: actions.end_memorandum(actor=user, memorandum=network["memorandum"], on=date(2020, 1, 1)),
        lambda: actions.record_membership(
            actor=user, institution=network["waves"], step="named", on=date(2020, 1, 1), evidence="X"
        ),
    ):
        with pytest.raises(PermissionDenied, match="Only the secretariat may do this"):
            act()


def test_records_are_kept_by_their_pages_from_the_first_entry_to_the_end(make_user: MakeUser) -> None:
    fill(make_user())
    secretary = browser(make_user("secretariat"))
    for name, given, changed, model, label in (
        (
            "ambassadors",
            {"name": "Di", "since": "2020-01-01", "institution": "tides"},
            {"field": "Ice"},
            Ambassador,
            "Di",
        ),
        (
            "associations",
            {"number": "7", "name": "Ice", "host": "waves"},
            {"theme": "Cold"},
            Association,
            "Ice",
        ),
        (
            "memoranda",
            {"partner": "us", "title": "On ice", "signed": "2020-01-01"},
            {"scope": "Ice"},
            Memorandum,
            "On ice",
        ),
    ):
        sent = secretary.post(f"/network/{name}/new/", given)
        assert sent.status_code == 302, sent.content.decode()
        record: Any = model._default_manager.latest("pk")
        assert label in str(record)
        key = record.number if name == "associations" else record.pk
        page = secretary.get(f"/network/{name}/{key}/edit/").content.decode()
        assert 'name="end-on"' in page
        assert secretary.post(f"/network/{name}/{key}/edit/", {**given, **changed}).status_code == 302
        record.refresh_from_db()
        assert {field: getattr(record, field) for field in changed} == changed
        early = secretary.post(f"/network/{name}/{key}/end/", {"end-on": "", "end-evidence": "Kept text"})
        assert (early.status_code, "Kept text" in early.content.decode()) == (422, True)
        ended = {"end-on": "2020-06-01", "end-evidence": "Letter"}
        assert secretary.post(f"/network/{name}/{key}/end/", ended).status_code == 302
        record.refresh_from_db()
        assert record.end_evidence == "Letter"


def test_contact_pages_are_those_of_the_own_institution(
    network: dict[str, Any], contact_of_tides: User, make_user: MakeUser
) -> None:
    own, stranger = browser(contact_of_tides), browser(make_user())
    listed = own.get("/network/contacts/").content.decode()
    assert ("Ann Contact" in listed, "Bea" in listed) == (True, False)
    form = own.get("/network/contacts/new/").content.decode()
    assert (
        'value="tides"' in form,
        'value="waves"' in form,
        'name="partner"' in form,
        'name="person"' in form,
    ) == (
        True,
        False,
        False,
        False,
    )
    refused = own.post("/network/contacts/new/", {"institution": "waves", "name": "Dee"})
    assert refused.status_code == 422
    assert own.post("/network/contacts/new/", {"institution": "tides", "name": "Dee"}).status_code == 302
    key = network["contact"].pk
    assert own.post(f"/network/contacts/{key}/end/", {"end-on": "2020-01-01"}).status_code == 302
    for address in (f"/network/contacts/{key}/edit/", "/network/contacts/999999/edit/"):
        assert stranger.get(address).status_code == 404
    assert stranger.get("/network/contacts/").status_code == 403
    other = Contact.objects.get(name="Bea").pk
    assert own.post(f"/network/contacts/{other}/remove/").status_code == 404
    assert Contact.objects.filter(pk=other).count() == 1


def test_institution_joins_and_leaves_an_association_on_its_page(
    network: dict[str, Any], make_user: MakeUser
) -> None:
    secretary = browser(make_user("secretariat"))
    address = "/network/associations/13A/members/"
    again = secretary.post(address, {"institution": "tides"})
    assert (again.status_code, "belongs to the association already" in again.content.decode()) == (422, True)
    left = secretary.post(f"{address}waves/leave/", {"end-on": "2021-01-01", "end-evidence": "Letter"})
    assert left.status_code == 302
    assert AssociationMember.objects.filter(institution=network["waves"], until=None).count() == 0
    assert secretary.post(address, {"institution": "waves", "on": "2022-01-01"}).status_code == 302
    page = secretary.get("/network/institutions/waves/").content.decode()
    assert "Associations it belongs to" in page


def test_pages_of_those_who_keep_the_records_need_few_queries(
    network: dict[str, Any], make_user: MakeUser, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        actions.add_contact(actor=None, institution=network["tides"], name=f"Contact {number}")
        actions.record_memorandum(
            actor=None, partner=network["partner"], title=f"Memorandum {number}", signed=date(2019, 1, 1)
        )
    secretary = browser(make_user("secretariat"))
    for address in (
        "/network/",
        "/network/institutions/tides/",
        "/network/contacts/",
        "/network/partners/",
        "/network/memoranda/",
        "/network/ambassadors/",
        "/network/associations/13A/",
        "/network/associations/13A/members/",
        "/network/associations/13A/edit/",
        f"/network/contacts/{network['contact'].pk}/edit/",
        "/network/contacts/new/",
        "/network/contacts/import/",
        "/network/contacts.csv",
        "/network/memberships.xlsx",
        "/api/v1/contacts",
        "/api/v1/associations",
        "/api/v1/memoranda",
    ):
        secretary.get(address)
        with django_assert_max_num_queries(12):
            assert secretary.get(address).status_code == 200, address
