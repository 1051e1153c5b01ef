"""Letters of decisions on their way: each mailed once, whatever becomes of the worker that mails it.

A letter is taken up by one UPDATE that only one worker wins, sent, and then marked as mailed. A worker that dies in
between leaves a letter taken up and not marked: nobody can know whether it went, so it is not sent again by itself but
shown to the officers, who may send it again. A mail server that is away gives the letter back.
"""

from smtplib import SMTPException
from uuid import UUID

import structlog
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from anso.alliance.calls.lettering import pdf_of
from anso.alliance.calls.mail import link, send, times
from anso.alliance.calls.models import Award, Letter, Participant
from anso.alliance.people.models import User

__all__ = ["mail_due_letters", "remind_of_award"]

log = structlog.get_logger(__name__)
AT_ONCE = 100


def due() -> QuerySet[Letter]:
    """Made-up applicants get no mail."""
    return Letter.objects.filter(taken_at__isnull=True, application__is_synthetic=False).exclude(body="")


def mail_due_letters() -> int:
    """Mail what waits; gives how many went. It may be stopped anywhere and begun again."""
    went = 0
    while keys := list(due().order_by("written_at", "pk").values_list("pk", flat=True)[:AT_ONCE]):
        for key in keys:
            if not Letter.objects.filter(pk=key, taken_at__isnull=True).update(taken_at=timezone.now()):
                continue
            if not mailed(key):
                Letter.objects.filter(pk=key).update(taken_at=None)
                return went
            went += 1
    return went


def mailed(key: int) -> bool:
    """Send one letter, its PDF attached; False where the mail server is away."""
    letter = (
        Letter.objects.select_related("application__call__version", "application__call__programme")
        .filter(pk=key)
        .get()
    )
    person = lead_of(letter.application_id)
    if person is None or person.is_synthetic or not person.is_active:
        return True
    call = letter.application.call
    with translation.override(letter.language):
        text = "\n".join((letter.body, "", letter.signatory, "", page_of(letter), ""))
        message = EmailMessage(f"ANSO: {letter.subject}", text, None, [person.email])
        pdf = pdf_of([letter], title=letter.subject, zone=call.current.zone, language=letter.language)
        message.attach(f"{letter.application.number}-{letter.kind}.pdf", pdf, "application/pdf")
        try:
            message.send()
        except (OSError, SMTPException) as error:
            log.warning("letter not sent", letter=key, error=str(error))
            return False
    Letter.objects.filter(pk=key).update(mailed_at=timezone.now())
    return True


def page_of(letter: Letter) -> str:
    return link("calls:outcome", pk=letter.application_id)


def lead_of(application: UUID) -> User | None:
    found = (
        Participant.objects.filter(application=application, part=Participant.Part.LEAD, person__isnull=False)
        .select_related("person")
        .first()
    )
    return found.person if found else None


@task()
def remind_of_award(award_id: int) -> bool:
    """That an award waits for its answer; nothing once it was answered."""
    found = (
        Award.objects.select_related("application__call__version")
        .filter(pk=award_id, answer=Award.Answer.WAITED_FOR)
        .first()
    )
    person = lead_of(found.application_id) if found else None
    if found is None or person is None or person.is_synthetic or not person.is_active:
        return False
    call = found.application.call
    with translation.override(person.language or None):
        return send(
            person.email,
            _("Please answer: your award under %(call)s") % {"call": call.title},
            "\n".join(
                (
                    _("Your application %(number)s was awarded. Please accept or decline by:")
                    % {"number": found.application.number},
                    times(found.answer_by, call.current.zone, person.time_zone),
                    "",
                    link("calls:outcome", pk=found.application_id),
                    "",
                )
            ),
        )
