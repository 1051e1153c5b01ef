"""Verbs on consents: give one's word on the present version of a document, take it back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.actions.problems import AlreadyDoneError
from anso.alliance.people.documents import document
from anso.alliance.people.models import Consent, User
from anso.alliance.people.rules import require
from anso.errors import AnsoError

__all__ = ["give_consent", "withdraw_consent"]


@transaction.atomic
def give_consent(*, actor: User | None, user: User, code: str) -> Consent:
    """Note that a person agrees to a document as it reads now."""
    if actor is not None:
        require(actor, "people.change_profile", user)
    asked = document(code)
    made, fresh = Consent.objects.get_or_create(
        person=user, document=asked.code, version=asked.version, withdrawn_at=None
    )
    if not fresh:
        raise AlreadyDoneError(gettext("You agreed to this already."))
    audit.record(actor=actor, verb="people.give_consent", target=made, person=user.audit_id)
    return made


@transaction.atomic
def withdraw_consent(*, actor: User | None, user: User, code: str) -> None:
    """Take back one's word on a document, in whichever version; what one cannot do without stays."""
    if actor is not None:
        require(actor, "people.change_profile", user)
    asked = document(code)
    if asked.required:
        raise AnsoError(
            gettext("An account cannot be kept without “%(title)s”; you may delete the account.")
            % {"title": asked.title}
        )
    held = Consent.objects.filter(person=user, document=code, withdrawn_at=None)
    if not held.update(withdrawn_at=timezone.now()):
        raise AlreadyDoneError(gettext("You had not agreed to this."))
    audit.record(actor=actor, verb="people.withdraw_consent", target=user, document=code)
