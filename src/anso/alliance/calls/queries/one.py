"""One application as an officer reads it: what was answered, what the rules say, who judged it, and what was done to it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from anso.alliance.calls.definition import Verdict
from anso.alliance.calls.eligibility_check import RuleSays, judged
from anso.alliance.calls.models import Application, Conflict, Participant, Reference, Review
from anso.alliance.calls.queries.conflicts import evidence_in_words
from anso.alliance.calls.words.answers import ShownSection, laid_out
from anso.alliance.people.models import AuditEvent, User

__all__ = ["Deed", "WholeApplication", "whole_application"]

DEEDS_SHOWN = 100
NOT_TOLD = ("calls.save_answers",)
"""A draft is saved a hundred times; that is no step of its history."""


@dataclass(frozen=True)
class Deed:
    """One event of the trail."""

    told: str
    when: datetime
    who: str


@dataclass(frozen=True)
class WholeApplication:
    sections: list[ShownSection]
    rules: list[RuleSays]
    participants: list[Participant]
    references: list[Reference]
    conflicts: list[tuple[Conflict, str]]
    reviews: list[Review]
    deeds: list[Deed]

    @property
    def kept_out(self) -> list[RuleSays]:
        return [rule for rule in self.rules if rule.verdict == Verdict.FAILED]


def whole_application(application: Application) -> WholeApplication:
    """All of an application that its officer sees; that they may see it was asked before."""
    definition = application.version.definition
    sections = [(section, section.fields) for section in definition.sections]
    participants = list(application.participants.select_related("person"))
    reviews = list(
        application.reviews.exclude(state=Review.State.REMOVED)
        .select_related("reviewer__person")
        .order_by("stage", "assigned_at", "pk")
    )
    known = {one.person for one in participants if one.person} | {one.reviewer.person for one in reviews}
    return WholeApplication(
        sections=laid_out(sections, application.answers, application.attachments.all()),
        rules=judged(definition, application.answers),
        participants=participants,
        references=list(application.references.exclude(state=Reference.State.VOID)),
        conflicts=[
            (one, evidence_in_words(one))
            for one in application.conflicts.select_related("person").order_by("person", "kind")
        ],
        reviews=reviews,
        deeds=deeds_of(application, known),
    )


def deeds_of(application: Application, known: Collection[User]) -> list[Deed]:
    """The trail of it; people who are known from its own records are not looked up again."""
    events = list(
        AuditEvent.objects.filter(target_type="calls.application", target_id=application.audit_id)
        .exclude(verb__in=NOT_TOLD)
        .order_by("-sequence")[:DEEDS_SHOWN]
    )
    names = {one.audit_id: str(one) for one in known}
    others = {event.actor for event in events if event.actor} - set(names)
    if others:
        names |= {one.audit_id: str(one) for one in User.objects.filter(public_id__in=others)}
    return [Deed(deed_in_words(event.verb), event.time, names.get(event.actor, "")) for event in events]


def deed_in_words(verb: str) -> str:
    words: dict[str, Any] = {
        "calls.start_application": gettext("Begun"),
        "calls.submit_application": gettext("Submitted"),
        "calls.withdraw_application": gettext("Withdrawn"),
        "calls.follow_version": gettext("Moved to a newer version of the call"),
        "calls.add_attachment": gettext("A file was added"),
        "calls.remove_attachment": gettext("A file was removed"),
        "calls.invite_participant": gettext("Somebody was invited to take part"),
        "calls.accept_invitation": gettext("Somebody joined"),
        "calls.remove_participant": gettext("Somebody was removed"),
        "calls.change_part": gettext("Somebody’s part was changed"),
        "calls.hand_over_lead": gettext("The lead was handed over"),
        "calls.ask_referees": gettext("Referees were asked for their letters"),
        "calls.remind_referees": gettext("Referees were reminded"),
        "calls.change_assignment": gettext("Who reviews it was changed by hand"),
        "calls.write_remark": gettext("A remark was made in the discussion"),
        "calls.declare_conflict": gettext("A conflict of interest was declared"),
        "calls.withdraw_declared_conflict": gettext("A declared conflict of interest was taken back"),
        "calls.decide": gettext("Decided by hand"),
        "calls.accept_award": gettext("The award was accepted"),
        "calls.decline_award": gettext("The award was declined"),
        "calls.mail_again": gettext("A letter was mailed again"),
    }
    return str(words.get(verb, verb.removeprefix("calls.").replace("_", " ")))
