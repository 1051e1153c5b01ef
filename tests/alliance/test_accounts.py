"""Accounts and roles: each act obeys the rules, does what it says and leaves one event."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.alliance.conftest import MakeUser

from anso.alliance.people import actions
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import AuditEvent, AuditHead, User, UserManager
from anso.alliance.people.roles import Scope, ScopeKind
from anso.alliance.people.rules import holds
from anso.errors import InvalidInputError, NotFoundError

PASSWORD = "eleven tides a week"


def verbs_since(number: int) -> list[str]:
    events = AuditEvent.objects.filter(sequence__gt=number).order_by("sequence")
    return [event.verb for event in events]


def last_event() -> int:
    return AuditHead.objects.get().sequence


@pytest.mark.django_db
def test_account_is_found_however_its_address_is_capitalised() -> None:
    before = last_event()
    user = actions.create_account(
        actor=None, email="Amina@Example.ORG", name="Amina", password=PASSWORD, country="PK"
    )
    assert user.email == "amina@example.org"
    assert User.objects.get_by_natural_key("AMINA@example.org") == user
    assert verbs_since(before) == ["people.create_account"]
    request = RequestFactory().post("/")
    assert authenticate(request, username="AMINA@EXAMPLE.ORG", password=PASSWORD) == user
    assert authenticate(request, username="amina@example.org", password="another one") is None


@pytest.mark.django_db
def test_second_account_for_an_address_is_refused() -> None:
    actions.create_account(actor=None, email="amina@example.org", name="Amina")
    with pytest.raises(InvalidInputError, match="email: An account with this e-mail address exists already"):
        actions.create_account(actor=None, email="AMINA@example.org", name="Another")


@pytest.mark.django_db
def test_database_keeps_one_account_per_address() -> None:
    first = User.objects.create_user("amina@example.org", name="Amina")
    second = User.objects.create_user("other@example.org", name="Other")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=second.pk).update(email=first.email.upper())


@given(st.emails())
def test_normalising_an_address_twice_changes_nothing_more(address: str) -> None:
    once = UserManager.normalize_email(address)
    assert UserManager.normalize_email(once) == once == once.lower()


@pytest.mark.django_db
def test_every_problem_of_an_account_is_told() -> None:
    with pytest.raises(InvalidInputError) as caught:
        actions.create_account(
            actor=None, email="not an address", name="", country="XX", time_zone="Mars/Phobos"
        )
    assert {problem.where for problem in caught.value.problems} == {"email", "name", "country", "time_zone"}
    assert User.objects.count() == 0


@pytest.mark.django_db
def test_weak_password_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="password: "):
        actions.create_account(actor=None, email="amina@example.org", name="Amina", password="12345")


@pytest.mark.django_db
def test_profile_event_names_the_fields_and_not_their_values(make_user: MakeUser) -> None:
    user = make_user()
    before = last_event()
    actions.update_profile(
        actor=user, user=user, name="Somebody Else", theme="dark", time_zone="Asia/Tashkent"
    )
    actions.update_profile(actor=user, user=user, theme="dark")

    user.refresh_from_db()
    assert (user.name, user.theme, user.time_zone) == ("Somebody Else", "dark", "Asia/Tashkent")
    (event,) = AuditEvent.objects.filter(sequence__gt=before)
    assert event.details == {"fields": ["name", "theme", "time_zone"]}
    assert "Somebody" not in event.details_json


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"language": "xx"}, r"^language: 'xx' is none of the languages of this site: en, "),
        ({"theme": "sepia"}, "^theme: "),
        (
            {"time_zone": "Tashkent"},
            "^time_zone: Tashkent is not a time zone; give one such as Asia/Tashkent",
        ),
        (
            {"is_superuser": "yes"},
            "^is_superuser: a profile has no part of this name; it has name, language, ",
        ),
        ({"country": "pk"}, "^country: "),
    ],
)
def test_profile_refuses_what_does_not_hold(
    make_user: MakeUser, change: dict[str, str], complaint: str
) -> None:
    user = make_user()
    with pytest.raises(InvalidInputError, match=complaint):
        actions.update_profile(actor=user, user=user, **change)


@pytest.mark.django_db
def test_profile_of_another_is_refused(make_user: MakeUser) -> None:
    with pytest.raises(PermissionDenied, match="Only the person themself"):
        actions.update_profile(actor=make_user("administrator"), user=make_user(), name="Renamed")


@pytest.mark.django_db
def test_role_is_granted_and_ended(make_user: MakeUser) -> None:
    administrator, person = make_user("administrator"), make_user()
    before = last_event()
    grant = actions.grant_role(
        actor=administrator, user=person, role="reviewer", scope=Scope(ScopeKind.PROGRAMME, "scholarship")
    )
    assert holds(person, "reviewer") is True
    actions.end_role(actor=administrator, grant=grant)
    assert holds(person, "reviewer") is False
    assert verbs_since(before) == ["people.grant_role", "people.end_role"]
    event = AuditEvent.objects.get(sequence=before + 1)
    assert event.details == {"role": "reviewer", "scope": "programme:scholarship", "ends": None}
    assert (event.actor, event.target_id) == (str(administrator.public_id), str(person.public_id))
    with pytest.raises(AlreadyDoneError, match="This role has ended already"):
        actions.end_role(actor=administrator, grant=grant)


@pytest.mark.django_db
def test_role_held_already_is_not_granted_again(make_user: MakeUser) -> None:
    person = make_user("reviewer")
    with pytest.raises(AlreadyDoneError, match="This account holds the role reviewer there already"):
        actions.grant_role(actor=None, user=person, role="reviewer")


@pytest.mark.django_db
def test_ended_role_may_be_granted_again(make_user: MakeUser) -> None:
    person = make_user()
    grant = actions.grant_role(actor=None, user=person, role="reviewer")
    actions.end_role(actor=None, grant=grant)
    actions.grant_role(actor=None, user=person, role="reviewer")
    assert (holds(person, "reviewer"), person.grants.count()) == (True, 2)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["secretariat", "administrator", "duty-officer", "board-member"])
def test_secretariat_cannot_raise_anybody_to_a_role_with_a_second_factor(
    make_user: MakeUser, role: str
) -> None:
    secretariat = make_user("secretariat")
    with pytest.raises(
        PermissionDenied, match="Only an administrator or the secretariat, for roles that need"
    ):
        actions.grant_role(actor=secretariat, user=make_user(), role=role)
    actions.grant_role(actor=secretariat, user=make_user(), role="reviewer")


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["secretariat", "administrator", "superuser"])
def test_nobody_gives_a_role_to_themself(make_user: MakeUser, who: str) -> None:
    actor = make_user() if who == "superuser" else make_user(who)
    actor.is_superuser = who == "superuser"
    scope = Scope(ScopeKind.INSTITUTION, "institute-of-tides")
    with pytest.raises(PermissionDenied, match="Nobody gives a role to themself; ask another administrator"):
        actions.grant_role(actor=actor, user=actor, role="member-contact", scope=scope)
    assert holds(User.objects.get(pk=actor.pk), "member-contact") is False
    other = make_user()
    actions.grant_role(actor=actor, user=other, role="member-contact", scope=scope)
    assert holds(other, "member-contact", scope) is True


@pytest.mark.django_db
def test_grant_refuses_what_makes_no_sense(make_user: MakeUser) -> None:
    person = make_user()
    with pytest.raises(NotFoundError, match="There is no role 'wizard'; the roles are applicant, "):
        actions.grant_role(actor=None, user=person, role="wizard")
    with pytest.raises(InvalidInputError, match="ends_at: lies in the past"):
        actions.grant_role(
            actor=None, user=person, role="editor", ends_at=timezone.now() - timedelta(minutes=1)
        )
    with pytest.raises(InvalidInputError, match="names nothing further"):
        actions.grant_role(actor=None, user=person, role="editor", scope=Scope(ScopeKind.SITE, "somewhere"))
    with pytest.raises(InvalidInputError, match="any other scope names its code"):
        actions.grant_role(actor=None, user=person, role="editor", scope=Scope(ScopeKind.BODY))


@pytest.mark.django_db
def test_closed_account_cannot_sign_in(make_user: MakeUser) -> None:
    person = actions.create_account(actor=None, email="amina@example.org", name="Amina", password=PASSWORD)
    actions.close_account(actor=make_user("administrator"), user=person)
    assert authenticate(RequestFactory().post("/"), username=person.email, password=PASSWORD) is None
    with pytest.raises(AlreadyDoneError, match="This account is closed already"):
        actions.close_account(actor=None, user=person)


@pytest.mark.django_db
def test_account_signs_in_through_allauth_by_address(client: Client) -> None:
    person = actions.create_account(
        actor=None, email="amina@example.org", name="Amina", password=PASSWORD, email_verified=True
    )
    client.post("/accounts/login/", {"login": "Amina@example.org", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(person.pk)
