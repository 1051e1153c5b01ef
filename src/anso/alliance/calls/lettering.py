"""Letters of a call: their blanks filled in, in the applicant's language, kept as they were written, and set as PDF.

In come applications and a kind; out go unsaved `Letter` rows. A letter's PDF is made from its row and nothing else, so
the same row gives the same bytes for ever.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from string import Formatter
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext

from anso.alliance.calls.definition import Letter as Wording
from anso.alliance.calls.definition import LetterKind
from anso.alliance.calls.models import Application, Call, Letter, Participant
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.words.moments import in_zone
from anso.alliance.people.models import User, canonical_json
from anso.alliance.words import day

__all__ = ["Blanks", "leads_of", "letters_for", "pdf_of"]

LONGEST_SUBJECT = 300
LONGEST_NAME = 200
AT_ONCE = 1000


@dataclass(frozen=True)
class Blanks:
    """What is filled in of a decision."""

    place: int | None = None
    answer_by: datetime | None = None
    amount: Decimal | None = None
    currency: str = ""
    reason: str = ""


def leads_of(applications: Sequence[Application]) -> dict[UUID, User]:
    """The lead applicant of each."""
    found: dict[UUID, User] = {}
    keys = [one.pk for one in applications]
    for start in range(0, len(keys), AT_ONCE):
        leads = Participant.objects.filter(
            application__in=keys[start : start + AT_ONCE], part=Participant.Part.LEAD, person__isnull=False
        ).select_related("person")
        found.update({lead.application_id: lead.person for lead in leads if lead.person})
    return found


def letters_for(
    call: Call,
    kind: LetterKind,
    applications: Sequence[Application],
    blanks: Mapping[UUID, Blanks],
    *,
    moment: datetime,
) -> list[Letter]:
    """One letter each, where the call has a letter of the kind."""
    wording = call.definition.letter(kind)
    if wording is None:
        return []
    leads = leads_of(applications)
    return [
        written(call, wording, one, leads.get(one.pk), blanks.get(one.pk, Blanks()), moment)
        for one in applications
    ]


def written(
    call: Call,
    wording: Wording,
    application: Application,
    lead: User | None,
    blanks: Blanks,
    moment: datetime,
) -> Letter:
    language = language_of(wording, lead)
    with translation.override(language):
        name = str(lead.name if lead else application.number)
        signatory = said_now(wording.signatory) if wording.signatory else ""
        values = {
            "name": name,
            "title": application.title,
            "number": application.number,
            "call": call.title,
            "programme": str(call.programme),
            "date": day(moment.astimezone(ZoneInfo(call.current.zone)).date()),
            "deadline": in_zone(blanks.answer_by, call.current.zone) if blanks.answer_by else "–",
            "place": str(blanks.place or "–"),
            "amount": f"{blanks.amount:,.2f} {blanks.currency}".strip() if blanks.amount is not None else "–",
            "reason": blanks.reason,
            "signatory": signatory,
        }
        made = Letter(
            application=application,
            kind=wording.kind.value,
            language=language,
            addressee=name[:LONGEST_NAME],
            # A title or a name with a line break in it would end the header of the mail.
            subject=" ".join(filled(said_now(wording.subject), values).split())[:LONGEST_SUBJECT],
            body=filled(said_now(wording.body), values),
            signatory=signatory,
            written_at=moment,
        )
    made.sha256 = seal_of(made)
    return made


def language_of(wording: Wording, lead: User | None) -> str:
    """The applicant's, if the whole letter is written in it."""
    wanted = (lead.language if lead else "") or "en"
    return wanted if wanted in wording.subject and wanted in wording.body else "en"


def filled(text: str, values: Mapping[str, str]) -> str:
    """The blanks alone are replaced: a name with braces in it stays a name."""
    return "".join(
        literal + (values[name] if name is not None else "")
        for literal, name, _spec, _conversion in Formatter().parse(text)
    )


def seal_of(letter: Letter) -> str:
    parts = [letter.addressee, letter.kind, letter.language, letter.subject, letter.body, letter.signatory]
    return sha256(canonical_json(parts).encode()).hexdigest()


def pdf_of(letters: Iterable[Letter], *, title: str, zone: str, language: str = "en") -> bytes:
    """One document of letters, each on a page of its own."""
    from anso.publishing.typesetting import typeset

    listed = list(letters)
    made_at = max((one.written_at for one in listed), default=None)
    return typeset(
        "letters",
        {
            "title": title,
            "language": language,
            "sender": "ANSO",
            "letters": [as_set(one, zone) for one in listed],
        },
        made_at=made_at,
    )


def as_set(letter: Letter, zone: str) -> dict[str, str]:
    with translation.override(letter.language):
        return {
            "language": letter.language,
            "number": letter.application.number,
            "to": letter.addressee,
            "date": day(letter.written_at.astimezone(ZoneInfo(zone)).date()),
            "subject": letter.subject,
            "body": letter.body,
            "signatory": letter.signatory,
            "seal": gettext("SHA-256 of this letter: %(hash)s") % {"hash": letter.sha256},
        }
