"""Verbs on letters of reference as their applicant and the site act on them: ask, remind, void."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext

from anso.alliance.calls import mail
from anso.alliance.calls.actions.common import allowed
from anso.alliance.calls.definition import Definition, FieldKind
from anso.alliance.calls.definition.answers import asked
from anso.alliance.calls.models import Application, Reference
from anso.alliance.calls.queries.references import due_of
from anso.alliance.calls.secret_addresses import hash_of, secret_of
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User

__all__ = [
    "ask_referees",
    "remind_due_referees",
    "remind_referees",
    "void_references",
]

State = Reference.State
REMIND_WITHIN = timedelta(days=5)
"""Before a letter is due; once."""
WRITTEN_TO_WITHIN = timedelta(days=1)
"""Nobody is written to more often."""


def ask_referees(*, actor: User | None, application: Application) -> list[Reference]:
    """Ask those whom the application names, as part of its submission; who was asked or has answered is not asked again.

    Letters of people who are not named any more are void.
    """
    definition = application.version.definition
    named = {
        row["email"].lower(): (field, row) for field, row in referees_of(definition, application.answers)
    }
    there = {found.email.lower(): found for found in application.references.all()}
    for address, found in there.items():
        if address not in named and found.state == State.ASKED:
            Reference.objects.filter(pk=found.pk).update(state=State.VOID)
    # Whoever submits, withdraws and submits again writes to nobody twice in a day: the letter in hand opens again.
    in_hand = {
        address for address, found in there.items() if found.asked_at > timezone.now() - WRITTEN_TO_WITHIN
    }
    asked_now = [
        described(
            there.get(address) or Reference(application=application, email=address),
            field,
            row,
            anew=address not in in_hand,
        )
        for address, (field, row) in named.items()
        if address not in there or there[address].state == State.VOID
    ]
    Reference.objects.bulk_create([one for one in asked_now if one.email not in there])
    for one in asked_now:
        if one.email in there:
            one.save()
        if not application.is_synthetic and one.email not in in_hand:
            mail.ask_referee.enqueue(str(one.pk), get_language() or "en")
    if asked_now:
        references = [str(one.pk) for one in asked_now]
        audit.record(actor=actor, verb="calls.ask_referees", target=application, references=references)
    return asked_now


def described(reference: Reference, field: str, row: Mapping[str, Any], *, anew: bool) -> Reference:
    """A letter to be asked for; anew, under a secret of this very moment."""
    reference.field, reference.name = field, str(row.get("name") or "")[:200]
    reference.institution = str(row.get("institution") or "")[:300]
    reference.relation = str(row.get("relation") or "")[:300]
    reference.state = State.ASKED
    if not anew:
        return reference
    reference.asked_at, reference.reminded_at = timezone.now(), None
    reference.token_hash = hash_of(secret_of(reference, reference.asked_at.isoformat()))
    return reference


def referees_of(definition: Definition, answers: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (field.code, row)
        for field in definition.fields
        if field.kind == FieldKind.REFEREES and asked(field, answers)
        for row in answers.get(field.code) or ()
        if row.get("email")
    ]


def void_references(application: Application) -> None:
    """As part of a withdrawal: what was not answered yet is not asked for any more."""
    application.references.filter(state=State.ASKED).update(state=State.VOID)


@transaction.atomic
def remind_referees(
    *, actor: User | None, application: Application, received_at: datetime | None = None
) -> int:
    """Write once more to those who have not answered; the address in the letter is the same. Gives how many."""
    allowed(actor, "calls.submit_application", application)
    moment = received_at or timezone.now()
    waiting = [
        found
        for found in application.references.select_for_update(of=("self",)).filter(state=State.ASKED)
        if due_of(found) >= moment and lately(found) < moment - WRITTEN_TO_WITHIN
    ]
    if not waiting:
        raise AlreadyDoneError(
            gettext("There is nobody to remind: all have answered, or were written to within a day.")
        )
    remind(actor, application, waiting, moment)
    return len(waiting)


def lately(reference: Reference) -> datetime:
    return reference.reminded_at or reference.asked_at


def remind(actor: User | None, application: Application, waiting: list[Reference], moment: datetime) -> None:
    Reference.objects.filter(pk__in=[found.pk for found in waiting]).update(reminded_at=moment)
    for found in waiting:
        mail.ask_referee.enqueue(str(found.pk), get_language() or "en", reminder=True)
    audit.record(
        actor=actor,
        verb="calls.remind_referees",
        target=application,
        references=[str(found.pk) for found in waiting],
    )


def remind_due_referees(now: datetime | None = None) -> int:
    """The site's own reminder, once to each, some days before a letter is due; gives how many were reminded."""
    moment = now or timezone.now()
    waiting: dict[Application, list[Reference]] = {}
    open_letters = Reference.objects.filter(
        state=State.ASKED, reminded_at=None, application__is_synthetic=False
    )
    for found in open_letters.select_related("application__call__version"):
        if moment <= due_of(found) <= moment + REMIND_WITHIN and found.asked_at < moment - timedelta(days=2):
            waiting.setdefault(found.application, []).append(found)
    for application, letters in waiting.items():
        with transaction.atomic():
            remind(None, application, letters, moment)
    return sum(map(len, waiting.values()))
