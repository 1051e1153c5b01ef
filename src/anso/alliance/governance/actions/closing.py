"""Verbs at a ballot's end: counting and sealing the result, the chair's word between equals, publishing."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.governance.actions.ballots import locked
from anso.alliance.governance.actions.common import allowed, allowed_in_person, refuse
from anso.alliance.governance.counting import Status, Tie, Turnout
from anso.alliance.governance.models import Ballot, BallotBox, BallotRecord, MarkSheet
from anso.alliance.governance.rules import CHAIR
from anso.alliance.governance.sealed import marks_digest, refuse_altered
from anso.alliance.governance.sealing.record import Evidence, make_record
from anso.alliance.governance.sealing.seals import digest, spelled
from anso.alliance.governance.traces import sweep_when_done
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User

__all__ = ["break_tie", "close_ballot", "close_due", "publish_result"]


@transaction.atomic
def close_ballot(*, actor: User | None, ballot: Ballot, at: datetime | None = None) -> Ballot:
    """Count the votes once the deadline is past, or once everybody has voted, and make the record."""
    moment = at or timezone.now()
    allowed(actor, "governance.keep", ballot)
    sheet = MarkSheet.objects.select_for_update().filter(pk=ballot.pk).first()
    held = locked(ballot)
    if sheet is None or held.state != Ballot.State.OPEN:
        raise AlreadyDoneError(gettext("This ballot is not open."))
    everybody = sheet.number == held.opening.entitled
    if not everybody and moment.replace(microsecond=0) <= held.definition.closes:
        raise refuse("", gettext("The deadline is not past, and not everybody has voted."))
    return settle(actor, held, sheet, moment, "governance.close_ballot")


@transaction.atomic
def break_tie(*, actor: User | None, ballot: Ballot, order: Sequence[str]) -> Ballot:
    """The chair says between equals, the preferred first; the count goes on with it."""
    allowed_in_person(actor, "governance.break_tie", CHAIR, ballot)
    sheet = MarkSheet.objects.select_for_update().filter(pk=ballot.pk).first()
    held = locked(ballot)
    if sheet is None or held.state != Ballot.State.TIED:
        raise AlreadyDoneError(gettext("There is nothing to decide between equals."))
    tied = evidence_of(held, sheet, timezone.now()).outcome().undecided
    if sorted(order) != sorted(tied):
        told = gettext("Put exactly these in order: %(options)s.") % {"options": ", ".join(tied)}
        raise refuse("order", told)
    # What was said at an earlier stage stands; equals of a later one come after it.
    held.chair_order = [*(code for code in held.chair_order if code not in order), *order]
    return settle(actor, held, sheet, timezone.now(), "governance.break_tie")


@transaction.atomic
def publish_result(*, actor: User | None, ballot: Ballot) -> Ballot:
    """Let everybody read the result; of a secret ballot, the whole record."""
    allowed(actor, "governance.keep", ballot)
    held = locked(ballot)
    if held.state == Ballot.State.PUBLISHED:
        raise AlreadyDoneError(gettext("This result is published already."))
    if held.state != Ballot.State.CLOSED:
        raise refuse("", gettext("There is no result yet."))
    held.state = Ballot.State.PUBLISHED
    held.save(update_fields=["state"])
    audit.record(actor=actor, verb="governance.publish_result", target=held, record_sha256=held.record.hash)
    return held


def close_due() -> int:
    """Count every ballot whose deadline is past; gives how many. The worker does this as the site itself."""
    now = timezone.now().replace(microsecond=0)
    due = [
        ballot
        for ballot in Ballot.objects.filter(state=Ballot.State.OPEN).select_related("opening", "body")
        if ballot.definition.closes < now
    ]
    for ballot in due:
        close_ballot(actor=None, ballot=ballot)
    return len(due)


def settle(actor: User | None, ballot: Ballot, sheet: MarkSheet, moment: datetime, verb: str) -> Ballot:
    """Count; make the record, unless the chair is still to say something."""
    refuse_altered(ballot, ballot.opening, sheet, BallotBox.objects.get(pk=ballot.pk))
    evidence = evidence_of(ballot, sheet, moment)
    outcome = evidence.outcome()
    fields = ["state", "chair_order"]
    if outcome.status is Status.UNDECIDED and ballot.definition.tie is Tie.CHAIR:
        ballot.state = Ballot.State.TIED
        ballot.save(update_fields=fields)
        audit.record(
            actor=actor, verb=verb, target=ballot, status=outcome.status, equals=list(outcome.undecided)
        )
        return ballot
    text = spelled(make_record(evidence, outcome))
    record = BallotRecord.objects.create(ballot=ballot, text=text, hash=digest(text), closed_at=moment)
    ballot.state = Ballot.State.CLOSED
    ballot.save(update_fields=fields)
    if ballot.definition.secret:
        sweep_when_done()
    audit.record(
        actor=actor,
        verb=verb,
        target=ballot,
        status=outcome.status,
        cast=sheet.number,
        chair=list(ballot.chair_order),
        record_sha256=record.hash,
    )
    return ballot


def evidence_of(ballot: Ballot, sheet: MarkSheet, moment: datetime) -> Evidence:
    opening = ballot.opening
    box = BallotBox.objects.get(pk=ballot.pk)
    return Evidence(
        ballot=str(ballot.pk),
        code=ballot.code,
        body=ballot.body.name,
        definition=json.loads(opening.definition_json),
        roll_hash=opening.roll_hash,
        turnout=Turnout(opening.entitled, opening.present),
        marks_digest=marks_digest(sheet),
        lines=box.lines,
        salt=box.salt,
        lot_secret=opening.lot_secret,
        chair=tuple(ballot.chair_order),
        opened_at=opening.opened_at,
        closed_at=moment,
        synthetic=ballot.is_synthetic,
    )
