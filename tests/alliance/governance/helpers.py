"""A small board with people on it, and ballots of it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from anso.alliance.governance import actions
from anso.alliance.governance.actions.ballots import definition_of
from anso.alliance.governance.models import Ballot, Body, RollEntry, Term
from anso.alliance.network.models import Institution, Membership
from anso.alliance.people.actions import create_account, grant_role
from anso.alliance.people.models import User
from anso.alliance.people.roles import Scope, ScopeKind

SEATED = date(2020, 1, 1)
GUARDED = ("opening", "rollentry", "marksheet", "ballotbox", "ballotrecord")


def person(name: str, *roles: str, scope: Scope = Scope()) -> User:  # noqa: B008
    user = create_account(actor=None, email=f"{name}@example.org", name=name.title(), email_verified=True)
    for role in roles:
        grant_role(actor=None, user=user, role=role, scope=scope)
    return user


def make_body(code: str = "governing-board", **given: Any) -> Body:
    return actions.create_body(actor=None, code=code, name=given.pop("name", "Governing board"), **given)


def seat(body: Body, user: User, office: str = Term.Office.MEMBER, begins: date = SEATED) -> Term:
    return actions.begin_term(
        actor=None, body=body, office=office, name=user.name, person=user, begins=begins
    )


def member_institution(code: str, contact: User | None = None) -> Institution:
    institution = Institution.objects.create(code=code, name=code.title(), country="LK")
    Membership.objects.create(
        institution=institution, kind="founding", since=SEATED, evidence="A test", evidence_date=SEATED
    )
    if contact is not None:
        grant_role(actor=None, user=contact, role="member-contact", scope=Scope(ScopeKind.INSTITUTION, code))
    return institution


def defined(**given: Any) -> Any:
    now = timezone.now().replace(microsecond=0)
    said = {
        "question": "Shall the second assembly be postponed?",
        "majority": {"numerator": 1, "denominator": 2, "more_than": True},
        "opens": now - timedelta(minutes=1),
        "closes": now + timedelta(hours=1),
    }
    return definition_of(said | given)


def drafted(body: Body, code: str = "postponement", **given: Any) -> Ballot:
    where = {name: given.pop(name) for name in ("meeting", "item", "amends") if name in given}
    return actions.draft_ballot(actor=None, body=body, code=code, definition=defined(**given), **where)


def opened(body: Body, code: str = "postponement", **given: Any) -> Ballot:
    return actions.open_ballot(actor=None, ballot=drafted(body, code, **given))


def entry_of(ballot: Ballot, user: User) -> RollEntry:
    return ballot.roll.get(person=user.audit_id)


def cast(ballot: Ballot, user: User, *choice: str, **given: Any) -> str:
    return actions.cast_vote(actor=user, ballot=ballot, entry=entry_of(ballot, user), choice=choice, **given)


def closed(ballot: Ballot) -> Ballot:
    """Counted, as it is after the deadline."""
    return actions.close_ballot(actor=None, ballot=ballot, at=ballot.definition.closes + timedelta(seconds=1))


def forge(statement: str, *values: Any) -> None:
    """As somebody would who has all rights on the database: without the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in GUARDED:
                cursor.execute(f"ALTER TABLE governance_{table} DISABLE TRIGGER USER")
            cursor.execute(statement, values)
            for table in GUARDED:
                cursor.execute(f"ALTER TABLE governance_{table} ENABLE TRIGGER USER")
            return
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'governance_%'"
        )
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement, values)
        for _name, sql in triggers:
            cursor.execute(sql)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2020, 11, 9, hour, minute, tzinfo=UTC)
