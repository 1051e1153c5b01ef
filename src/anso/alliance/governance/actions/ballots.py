"""Verbs on a ballot before it is decided: drafting, changing, withdrawing, opening."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from pydantic import ValidationError

from anso.alliance.governance.actions.common import allowed, checked, one_subject, refuse
from anso.alliance.governance.attendance import presence
from anso.alliance.governance.counting import Amendment, Definition, Tie
from anso.alliance.governance.counting.outcome import Status
from anso.alliance.governance.electorate import make_roll, roll_hash
from anso.alliance.governance.models import (
    AgendaItem,
    Ballot,
    BallotBox,
    Body,
    MarkSheet,
    Meeting,
    Opening,
    RollEntry,
    Term,
)
from anso.alliance.governance.sealed import seal_of
from anso.alliance.governance.sealing.seals import digest, new_salt, spelled
from anso.alliance.governance.words import definition_problem
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.errors import InvalidInputError, Problem

__all__ = ["change_ballot", "definition_of", "draft_ballot", "open_ballot", "withdraw_ballot"]


def definition_of(given: Mapping[str, Any]) -> Definition:
    """The definition, or everything that is wrong with it."""
    try:
        return Definition.model_validate(dict(given))
    except ValidationError as error:
        raise InvalidInputError(
            Problem(str(problem["loc"][0]) if problem["loc"] else "", definition_problem(problem))
            for problem in error.errors()
        ) from error


@transaction.atomic
def draft_ballot(
    *,
    actor: User | None,
    body: Body,
    code: str,
    definition: Definition,
    meeting: Meeting | None = None,
    item: AgendaItem | None = None,
    amends: Ballot | None = None,
    is_synthetic: bool = False,
) -> Ballot:
    """Prepare a ballot; it can be changed until it opens."""
    allowed(actor, "governance.keep", body)
    one_subject(body, meeting, item)
    if amends is not None and (amends.body_id != body.pk or amends.state != Ballot.State.DRAFT):
        raise refuse("amends", gettext("Only a ballot of this body that is not open yet can be amended."))
    ballot = checked(
        Ballot(
            body=body,
            code=code,
            meeting=meeting,
            item=item,
            amends=amends,
            draft_json=spelled(definition.model_dump(mode="json")),
            is_synthetic=is_synthetic,
        )
    )
    ballot.save()
    audit.record(
        actor=actor,
        verb="governance.draft_ballot",
        target=ballot,
        definition_sha256=digest(ballot.draft_json),
        revision=1,
    )
    return ballot


@transaction.atomic
def change_ballot(*, actor: User | None, ballot: Ballot, definition: Definition) -> Ballot:
    """Define a ballot anew; each definition is a revision whose hash is on record."""
    allowed(actor, "governance.keep", ballot)
    held = locked(ballot)
    if held.state != Ballot.State.DRAFT:
        raise AlreadyDoneError(gettext("This ballot is open or over; what it asks does not change any more."))
    held.draft_json, held.revision = spelled(definition.model_dump(mode="json")), held.revision + 1
    held.save(update_fields=["draft_json", "revision"])
    audit.record(
        actor=actor,
        verb="governance.change_ballot",
        target=held,
        definition_sha256=digest(held.draft_json),
        revision=held.revision,
    )
    return held


@transaction.atomic
def withdraw_ballot(*, actor: User | None, ballot: Ballot, why: str) -> Ballot:
    """Take a ballot back before anybody has voted."""
    allowed(actor, "governance.keep", ballot)
    # Locked in the order of `cast_vote` and `close_ballot`, so that no vote comes between the look and the act.
    sheet = MarkSheet.objects.select_for_update().filter(pk=ballot.pk).first()
    held = locked(ballot)
    if held.state == Ballot.State.OPEN and sheet is None:
        raise AlreadyDoneError(gettext("This ballot was opened already."))
    if held.state == Ballot.State.OPEN and sheet is not None and sheet.number > 0:
        raise refuse("", gettext("Votes were cast; this ballot goes to its end."))
    if held.state not in (Ballot.State.DRAFT, Ballot.State.OPEN):
        raise AlreadyDoneError(gettext("This ballot is over already."))
    if not why.strip():
        raise refuse("why", gettext("Say why; it stays on record."))
    held.state = Ballot.State.WITHDRAWN
    held.save(update_fields=["state"])
    audit.record(actor=actor, verb="governance.withdraw_ballot", target=held, why=why.strip())
    return held


@transaction.atomic
def open_ballot(*, actor: User | None, ballot: Ballot) -> Ballot:
    """Fix what is asked and who may vote, and take votes from the opening on."""
    allowed(actor, "governance.keep", ballot)
    held = locked(ballot)
    if held.state != Ballot.State.DRAFT:
        raise AlreadyDoneError(gettext("This ballot was opened already."))
    definition = amended(held)
    now = timezone.now()
    if definition.closes <= now:
        raise refuse("closes", gettext("The deadline is past; give a later one."))
    chairs = held.body.terms.holding().filter(office=Term.Office.CHAIR)
    if definition.tie is Tie.CHAIR and not chairs.exists():
        raise refuse("tie", gettext("This body has no chair today who could say between equals."))
    present = present_now(held, definition)
    entries = make_roll(held)
    if not entries:
        raise refuse("", gettext("Nobody has a vote in this body today; give it seats first."))
    RollEntry.objects.bulk_create(entries)
    text = spelled(definition.model_dump(mode="json"))
    opening = Opening.objects.create(
        ballot=held,
        definition_json=text,
        definition_hash=digest(text),
        roll_hash=roll_hash(held.pk),
        entitled=len(entries),
        present=present,
        lot_secret=secrets.token_hex(32),
        opened_at=now,
    )
    sheet = MarkSheet.objects.create(ballot=held, salt=new_salt())
    box = BallotBox.objects.create(ballot=held, salt=new_salt())
    held.state = Ballot.State.OPEN
    held.save(update_fields=["state"])
    audit.record(
        actor=actor,
        verb="governance.open_ballot",
        target=held,
        definition_sha256=opening.definition_hash,
        roll_sha256=opening.roll_hash,
        entitled=opening.entitled,
        present=present,
        lot_sha256=digest(opening.lot_secret),
        seal=seal_of(opening, sheet, box),
        cast=0,
    )
    return Ballot.objects.get(pk=held.pk)


def locked(ballot: Ballot) -> Ballot:
    return (
        Ballot.objects.select_for_update(of=("self",))
        .select_related("body", "meeting__body")
        .get(pk=ballot.pk)
    )


def amended(ballot: Ballot) -> Definition:
    """The draft with the amendments that were adopted; all of them must be decided first."""
    definition = Definition.model_validate(json.loads(ballot.draft_json))
    adopted = []
    for amendment in ballot.amendments.exclude(state=Ballot.State.WITHDRAWN).select_related(
        "record", "opening"
    ):
        if not amendment.is_settled:
            told = gettext("The amendment %(code)s is not decided yet; it comes before the main question.")
            raise refuse("", told % {"code": amendment.code})
        if json.loads(amendment.record.text)["outcome"]["status"] == Status.ADOPTED:
            asked = amendment.definition
            adopted.append(Amendment(ballot=amendment.code, text=asked.text or asked.question))
    return definition.model_copy(update={"amendments": tuple(adopted)})


def present_now(ballot: Ballot, definition: Definition) -> int | None:
    """How many seats are there, where the ballot is taken in a meeting; without its quorum nothing is decided."""
    if ballot.meeting is None:
        if definition.needs_present:
            raise refuse(
                "meeting", gettext("This majority is of those present: say in which meeting it is taken.")
            )
        return None
    there = presence(ballot.meeting)
    if not there.is_quorate:
        told = gettext("There is no quorum: %(there)d of %(whole)d seats are there, %(needed)d are needed.")
        raise refuse("meeting", told % {"there": there.there, "whole": there.whole, "needed": there.needed})
    return there.there
