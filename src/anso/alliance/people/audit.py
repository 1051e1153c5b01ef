"""The audit trail: who did what to what, when; written once, provable whole.

In comes an act, inside the transaction that performs it; out goes one event whose hash covers all its
fields and the hash of the event before. The head row holds the number and hash of the last event:
writers queue at it, and because of it the trail cannot be cut short unseen. Somebody with full rights on
the database could still forge the whole chain; the head printed by `anso audit verify`, kept elsewhere,
guards against that too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from anso.alliance.people.models import FIRST_HASH, AuditEvent, AuditHead, User, canonical_json
from anso.errors import AnsoError

__all__ = ["AuditReport", "UnwritableDetailError", "record", "verify"]

READ_AT_ONCE = 2000
LABEL_LENGTH = 300


class UnwritableDetailError(AnsoError):
    """A detail of an act has no JSON spelling."""


def record(
    *, actor: User | None, verb: str, target: models.Model | None = None, **details: Any
) -> AuditEvent:
    """Write one event; `actor` is None when the site itself acted.

    Details hold no names or addresses of people, for the trail never forgets: give public ids.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError(
            f"The event {verb!r} must be recorded inside the transaction of the act it tells of."
        )
    sequence, previous = take_turn()
    event = AuditEvent(
        sequence=sequence,
        time=timezone.now(),
        actor=actor.audit_id if actor else "",
        verb=verb,
        details_json=canonical_json(plain(details, "details")),
        previous=previous,
        **target_fields(target),
    )
    event.hash = event.expected_hash()
    event.save()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_audithead SET sequence = %s, hash = %s WHERE id = %s",
            [sequence, event.hash, AuditHead.ONLY],
        )
    return event


def take_turn() -> tuple[int, str]:
    """Hold the head's row until the transaction ends: the event's number, and the hash before it.

    Every act of everybody passes here; said as SQL, it takes a fraction of the time.
    """
    read = "SELECT sequence + 1, hash FROM people_audithead WHERE id = %s"
    held = f"{read} FOR UPDATE" if connection.features.has_select_for_update else read
    with connection.cursor() as cursor:
        cursor.execute(held, [AuditHead.ONLY])
        found = cursor.fetchall()
    if not found:
        raise AuditHead.DoesNotExist("The row that names the end of the trail is missing.")
    sequence, previous = found[0]
    return int(sequence), str(previous)


def target_fields(target: models.Model | None) -> dict[str, str]:
    """How a record appears in the trail; a model that holds a person's data says so by `audit_label`."""
    if target is None:
        return {}
    return {
        "target_type": target._meta.label_lower,
        "target_id": str(getattr(target, "audit_id", target.pk)),
        "target_label": str(getattr(target, "audit_label", target))[:LABEL_LENGTH],
    }


def plain(value: object, where: str) -> object:
    """The value in JSON's own types, refusing what could not be read back as it was."""
    match value:
        case Enum():
            return plain(value.value, where)
        case None | bool() | int() | str():
            return value
        case float():
            if value != value or value in (float("inf"), float("-inf")):
                raise UnwritableDetailError(f"{where}: {value} has no JSON spelling; give a finite number.")
            return value
        case datetime() | date() | time():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case Mapping():
            return {text_key(key, where): plain(item, f"{where}.{key}") for key, item in value.items()}
        case list() | tuple():
            return [plain(item, f"{where}[{number}]") for number, item in enumerate(value)]
        case _:
            raise UnwritableDetailError(
                f"{where}: a {type(value).__name__} cannot be kept in the audit trail; give text, numbers, "
                f"lists or mappings."
            )


def text_key(key: object, where: str) -> str:
    if not isinstance(key, str):
        raise UnwritableDetailError(f"{where}: the key {key!r} must be text.")
    return key


@dataclass(frozen=True)
class AuditReport:
    """What a reading of the whole trail found."""

    events: int
    """Events found sound, counted from the first."""
    head: str
    """Hash of the last sound event; note it elsewhere to be able to prove that nothing was rewritten."""
    broken: str = ""
    """The first broken place, in a sentence; empty when there is none."""

    @property
    def sound(self) -> bool:
        return not self.broken


def verify() -> AuditReport:
    """Read the trail from its first event to its head, in bounded memory, until something is broken."""
    # Writers may add events meanwhile: the head is read before and after, and the end must lie between.
    before = AuditHead.objects.filter(pk=AuditHead.ONLY).first()
    count, last = 0, FIRST_HASH
    for event in AuditEvent.objects.order_by("sequence").iterator(chunk_size=READ_AT_ONCE):
        broken = fault(event, count + 1, last)
        if broken:
            return AuditReport(count, last, broken)
        count, last = event.sequence, event.hash
        if before and count == before.sequence and last != before.hash:
            return AuditReport(count, last, f"Event {count} is not the one the head names: it was rewritten.")
    after = AuditHead.objects.filter(pk=AuditHead.ONLY).first()
    return AuditReport(count, last, fault_at_end(count, before, after))


def fault(event: AuditEvent, number: int, previous: str) -> str:
    """What is wrong with an event that ought to be the given number, following the given hash."""
    if event.sequence < number:
        return f"Event {event.sequence} stands before the first one: it was not written by the site."
    if event.sequence != number:
        gone = event.sequence - 1
        which = f"Event {number} is" if gone == number else f"Events {number} to {gone} are"
        return f"{which} missing."
    if event.previous != previous:
        return f"Event {number} ({event.verb}) does not follow the event before it."
    if event.hash != event.expected_hash():
        return f"Event {number} ({event.verb}, {event.time:%Y-%m-%d %H:%M} UTC) was altered."
    return ""


def fault_at_end(count: int, before: AuditHead | None, after: AuditHead | None) -> str:
    if before is None or after is None:
        return "The row that names the end of the trail is missing."
    if count < before.sequence:
        return f"The trail ends at event {count}, but its head names event {before.sequence}: the last were deleted."
    if count > after.sequence:
        return f"Event {after.sequence + 1} stands beyond the head: it was not written by the site."
    return ""
