"""Casting a vote: the mark and the paper in one transaction, and no row, time or key that joins them.

A secret vote's event in the audit trail says that a vote was cast in this ballot, and not by whom: who has voted
is on the sheet of marks, without a time. An open vote's event names its voter.
"""

from bisect import insort
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.governance.actions.common import refuse
from anso.alliance.governance.counting import Definition, Vote, WrongVoteError, clean_vote
from anso.alliance.governance.electorate import rights_of
from anso.alliance.governance.models import Ballot, BallotBox, MarkSheet, Opening, RollEntry
from anso.alliance.governance.sealed import refuse_altered, seal_of
from anso.alliance.governance.sealing.papers import VotingPaper, added, grouped, new_code
from anso.alliance.governance.sealing.seals import new_salt
from anso.alliance.governance.traces import overwrite_what_is_freed
from anso.alliance.governance.words import vote_problem
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.alliance.people.rules import require

__all__ = ["cast_vote"]


@transaction.atomic
def cast_vote(
    *,
    actor: User,
    ballot: Ballot,
    entry: RollEntry,
    choice: Sequence[str],
    received_at: datetime | None = None,
) -> str:
    """Cast the vote of an entry of the roll; gives the receipt, which is shown once and kept nowhere.

    A vote cannot be altered or taken back once it is cast.
    """
    moment = received_at or timezone.now()
    require(actor, "governance.vote", ballot)
    # The row that voters queue at: whoever comes second sees what the first has done.
    sheet = MarkSheet.objects.select_for_update().filter(pk=ballot.pk).first()
    held = Ballot.objects.select_related("opening").get(pk=ballot.pk)
    if sheet is None or held.state != Ballot.State.OPEN:
        raise refuse("", gettext("This ballot takes no votes: it is not open."))
    box = BallotBox.objects.get(pk=held.pk)
    in_time(held, moment)
    may_cast(actor, held, entry)
    if sheet.has_voted(entry.number):
        raise AlreadyDoneError(gettext("This vote was cast already; it cannot be altered or cast again."))
    definition = held.definition
    vote = checked_vote(definition, choice)
    refuse_altered(held, held.opening, sheet, box)
    code = new_code()
    put_in(sheet, box, entry.number, VotingPaper(code, vote, None if definition.secret else entry.number))
    opening: Opening = held.opening
    audit.record(
        actor=None if definition.secret else actor,
        verb="governance.cast_vote",
        target=held,
        seal=seal_of(opening, sheet, box),
        cast=box.number,
    )
    return grouped(code)


def checked_vote(definition: Definition, choice: Sequence[str]) -> Vote:
    try:
        return clean_vote(definition, choice)
    except WrongVoteError as error:
        raise refuse("choice", vote_problem(error)) from error


def in_time(ballot: Ballot, moment: datetime) -> None:
    """Votes are taken to the last second of the deadline, by the clock of the site."""
    second = moment.replace(microsecond=0)
    if second < ballot.definition.opens:
        raise refuse("", gettext("This ballot is not open yet."))
    if second > ballot.definition.closes:
        raise refuse("", gettext("The deadline of this ballot is past."))


def may_cast(actor: User, ballot: Ballot, entry: RollEntry) -> None:
    right = next((right for right in rights_of(actor, ballot) if right.entry.pk == entry.pk), None)
    if right is None:
        raise refuse("entry", gettext("This vote is not yours to cast."))
    if right.given is not None:
        raise refuse("entry", gettext("This vote was given to a proxy; take it back first."))


def put_in(sheet: MarkSheet, box: BallotBox, number: int, paper: VotingPaper) -> None:
    """Mark the voter and add the paper: both rows are written anew whole, under new salts."""
    marks = sheet.marks.split()
    insort(marks, str(number), key=int)
    sheet.marks = " ".join(marks)
    box.papers = "\n".join(added(box.lines, paper.line()))
    overwrite_what_is_freed()
    for row in (sheet, box):
        row.number += 1
        row.salt = new_salt()
    sheet.save(update_fields=["marks", "number", "salt"])
    box.save(update_fields=["papers", "number", "salt"])
