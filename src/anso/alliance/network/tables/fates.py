"""What each row of a table would do, told before anything is written: made, changed, left, refused, or doubtful.

In comes a sheet; out goes a fate for every row. The fates depend on the records alone, so that the same file gives
the same fates until somebody changes something; a digest of them lets the writing refuse to do anything but what
was shown.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from anso.alliance.network.tables.cells import UnreadableCellError
from anso.alliance.network.tables.reading import Sheet
from anso.alliance.network.tables.table import Fate, RowFate, Shelf, Table

__all__ = ["digest", "fates_of"]


def fates_of(table: Table, sheet: Sheet) -> list[RowFate]:
    """The fate of every row, in the order of the file."""
    shelf = table.open()
    seen: dict[Any, int] = {}
    found = []
    for number, cells in sheet.rows:
        fate = fate_of(table, shelf, number, cells)
        if fate.fate is not Fate.REFUSED:
            if fate.given.key in seen:
                why = _("the same stands in row %(n)d already") % {"n": seen[fate.given.key]}
                fate = RowFate(number, Fate.REFUSED, fate.name, fate.code, why=(why,))
            else:
                seen[fate.given.key] = number
        found.append(fate)
    return shelf.settled(found)


def fate_of(table: Table, shelf: Shelf, number: int, cells: Mapping[str, str]) -> RowFate:
    try:
        given = shelf.read(cells)
    except UnreadableCellError as error:
        name = next((cell.strip() for cell in cells.values() if cell.strip()), "")
        return RowFate(number, Fate.REFUSED, name, why=(str(error),))
    changes = table.changes(given)
    if given.held is not None and not changes:
        return RowFate(number, Fate.UNCHANGED, given.name, given.code, given=given)
    why = tuple(shelf.refusals(given, changes)) or tuple(shelf.complaints(table.made(given)))
    if why:
        return RowFate(number, Fate.REFUSED, given.name, given.code, why=why)
    fate = Fate.NEW if given.held is None else Fate.CHANGED
    return RowFate(number, fate, given.name, given.code, changes, given=given)


def digest(found: list[RowFate]) -> str:
    """Changes when any row would fare otherwise than it was shown."""
    shown = [
        (
            row.number,
            row.fate,
            row.code,
            [(change.field, change.before, change.after) for change in row.changes],
        )
        for row in found
    ]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()
