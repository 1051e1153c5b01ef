"""Whether what the database keeps of ballots is what was done: every seal, hash, roll, paper and result.

In comes the database, out come the ballots with what is wrong of each. What the triggers refuse cannot happen;
this finds what somebody did who dropped them. The trail itself is proven by `anso audit verify`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from anso.alliance.governance.electorate import roll_hash
from anso.alliance.governance.models import Ballot, BallotBox, BallotRecord, MarkSheet, Opening
from anso.alliance.governance.sealed import last_seal, seal_of
from anso.alliance.governance.sealing.papers import UnreadablePaperError, VotingPaper
from anso.alliance.governance.sealing.recount import NotARecordError, recount
from anso.alliance.governance.sealing.seals import digest, spelled
from anso.alliance.people.models import AuditEvent

__all__ = ["BallotCheck", "verify_all", "verify_ballot"]

TARGET = "governance.ballot"
CASTING = "governance.cast_vote"
SETTLING = ("governance.open_ballot", "governance.close_ballot", "governance.break_tie")


@dataclass(frozen=True)
class BallotCheck:
    """What a look at one ballot found."""

    code: str
    papers: int
    problems: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return not self.problems


def verify_all(code: str = "") -> Iterator[BallotCheck]:
    """Every ballot that the trail says was opened, or the one of that code."""
    opened = AuditEvent.objects.filter(verb="governance.open_ballot", target_type=TARGET).order_by("sequence")
    if code:
        opened = opened.filter(target_label=code)
    named = {UUID(event.target_id): event.target_label for event in opened}
    for ballot_id, label in named.items():
        yield verify_ballot(ballot_id, label)
    if not code:
        for opening in Opening.objects.exclude(pk__in=named):
            told = "The trail does not say that this ballot was opened."
            yield BallotCheck(str(opening.pk), 0, (told,))


def verify_ballot(ballot_id: UUID, label: str) -> BallotCheck:
    """One ballot, against everything that the trail says of it."""
    ballot = Ballot.objects.filter(pk=ballot_id).first()
    opening = Opening.objects.filter(pk=ballot_id).first()
    sheet = MarkSheet.objects.filter(pk=ballot_id).first()
    box = BallotBox.objects.filter(pk=ballot_id).first()
    if ballot is None or opening is None or sheet is None or box is None:
        rows = {"its record": ballot, "its opening": opening, "the marks": sheet, "the box": box}
        gone = ", ".join(name for name, row in rows.items() if row is None)
        return BallotCheck(label, 0, (f"Something of this ballot is gone: {gone}.",))
    events = AuditEvent.objects.filter(target_type=TARGET, target_id=str(ballot_id))
    told = list(events.filter(verb__in=SETTLING).order_by("sequence"))
    casts = events.filter(verb=CASTING).count()
    problems = [
        *wrong_opening(ballot, opening, told),
        *wrong_votes(ballot, opening, sheet, box, casts),
        *wrong_result(ballot, box, told),
    ]
    return BallotCheck(ballot.code, len(box.lines), tuple(problems))


def wrong_opening(ballot: Ballot, opening: Opening, told: list[AuditEvent]) -> list[str]:
    """What was fixed when it opened."""
    said = next(event for event in told if event.verb == "governance.open_ballot").details
    found = []
    if (
        opening.definition_hash != said["definition_sha256"]
        or digest(opening.definition_json) != opening.definition_hash
    ):
        found.append("The definition is not the one with which the ballot opened.")
    if opening.roll_hash != said["roll_sha256"] or roll_hash(ballot.pk) != opening.roll_hash:
        found.append(
            "The roll is not the one with which the ballot opened: somebody was added, removed or renamed."
        )
    numbers = (said["entitled"], said["present"])
    if (opening.entitled, opening.present) != numbers or ballot.roll.count() != opening.entitled:
        found.append("The numbers of those entitled and present are not those of the opening.")
    if digest(opening.lot_secret) != said["lot_sha256"]:
        found.append("The secret of the lot is not the one of the opening.")
    return found


def wrong_votes(ballot: Ballot, opening: Opening, sheet: MarkSheet, box: BallotBox, casts: int) -> list[str]:
    """Marks and papers, against the last seal and the number of votes that the trail tells of."""
    found = []
    if seal_of(opening, sheet, box) != last_seal(ballot):
        found.append(
            "The votes or the marks are not those that were sealed: one was replaced, removed or added."
        )
    counts = {casts, sheet.number, len(sheet.voted), box.number, len(box.lines)}
    if len(counts) > 1:
        found.append(
            f"The numbers disagree: {casts} casts in the trail, {len(sheet.voted)} marks, {len(box.lines)} papers."
        )
    try:
        voters = [VotingPaper.read(line).voter for line in box.lines]
    except UnreadablePaperError as error:
        return [*found, str(error)]
    if not ballot.definition.secret and sorted(voter or 0 for voter in voters) != sorted(sheet.voted):
        found.append("The papers are not of those who are marked as having voted.")
    return found


def wrong_result(ballot: Ballot, box: BallotBox, told: list[AuditEvent]) -> list[str]:
    """The record, against the trail, the box, and a count made anew."""
    closing = next((event for event in reversed(told) if "record_sha256" in event.details), None)
    record = BallotRecord.objects.filter(pk=ballot.pk).first()
    if closing is None or record is None:
        if closing is not None or record is not None or ballot.is_settled:
            return ["The result and the trail disagree on whether there is one."]
        return []
    found = []
    if record.hash != closing.details["record_sha256"] or digest(record.text) != record.hash:
        found.append("The record is not the one that was made at the close.")
    try:
        again = recount(record.text)
    except NotARecordError as error:
        return [*found, str(error)]
    said = json.loads(record.text)
    if tuple(said["papers"]) != box.lines:
        found.append("The papers of the record are not those of the box.")
    if spelled(said["definition"]) != ballot.opening.definition_json:
        found.append("The definition of the record is not the one of the opening.")
    return [*found, *again.problems]
