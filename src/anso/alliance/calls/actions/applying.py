"""Verbs of applicants: start, save, submit, withdraw.

A draft is saved as it is, whatever is wrong with it; each save names the revision it was made from, so that two tabs
cannot overwrite each other unseen. What is submitted is checked whole, gets its number, and is kept as one unchanging
copy whose hash is the receipt. The deadline is exact to the second, by the clock of the site at the request's arrival.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.calls.actions.common import allowed, hash_of, refuse
from anso.alliance.calls.actions.facts import take_facts
from anso.alliance.calls.definition import Verdict, check_answers, cleaned, judge
from anso.alliance.calls.models import Application, Call, CallVersion, Participant, Submission
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User, canonical_json
from anso.errors import AnsoError, InvalidInputError, Problem

__all__ = [
    "OvertakenError",
    "Saved",
    "save_answers",
    "start_application",
    "submit_application",
    "withdraw_application",
]

State = Application.State
DRAFTS_AT_MOST = 3
"""Drafts of one person in one call at the same time, beyond what they may submit."""


class OvertakenError(AnsoError):
    """Somebody else, or another tab, saved in between; nothing was overwritten."""


@dataclass(frozen=True)
class Saved:
    """A draft as it was saved: its revision, and what still keeps it from being submitted."""

    revision: int
    problems: tuple[Problem, ...]
    ineligible: tuple[str, ...]
    """Reasons, in the reader's language."""


@transaction.atomic
def start_application(
    *, actor: User, call: Call, received_at: datetime | None = None, is_synthetic: bool = False
) -> Application:
    """Begin a draft; whoever has one gets it back rather than a second."""
    allowed(actor, "calls.apply", call)
    moment = received_at or timezone.now()
    held = Call.objects.select_related("version").get(pk=call.pk)
    in_time(held, moment)
    mine = Application.objects.filter(call=held, participants__person=actor, participants__part="lead")
    draft = mine.filter(state=State.DRAFT).first()
    if draft is not None:
        return draft
    per_person = held.definition.per_person
    if mine.filter(state=State.SUBMITTED).count() >= per_person:
        raise AlreadyDoneError(gettext("You have submitted an application to this call already."))
    made = Application.objects.create(
        call=held, version=held.current, started_at=moment, saved_at=moment, is_synthetic=is_synthetic
    )
    Participant.objects.create(
        application=made, person=actor, part=Participant.Part.LEAD, accepted_at=moment, invited_at=moment
    )
    audit.record(actor=actor, verb="calls.start_application", target=made, call=held.code)
    return made


@transaction.atomic
def save_answers(
    *, actor: User, application: Application, answers: Mapping[str, Any], revision: int
) -> Saved:
    """Keep a draft as it is; `revision` is the one that the writer's page was made from."""
    allowed(actor, "calls.write_application", application)
    held = locked(application)
    if held.state != State.DRAFT:
        raise refuse("", gettext("This application is not a draft any more; withdraw it to change it."))
    if held.revision != revision:
        raise OvertakenError(
            gettext(
                "This draft was saved elsewhere in the meantime. What you wrote is still here; compare and save again."
            )
        )
    version = held.call.current
    kept = {**held.answers, **cleaned(version.definition, answers)}
    held.version, held.answers, held.saved_at, held.revision = version, kept, timezone.now(), revision + 1
    take_facts(held)
    held.save()
    audit.record(actor=actor, verb="calls.save_answers", target=held, revision=held.revision)
    return Saved(held.revision, tuple(missing(held, version)), failed(held, version))


@transaction.atomic
def submit_application(
    *, actor: User, application: Application, revision: int | None = None, received_at: datetime | None = None
) -> Submission:
    """Submit what was saved; the receipt is the hash of all of it. Submitting twice gives the same receipt."""
    moment = received_at or timezone.now()
    allowed(actor, "calls.submit_application", application)
    held = locked(application)
    if held.state == State.SUBMITTED:
        return held.submissions.order_by("-number")[0]
    if held.state != State.DRAFT:
        raise refuse("", gettext("This application was withdrawn or decided on; it cannot be submitted."))
    if revision is not None and held.revision != revision:
        raise OvertakenError(
            gettext("This draft was saved elsewhere in the meantime; look at it again before you submit.")
        )
    call = Call.objects.select_related("version").get(pk=held.call_id)
    in_time(call, moment)
    version = call.current
    wrong = [*missing(held, version), *(Problem("", reason) for reason in failed(held, version))]
    if wrong:
        raise InvalidInputError(wrong)
    return keep_submission(actor, call, held, version, moment)


def keep_submission(
    actor: User, call: Call, held: Application, version: CallVersion, moment: datetime
) -> Submission:
    if not held.number:
        # The row that those who submit queue at, so that each number is given once and none is left out.
        Call.objects.filter(pk=call.pk).update(submitted=F("submitted") + 1)
        place = Call.objects.values_list("submitted", flat=True).get(pk=call.pk)
        held.number = f"{call.prefix}-{place:05d}"
    content = canonical_json(
        {
            "call": call.code, "number": held.number, "version": version.number, "version_sha256": version.sha256,
            "answers": held.answers, "files": files_of(held), "submitted_at": moment.isoformat(),
        }
    )  # fmt: skip
    made = Submission.objects.create(
        application=held, number=held.submissions.count() + 1, version=version, content_json=content,
        sha256=hash_of(content), submitted_by=actor, submitted_at=moment,
    )  # fmt: skip
    held.state, held.version, held.submitted_at, held.saved_at = State.SUBMITTED, version, moment, moment
    take_facts(held)
    held.save()
    audit.record(
        actor=actor, verb="calls.submit_application", target=held, call=call.code, sha256=made.sha256
    )
    return made


@transaction.atomic
def withdraw_application(
    *, actor: User, application: Application, received_at: datetime | None = None
) -> None:
    """Take back what was submitted: until the deadline it becomes a draft again, after it it is withdrawn for good."""
    moment = received_at or timezone.now()
    allowed(actor, "calls.submit_application", application)
    held = locked(application)
    if held.state != State.SUBMITTED or held.outcome:
        raise refuse("", gettext("Only an application that waits for a decision can be withdrawn."))
    call = Call.objects.select_related("version").get(pk=held.call_id)
    held.state = State.DRAFT if call.takes(moment) and not held.stage else State.WITHDRAWN
    held.save(update_fields=["state"])
    audit.record(actor=actor, verb="calls.withdraw_application", target=held, to=held.state)


def locked(application: Application) -> Application:
    """The application as it stands, its row held: whoever comes second sees what the first has done."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("call__version", "call__programme", "version")
        .get(pk=application.pk)
    )


def in_time(call: Call, moment: datetime) -> None:
    if call.takes(moment):
        return
    version = call.current
    if call.state != Call.State.PUBLISHED:
        raise refuse("", gettext("This call takes no applications."))
    if moment.replace(microsecond=0) < version.opens_at:
        raise refuse("", gettext("This call is not open yet."))
    raise refuse("", gettext("The deadline of this call is past."))


def missing(application: Application, version: CallVersion) -> list[Problem]:
    counted: dict[str, int] = {}
    for field in application.attachments.values_list("field", flat=True):
        counted[field] = counted.get(field, 0) + 1
    return check_answers(version.definition, application.answers, counted)


def failed(application: Application, version: CallVersion) -> tuple[str, ...]:
    rules = version.definition.eligibility
    verdicts = judge(rules, application.answers)
    return tuple(said_now(rule.reason) for rule in rules if verdicts[rule.code] == Verdict.FAILED)


def files_of(application: Application) -> list[dict[str, Any]]:
    return [
        {"field": file.field, "name": file.name, "size": file.size, "sha256": file.sha256}
        for file in application.attachments.order_by("field", "added_at", "pk")
    ]
