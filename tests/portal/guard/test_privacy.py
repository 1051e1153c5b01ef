"""Privacy: every table that holds a person's data is in the export and in the deletion, shown on the schema and by doing it."""

import html
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.functional import Promise
from tests.alliance.teams.helpers import make_team
from tests.portal.guard.people import account, sign_in

from anso.alliance.network import models as network
from anso.alliance.people import actions
from anso.alliance.people.models import AuditEvent, RoleGrant, User
from anso.alliance.people.privacy import Fate, holdings
from anso.alliance.people.privacy.erasing import rows_left
from anso.alliance.people.privacy.export import data_of, export_zip
from anso.alliance.people.privacy.schema import personal_fields, uncovered
from anso.alliance.people.privacy.tidying import tidy
from anso.alliance.teams.models import Invitation, Submission, Team
from anso.config import config
from anso.errors import InvalidInputError
from anso.portal import storage
from anso.portal.accounts import tokens
from anso.portal.accounts.models import ApiToken
from anso.portal.index.models import ReleaseEntry
from anso.portal.index.sync import index_release
from anso.portal.jobs.models import Job
from anso.release import Release

MARK = "zzmarker"
"""Stands in everything that is the person's, and in nothing else."""
ELSEWHERE = ("governance.", "calls.", "projects.")
"""Apps whose own tests fill and empty their tables."""


@pytest.fixture(autouse=True)
def _own_hubs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ANSO_HUBS", str(tmp_path / "hubs"))
    config.cache_clear()
    yield
    config.cache_clear()


@pytest.fixture
def person(make_release: Callable[..., Release]) -> User:
    """Somebody with a row in every table that may hold something of a person."""
    user = account(MARK)
    actions.describe_person(
        actor=user, user=user, about=f"I am {MARK}", shown_to=3, expertise=["water"], languages=["fr"]
    )
    actions.give_consent(actor=user, user=user, code="news")
    user.groups.add(Group.objects.create(name="group"))
    permission = Permission.objects.first()
    assert permission is not None
    user.user_permissions.add(permission)
    other = account("other")
    RoleGrant.objects.create(person=user, role="reviewer", granted_by=other)
    RoleGrant.objects.create(person=other, role="reviewer", granted_by=user)
    fill_network(user)
    fill_teams(user, other)
    fill_portal(user, make_release)
    sign_in(user)
    return User.objects.get(pk=user.pk)


def fill_network(user: User) -> None:
    tides = network.Institution.objects.create(code="tides", name="Institute of Tides", country="LK")
    network.Affiliation.objects.create(person=user, institution=tides, position=f"Head {MARK}")
    network.Conflict.objects.create(person=user, kind="family", with_whom=f"A cousin of {MARK}")
    network.Contact.objects.create(institution=tides, name=f"{MARK} by address", email=user.email)
    network.Contact.objects.create(institution=tides, name=MARK, person=user)
    network.Ambassador.objects.create(name="Dr. Public", person=user, since=date(2020, 1, 1))
    held = network.Membership.objects.create(
        institution=tides, state="applied", evidence="Why", evidence_date=date(2020, 1, 1), applicant=user
    )
    network.MembershipStep.objects.create(
        membership=held, step="applied", on=date(2020, 1, 1), evidence="Why", recorded_by=user
    )
    network.Merge.objects.create(survivor=tides, gone_code="gone", gone_name="Gone", merged_by=user)


def fill_teams(user: User, other: User) -> None:
    made = make_team(other, account("crew"), account("invited"))
    Team.objects.update(proposed_by=user)
    Submission.objects.update(submitted_by=user)
    Invitation.objects.update(invited_by=user)
    Invitation.objects.create(
        team=made.entry.model.team, email=user.email, role="team-member", digest="d", invited_by=other
    )


def fill_portal(user: User, make_release: Callable[..., Release]) -> None:
    index_release(make_release(issued="2020-06-07", private=True, owner=user.audit_id))
    for number, private in enumerate((True, False)):
        job = Job.objects.create(
            product="tests.counts",
            given={},
            fingerprint=f"{MARK}{number}" if private else "public",
            private=private,
            requester=user,
            state="done",
        )
        job.askers.add(user)
    tokens.create_token(actor=user, name=f"{MARK} download")
    SocialAccount.objects.create(
        user=user, provider="orcid", uid="0000-0002-1825-0097", extra_data={"name": MARK}
    )
    Authenticator.objects.create(user=user, type="totp", data={"secret": MARK})
    browser = Client()
    browser.force_login(user)
    UserSession.objects.create(
        user=user, session_key=browser.session.session_key, ip="198.51.100.7", user_agent=MARK
    )
    staff = account("staff")
    LogEntry.objects.create(
        user=staff,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr=str(user),
        action_flag=CHANGE,
    )


def columns() -> Iterator[tuple[str, str]]:
    """Every column of every table of the database itself, whatever Django knows of it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                yield table, column.name


def tables_with(text: str) -> set[str]:
    quote = connection.ops.quote_name
    found = set()
    with connection.cursor() as cursor:
        for table, column in columns():
            sql = f"SELECT count(*) FROM {quote(table)} WHERE lower(CAST({quote(column)} AS text)) LIKE %s"
            cursor.execute(sql, [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.add(f"{table}.{column}")
    return found


def test_every_field_of_the_schema_that_may_be_a_persons_is_spoken_for() -> None:
    assert uncovered() == []


def test_notice_calls_the_tables_of_libraries_by_words_of_ours_that_can_be_translated(client: Client) -> None:
    theirs = [
        holding
        for holding in holdings()
        if holding.model_class._meta.auto_created or not holding.model_class.__module__.startswith("anso.")
    ]
    assert len(theirs) >= 8
    named_by_themselves = [
        holding.model
        for holding in theirs
        if not isinstance(holding.title, Promise)
        or str(holding.title) == str(holding.model_class._meta.verbose_name_plural)
    ]
    assert named_by_themselves == []
    page = html.unescape(client.get("/privacy/").content.decode())
    assert [holding.heading for holding in holdings() if holding.heading not in page] == []
    assert "relationships" not in page


def test_the_walk_of_the_schema_finds_every_link_to_an_account() -> None:
    """By another road: what Django says points to the account, from the account's side."""
    seen = set(personal_fields())
    links = {
        (relation.related_model._meta.label_lower, relation.field.name)
        for relation in User._meta.related_objects
        if not relation.many_to_many
    }
    through = {(field.remote_field.through._meta.label_lower, "user") for field in User._meta.many_to_many}
    assert len(links) > 20
    assert sorted((links | through) - seen) == []


@pytest.mark.django_db
def test_person_of_this_test_has_a_row_in_every_table(person: User) -> None:
    empty = [
        f"{holding.model} by {', '.join(holding.person)}"
        for holding in holdings()
        if not holding.model.startswith(ELSEWHERE) and not holding.rows_of(person).exists()
    ]
    assert empty == []


@pytest.mark.django_db
def test_export_holds_every_table_and_no_secret(person: User) -> None:
    archive = zipfile.ZipFile(io.BytesIO(export_zip(person)))
    told = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".json")}
    held = {
        f"{holding.model.lower()}.json" for holding in holdings() if not holding.model.startswith(ELSEWHERE)
    }
    assert held - set(told) == set()
    assert json.loads(told["people.user.json"])[0]["email"] == f"{MARK}@example.org"
    assert json.loads(told["network.affiliation.json"])[0]["institution"] == "Institute of Tides"
    files = [name for name in archive.namelist() if name.startswith("files/releases/")]
    release = ReleaseEntry.objects.get(owner=person.audit_id)
    assert f"files/releases/{release.release_id}/manifest.json" in files
    secrets = [person.password, ApiToken.objects.get().digest, Session.objects.first().session_data]  # type: ignore[union-attr]
    text = "".join(told.values())
    assert [secret for secret in secrets if secret in text] == []
    assert json.loads(told["mfa.authenticator.json"])[0].get("data") is None
    others = [user.email for user in User.objects.exclude(pk=person.pk)]
    assert [email for email in others if email in text] == []


@pytest.mark.django_db
def test_export_tells_of_a_file_that_is_missing_and_gives_the_rest(person: User) -> None:
    release = ReleaseEntry.objects.get(owner=person.audit_id)
    store = storage.store(private=True)
    store.fs.rm(f"{store.root}/{release.release_id}", recursive=True)
    answer = sign_in(person).get("/api/v1/me/data")
    assert answer.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    missing = archive.read("MISSING.txt").decode()
    assert missing.splitlines()[-1] == f"index.releaseentry {release.pk}: {release.name}"
    assert json.loads(archive.read("index.releaseentry.json"))[0]["release_id"] == release.release_id
    assert [name for name in archive.namelist() if name.startswith("files/releases/")] == []


@pytest.mark.django_db
def test_deletion_leaves_nothing_but_what_the_notice_says_is_kept(person: User) -> None:
    public_id, pk = person.audit_id, person.pk
    assert len(tables_with(MARK)) > 15
    actions.delete_account(actor=person, user=person)

    assert tables_with(MARK) == set()
    assert tables_with("0000-0002-1825-0097") == set()
    shell = User.objects.get(pk=pk)
    assert (shell.email, shell.name, shell.is_active) == (f"{public_id}@deleted.invalid", "", False)
    assert shell.has_usable_password() is False
    kept = {
        f"{holding.model} ({', '.join(holding.person)})"
        for holding in holdings()
        if holding.fate is Fate.KEPT
    }
    assert set(rows_left(shell)) - kept == {"people.User (id)"}
    assert list(RoleGrant.objects.filter(person=shell).holding()) == []
    assert EmailAddress.objects.filter(user_id=pk).count() == 0
    assert network.Ambassador.objects.get().name == "Dr. Public"
    links = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is User and model._default_manager.filter(**{field.name: pk}).exists()
    }
    assert links == {"people.RoleGrant.person", "people.RoleGrant.granted_by"}


@pytest.mark.django_db
def test_deletion_is_one_event_and_the_trail_stays_whole(person: User) -> None:
    from anso.alliance.people import audit

    actions.delete_account(actor=person, user=person)
    last = AuditEvent.objects.latest("sequence")
    assert (last.verb, last.target_id) == ("people.delete_account", person.audit_id)
    assert audit.verify().sound is True


@pytest.mark.django_db
def test_address_of_a_deleted_account_is_free_again() -> None:
    ann = account("ann")
    actions.delete_account(actor=ann, user=ann)
    assert account("ann").email == "ann@example.org"


@pytest.mark.django_db
def test_record_by_an_address_is_given_only_to_who_has_shown_that_it_is_theirs() -> None:
    tides = network.Institution.objects.create(code="tides", name="Institute of Tides", country="LK")
    network.Contact.objects.create(institution=tides, name="Ann", email="ann@example.org", phone="+94 11 1")
    claims = account("ann", verified=False)
    assert "network.contact" not in data_of(claims)
    actions.delete_account(actor=claims, user=claims)
    owner = account("ann")
    assert [row["phone"] for row in data_of(owner)["network.contact"]] == ["+94 11 1"]


@pytest.mark.django_db
def test_nobody_deletes_the_account_of_another() -> None:
    with pytest.raises(PermissionDenied, match="Only the person themself"):
        actions.delete_account(actor=account("boss", "administrator"), user=account("ann"))


@pytest.mark.django_db
def test_last_administrator_and_sole_manager_are_told_what_to_do_first() -> None:
    boss = account("boss", "administrator")
    make_team(boss, account("crew"), account("invited"))
    with pytest.raises(InvalidInputError) as caught:
        actions.delete_account(actor=boss, user=boss)
    assert {problem.message for problem in caught.value.problems} == {
        "You are the last administrator: make somebody else one first.",
        "You alone manage the team tides: make somebody else its manager, or have it closed.",
    }
    assert User.objects.get(pk=boss.pk).deleted_at is None


@pytest.mark.django_db
def test_failed_deletion_deletes_nothing(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dict.fromkeys(tables_with(MARK))

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("The disk is full.")

    monkeypatch.setattr("anso.alliance.people.actions.deleting.empty", fail)
    monkeypatch.setattr("anso.portal.index.personal_data.delete_release", lambda **_: None)
    with pytest.raises(RuntimeError):
        actions.delete_account(actor=person, user=person)
    assert tables_with(MARK) == set(before)


@pytest.mark.django_db
def test_password_change_ends_the_keys_of_the_api(client: Client) -> None:
    ann, bob = account("ann"), account("bob")
    key = tokens.create_token(actor=ann, name="download").text
    kept = tokens.create_token(actor=bob, name="download").text
    browser = sign_in(ann)
    answer = browser.post(
        "/accounts/password/change/",
        {
            "oldpassword": "correct horse battery staple",
            "password1": "staple battery horse correct",
            "password2": "staple battery horse correct",
        },
    )
    assert answer.status_code == 302
    assert tokens.user_for_token(key) is None
    assert tokens.user_for_token(kept) == bob
    assert AuditEvent.objects.get(verb="accounts.end_tokens").details == {"tokens": 1}


@pytest.mark.django_db
def test_nightly_chore_removes_what_is_due_and_nothing_else() -> None:
    ann = account("ann")
    long_ago = timezone.now() - timedelta(days=400)
    for name, ended in (("old", long_ago), ("new", timezone.now())):
        made = tokens.create_token(actor=ann, name=name).record
        ApiToken.objects.filter(pk=made.pk).update(revoked_at=ended)
    never = account("never", verified=False)
    busy = account("busy", "reviewer", verified=False)
    back = account("back", verified=False)
    User.objects.filter(pk__in=[never.pk, busy.pk, ann.pk, back.pk]).update(joined_at=long_ago)
    User.objects.filter(pk=never.pk).update(last_login=long_ago + timedelta(hours=1))
    User.objects.filter(pk=back.pk).update(last_login=long_ago + timedelta(days=9))
    tides = network.Institution.objects.create(code="tides", name="Institute of Tides")
    for days in (10, 400):
        network.Contact.objects.create(
            institution=tides, name=f"Ended {days}", until=timezone.localdate() - timedelta(days=days)
        )
    assert tidy() == {"accounts never used": 1, "contacts that ended": 1, "keys of the API": 1}
    assert list(ApiToken.objects.values_list("name", flat=True)) == ["new"]
    assert list(network.Contact.objects.values_list("name", flat=True)) == ["Ended 10"]
    gone = User.objects.filter(deleted_at__isnull=False)
    assert [user.pk for user in gone] == [never.pk]
    assert tidy() == {}
