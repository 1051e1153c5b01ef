"""Verbs of applicants: start, save, follow a newer version, submit, withdraw.

A draft is saved as it is, whatever is wrong with it; each save names the revision it was made from, so that two tabs
cannot overwrite each other unseen. What is submitted is checked whole, gets its number, and is kept as one unchanging
copy whose hash is the receipt. The deadline is exact to the second, by the clock of the site at the request's arrival.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.calls.actions.common import allowed, hash_of, refuse
from anso.alliance.calls.actions.facts import take_facts
from anso.alliance.calls.actions.references import ask_referees, void_references
from anso.alliance.calls.definition import cleaned
from anso.alliance.calls.mail import send_receipt
from anso.alliance.calls.models import Application, Call, CallVersion, Decision, Participant, Submission
from anso.alliance.calls.queries.drafts import Ineligible, answers_asked, ineligible, missing
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User, canonical_json
from anso.errors import AnsoError, InvalidInputError, Problem

__all__ = [
    "OvertakenError",
    "Saved",
    "follow_version",
    "in_time",
    "locked",
    "locked_draft",
    "save_answers",
    "start_application",
    "submit_application",
    "withdraw_application",
]

State = Application.State


class OvertakenError(AnsoError):
    """Somebody else, or another tab, saved in between; nothing was overwritten."""


@dataclass(frozen=True)
class Saved:
    """A draft as it was saved: its revision, and what still keeps it from being submitted."""

    revision: int
    problems: tuple[Problem, ...]
    rules: tuple[Ineligible, ...] = ()

    @property
    def ineligible(self) -> tuple[str, ...]:
        """Reasons, in the reader's language."""
        return tuple(rule.reason for rule in self.rules)


@transaction.atomic
def start_application(
    *, actor: User, call: Call, received_at: datetime | None = None, is_synthetic: bool = False
) -> Application:
    """Begin a draft; whoever has one gets it back rather than a second."""
    allowed(actor, "calls.apply", call)
    moment = received_at or timezone.now()
    held = Call.objects.select_related("version").defer("version__definition_json").get(pk=call.pk)
    in_time(held, moment)
    take_turns(actor)
    mine = Application.objects.filter(call=held, participants__person=actor, participants__part="lead")
    draft = mine.filter(state=State.DRAFT).first()
    if draft is not None:
        return draft
    refuse_more(actor, held)
    made = Application.objects.create(
        call=held, version=held.current, started_at=moment, saved_at=moment, is_synthetic=is_synthetic
    )
    Participant.objects.create(
        application=made, person=actor, part=Participant.Part.LEAD, accepted_at=moment, invited_at=moment
    )
    audit.record(actor=actor, verb="calls.start_application", target=made, call=held.code)
    return made


def take_turns(actor: User) -> None:
    """Hold the account's row: two tabs that begin at once, or submit two drafts at once, take turns."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.pk)


def refuse_more(actor: User, call: Call) -> None:
    leads = Participant.objects.filter(person=actor, part=Participant.Part.LEAD, application__call=call)
    # One that was refused and not told so counts, or beginning another would tell.
    standing = Q(application__state=State.SUBMITTED) | Q(
        application__state=State.REFUSED, application__decision__released_at__isnull=True
    )
    if leads.filter(standing).count() >= call.definition.per_person:
        raise AlreadyDoneError(gettext("You have submitted an application to this call already."))


@transaction.atomic
def save_answers(
    *, actor: User, application: Application, answers: Mapping[str, Any], revision: int
) -> Saved:
    """Keep a draft as it is; `revision` is the one that the writer's page was made from.

    Answers to fields that the call asks no more stay beside the others.
    """
    allowed(actor, "calls.write_application", application)
    held = locked_draft(application)
    definition = held.call.definition
    given = cleaned(definition, answers)
    is_there = all(code in held.answers and held.answers[code] == value for code, value in given.items())
    if held.revision != revision and not is_there:
        raise OvertakenError(
            gettext(
                "This draft was saved elsewhere in the meantime. What you wrote is still here; compare and save again."
            )
        )
    # The very answers once more, such as by a save whose reply was lost on its way, overwrite nothing.
    if held.revision == revision:
        held.answers = {**held.answers, **given}
        held.saved_at, held.revision = timezone.now(), revision + 1
        take_facts(held, definition)
        held.save()
        audit.record(actor=actor, verb="calls.save_answers", target=held, revision=held.revision)
    return Saved(
        held.revision,
        tuple(missing(definition, held, held.answers)),
        tuple(ineligible(definition, held.answers)),
    )


@transaction.atomic
def follow_version(*, actor: User, application: Application) -> None:
    """Say that one has seen what changed in the call since the draft was begun."""
    allowed(actor, "calls.write_application", application)
    held = locked_draft(application)
    if held.version_id == held.call.version_id:
        return
    held.version = held.call.current
    held.save(update_fields=["version"])
    audit.record(actor=actor, verb="calls.follow_version", target=held, version=held.version.number)


@transaction.atomic
def submit_application(
    *, actor: User, application: Application, revision: int | None = None, received_at: datetime | None = None
) -> Submission:
    """Submit what was saved; the receipt is the hash of all of it. Submitting twice gives the same receipt."""
    moment = received_at or timezone.now()
    allowed(actor, "calls.submit_application", application)
    take_turns(actor)
    held = locked(application)
    if held.told_state == State.SUBMITTED:
        return held.submissions.order_by("-number")[0]
    if held.state != State.DRAFT:
        raise refuse("", gettext("This application was withdrawn or decided on; it cannot be submitted."))
    if revision is not None and held.revision != revision:
        raise OvertakenError(
            gettext("This draft was saved elsewhere in the meantime; look at it again before you submit.")
        )
    call = held.call
    in_time(call, moment)
    refuse_more(actor, call)
    version = call.current
    answers = answers_asked(version.definition, held.answers)
    wrong = [
        *missing(version.definition, held, answers),
        *(Problem("", rule.reason) for rule in ineligible(version.definition, answers)),
    ]
    if wrong:
        raise InvalidInputError(wrong)
    return keep_submission(actor, call, held, version, answers, moment)


def keep_submission(
    actor: User,
    call: Call,
    held: Application,
    version: CallVersion,
    answers: Mapping[str, Any],
    moment: datetime,
) -> Submission:
    """The one unchanging copy; fields that are not asked, of this version or by the other answers, are no part of it."""
    files = files_of(held)
    held.state, held.version, held.submitted_at, held.saved_at = State.SUBMITTED, version, moment, moment
    take_facts(held)
    before = held.submissions.count()
    if not held.number:
        # The row that those who submit queue at, so that each number is given once and none is left out.
        Call.objects.filter(pk=call.pk).update(submitted=F("submitted") + 1)
        place = Call.objects.values_list("submitted", flat=True).get(pk=call.pk)
        held.number = f"{call.prefix}-{place:05d}"
    held.save()
    ask_referees(actor=actor, application=held)
    content = canonical_json(
        {
            "call": call.code, "number": held.number, "version": version.number, "version_sha256": version.sha256,
            "answers": answers, "files": files, "submitted_at": moment.isoformat(),
        }
    )  # fmt: skip
    # After the referees: conflicts of interest are found from all that a submission holds.
    made = Submission.objects.create(
        application=held, number=before + 1, version=version, content_json=content,
        sha256=hash_of(content), submitted_by=actor, submitted_at=moment,
    )  # fmt: skip
    audit.record(
        actor=actor, verb="calls.submit_application", target=held, call=call.code, sha256=made.sha256
    )
    if not actor.is_synthetic:
        send_receipt.enqueue(made.pk)
    return made


@transaction.atomic
def withdraw_application(
    *, actor: User, application: Application, received_at: datetime | None = None
) -> None:
    """Take back what was submitted: until the deadline it becomes a draft again, after it it is withdrawn for good.

    Letters of reference that were not written yet are not asked for any more.
    """
    moment = received_at or timezone.now()
    allowed(actor, "calls.submit_application", application)
    held = locked(application)
    if held.told_state != State.SUBMITTED or held.outcome:
        raise refuse("", gettext("Only an application that waits for a decision can be withdrawn."))
    refused = held.state == State.REFUSED  # which is not told; nothing of it is left
    held.state = State.DRAFT if held.call.takes(moment) and not held.stage else State.WITHDRAWN
    held.revision += 1
    held.save(update_fields=["state", "revision"])
    if refused:
        Decision.objects.filter(application=held).delete()
    void_references(held)
    audit.record(actor=actor, verb="calls.withdraw_application", target=held, to=held.state)


def locked(application: Application) -> Application:
    """The application as it stands, its row held: whoever comes second sees what the first has done."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("call__version", "version")
        .defer("call__version__definition_json", "version__definition_json")
        .get(pk=application.pk)
    )


def locked_draft(application: Application) -> Application:
    held = locked(application)
    if held.state != State.DRAFT:
        raise refuse("", gettext("This application is not a draft any more; withdraw it to change it."))
    return held


def in_time(call: Call, moment: datetime) -> None:
    if call.takes(moment):
        return
    version = call.current
    if call.state != Call.State.PUBLISHED:
        raise refuse("", gettext("This call takes no applications."))
    if moment.replace(microsecond=0) < version.opens_at:
        raise refuse("", gettext("This call is not open yet."))
    raise refuse("", gettext("The deadline of this call is past."))


def files_of(application: Application) -> list[dict[str, Any]]:
    return [
        {"field": file.field, "name": file.name, "size": file.size, "sha256": file.sha256}
        for file in application.attachments.order_by("field", "added_at", "pk")
    ]
