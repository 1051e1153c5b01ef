"""The seal of a ballot as it lies in the database, and whether it is the one that was written into the trail.

Every cast asks this first: a box that somebody altered takes no further vote, so that nothing forged is ever
sealed anew together with what is true.
"""

from django.utils.translation import gettext

from anso.alliance.governance.models import Ballot, BallotBox, MarkSheet, Opening
from anso.alliance.governance.sealing.seals import salted, seal
from anso.alliance.people.models import AuditEvent, AuditHead
from anso.errors import AnsoError

__all__ = ["AlteredBallotError", "last_seal", "marks_digest", "papers_digest", "refuse_altered", "seal_of"]

SEALING = ("governance.open_ballot", "governance.cast_vote")
"""The acts that write a seal into the trail."""
NEAR = 500


class AlteredBallotError(AnsoError):
    """What is kept of a ballot is not what was sealed."""


def marks_digest(sheet: MarkSheet) -> str:
    return salted(sheet.salt, sheet.marks.split())


def papers_digest(box: BallotBox) -> str:
    return salted(box.salt, box.lines)


def seal_of(opening: Opening, sheet: MarkSheet, box: BallotBox) -> str:
    """The seal over what the database holds now."""
    return seal(
        ballot=str(opening.ballot_id),
        definition=opening.definition_hash,
        roll=opening.roll_hash,
        marks=marks_digest(sheet),
        papers=papers_digest(box),
    )


def last_seal(ballot: Ballot) -> str:
    """The seal that the trail names last."""
    seals = AuditEvent.objects.filter(
        verb__in=SEALING, target_type=ballot._meta.label_lower, target_id=str(ballot.pk)
    ).order_by("-sequence")
    head = AuditHead.objects.get(pk=AuditHead.ONLY).sequence
    # While votes come in, the last seal is near the end of the trail: the whole of it need not be sorted.
    event = seals.filter(sequence__gt=head - NEAR).first() or seals.first()
    return str(event.details["seal"]) if event else ""


def refuse_altered(ballot: Ballot, opening: Opening, sheet: MarkSheet, box: BallotBox) -> None:
    if seal_of(opening, sheet, box) != last_seal(ballot):
        raise AlteredBallotError(
            gettext(
                "What is kept of this ballot is not what was sealed: it was altered behind the site’s back. "
                "No vote is taken and no result is made; tell the secretariat."
            )
        )
