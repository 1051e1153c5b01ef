"""Verbs on those who write an application together: invite, accept, remove, change a part, hand over the lead.

An invitation is a secret address for one mail address, which must be confirmed as one's own: a link that was passed on
opens nothing.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from anso.alliance.calls import mail
from anso.alliance.calls.actions.applying import locked, locked_draft
from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.models import Application, Participant
from anso.alliance.calls.secret_addresses import hash_of, secret_of
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User, UserManager
from anso.errors import AnsoError, InvalidInputError, NotFoundError, Problem

__all__ = [
    "INVITATION_HOLDS",
    "accept_invitation",
    "change_part",
    "hand_over_lead",
    "invitation_of",
    "invite_participant",
    "remove_participant",
]

Part = Participant.Part
INVITATION_HOLDS = timedelta(days=14)


@transaction.atomic
def invite_participant(*, actor: User, application: Application, email: str, part: str) -> Participant:
    """Invite an address to write or read; one that was invited before is written to anew, under another secret."""
    allowed(actor, "calls.submit_application", application)
    held = locked_draft(application)
    address = UserManager.normalize_email(email)
    problems = []
    try:
        validate_email(address)
    except ValidationError as error:
        problems += [Problem("email", message) for message in error.messages]
    if part not in (Part.WRITER, Part.READER):
        problems.append(Problem("part", gettext("Choose whether they write or read.")))
    others = held.participants.exclude(part=Part.LEAD).exclude(email=address)
    most = held.call.definition.co_applicants
    if others.count() >= most:
        told = ngettext(
            "This call takes at most %(n)d co-applicant.",
            "This call takes at most %(n)d co-applicants.",
            most,
        )
        problems.append(Problem("email", told % {"n": most}))
    if held.participants.filter(person__email=address).exists():
        problems.append(Problem("email", gettext("This person takes part already.")))
    if problems:
        raise InvalidInputError(problems)
    held.participants.filter(email=address, person=None).delete()
    made = Participant.objects.create(application=held, email=address, part=part)
    made.token_hash = hash_of(secret_of(made, made.invited_at.isoformat()))
    made.save(update_fields=["token_hash"])
    audit.record(actor=actor, verb="calls.invite_participant", target=held, part=part, participant=made.pk)
    mail.invite.enqueue(made.pk, get_language() or "en")
    return made


def invitation_of(token: str) -> Participant:
    """The invitation that a secret address opens."""
    found = (
        Participant.objects.select_related("application__call__version")
        .filter(token_hash=hash_of(token), person=None)
        .first()
    )
    if found is None or timezone.now() > found.invited_at + INVITATION_HOLDS:
        raise NotFoundError(
            gettext(
                "This invitation was used, was taken back or has ended; ask the lead applicant for another."
            )
        )
    return found


@transaction.atomic
def accept_invitation(*, actor: User, token: str) -> Participant:
    """Take part, if the invitation was written to an address that is confirmed to be one's own."""
    found = invitation_of(token)
    if not EmailAddress.objects.filter(user=actor, email__iexact=found.email, verified=True).exists():
        raise AnsoError(
            gettext(
                "This invitation was written to an address that is not a confirmed one of your account. Sign in with "
                "the account of that address, confirm the address, or ask to be invited under yours."
            )
        )
    locked(found.application)
    found = invitation_of(token)  # as it stands now that the application is held: it may have been taken back
    found.person, found.accepted_at = actor, timezone.now()
    found.email, found.token_hash = "", ""
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as error:  # the same link clicked twice, or the person takes part already
        raise AlreadyDoneError(gettext("You take part in this application already.")) from error
    audit.record(actor=actor, verb="calls.accept_invitation", target=found.application, part=found.part)
    return found


@transaction.atomic
def remove_participant(*, actor: User, participant: Participant) -> None:
    """Let somebody go, or leave oneself; the lead hands over the lead first."""
    application = participant.application
    leaves = participant.person_id == actor.pk
    allowed(actor, "calls.read_own" if leaves else "calls.submit_application", application)
    participant = as_it_stands(participant)
    if participant.part == Part.LEAD:
        raise refuse("", gettext("Hand over the lead first: an application needs somebody who submits it."))
    audit.record(
        actor=actor,
        verb="calls.remove_participant",
        target=application,
        person=participant.person.audit_id if participant.person else "",
    )
    participant.delete()


@transaction.atomic
def change_part(*, actor: User, participant: Participant, part: str) -> None:
    """Let a reader write, or a writer read alone."""
    allowed(actor, "calls.submit_application", participant.application)
    participant = as_it_stands(participant)
    if participant.part == Part.LEAD or part not in (Part.WRITER, Part.READER):
        raise refuse("part", gettext("Choose whether they write or read."))
    Participant.objects.filter(pk=participant.pk).update(part=part)
    audit.record(
        actor=actor,
        verb="calls.change_part",
        target=participant.application,
        part=part,
        participant=participant.pk,
    )


@transaction.atomic
def hand_over_lead(*, actor: User, participant: Participant) -> None:
    """Make somebody who takes part the lead; the lead until now goes on writing."""
    application = participant.application
    allowed(actor, "calls.submit_application", application)
    participant = as_it_stands(participant)
    if participant.person is None or participant.application.state != Application.State.DRAFT:
        raise refuse("", gettext("The lead of a draft goes to somebody who has accepted to take part."))
    Participant.objects.filter(application=application, part=Part.LEAD).update(part=Part.WRITER)
    Participant.objects.filter(pk=participant.pk).update(part=Part.LEAD)
    audit.record(
        actor=actor, verb="calls.hand_over_lead", target=application, person=participant.person.audit_id
    )


def as_it_stands(participant: Participant) -> Participant:
    """The participant once the application's row is held: somebody else may have acted in between."""
    locked(participant.application)
    found = Participant.objects.select_related("application", "person").filter(pk=participant.pk).first()
    if found is None:
        raise AlreadyDoneError(gettext("This person takes no part any more."))
    return found
