"""Letters to applicants, co-applicants and referees: composed and sent by the worker, queued with the act they tell of.

The queue holds only which record a letter is about: no address, and no secret of an address, lies in it.
"""

from datetime import datetime
from smtplib import SMTPException

import structlog
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from anso.alliance.calls.models import Application, Participant, Reference, Submission
from anso.alliance.calls.queries.references import due_of
from anso.alliance.calls.secret_addresses import secret_of
from anso.alliance.calls.words.moments import in_zone
from anso.config import config

__all__ = ["ask_referee", "invitation_link", "invite", "reference_link", "send", "send_receipt"]

log = structlog.get_logger(__name__)


def send(address: str, subject: str, text: str) -> bool:
    """One letter; a mail server that is away is logged, and stops nothing."""
    try:
        send_mail(" ".join(f"ANSO: {subject}".split()), text, None, [address])
    except (OSError, SMTPException) as error:
        log.warning("letter not sent", subject=subject, error=str(error))
        return False
    return True


def link(name: str, **parts: object) -> str:
    return f"{config().site_url}{reverse(name, kwargs=parts)}"


def reference_link(reference: Reference) -> str:
    return link("calls:reference", token=secret_of(reference, reference.asked_at.isoformat()))


def invitation_link(participant: Participant) -> str:
    return link("calls:invitation", token=secret_of(participant, participant.invited_at.isoformat()))


def times(moment: datetime, zone: str, own_zone: str) -> str:
    """A moment in the call's zone, and in the reader's where it is another."""
    told = in_zone(moment, zone)
    return told if own_zone == zone else f"{told}\n{in_zone(moment, own_zone)}"


@task()
def send_receipt(submission_id: int) -> bool:
    """The receipt, to the person who submitted."""
    made = (
        Submission.objects.select_related("application__call__version", "version", "submitted_by")
        .filter(pk=submission_id)
        .first()
    )
    if made is None or made.submitted_by is None or made.submitted_by.is_synthetic:
        return False
    person = made.submitted_by
    with translation.override(person.language or None):
        values = {"number": made.application.number, "call": made.application.call.title}
        return send(
            person.email,
            _("Receipt: %(number)s, %(call)s") % values,
            "\n".join(
                (
                    _("Your application %(number)s to “%(call)s” has arrived.") % values,
                    "",
                    times(made.submitted_at, made.version.zone, person.time_zone),
                    f"SHA-256: {made.sha256}",
                    "",
                    _(
                        "The SHA-256 is the hash of what you submitted; you can download exactly that from the page of "
                        "the receipt:"
                    ),
                    link("calls:receipt", pk=made.application_id, number=made.number),
                    "",
                )
            ),
        )


@task()
def ask_referee(
    reference_id: str, language: str, reminder: bool = False
) -> bool:  # a task's arguments are plain values
    """Ask for a reference, or remind of one that was asked for; gives whether a letter went."""
    found = (
        Reference.objects.select_related("application__call__version")
        .filter(pk=reference_id, state=Reference.State.ASKED)
        .first()
    )
    if found is None or found.application.is_synthetic:
        return False
    application, due = found.application, due_of(found)
    with translation.override(language):
        values = {"applicant": lead_name(application), "call": application.call.title, "name": found.name}
        subject = _("%(applicant)s asks you for a letter of reference") % values
        if reminder:
            subject = _("Reminder: %(applicant)s asks you for a letter of reference") % values
        return send(
            found.email,
            subject,
            "\n".join(
                (
                    _("Dear %(name)s,") % values,
                    "",
                    _("%(applicant)s has applied to “%(call)s” and names you as a referee.") % values,
                    _(
                        "You need no account. Open this address to write or upload your letter, or to say that you do not wish to:"
                    ),
                    reference_link(found),
                    "",
                    _("Please answer by %(moment)s.")
                    % {"moment": in_zone(due, application.call.current.zone)},
                    _(
                        "Only those who review and decide read your letter; the applicant has no access to it."
                    ),
                    _("Do not pass this address on: whoever has it can answer in your name."),
                    "",
                )
            ),
        )


@task()
def invite(participant_id: int, language: str) -> bool:
    """Invite somebody to take part in an application."""
    found = (
        Participant.objects.select_related("application__call__version")
        .filter(pk=participant_id, accepted_at__isnull=True)
        .first()
    )
    if found is None or not found.email or found.application.is_synthetic:
        return False
    with translation.override(language):
        values = {
            "applicant": lead_name(found.application),
            "call": found.application.call.title,
            "part": found.get_part_display(),
        }
        return send(
            found.email,
            _("%(applicant)s invites you to take part in an application") % values,
            "\n".join(
                (
                    _("%(applicant)s invites you to take part in an application to “%(call)s”.") % values,
                    _("Your part: %(part)s.") % values,
                    _(
                        "Open this address within two weeks and sign in with an account of the address that this letter "
                        "was sent to:"
                    ),
                    invitation_link(found),
                    "",
                )
            ),
        )


def lead_name(application: Application) -> str:
    lead = (
        application.participants.filter(part=Participant.Part.LEAD, person__isnull=False)
        .select_related("person")
        .first()
    )
    return str(lead.person) if lead else application.number
