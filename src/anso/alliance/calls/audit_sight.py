"""What the audit trail keeps from a person in conflict of interest: all that was done to the applications of that call.

Not the conflicted ones alone: events are numbered, so that a missing one would tell when something happened to them.
Who keeps the call, and how it is made, is left.
"""

from typing import Any

from django.db.models import CharField, Model, Q, QuerySet, Value
from django.db.models.functions import Cast, Replace

from anso.alliance.calls.models import (
    Application,
    Attachment,
    Award,
    Call,
    Conflict,
    Decision,
    Letter,
    Participant,
    Reference,
    Remark,
    Review,
    Reviewer,
    Score,
    Selection,
    StageRun,
    Submission,
)
from anso.alliance.people.models import AuditEvent, User

__all__ = ["without_conflicted"]

OPEN_VERBS = (
    "calls.make_call",
    "calls.revise_call",
    "calls.publish_call",
    "calls.close_call",
    "calls.cancel_call",
    "calls.invite_reviewer",
    "calls.invite_reviewers",
    "calls.answer_invitation",
    "calls.change_load",
)
"""What is done to a call and its pool, and tells nothing of what was applied for."""
OF_AN_APPLICATION: tuple[type[Model], ...] = (
    Attachment, Award, Conflict, Decision, Letter, Participant, Reference, Remark, Review, Score, Submission,
)  # fmt: skip
OF_A_CALL: tuple[type[Model], ...] = (Application, Reviewer, Selection, StageRun)


def without_conflicted(events: QuerySet[AuditEvent], reader: User) -> QuerySet[AuditEvent]:
    """Leave out the events of every call in which a conflict keeps somebody from an application."""
    calls = list(
        Conflict.objects.filter(person=reader).values_list("application__call", flat=True).distinct()
    )
    if not calls:
        return events
    kept = of(Call, pk__in=calls)
    for model in OF_A_CALL:
        kept |= of(model, call__in=calls)
    for model in OF_AN_APPLICATION:
        kept |= of(model, application__call__in=calls)
    return events.alias(bare_id=bare("target_id")).exclude(kept & ~Q(verb__in=OPEN_VERBS))


def of(model: type[Model], **chosen: Any) -> Q:
    """The events whose target is one of some records."""
    wanted = model._default_manager.filter(**chosen).annotate(bare_id=bare(Cast("pk", CharField())))
    return Q(target_type=model._meta.label_lower, bare_id__in=wanted.values("bare_id"))


def bare(key: Any) -> Replace:
    """A key without hyphens: one database keeps them in its UUIDs, the other does not, and the trail does."""
    return Replace(key, Value("-"), Value(""), output_field=CharField())
