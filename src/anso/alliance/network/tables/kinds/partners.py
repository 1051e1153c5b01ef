"""Partners as a table. A row is known by its code, else by its name where just one partner has it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from anso.alliance.network.actions.partners import add_partner, change_partner
from anso.alliance.network.models import Partner
from anso.alliance.network.tables.cells import country_code, plain
from anso.alliance.network.tables.kinds.shelves import only
from anso.alliance.network.tables.table import Given, Shelf, Table
from anso.alliance.people.models import User
from anso.places.fold import fold

__all__ = ["PARTNERS"]

PLAIN = ("name", "acronym", "website")
NEW = "new"


class Partners(Table):
    name = "partners"
    title = gettext_lazy("Partners")
    model = Partner
    columns = ("code", "name", "acronym", "country", "website")
    needed = (("code", "name"),)
    sees = "network.view_partner"
    back = "network:partners"

    def records(self, *, all_of_them: bool) -> Iterable[Partner]:  # noqa: ARG002  (all are everybody's)
        return Partner.objects.all()

    def row_of(self, record: Partner) -> dict[str, Any]:
        return {column: getattr(record, column) for column in self.columns}

    def open(self) -> Shelf:
        return PartnerShelf()

    def made(self, given: Given) -> Partner:
        record: Partner = super().made(given)
        record.code = given.code or NEW
        return record

    def add(self, actor: User | None, given: Given) -> None:
        add_partner(actor=actor, code=given.code, **given.fields)

    def change(self, actor: User | None, given: Given) -> None:
        change_partner(actor=actor, partner=given.held, **given.fields)


class PartnerShelf(Shelf):
    def __init__(self) -> None:
        self.by_code: dict[str, Partner] = {}
        self.by_name: dict[str, list[Partner]] = defaultdict(list)
        for one in Partner.objects.all():
            self.by_code[one.code] = one
            self.by_name[fold(one.name)].append(one)

    def read(self, cells: Mapping[str, str]) -> Given:
        fields: dict[str, Any] = {column: plain(cells[column]) for column in PLAIN if column in cells}
        if "country" in cells:
            fields["country"] = country_code(cells["country"].strip())
        code = cells.get("code", "").strip()
        held = self.by_code.get(code) if code else only(self.by_name.get(fold(fields.get("name", "")), []))
        known = held.code if held else code
        name = fields.get("name") or (held.name if held else code)
        return Given(name, held, fields, known, known or fold(name))


PARTNERS = Partners()
