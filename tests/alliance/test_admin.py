"""The staff site: staff alone may enter, the trail is read-only there, and changes leave events."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.core import mail
from django.test import Client
from django.urls import reverse

from anso.alliance.network.models import Institution
from anso.alliance.people.models import AuditEvent, AuditHead, RoleGrant, User
from anso.alliance.people.roles import ROLES

PAGES = (
    "people_user",
    "people_rolegrant",
    "people_auditevent",
    "network_institution",
    "network_association",
    "network_partner",
    "network_memorandum",
    "network_publishedfigure",
    "projects_project",
    "events_event",
)


@pytest.fixture
def everybody(everybody: dict[str, User]) -> dict[str, User]:
    """Made-up accounts, which enter without a second factor; the portal's tests try that door."""
    User.objects.update(is_synthetic=True)
    return {role: User.objects.get(pk=user.pk) for role, user in everybody.items()}


def enter(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def statuses(client: Client, user: User, action: str) -> set[str]:
    """The pages of the staff site that open for a user."""
    enter(client, user)
    return {page for page in PAGES if client.get(reverse(f"admin:{page}_{action}")).status_code == 200}


@pytest.mark.parametrize("role", sorted(ROLES))
def test_pages_that_open_for_each_role(client: Client, everybody: dict[str, User], role: str) -> None:
    expected = {
        "secretariat": set(PAGES) - {"people_auditevent"},
        "administrator": set(PAGES),
    }
    assert statuses(client, everybody[role], "changelist") == expected.get(role, set())


def test_pages_where_each_role_adds(client: Client, everybody: dict[str, User]) -> None:
    assert statuses(client, everybody["administrator"], "add") == {"people_user", "people_rolegrant"}
    assert statuses(client, everybody["secretariat"], "add") == set(PAGES) - {
        "people_user",
        "people_auditevent",
        "network_association",
        "network_partner",
        "network_memorandum",
        "network_publishedfigure",
    }


def test_every_model_of_ours_keeps_the_guarded_base() -> None:
    from anso.alliance.people.admin import ReadOnlyAdmin, RecordAdmin

    ours = {
        f"{model._meta.label_lower}"
        for model, page in admin.site._registry.items()
        if isinstance(page, RecordAdmin | ReadOnlyAdmin)
    }
    assert ours >= {page.replace("_", ".") for page in PAGES}


def test_audit_events_are_shown_and_cannot_be_changed(client: Client, everybody: dict[str, User]) -> None:
    enter(client, everybody["administrator"])
    event = AuditEvent.objects.latest("sequence")
    page = reverse("admin:people_auditevent_change", args=[event.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"verb": "forged"}).status_code == 403
    assert client.post(reverse("admin:people_auditevent_delete", args=[event.pk])).status_code == 403
    assert client.get(reverse("admin:people_auditevent_add")).status_code == 403
    assert AuditEvent.objects.get(pk=event.pk).verb == event.verb


def test_change_on_the_staff_site_leaves_an_event(
    client: Client, everybody: dict[str, User], institution: Institution
) -> None:
    staff = everybody["secretariat"]
    enter(client, staff)
    before = AuditHead.objects.get().sequence
    fields = {
        "code": institution.code,
        "name": "Institute of Tides and Waves",
        "names": "{}",
        "initial-names": "{}",
        "kind": "institute",
        "country": "LK",
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
    }
    response = client.post(reverse("admin:network_institution_change", args=[institution.pk]), fields)
    assert response.status_code == 302
    institution.refresh_from_db()
    assert institution.name == "Institute of Tides and Waves"
    (event,) = AuditEvent.objects.filter(sequence__gt=before, verb="network.change_institution")
    assert (event.actor, event.target_id) == (str(staff.public_id), str(institution.pk))
    assert event.details == {"changes": [{"changed": {"fields": ["Name", "Kind"]}}]}


def test_role_granted_on_the_staff_site_obeys_the_rules(client: Client, everybody: dict[str, User]) -> None:
    staff, person = everybody["secretariat"], everybody["applicant"]
    enter(client, staff)
    page = reverse("admin:people_rolegrant_add")
    fields = {"person": person.pk, "scope_kind": "site", "scope_code": "", "ends_at_0": "", "ends_at_1": ""}

    refused = client.post(page, {**fields, "role": "administrator"})
    assert refused.status_code == 200
    assert (
        "Only an administrator or the secretariat, for roles that need no second factor"
        in refused.content.decode()
    )
    assert client.post(page, {**fields, "role": "reviewer"}).status_code == 302
    grant = RoleGrant.objects.get(person=person, role="reviewer")
    assert grant.granted_by == staff
    assert RoleGrant.objects.filter(person=person, role="administrator").count() == 0


def test_roles_are_ended_on_the_staff_site(client: Client, everybody: dict[str, User]) -> None:
    enter(client, everybody["secretariat"])
    mine = RoleGrant.objects.get(person=everybody["editor"])
    above = RoleGrant.objects.get(person=everybody["administrator"])
    response = client.post(
        reverse("admin:people_rolegrant_changelist"),
        {"action": "end_chosen", "_selected_action": [mine.pk, above.pk]},
    )
    assert response.status_code == 302
    assert (mine.person.grants.holding().count(), above.person.grants.holding().count()) == (0, 1)


def test_new_account_on_the_staff_site_is_mailed_a_link_and_has_no_password(
    client: Client, everybody: dict[str, User], django_capture_on_commit_callbacks: Any
) -> None:
    enter(client, everybody["administrator"])
    before = AuditHead.objects.get().sequence
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            reverse("admin:people_user_add"),
            {
                "email": "New@Example.org",
                "name": "New",
                "password1": "typed by staff",
                "password2": "typed by staff",
            },
        )
    assert response.status_code == 302
    user = User.objects.get(email="new@example.org")
    assert user.has_usable_password() is False
    verbs = AuditEvent.objects.filter(sequence__gt=before, target_id=str(user.public_id)).values_list(
        "verb", flat=True
    )
    assert sorted(verbs) == ["people.add_user", "people.send_password_link"]
    assert [letter.to for letter in mail.outbox] == [["new@example.org"]]


def test_staff_cannot_set_a_password_but_mail_its_owner_a_link(
    client: Client, everybody: dict[str, User], django_capture_on_commit_callbacks: Any
) -> None:
    administrator, person = everybody["administrator"], everybody["applicant"]
    enter(client, administrator)
    address = reverse("admin:auth_user_password_change", args=[person.pk])
    typed = {"password1": "typed by staff", "password2": "typed by staff", "usable_password": "true"}
    assert "password1" not in client.get(address).content.decode()
    before = (person.password, AuditHead.objects.get().sequence)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, typed).status_code == 302
    person.refresh_from_db()
    assert person.password == before[0]
    event = AuditEvent.objects.get(sequence=before[1] + 1)
    assert (event.verb, event.actor, event.target_id) == (
        "people.send_password_link",
        administrator.audit_id,
        person.audit_id,
    )
    (letter,) = mail.outbox
    assert letter.to == [person.email]
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", str(letter.body))
    assert link is not None
    owner = Client()
    form = owner.get(link[1], follow=True)
    chosen = {"password1": "staple battery horse", "password2": "staple battery horse"}
    owner.post(form.request["PATH_INFO"], chosen)
    assert User.objects.get(pk=person.pk).check_password("staple battery horse") is True


def test_staff_change_nobodys_address(client: Client, everybody: dict[str, User]) -> None:
    """Whoever could set the address could have the link to a new password mailed to themself."""
    person = everybody["applicant"]
    enter(client, everybody["administrator"])
    fields = {"email": "mine@example.org", "name": "Renamed", "time_zone": "UTC", "is_active": "on"}
    before = person.email
    assert client.post(reverse("admin:people_user_change", args=[person.pk]), fields).status_code == 302
    person.refresh_from_db()
    assert (person.email, person.name) == (before, "Renamed")


@pytest.mark.parametrize("role", ["secretariat", "applicant"])
def test_administrators_alone_send_links(client: Client, everybody: dict[str, User], role: str) -> None:
    enter(client, everybody[role])
    address = reverse("admin:auth_user_password_change", args=[everybody["editor"].pk])
    assert {client.get(address).status_code, client.post(address).status_code} <= {302, 403}
    assert mail.outbox == []


def test_nobody_grants_a_role_to_themself_on_the_staff_site(
    client: Client, everybody: dict[str, User]
) -> None:
    User.objects.filter(pk=everybody["editor"].pk).update(is_superuser=True)
    for who in ("secretariat", "administrator", "editor"):
        user = everybody[who]
        enter(client, user)
        fields = {
            "person": user.pk,
            "role": "member-contact",
            "scope_kind": "institution",
            "scope_code": "tides",
        }
        page = client.post(
            reverse("admin:people_rolegrant_add"), {**fields, "ends_at_0": "", "ends_at_1": ""}
        )
        assert "Nobody gives a role to themself" in page.content.decode(), who
    assert RoleGrant.objects.filter(role="member-contact", scope_code="tides").count() == 0
