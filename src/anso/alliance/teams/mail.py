"""Letters to a team's people, sent when the act they tell of is done; a mail server that is away stops nothing."""

from collections.abc import Iterable
from functools import partial
from smtplib import SMTPException

import structlog
from django.core.mail import send_mail
from django.db import transaction

from anso.alliance.people.models import RoleGrant
from anso.alliance.teams.models import Team
from anso.alliance.teams.rules import MANAGER

__all__ = ["addresses_of_managers", "tell", "tell_managers"]

log = structlog.get_logger(__name__)


def addresses_of_managers(team: Team) -> list[str]:
    return list(
        RoleGrant.objects.filter(role=MANAGER, scope_kind=team.scope.kind.value, scope_code=team.abbr)
        .holding()
        .filter(person__is_active=True, person__is_synthetic=False)
        .values_list("person__email", flat=True)
    )


def tell_managers(team: Team, subject: str, text: str) -> None:
    tell(addresses_of_managers(team), subject, text)


def tell(addresses: Iterable[str], subject: str, text: str) -> None:
    """One letter to each, so that nobody reads the others' addresses."""
    for address in addresses:
        transaction.on_commit(partial(send, address, subject, text))


def send(address: str, subject: str, text: str) -> None:
    try:
        send_mail(f"ANSO: {subject}", text, None, [address])
    except (OSError, SMTPException) as error:
        log.warning("letter not sent", subject=subject, error=str(error))
