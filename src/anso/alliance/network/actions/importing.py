"""The verb that brings a table in: exactly what the preview showed, in one transaction, or nothing."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from anso.alliance.network.tables.fates import digest, fates_of
from anso.alliance.network.tables.reading import Sheet
from anso.alliance.network.tables.table import Fate, RowFate, Table
from anso.alliance.people import audit
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.errors import AnsoError, InvalidInputError, Problem

__all__ = ["Imported", "import_table"]


@dataclass(frozen=True)
class Imported:
    """How many rows fared how."""

    new: int
    changed: int
    unchanged: int
    refused: int
    doubtful: int


@transaction.atomic
def import_table(
    *,
    actor: User | None,
    table: Table,
    sheet: Sheet,
    shown: str,
    new_after_all: frozenset[int] = frozenset(),
) -> Imported:
    """Write the rows whose fates were shown; doubtful ones only if somebody said that they are new.

    `shown` is the digest of the fates that somebody saw: if a record changed since, nothing is written.
    """
    if actor is not None:
        require(actor, "network.import")
    found = fates_of(table, sheet)
    if digest(found) != shown:
        told = gettext("Records changed since the preview was made; look at the new one and confirm it.")
        raise InvalidInputError([Problem("", told)])
    counts = dict.fromkeys(Fate, 0)
    for row in found:
        counts[row.fate] += 1
        try:
            write(table, row, actor, new_after_all)
        except (AnsoError, PermissionDenied) as error:
            where = gettext("row %(n)d") % {"n": row.number}
            raise InvalidInputError([Problem(where, str(error))]) from error
    done = Imported(**{fate.value: count for fate, count in counts.items()})
    audit.record(
        actor=actor,
        verb=f"network.import_{table.name.replace('-', '_')}",
        new=done.new + len(new_after_all & {row.number for row in found if row.fate is Fate.DOUBTFUL}),
        changed=done.changed,
        refused=done.refused,
    )
    return done


def write(table: Table, row: RowFate, actor: User | None, new_after_all: frozenset[int]) -> None:
    if row.fate is Fate.CHANGED:
        table.change(actor, row.given)
    elif row.fate is Fate.NEW or (row.fate is Fate.DOUBTFUL and row.number in new_after_all):
        table.add(actor, row.given)
