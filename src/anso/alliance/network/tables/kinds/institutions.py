"""Institutions as a table.

A row is known by its code, else by its ROR id, else by its name where just one institution has it. A new one that
resembles another on record is doubtful: somebody must say that it is new.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anso.alliance.network.actions.institutions import add_institution, update_institution
from anso.alliance.network.merging.suggest import suggest
from anso.alliance.network.models import Institution
from anso.alliance.network.models.institutions import RESERVED_CODES
from anso.alliance.network.queries.directory import Asked, institutions
from anso.alliance.network.ror import plain_ror
from anso.alliance.network.tables.cells import SEPARATOR, country_code, degrees, looked_up, plain
from anso.alliance.network.tables.table import Fate, Given, RowFate, Shelf, Table
from anso.alliance.people.models import User
from anso.places import LANGUAGES
from anso.places.fold import fold

__all__ = ["INSTITUTIONS"]

NAME_COLUMNS = {f"name_{tag}": tag for tag in LANGUAGES}
NUMBERS = ("latitude", "longitude")
PLAIN = ("name", "acronym", "city", "website")
NEW = "none-yet"
"""Stands for the code that is made when a new row is written."""


class Institutions(Table):
    name = "institutions"
    title = gettext_lazy("Institutions")
    model = Institution
    columns = (
        "code",
        "name",
        *NAME_COLUMNS,
        "former_names",
        "acronym",
        "kind",
        "country",
        "city",
        "website",
        "ror_id",
        *NUMBERS,
        "parent",
    )
    needed = (("name", "code"),)
    told = ("membership", "member_since")
    sees = "network.view_institution"
    back = "network:institutions"

    def records(self, *, all_of_them: bool) -> Iterable[Institution]:
        return institutions(Asked(proposed_too=all_of_them))

    def row_of(self, record: Institution) -> dict[str, Any]:
        current = getattr(record, "current", None)
        held = current[0] if current else None
        row: dict[str, Any] = {
            name: getattr(record, name) for name in ("code", "kind", "country", *PLAIN, *NUMBERS)
        }
        row |= {column: record.names.get(tag, "") for column, tag in NAME_COLUMNS.items()}
        row["former_names"] = SEPARATOR.join(record.former_names)
        row["ror_id"] = record.ror_id or ""
        row["parent"] = record.parent.code if record.parent else ""
        row["membership"] = held.kind if held else ""
        row["member_since"] = held.since.isoformat() if held and held.since else ""
        return {column: row[column] for column in (*self.columns, *self.told)}

    def open(self) -> Shelf:
        return InstitutionShelf()

    def made(self, given: Given) -> Institution:
        record: Institution = super().made(given)
        record.code = given.code or NEW
        return record

    def add(self, actor: User | None, given: Given) -> None:
        add_institution(actor=actor, code=given.code, **given.fields)

    def change(self, actor: User | None, given: Given) -> None:
        update_institution(actor=actor, institution=given.held, **given.fields)


class InstitutionShelf(Shelf):
    """The institutions on record, by everything a row may know them by."""

    def __init__(self) -> None:
        self.all = list(Institution.objects.select_related("parent"))
        self.by_code = {one.code: one for one in self.all}
        self.by_ror = {one.ror_id: one for one in self.all if one.ror_id}
        self.by_name: dict[str, list[Institution]] = defaultdict(list)
        for one in self.all:
            for name in one.folded.split("\n"):
                self.by_name[name].append(one)

    def read(self, cells: Mapping[str, str]) -> Given:
        fields = self.fields_of(cells)
        code = cells.get("code", "").strip()
        held = self.of(code, fields)
        given = {column: tag for column, tag in NAME_COLUMNS.items() if column in cells}
        if given:
            names = dict(held.names) if held is not None else {}
            names |= {tag: plain(cells[column]) for column, tag in given.items()}
            fields["names"] = {tag: name for tag, name in names.items() if name}
        name = fields.get("name") or (held.name if held else code)
        known = held.code if held else code
        key = known or (fold(name), fields.get("country", ""))
        return Given(name, held, fields, known, key)

    def fields_of(self, cells: Mapping[str, str]) -> dict[str, Any]:
        fields: dict[str, Any] = {column: plain(cells[column]) for column in PLAIN if column in cells}
        if "kind" in cells:
            fields["kind"] = cells["kind"].strip().lower() or Institution.Kind.OTHER.value
        if "country" in cells:
            fields["country"] = country_code(cells["country"].strip())
        if "ror_id" in cells:
            fields["ror_id"] = plain_ror(cells["ror_id"]) or None
        if "former_names" in cells:
            names = (name.strip() for name in cells["former_names"].split(SEPARATOR.strip()))
            fields["former_names"] = [name for name in names if name]
        for column in NUMBERS:
            if column in cells:
                fields[column] = degrees(column, cells[column].strip())
        if "parent" in cells:
            fields["parent"] = looked_up("parent", cells["parent"], self.by_code)
        return fields

    def of(self, code: str, fields: Mapping[str, Any]) -> Institution | None:
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

    def complaints(self, record: Institution) -> Sequence[str]:
        found = []
        if record.parent is not None and record.parent.pk == record.pk:
            found.append(_("parent: an institution cannot be a part of itself"))
        if record.code in RESERVED_CODES:
            found.append(_("code: %(code)s is an address of the site itself") % {"code": record.code})
        holder = self.by_ror.get(record.ror_id or "")
        if holder is not None and holder.pk != record.pk:
            found.append(_("ror_id: %(name)s has this ROR id") % {"name": holder.name})
        if (record.latitude is None) != (record.longitude is None):
            found.append(_("Give both latitude and longitude, or neither."))
        return (*found, *(super().complaints(record) if not found else ()))

    def settled(self, found: list[RowFate]) -> list[RowFate]:
        return self.with_doubts(refused_for_ror(found))

    def with_doubts(self, found: list[RowFate]) -> list[RowFate]:
        """New rows that resemble a record are doubtful."""
        new = {}
        for row in found:
            if row.fate is Fate.NEW:
                made = Institution(pk=-row.number, **row.given.fields)
                names = (made.name, *made.names.values())
                made.folded = "\n".join(dict.fromkeys(fold(name) for name in names if name))
                new[made.pk] = made
        like: dict[int, list[Institution]] = defaultdict(list)
        for pair in suggest([*self.all, *new.values()], limit=10_000):
            for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
                if one.pk in new and other.pk not in new:
                    like[-one.pk].append(other)
        return [
            replace(row, fate=Fate.DOUBTFUL, like=tuple(like[row.number])) if row.number in like else row
            for row in found
        ]


def refused_for_ror(found: list[RowFate]) -> list[RowFate]:
    """Of two rows that give the same ROR id, the second is refused."""
    seen: dict[str, int] = {}
    kept = []
    for row in found:
        ror = row.given.fields.get("ror_id")
        if ror and row.fate is not Fate.REFUSED and ror in seen:
            why = _("ror_id: %(ror)s stands in row %(n)d already") % {"ror": ror, "n": seen[ror]}
            row = RowFate(row.number, Fate.REFUSED, row.name, row.code, why=(why,))  # noqa: PLW2901
        elif ror:
            seen[ror] = row.number
        kept.append(row)
    return kept


INSTITUTIONS = Institutions()
