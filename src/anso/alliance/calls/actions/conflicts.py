"""Verbs on conflicts of interest: find them again, declare one, take a declaration back.

Computed conflicts follow the records: what is found is written, what is found no more is deleted. A declared one
stands until an officer who has no conflict with the application, and therefore not whoever declared it, takes it
back. Where a conflict appears after the assignment, the review is taken away and kept sealed.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.conflicts import Found, find
from anso.alliance.calls.conflicts.reading import acting_in, confirmed, read_acting, read_cases
from anso.alliance.calls.models import Application, Call, Conflict, Review, Reviewer
from anso.alliance.calls.reviewer_letters import officers_of, tell_taken_away
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User

__all__ = [
    "ConflictsFound",
    "declare_conflict",
    "find_conflicts",
    "find_conflicts_of_person",
    "find_due_conflicts",
    "withdraw_declared_conflict",
]

AT_ONCE = 2000
LIVE = (Call.State.PUBLISHED,)


@dataclass(frozen=True)
class ConflictsFound:
    """What finding them again changed."""

    standing: int
    added: int
    gone: int
    taken_away: int
    """Reviews that were taken from their reviewers."""


@transaction.atomic
def find_conflicts(
    *,
    call: Call,
    actor: User | None = None,
    people: Collection[int] | None = None,
    applications: Collection[UUID] | None = None,
    today: date | None = None,
) -> ConflictsFound:
    """Compute the conflicts of a call anew: of everybody who acts in it (or some) with every application (or some)."""
    allowed(actor, "calls.keep_call", call)
    # Whoever finds them at the same time waits here, so that neither writes what the other has written.
    held = (
        Call.objects.select_for_update(of=("self",))
        .select_related("version", "programme")
        .defer("version__definition_json")
        .get(pk=call.pk)
    )
    on = today or timezone.localdate()
    rules = held.definition.conflicts
    since = on - timedelta(days=round(rules.institution_years * 365.25))
    acting = acting_in(held) if people is None else acting_in(held) & set(people)
    if applications is None:
        confirm(held, acting)
    looked_at = held.applications.exclude(number="") if applications is None else held.applications.all()
    if applications is not None:
        looked_at = looked_at.filter(pk__in=applications)
    cases = list(read_cases(looked_at, since)) if acting else []
    found = list(find(cases, read_acting(acting, since), rules, on))
    kept = Conflict.objects.filter(application__in=looked_at.values("pk")).exclude(
        kind=Conflict.Kind.DECLARED
    )
    if people is not None:
        kept = kept.filter(person__in=people)
    added, gone = written(kept, found)
    removed = take_away(held, people=people, applications=applications)
    if added or gone or removed:
        audit.record(
            actor=actor, verb="calls.find_conflicts", target=held, standing=len(found), added=added, gone=gone,
            reviews_taken_away=sorted(str(review.pk) for review in removed),
        )  # fmt: skip
    return ConflictsFound(len(found), added, gone, len(removed))


def written(kept: QuerySet[Conflict], found: Iterable[Found]) -> tuple[int, int]:
    """Make the records what was found; how many came and how many went."""
    wanted = {(one.application, one.person, one.kind): one.evidence for one in found}
    stale, changed = [], []
    for pk, application, person, kind, evidence in kept.values_list(
        "pk", "application", "person", "kind", "evidence"
    ):
        now = wanted.pop((application, person, kind), None)
        if now is None:
            stale.append(pk)
        elif now != evidence:
            changed.append(Conflict(pk=pk, evidence=now))
    for start in range(0, len(stale), AT_ONCE):
        Conflict.objects.filter(pk__in=stale[start : start + AT_ONCE]).delete()
    Conflict.objects.bulk_update(changed, ["evidence"], batch_size=AT_ONCE)
    Conflict.objects.bulk_create(
        [
            Conflict(application_id=application, person_id=person, kind=kind, evidence=evidence)
            for (application, person, kind), evidence in wanted.items()
        ],
        batch_size=AT_ONCE,
    )
    return len(wanted), len(stale)


def confirm(call: Call, people: Collection[int]) -> None:
    """Note of each reviewer whether their identity is confirmed."""
    pool = Reviewer.objects.filter(call=call, person__in=people)
    proven = confirmed(people) if call.definition.conflicts.unconfirmed_blocks else set(people)
    pool.filter(person__in=proven, is_confirmed=False).update(is_confirmed=True)
    pool.filter(is_confirmed=True).exclude(person__in=proven).update(is_confirmed=False)


def take_away(
    call: Call, *, people: Collection[int] | None = None, applications: Collection[UUID] | None = None
) -> list[Review]:
    """Take reviews from those whom a conflict keeps away; what they wrote is kept and shown to nobody."""
    standing = Review.objects.filter(application__call=call, state__in=Review.STANDING)
    if people is not None:
        standing = standing.filter(reviewer__person__in=people)
    if applications is not None:
        standing = standing.filter(application__in=applications)
    conflicted = standing.filter(application__conflicts__person=F("reviewer__person")).distinct()
    removed = list(conflicted)
    Review.objects.filter(pk__in=[review.pk for review in removed]).update(
        state=Review.State.REMOVED, note="conflict"
    )
    if removed:
        concerned = sorted({str(review.application_id) for review in removed})
        for officer in officers_of(call):
            if not officer.is_synthetic:
                tell_taken_away.enqueue(officer.pk, call.pk, concerned)
    return removed


def find_conflicts_of_person(person: int) -> None:
    """After something on record of a person changed: in every live call that they act in or apply to."""
    for call in Call.objects.filter(state__in=LIVE).select_related("version", "programme"):
        if person in acting_in(call):
            find_conflicts(call=call, people=[person])
    theirs = Application.objects.filter(participants__person=person, call__state__in=LIVE).exclude(number="")
    for application in theirs.select_related("call"):
        find_conflicts(call=application.call, applications=[application.pk])


def find_due_conflicts() -> int:
    """Find them again wherever a stage is at work: records may change in ways that tell nobody (a merge)."""
    at_work = Call.objects.filter(state__in=LIVE, runs__closed_at__isnull=True, runs__isnull=False).distinct()
    return sum(find_conflicts(call=call).added for call in at_work)


@transaction.atomic
def declare_conflict(
    *, actor: User, application: Application, person: User | None = None, note: str = ""
) -> Conflict:
    """Declare a conflict of one's own; an officer may note that of another. It holds at once."""
    whose = person or actor
    if whose == actor:
        allowed(actor, "calls.declare_conflict", application)
    else:
        allowed(actor, "calls.assign_reviews", application)
    call = Call.objects.select_related("programme", "version").get(pk=application.call_id)
    if whose.pk not in acting_in(call):
        raise refuse("person", gettext("Only who acts in this call can have a conflict with an application."))
    made, is_new = Conflict.objects.get_or_create(
        application=application,
        person=whose,
        kind=Conflict.Kind.DECLARED,
        defaults={"note": note.strip()[:500]},
    )
    if not is_new:
        raise AlreadyDoneError(gettext("This conflict was declared already."))
    removed = take_away(call, people=[whose.pk], applications=[application.pk])
    audit.record(
        actor=actor, verb="calls.declare_conflict", target=application, person=whose.audit_id,
        reviews_taken_away=[str(review.pk) for review in removed],
    )  # fmt: skip
    return made


@transaction.atomic
def withdraw_declared_conflict(*, actor: User, conflict: Conflict) -> None:
    """Take a declaration back: an officer does, and never the person themself, who is in conflict."""
    allowed(actor, "calls.assign_reviews", conflict.application)
    if conflict.kind != Conflict.Kind.DECLARED:
        raise refuse(
            "", gettext("This conflict follows from what is on record; it goes when the record changes.")
        )
    audit.record(
        actor=actor, verb="calls.withdraw_declared_conflict", target=conflict.application,
        person=conflict.person.audit_id,
    )  # fmt: skip
    conflict.delete()
