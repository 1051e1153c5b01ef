"""What each row of a table would do, told before anything is written: made, changed, left, refused, or doubtful.

In comes a sheet; out goes a fate for every row. A row is known by its code, else by its ROR id, else by its name
where just one institution has it. A new one that resembles another on record is doubtful: somebody must say that
it is new. The fates depend on the records alone, so that the same file gives the same fates until somebody
changes something; a digest of them lets the writing refuse to do anything but what was shown.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from anso.alliance.network.actions.institutions import FIELDS
from anso.alliance.network.merging.suggest import suggest
from anso.alliance.network.models import Institution
from anso.alliance.network.models.institutions import RESERVED_CODES
from anso.alliance.network.tables.columns import UnreadableCellError, read_row, told
from anso.alliance.network.tables.reading import Sheet
from anso.alliance.people.actions import problems
from anso.places.fold import fold

__all__ = ["Change", "Fate", "RowFate", "digest", "fates_of"]


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Change:
    """One field, as it is and as it would be."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class RowFate:
    """What would become of one row."""

    number: int
    fate: Fate
    name: str
    code: str = ""
    changes: tuple[Change, ...] = ()
    why: tuple[str, ...] = ()
    like: tuple[Institution, ...] = ()
    """The institutions that a doubtful row resembles."""
    fields: Mapping[str, Any] = field(default_factory=dict)


class Records:
    """The institutions on record, by everything a row may know them by."""

    def __init__(self) -> None:
        self.all = list(Institution.objects.select_related("parent"))
        self.by_code = {one.code: one for one in self.all}
        self.by_ror = {one.ror_id: one for one in self.all if one.ror_id}
        self.by_name: dict[str, list[Institution]] = defaultdict(list)
        for one in self.all:
            for name in one.folded.split("\n"):
                self.by_name[name].append(one)

    def of(self, cells: Mapping[str, str], fields: Mapping[str, Any]) -> Institution | None:
        code = cells.get("code", "").strip()
        if code:
            return self.by_code.get(code)
        if fields.get("ror_id") in self.by_ror:
            return self.by_ror[fields["ror_id"]]
        same = [
            one
            for one in self.by_name.get(fold(fields.get("name", "")), ())
            if not fields.get("country") or one.country in ("", fields["country"])
        ]
        return same[0] if len(same) == 1 else None


def fates_of(sheet: Sheet) -> list[RowFate]:
    """The fate of every row, in the order of the file."""
    records = Records()
    seen: dict[Any, int] = {}
    found = []
    for number, cells in sheet.rows:
        fate = fate_of(number, cells, records)
        key = fate.code or ("name", fold(fate.name), fate.fields.get("country", ""))
        if fate.fate is not Fate.REFUSED and key in seen:
            why = _("the same institution stands in row %(n)d already") % {"n": seen[key]}
            fate = RowFate(number, Fate.REFUSED, fate.name, fate.code, why=(why,))
        seen.setdefault(key, number)
        found.append(fate)
    return with_doubts(refused_for_ror(found), records)


def fate_of(number: int, cells: Mapping[str, str], records: Records) -> RowFate:
    name = " ".join(cells.get("name", "").split())
    code = cells.get("code", "").strip()
    try:
        held = records.of(cells, read_row(cells, None))
        fields = read_row(cells, held)
    except UnreadableCellError as error:
        return RowFate(number, Fate.REFUSED, name or code, why=(str(error),))
    parent = fields.get("parent", "")
    if parent and parent not in records.by_code:
        why = _("parent: no institution on record has the code %(code)s; bring that one in first") % {
            "code": parent
        }
        return RowFate(number, Fate.REFUSED, name or code, why=(why,))
    if "parent" in fields:
        fields["parent"] = records.by_code.get(parent)
    if held is None:
        return new_row(number, code, fields, records)
    return changed_row(number, held, fields, records)


def new_row(number: int, code: str, fields: dict[str, Any], records: Records) -> RowFate:
    made = Institution(code=code or "new", **fields)  # a free code is made when the row is written
    why = complaints(made, records)
    fate = Fate.REFUSED if why else Fate.NEW
    name = fields.get("name", "") or code
    changes = tuple(Change(key, "", told(value)) for key, value in fields.items() if told(value))
    return RowFate(number, fate, name, code, () if why else changes, why, fields=fields)


def changed_row(number: int, held: Institution, fields: dict[str, Any], records: Records) -> RowFate:
    changes = tuple(
        Change(key, told(getattr(held, key)), told(value))
        for key, value in fields.items()
        if getattr(held, key) != value
    )
    changed = copy(held)
    for key, value in fields.items():
        setattr(changed, key, value)
    why = complaints(changed, records) if changes else ()
    fate = Fate.REFUSED if why else Fate.CHANGED if changes else Fate.UNCHANGED
    return RowFate(number, fate, fields.get("name") or held.name, held.code, changes, why, fields=fields)


def complaints(institution: Institution, records: Records) -> tuple[str, ...]:
    """What is wrong with the record; thousands are asked in a row, so that no query is made for any."""
    found = []
    if institution.parent is not None and institution.parent.pk == institution.pk:
        found.append(_("parent: an institution cannot be a part of itself"))
    if institution.code in RESERVED_CODES:
        found.append(_("code: %(code)s is an address of the site itself") % {"code": institution.code})
    holder = records.by_ror.get(institution.ror_id or "")
    if holder is not None and holder.pk != institution.pk:
        found.append(_("ror_id: %(name)s has this ROR id") % {"name": holder.name})
    if (institution.latitude is None) != (institution.longitude is None):
        found.append(_("Give both latitude and longitude, or neither."))
    try:
        institution.clean_fields(exclude=["parent"])
    except ValidationError as error:
        found += [f"{told.where}: {told.message}" for told in problems(error)]
    return tuple(found)


def refused_for_ror(found: list[RowFate]) -> list[RowFate]:
    """Of two rows that give the same ROR id, the second is refused."""
    seen: dict[str, int] = {}
    kept = []
    for row in found:
        ror = row.fields.get("ror_id")
        if ror and row.fate is not Fate.REFUSED and ror in seen:
            why = _("ror_id: %(ror)s stands in row %(n)d already") % {"ror": ror, "n": seen[ror]}
            row = RowFate(row.number, Fate.REFUSED, row.name, row.code, why=(why,))  # noqa: PLW2901
        elif ror:
            seen[ror] = row.number
        kept.append(row)
    return kept


def with_doubts(found: list[RowFate], records: Records) -> list[RowFate]:
    """New rows that resemble a record are doubtful."""
    new = {}
    for row in found:
        if row.fate is Fate.NEW:
            made = Institution(pk=-row.number, **row.fields)
            made.folded = "\n".join(
                dict.fromkeys(fold(name) for name in (made.name, *made.names.values()) if name)
            )
            new[made.pk] = made
    like: dict[int, list[Institution]] = defaultdict(list)
    for pair in suggest([*records.all, *new.values()], limit=10_000):
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            if one.pk in new and other.pk not in new:
                like[-one.pk].append(other)
    return [
        RowFate(
            row.number,
            Fate.DOUBTFUL,
            row.name,
            row.code,
            row.changes,
            like=tuple(like[row.number]),
            fields=row.fields,
        )
        if row.number in like
        else row
        for row in found
    ]


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


def writable(row: RowFate) -> dict[str, Any]:
    """The fields of a row that a verb takes."""
    return {name: value for name, value in row.fields.items() if name in FIELDS}
