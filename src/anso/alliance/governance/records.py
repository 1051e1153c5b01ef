"""The files of a ballot: its record, and for its body the roll that the record's hashes speak of."""

from django.utils.translation import gettext

from anso.alliance.governance.models import Ballot, MarkSheet
from anso.alliance.governance.queries import inside
from anso.alliance.governance.sealing.seals import roll_entry, spelled
from anso.alliance.people.rules import Visitor
from anso.errors import NotFoundError

__all__ = ["record_text", "roll_text"]


def record_text(user: Visitor, ballot: Ballot) -> str:
    """The record of a decided ballot; of an open one, which says who voted what, for its body alone."""
    if not ballot.is_settled or not (ballot.definition.secret or inside(user, ballot.body)):
        raise NotFoundError(gettext("The record of this ballot is not published."))
    return str(ballot.record.text)


def roll_text(ballot: Ballot) -> str:
    """The roll with its marks, by which `roll_sha256` and `marks_sha256` of the record are checked."""
    sheet = MarkSheet.objects.filter(pk=ballot.pk).first()
    if sheet is None:
        raise NotFoundError(gettext("This ballot was not opened yet; its roll is made at the opening."))
    return spelled(
        {
            "format": "anso-roll/1",
            "ballot": str(ballot.pk),
            "entries": [
                dict(roll_entry(entry.number, entry.name, entry.institution, entry.person))
                for entry in ballot.roll.all()
            ],
            "voted": list(sheet.voted),
            # While votes are taken the salt stays here: with it, older seals could be opened.
            "salt": sheet.salt if ballot.is_settled else "",
        }
    )
