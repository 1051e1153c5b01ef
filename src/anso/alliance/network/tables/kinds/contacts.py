"""Contacts as a table, for the secretariat alone.

A row is known by its number, else by its institution or partner and the name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anso.alliance.network.actions.contacts import add_contact, change_contact
from anso.alliance.network.models import Contact
from anso.alliance.network.tables.cells import UnreadableCellError, day, looked_up, plain, told
from anso.alliance.network.tables.kinds.shelves import NamingShelf, by_number, only, out_of_order
from anso.alliance.network.tables.table import Given, Shelf, Table
from anso.alliance.people.models import User
from anso.places.fold import fold

__all__ = ["CONTACTS"]

PLAIN = ("name", "position", "email", "phone")
DAYS = ("since", "until")


class Contacts(Table):
    name = "contacts"
    title = gettext_lazy("Contacts")
    model = Contact
    columns = ("id", "institution", "partner", *PLAIN, "account", *DAYS)
    needed = (("id", "institution", "partner"), ("id", "name"))
    told = ("organisation_name",)
    sees = "network.keep_contacts"
    back = "network:contacts"

    def records(self, *, all_of_them: bool) -> Iterable[Contact]:
        found = Contact.objects.select_related("institution", "partner", "person")
        return found if all_of_them else found.none()

    def row_of(self, record: Contact) -> dict[str, Any]:
        row: dict[str, Any] = {name: getattr(record, name) for name in PLAIN}
        row |= {name: told(getattr(record, name)) for name in DAYS}
        return row | {
            "id": record.pk,
            "institution": told(record.institution),
            "partner": told(record.partner),
            "account": told(record.person),
            "organisation_name": str(record.institution or record.partner),
        }

    def open(self) -> Shelf:
        return ContactShelf()

    def add(self, actor: User | None, given: Given) -> None:
        add_contact(actor=actor, **given.fields)

    def change(self, actor: User | None, given: Given) -> None:
        change_contact(actor=actor, contact=given.held, **given.fields)


class ContactShelf(NamingShelf):
    def __init__(self) -> None:
        self.by_id: dict[int, Contact] = {}
        self.same: dict[Any, list[Contact]] = defaultdict(list)
        for one in Contact.objects.select_related("institution", "partner", "person"):
            self.by_id[one.pk] = one
            self.same[one.institution or one.partner, fold(one.name)].append(one)

    def read(self, cells: Mapping[str, str]) -> Given:
        fields: dict[str, Any] = {name: plain(cells[name]) for name in PLAIN if name in cells}
        fields |= {name: day(name, cells[name]) for name in DAYS if name in cells}
        if "account" in cells:
            fields["person"] = self.account(cells["account"])
        place = {
            "institution": looked_up("institution", cells.get("institution", ""), self.institutions),
            "partner": looked_up("partner", cells.get("partner", ""), self.partners),
        }
        at = place["institution"] or place["partner"]
        meant = (at, fold(fields.get("name", "")))
        held = by_number(cells, self.by_id) or only(self.same.get(meant, []))
        if held is None:
            fields |= place
        elif at is not None and at != (held.institution or held.partner):
            told_why = _(
                "id: number %(id)s is a contact of %(name)s; end that one, and enter this as a new one"
            )
            raise UnreadableCellError(told_why % {"id": held.pk, "name": held.institution or held.partner})
        name = fields.get("name") or (held.name if held else "")
        return Given(name, held, fields, key=held.pk if held else meant)

    def complaints(self, record: Contact) -> Sequence[str]:
        found = out_of_order(record, "since", "until")
        if (record.institution is None) == (record.partner is None):
            found = (*found, _("A contact belongs to one institution or to one partner."))
        return (*found, *super().complaints(record))


CONTACTS = Contacts()
