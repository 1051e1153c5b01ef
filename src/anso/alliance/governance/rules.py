"""Who may do what in governance: everybody reads what is published, the bodies read their papers and vote.

The secretariat, or whoever has its role over one body alone, keeps the records. Nobody, whatever their role,
votes for a seat that is not theirs, decides in a chair that is not theirs, and nobody reads or changes a vote.
"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from rules.predicates import Predicate

from anso.alliance.governance.models import (
    AgendaItem,
    Attendance,
    Ballot,
    BallotRecord,
    Body,
    Meeting,
    Minutes,
    Opening,
    Paper,
    Resolution,
    RollEntry,
    Task,
    Term,
)
from anso.alliance.network.queries import members
from anso.alliance.people.models import User
from anso.alliance.people.roles import Scope, ScopeKind
from anso.alliance.people.rules import (
    EVERYONE,
    NOBODY,
    SECRETARIAT,
    STAFF,
    Visitor,
    Who,
    anywhere,
    permit,
    permit_records,
    within,
)

__all__ = [
    "APPROVERS",
    "CHAIR",
    "bodies_of",
    "body_of",
    "contact_of",
    "in_person",
    "is_chair",
    "is_on",
    "seats_of",
]


def body_of(target: Any) -> Body | None:
    """The body that a record belongs to."""
    match target:
        case Body():
            return target
        case Term() | Meeting() | Ballot() | Resolution():
            return target.body
        case AgendaItem() | Attendance() | Minutes():
            return target.meeting.body
        case Paper():
            return target.item.meeting.body
        case Task():
            return target.resolution.body
        case _:
            return None


def scope_of(target: Any) -> Scope | None:
    body = body_of(target)
    return body.scope if body else None


def contact_of(user: Visitor) -> list[str]:
    """Codes of the institutions that a person speaks for."""
    if not isinstance(user, User):
        return []
    return [
        grant.scope_code
        for grant in user.current_grants
        if grant.role == "member-contact" and grant.scope_kind == ScopeKind.INSTITUTION.value
    ]


def seats_of(user: Visitor, body: Body) -> list[Term]:
    """The seats on a body that somebody acts for today: their own, and their institution's without a person."""
    if not isinstance(user, User):
        return []
    codes = contact_of(user)
    own = Q(person=user)
    if codes:  # else the database need not look at every seat
        own |= Q(person__isnull=True, institution__code__in=codes)
    return list(body.terms.holding().filter(own).select_related("institution", "body").order_by())


def speaks_for_a_member(codes: list[str]) -> bool:
    """Is one of these institutions a member today? The contact of one that applied or left is none of the members'."""
    return bool(codes) and members().filter(institution__code__in=codes).exists()


def is_on(user: Visitor, target: object) -> bool:
    """Does somebody belong to the body that a record is of?"""
    body = body_of(target)
    if body is None or not isinstance(user, User):
        return False
    if any(grant.role == "board-member" and grant.scope == body.scope for grant in user.current_grants):
        return True
    if body.of_all_members and speaks_for_a_member(contact_of(user)):
        return True
    return bool(seats_of(user, body))


def bodies_of(user: Visitor) -> set[int]:
    """The bodies that somebody belongs to, all at once: by `is_on`'s rules, in two or three queries."""
    if not isinstance(user, User):
        return set()
    codes = contact_of(user)
    own = Q(person=user) | Q(person__isnull=True, institution__code__in=codes)
    board = [
        grant.scope_code
        for grant in user.current_grants
        if grant.role == "board-member" and grant.scope_kind == ScopeKind.BODY.value
    ]
    by_role = Q(code__in=board) | (Q(of_all_members=True) if speaks_for_a_member(codes) else Q(code__in=[]))
    seats = Term.objects.holding().filter(own).values_list("body", flat=True)
    return {*seats, *Body.objects.filter(by_role).values_list("pk", flat=True)}


def is_chair(user: Visitor, target: object) -> bool:
    body = body_of(target)
    return body is not None and any(term.office == Term.Office.CHAIR for term in seats_of(user, body))


def in_person(user: Visitor, who: Who, target: object) -> bool:
    """Is somebody one of these themself? `may` asks nothing further of a superuser; a vote and a decision do."""
    return isinstance(user, User) and user.is_active and who.predicate.test(user, target)


def is_contact_of_a_member(user: Visitor, _target: object) -> bool:
    return speaks_for_a_member(contact_of(user))


def is_responsible(user: Visitor, target: object) -> bool:
    return isinstance(target, Task) and isinstance(user, User) and target.person_id == user.pk


ON_THE_BODY = Who(_("somebody of the body"), Predicate(is_on, name="on_the_body"))
CHAIR = Who(_("the chair of the body"), Predicate(is_chair, name="chair_of_the_body"))
RESPONSIBLE = Who(_("who is responsible for it"), Predicate(is_responsible, name="responsible"))
KEEPERS = SECRETARIAT | within("secretariat", scope_of, _("the body’s own secretariat"))
MEMBERS = Who(
    _("a contact of a member"), Predicate(is_contact_of_a_member, name="contact_of_a_member")
) | anywhere("board-member")
APPROVERS = CHAIR | KEEPERS

permit("governance.see", _("see bodies, meetings, resolutions and published results"), EVERYONE)
permit("governance.found", _("set up bodies"), SECRETARIAT)
permit("governance.keep", _("keep a body’s terms, meetings, ballots and resolutions"), KEEPERS)
permit(
    "governance.read_inside",
    _("read a body’s papers, drafts and results before they are published"),
    ON_THE_BODY | KEEPERS,
)
permit("governance.read_as_member", _("read what all members may"), MEMBERS | ON_THE_BODY | KEEPERS)
permit("governance.vote", _("vote in a body"), ON_THE_BODY)
permit("governance.break_tie", _("say between equals"), CHAIR)
permit("governance.approve_minutes", _("approve the minutes of a meeting"), APPROVERS)
permit("governance.settle_task", _("say what became of a task"), RESPONSIBLE | KEEPERS)
permit("governance.see_all_tasks", _("see every task that is due"), STAFF)
for record in (
    Body,
    Term,
    Meeting,
    AgendaItem,
    Paper,
    Attendance,
    Minutes,
    Ballot,
    Opening,
    RollEntry,
    BallotRecord,
    Resolution,
    Task,
):
    permit_records(record, view=STAFF, change=NOBODY)
