"""Memoranda as a table. A row is known by its number, else by its partner, title and the day it was signed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anso.alliance.network.actions.partners import change_memorandum, record_memorandum
from anso.alliance.network.models import Memorandum
from anso.alliance.network.tables.cells import day, lines, looked_up, plain, told
from anso.alliance.network.tables.kinds.shelves import NamingShelf, by_number, missing, only, out_of_order
from anso.alliance.network.tables.table import Given, Shelf, Table
from anso.alliance.people.models import User
from anso.places.fold import fold

__all__ = ["MEMORANDA"]

TEXTS = {"title": plain, "document": plain, "scope": lines, "end_evidence": lines}
DAYS = ("signed", "ends")


class Memoranda(Table):
    name = "memoranda"
    title = gettext_lazy("Memoranda")
    model = Memorandum
    columns = ("id", "partner", "title", "signed", "ends", "scope", "document", "end_evidence")
    needed = (("id", "partner"), ("id", "title"), ("id", "signed"))
    told = ("partner_name",)
    sees = "network.view_memorandum"
    back = "network:memoranda"

    def records(self, *, all_of_them: bool) -> Iterable[Memorandum]:  # noqa: ARG002  (all are everybody's)
        return Memorandum.objects.select_related("partner").order_by("signed", "pk")

    def row_of(self, record: Memorandum) -> dict[str, Any]:
        row: dict[str, Any] = {name: getattr(record, name) for name in TEXTS}
        row |= {name: told(getattr(record, name)) for name in DAYS}
        return row | {"id": record.pk, "partner": record.partner.code, "partner_name": record.partner.name}

    def open(self) -> Shelf:
        return MemorandumShelf()

    def add(self, actor: User | None, given: Given) -> None:
        record_memorandum(actor=actor, **given.fields)

    def change(self, actor: User | None, given: Given) -> None:
        change_memorandum(actor=actor, memorandum=given.held, **given.fields)


class MemorandumShelf(NamingShelf):
    def __init__(self) -> None:
        self.by_id: dict[int, Memorandum] = {}
        self.same: dict[Any, list[Memorandum]] = defaultdict(list)
        for one in Memorandum.objects.select_related("partner"):
            self.by_id[one.pk] = one
            self.same[one.partner, fold(one.title), one.signed].append(one)

    def read(self, cells: Mapping[str, str]) -> Given:
        fields: dict[str, Any] = {name: read(cells[name]) for name, read in TEXTS.items() if name in cells}
        fields |= {name: day(name, cells[name]) for name in DAYS if name in cells}
        if "partner" in cells:
            fields["partner"] = looked_up("partner", cells["partner"], self.partners)
        meant = (fields.get("partner"), fold(fields.get("title", "")), fields.get("signed"))
        held = by_number(cells, self.by_id) or only(self.same.get(meant, []))
        name = fields.get("title") or (held.title if held else "")
        return Given(name, held, fields, key=held.pk if held else meant)

    def complaints(self, record: Memorandum) -> Sequence[str]:
        found = out_of_order(record, "signed", "ends")
        if "partner" in missing(record):
            found = (*found, _("partner: give the code of the partner it was signed with"))
        return (*found, *super().complaints(record))


MEMORANDA = Memoranda()
