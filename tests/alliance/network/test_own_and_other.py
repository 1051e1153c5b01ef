"""What the API tells of the network and of people, to every role, of the own institution and of another: no leak.

Everything that is not for everybody carries a mark of its own; every operation that reads is asked as everybody, and
who came to see which mark is held against who may. Operations are found in the router, so that a new one is asked too.
"""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.alliance.conftest import MakeUser

from anso.alliance.network import actions
from anso.alliance.network.api import router as network_router
from anso.alliance.network.models import Institution, Membership
from anso.alliance.people.actions import describe_person
from anso.alliance.people.api import router as people_router
from anso.alliance.people.models import User
from anso.alliance.people.roles import ROLES, Scope, ScopeKind

HIDDEN = (
    "contact of own",
    "contact of other",
    "application",
    "unlisted",
    "about of a member",
    "about of nobody",
)


def mark(what: str) -> str:
    return f"zz-{what.replace(' ', '-')}"


@pytest.fixture
def world(make_user: MakeUser) -> dict[str, Any]:
    """Two institutions with contacts, an application that nobody screened, and people who show themselves to few."""
    own = Institution.objects.create(code="own", name="Own", country="LK")
    other = Institution.objects.create(code="other", name="Other", country="LK")
    applicant = make_user()
    contacts = {
        code: actions.add_contact(
            actor=None,
            institution=institution,
            name=mark(f"contact of {code}"),
            email=f"{mark(f'contact of {code}')}@example.org",
        )
        for code, institution in (("own", own), ("other", other))
    }
    applied = actions.apply_for_membership(
        actor=applicant,
        described={"name": mark("unlisted")},
        evidence=mark("application"),
        on=date(2020, 1, 1),
    )
    member, nobody = make_user(), make_user()
    describe_person(
        actor=member, user=member, about=mark("about of a member"), website="https://m.example", shown_to=2
    )
    describe_person(actor=nobody, user=nobody, about=mark("about of nobody"), shown_to=0)
    people: dict[str, User | None] = {"visitor": None, "stranger": make_user(), "applicant of it": applicant}
    people |= {role: make_user(role) for role in ROLES}
    people["contact of own"] = make_user("member-contact", scope=Scope(ScopeKind.INSTITUTION, "own"))
    people["contact of other"] = make_user("member-contact", scope=Scope(ScopeKind.INSTITUTION, "other"))
    User.objects.update(is_synthetic=True)
    return {
        "people": people,
        "values": {
            "code": ["own", "other", applied.institution.code],
            "membership_id": [applied.pk],
            "public_id": [member.public_id, nobody.public_id, applicant.public_id],
            "name": ["contacts", "memberships", "institutions", "ambassadors"],
            "number": ["1"],
            "contact_id": [one.pk for one in contacts.values()],
        },
    }


def addresses(values: dict[str, list[Any]]) -> list[str]:
    """Every address of the two routers that is read, with every record of the world in it."""
    found = []
    for router in (network_router, people_router):
        for path, view in router.path_operations.items():
            if not any("GET" in operation.methods for operation in view.operations):
                continue
            made = [path]
            for name, filled in values.items():
                made = [one.replace("{" + name + "}", str(value)) for one in made for value in filled]
            found += dict.fromkeys(f"/api/v1/{one.lstrip('/')}" for one in made)
    return found


def may_see(who: str, what: str) -> bool:
    over_all = "member-contact"  # as the walk has it: the role over the whole site is over every institution
    return {
        "contact of own": who in ("secretariat", "administrator", "contact of own", over_all),
        "contact of other": who in ("secretariat", "administrator", "contact of other", over_all),
        "application": who in ("secretariat", "applicant of it"),
        "unlisted": who in ("secretariat", "applicant of it"),
        "about of a member": who in ROLES or who in ("contact of own", "contact of other"),
        "about of nobody": False,  # it is shown to nobody, the secretariat among them
    }[what]


@pytest.mark.django_db
def test_nobody_reads_by_the_api_what_is_not_theirs_to_see(world: dict[str, Any]) -> None:
    seen: dict[str, set[str]] = {}
    asked = addresses(world["values"])
    assert len(asked) > 20
    for who, user in world["people"].items():
        client = Client()
        if user:
            client.force_login(User.objects.get(pk=user.pk))
        text = ""
        for address in asked:
            answer = client.get(address)
            assert answer.status_code in (200, 403, 404), (who, address, answer.status_code)
            text += b"".join(answer).decode("utf-8", "replace") if answer.status_code == 200 else ""
        seen[who] = {what for what in HIDDEN if mark(what) in text}
    assert seen == {who: {what for what in HIDDEN if may_see(who, what)} for who in world["people"]}


@pytest.mark.django_db
def test_nobody_writes_by_the_api_on_an_institution_that_is_not_theirs(world: dict[str, Any]) -> None:
    """Every operation on contacts and records that changes something, as the contact of the other institution."""
    own_contact, _others = world["values"]["contact_id"]
    client = Client()
    client.force_login(world["people"]["contact of other"])
    client.cookies["anso_csrf"] = "x" * 32
    told = {}
    for method, address, given in (
        ("PATCH", "institutions/own", {"city": "Galle"}),
        ("POST", "contacts", {"institution": "own", "name": "Dee"}),
        ("PATCH", f"contacts/{own_contact}", {"name": "Dee"}),
        ("POST", f"contacts/{own_contact}/end", {"on": "2020-01-01"}),
        ("DELETE", f"contacts/{own_contact}", {}),
        (
            "POST",
            f"memberships/{Membership.objects.get().pk}/steps",
            {"step": "withdrawn", "on": "2020-02-01", "evidence": "x"},
        ),
        ("POST", "institutions/own/merge", {}),
        ("POST", "tables/contacts/preview", {}),
        ("POST", "associations", {"number": "1", "name": "x", "host": "other"}),
    ):
        answer = client.generic(
            method,
            f"/api/v1/{address}",
            json.dumps(given),
            content_type="application/json",
            headers={"X-CSRFToken": "x" * 32},
        )
        told[method, address.rstrip("0123456789")] = answer.status_code
    assert set(told.values()) <= {403, 404, 422}, told
    assert Institution.objects.get(code="own").city == ""
    own = Institution.objects.get(code="own").contacts.get()
    assert (own.name, own.until) == (mark("contact of own"), None)
