"""Letters of reference: whose a secret address is, until when it may be answered, and who may read what came."""

from datetime import datetime, timedelta

from django.utils.translation import gettext

from anso.alliance.calls.models import Reference
from anso.alliance.calls.secret_addresses import hash_of
from anso.errors import NotFoundError

__all__ = ["due_of", "reference_of"]


def due_of(reference: Reference) -> datetime:
    """The call's deadline and the days that it leaves referees after it; in a standing call, from the asking on."""
    version = reference.application.call.current
    days = timedelta(days=version.definition.reference_days)
    return max(version.deadline or reference.asked_at, reference.asked_at) + days


def reference_of(token: str) -> Reference:
    """The letter that a secret address is about. The table is asked by the secret's hash alone: a guess that is nearly
    right takes as long as any other."""
    found = (
        Reference.objects.select_related("application__call__version", "application__call__programme")
        .defer("application__call__version__definition_json")
        .filter(token_hash=hash_of(token))
        .first()
    )
    if found is None:
        raise NotFoundError(
            gettext("This address opens nothing: it was cut short, or the letter was asked for anew since.")
        )
    return found
