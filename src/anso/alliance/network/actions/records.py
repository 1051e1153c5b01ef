"""What the verbs on simple records share: one is entered, changed, ended or removed, whole and told once.

In come a record and who acts; out goes the record as it stands, or sentences that say what does not hold. The
trail names the fields that changed, never what they say.
"""

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError, problems
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.errors import AnsoError, InvalidInputError, Problem

__all__ = ["altered", "checked", "ended", "entered", "refuse_unknown", "removed"]

Record = TypeVar("Record", bound=models.Model)


@transaction.atomic
def entered(record: Record, *, actor: User | None, permission: str, verb: str, **told: Any) -> Record:
    """Save a new record, once it holds."""
    if actor is not None:
        require(actor, permission, record)
    checked(record)
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError as error:  # somebody else entered the same a moment ago
        raise AlreadyDoneError(gettext("This is on record already.")) from error
    audit.record(actor=actor, verb=verb, target=record, **told)
    return record


@transaction.atomic
def altered(
    record: Record,
    changes: dict[str, Any],
    *,
    fields: tuple[str, ...],
    actor: User | None,
    permission: str,
    verb: str,
) -> Record:
    """Change what may be changed of a record; what is the same already is no change and no event."""
    refuse_unknown(changes, fields)
    held = locked(record)
    if actor is not None:
        require(actor, permission, held)
    changed = [field for field in fields if field in changes and getattr(held, field) != changes[field]]
    for field in changed:
        setattr(held, field, changes[field])
    checked(held)
    if changed:
        held.save()
        audit.record(actor=actor, verb=verb, target=held, fields=changed)
    record.refresh_from_db()
    return record


@transaction.atomic
def ended(
    record: Record, *, on: date, actor: User | None, permission: str, verb: str, field: str, **more: Any
) -> Record:
    """Say on which day a record's time ended; that it was stays on record."""
    held = locked(record)
    if actor is not None:
        require(actor, permission, held)
    last = getattr(held, field)
    if last is not None and last <= on:
        raise AlreadyDoneError(gettext("This ended already, on %(day)s.") % {"day": last})
    for name, value in {field: on, **more}.items():
        setattr(held, name, value)
    checked(held)
    held.save()
    audit.record(actor=actor, verb=verb, target=held, on=on)
    record.refresh_from_db()
    return record


@transaction.atomic
def removed(record: models.Model, *, actor: User | None, permission: str, verb: str) -> None:
    """Take out what was entered by mistake; refused while other records refer to it."""
    held = locked(record)
    if actor is not None:
        require(actor, permission, held)
    audit.record(actor=actor, verb=verb, target=held)
    try:
        held.delete()
    except ProtectedError as error:
        kinds = sorted({str(other._meta.verbose_name_plural) for other in error.protected_objects})
        raise AnsoError(
            gettext("Other records refer to this (%(kinds)s); remove those first, or say that it ended.")
            % {"kinds": ", ".join(kinds)}
        ) from error


def locked(record: Record) -> Record:
    found: Record | None = type(record)._default_manager.select_for_update().filter(pk=record.pk).first()
    if found is None:
        raise AlreadyDoneError(gettext("This was removed already."))
    return found


def checked(record: models.Model) -> None:
    try:
        record.full_clean()
    except ValidationError as error:
        raise InvalidInputError(problems(error)) from error


def refuse_unknown(given: dict[str, Any], fields: tuple[str, ...]) -> None:
    told = gettext("there is no field of this name; there are %(fields)s") % {"fields": ", ".join(fields)}
    unknown = sorted(set(given) - set(fields))
    if unknown:
        raise InvalidInputError(Problem(field, told) for field in unknown)
