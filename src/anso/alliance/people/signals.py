"""What allauth does on its own pages (signing up, changing a password) is told to the audit trail here."""

from typing import Any

from allauth.account import signals
from django.db import transaction

from anso.alliance.people import audit
from anso.alliance.people.models import User

__all__ = ["connect"]

VERBS = {
    signals.user_signed_up: "people.sign_up",
    signals.password_changed: "people.change_password",
    signals.password_set: "people.change_password",
    signals.password_reset: "people.reset_password",
}


def connect() -> None:
    for signal, verb in VERBS.items():
        signal.connect(teller(verb), weak=False, dispatch_uid=f"audit:{verb}:{id(signal)}")


def teller(verb: str) -> Any:
    def tell(*, user: User, **_: object) -> None:
        with transaction.atomic():
            audit.record(actor=user, verb=verb, target=user)

    return tell
