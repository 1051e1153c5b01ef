"""Associations as a table. A row is known by its number, which it must give."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anso.alliance.network.actions.associations import add_association, change_association
from anso.alliance.network.models import Association
from anso.alliance.network.tables.cells import UnreadableCellError, day, lines, looked_up, plain, told
from anso.alliance.network.tables.kinds.shelves import NamingShelf, missing, out_of_order
from anso.alliance.network.tables.table import Given, Shelf, Table
from anso.alliance.people.models import User

__all__ = ["ASSOCIATIONS"]

TEXTS = {
    "name": plain,
    "acronym": plain,
    "leaders": plain,
    "theme": plain,
    "website": plain,
    "summary": lines,
    "evidence": lines,
    "end_evidence": lines,
}
DAYS = ("since", "until")


class Associations(Table):
    name = "associations"
    title = gettext_lazy("Associations")
    model = Association
    columns = (
        "number",
        "rank",
        "name",
        "acronym",
        "leaders",
        "theme",
        "host",
        "summary",
        "website",
        "since",
        "evidence",
        "until",
        "end_evidence",
    )
    needed = (("number",),)
    told = ("host_name",)
    sees = "network.view_association"
    back = "network:overview"

    def records(self, *, all_of_them: bool) -> Iterable[Association]:  # noqa: ARG002  (all are everybody's)
        return Association.objects.select_related("host")

    def row_of(self, record: Association) -> dict[str, Any]:
        row: dict[str, Any] = {name: getattr(record, name) for name in ("number", "rank", *TEXTS)}
        row |= {name: told(getattr(record, name)) for name in DAYS}
        return row | {"host": record.host.code, "host_name": record.host.name}

    def open(self) -> Shelf:
        return AssociationShelf()

    def made(self, given: Given) -> Association:
        record: Association = super().made(given)
        record.number = given.code
        return record

    def add(self, actor: User | None, given: Given) -> None:
        add_association(actor=actor, number=given.code, **given.fields)

    def change(self, actor: User | None, given: Given) -> None:
        change_association(actor=actor, association=given.held, **given.fields)


class AssociationShelf(NamingShelf):
    def __init__(self) -> None:
        self.by_number = {one.number: one for one in Association.objects.select_related("host")}

    def read(self, cells: Mapping[str, str]) -> Given:
        number = cells["number"].strip()
        if not number:
            raise UnreadableCellError(_("number: give the number under which it is listed, such as 13A"))
        fields: dict[str, Any] = {name: read(cells[name]) for name, read in TEXTS.items() if name in cells}
        fields |= {name: day(name, cells[name]) for name in DAYS if name in cells}
        if cells.get("rank", "").strip():
            fields["rank"] = rank(cells["rank"].strip())
        if "host" in cells:
            fields["host"] = looked_up("host", cells["host"], self.institutions)
        held = self.by_number.get(number)
        name = fields.get("name") or (held.name if held else number)
        return Given(name, held, fields, number, number)

    def complaints(self, record: Association) -> Sequence[str]:
        found = out_of_order(record, "since", "until")
        if "host" in missing(record):
            found = (*found, _("host: give the code of the institution that hosts it"))
        return (*found, *super().complaints(record))


def rank(text: str) -> int:
    if not re.fullmatch("[0-9]{1,4}", text):
        raise UnreadableCellError(_("rank: %(text)s is not a place in the list, such as 7") % {"text": text})
    return int(text)


ASSOCIATIONS = Associations()
