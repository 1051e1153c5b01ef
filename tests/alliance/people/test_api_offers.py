"""The API offers what the pages of people offer, by the same verbs; what it leaves out, it leaves out for a reason."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.alliance.conftest import MakeUser

from anso.alliance.network.models import Affiliation, Conflict, Institution
from anso.alliance.people.models import AuditEvent, Consent, User
from anso.alliance.people.urls import urlpatterns as pages_of_people
from anso.portal.accounts.urls import urlpatterns as pages_of_accounts

SAME = {
    "people:roles": {"grant_role"},
    "people:end-role": {"end_role"},
    "accounts:profile": {"change_account"},
    "accounts:described": {"change_me"},
    "accounts:add-affiliation": {"add_affiliation"},
    "accounts:remove-affiliation": {"remove_affiliation"},
    "accounts:declare-conflict": {"declare_conflict"},
    "accounts:remove-conflict": {"remove_conflict"},
    "accounts:consent": {"give_consent", "withdraw_consent"},
}
"""For each address that takes a form, the operations that do the same."""
PAGES_ALONE = {
    "accounts:make-token": "a key that makes keys would outlive its own end",
    "accounts:revoke-token": "keys are kept where they are made",
    "accounts:delete": "asks for the password anew, which a key has not",
}
EXAMPLES = {
    "public_id": "8f1c0f5e-0000-4000-8000-000000000000",
    "grant_id": 1,
    "affiliation_id": 1,
    "conflict_id": 1,
    "token_id": 1,
    "code": "news",
    "suffix": "csv",
}


def send(client: Client, method: str, path: str, /, **given: Any) -> Any:
    return client.generic(method, f"/api/v1{path}", json.dumps(given), content_type="application/json")


def client_of(user: User) -> Client:
    """One that is made up is let in without a second factor."""
    User.objects.filter(pk=user.pk).update(is_synthetic=True)
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.django_db
def test_every_form_of_peoples_pages_has_an_operation_or_a_reason(make_user: MakeUser) -> None:
    from anso.portal.api.api import api

    client = client_of(make_user("administrator"))
    takes_forms = set()
    for app, patterns in (("people", pages_of_people), ("accounts", pages_of_accounts)):
        for pattern in patterns:
            names = pattern.pattern.regex.groupindex
            address = reverse(f"{app}:{pattern.name}", kwargs={name: EXAMPLES[name] for name in names})
            refused = client.generic("PROPFIND", address)
            assert refused.status_code == 405, address
            if "POST" in refused.headers["Allow"]:
                takes_forms.add(f"{app}:{pattern.name}")
    assert set(SAME) | set(PAGES_ALONE) == takes_forms
    operations = {
        operation.view_func.__name__
        for _prefix, router in api._routers
        for path in router.path_operations.values()
        for operation in path.operations
        if operation.view_func.__module__.startswith(
            ("anso.alliance.people.api", "anso.alliance.network.api")
        )
    }
    assert {name for names in SAME.values() for name in names} - operations == set()


@pytest.mark.django_db
def test_program_keeps_ones_affiliations(make_user: MakeUser, institution: Institution) -> None:
    person, other = make_user(), make_user()
    client = client_of(person)
    made = send(
        client, "POST", "/me/affiliations", institution=institution.code, position="Head", since="2018-03-01"
    )
    assert (made.status_code, made.json()["name"]) == (201, "Institute of Tides")
    own_words = send(client, "POST", "/me/affiliations", institution_text="A small station")
    nothing = send(client, "POST", "/me/affiliations", position="Head")
    told = [problem["message"] for problem in nothing.json()["problems"]]
    assert (nothing.status_code, told) == (422, ["Choose an institution, or write its name."])
    key = made.json()["id"]
    assert send(client_of(other), "DELETE", f"/me/affiliations/{key}").status_code == 404
    ended = send(client, "POST", f"/me/affiliations/{key}/end", until="2020-06-30")
    assert ended.json()["until"] == "2020-06-30"
    assert send(client, "DELETE", f"/me/affiliations/{own_words.json()['id']}").status_code == 204
    assert [one["position"] for one in client.get("/api/v1/me/affiliations").json()] == ["Head"]
    held = Affiliation.objects.get()
    assert (held.person, held.since, held.until) == (person, date(2018, 3, 1), date(2020, 6, 30))


@pytest.mark.django_db
def test_program_declares_a_conflict_that_others_do_not_see(make_user: MakeUser) -> None:
    person, other = make_user(), make_user()
    client = client_of(person)
    made = send(client, "POST", "/me/conflicts", kind="family", with_whom="A cousin", note="At the institute")
    assert (made.status_code, made.json()["with_whom"]) == (201, "A cousin")
    wrong = send(client, "POST", "/me/conflicts", kind="enmity", with_whom="A cousin")
    assert (wrong.status_code, wrong.json()["problems"][0]["where"]) == (422, "kind")
    assert client_of(other).get("/api/v1/me/conflicts").json() == []
    assert send(client_of(other), "DELETE", f"/me/conflicts/{made.json()['id']}").status_code == 404
    assert send(client, "DELETE", f"/me/conflicts/{made.json()['id']}").status_code == 204
    assert Conflict.objects.count() == 0
    assert Client().get("/api/v1/me/conflicts").status_code == 403


@pytest.mark.django_db
def test_program_agrees_and_takes_it_back_but_not_what_an_account_needs(make_user: MakeUser) -> None:
    client = client_of(make_user())
    agreed = send(client, "PUT", "/me/consents/news").json()
    assert {one["document"]: one["given_at"] is not None for one in agreed}["news"] is True
    assert send(client, "PUT", "/me/consents/news").json()["error"] == "You agreed to this already."
    back = send(client, "DELETE", "/me/consents/news").json()
    assert {one["document"]: one["given_at"] for one in back}["news"] is None
    assert Consent.objects.get(document="news").withdrawn_at is not None
    needed = next(one["document"] for one in back if one["required"])
    kept = send(client, "DELETE", f"/me/consents/{needed}")
    assert (kept.status_code, "you may delete the account" in kept.json()["error"]) == (400, True)
    assert send(client, "PUT", "/me/consents/nothing").status_code == 404


@pytest.mark.django_db
def test_program_says_expertise_languages_and_who_sees_them(make_user: MakeUser) -> None:
    person = make_user()
    client = client_of(person)
    said = send(
        client, "PATCH", "/me", shown_to=3, expertise=["water"], languages=["fr"], audiences={"languages": 3}
    ).json()
    assert (said["expertise"], said["languages"], said["audiences"]) == (["water"], ["fr"], {"languages": 3})
    shown = Client().get(f"/api/v1/people/{person.public_id}").json()
    assert (shown["expertise"], shown["languages"]) == (["water"], ["fr"])
    named = send(client, "PATCH", "/me/account", name="Ann Other", time_zone="Asia/Colombo").json()
    assert (named["name"], named["time_zone"], named["languages"]) == ("Ann Other", "Asia/Colombo", ["fr"])
    wrong = send(client, "PATCH", "/me/account", language="tlh")
    assert (wrong.status_code, wrong.json()["problems"][0]["where"]) == (422, "language")


@pytest.mark.django_db
def test_program_of_the_secretariat_grants_and_ends_a_role(make_user: MakeUser) -> None:
    keeper, person = make_user("secretariat"), make_user()
    client, address = client_of(keeper), f"/people/{person.public_id}/roles"
    made = send(client, "POST", address, role="reviewer", last_day="2999-12-31")
    assert (made.status_code, made.json()["ends_at"][:10]) == (201, "2999-12-31")
    assert send(client, "POST", address, role="administrator").status_code == 403
    own = send(client, "POST", f"/people/{keeper.public_id}/roles", role="reviewer")
    assert (own.status_code, own.json()["error"].startswith("Nobody gives a role to themself")) == (403, True)
    assert client_of(person).get(f"/api/v1{address}").status_code == 403
    ended = send(client, "POST", f"{address}/{made.json()['id']}/end")
    assert ended.json()["ends_at"] < "2999"
    assert [grant["role"] for grant in client.get(f"/api/v1{address}").json()] == ["reviewer"]
    verbs = list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs[-2:] == ["people.grant_role", "people.end_role"]
