"""Verbs about letters that were written: sending one again of which nobody can know whether it went."""

from django.db import transaction
from django.utils.translation import gettext

from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.models import Letter
from anso.alliance.people import audit
from anso.alliance.people.models import User

__all__ = ["mail_again"]


@transaction.atomic
def mail_again(*, actor: User | None, letter: Letter) -> None:
    """Put back among those to be mailed a letter that a worker took up and never marked as mailed."""
    allowed(actor, "calls.release_decisions", letter.application.call)
    put_back = Letter.objects.filter(pk=letter.pk, taken_at__isnull=False, mailed_at__isnull=True)
    if not put_back.update(taken_at=None):
        raise refuse("", gettext("This letter was mailed, or waits to be."))
    audit.record(actor=actor, verb="calls.mail_again", target=letter.application, kind=letter.kind)
