"""Science ambassadors as a table. A row is known by its number, else by the name and the first day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from anso.alliance.network.actions.ambassadors import appoint_ambassador, change_ambassador
from anso.alliance.network.models import Ambassador
from anso.alliance.network.tables.cells import country_code, day, lines, looked_up, plain, told
from anso.alliance.network.tables.kinds.shelves import NamingShelf, by_number, only, out_of_order
from anso.alliance.network.tables.table import Given, Shelf, Table
from anso.alliance.people.models import User
from anso.places.fold import fold

__all__ = ["AMBASSADORS"]

TEXTS = {"name": plain, "field": plain, "evidence": lines, "end_evidence": lines}
DAYS = ("since", "until")


class Ambassadors(Table):
    name = "ambassadors"
    title = gettext_lazy("Science ambassadors")
    model = Ambassador
    columns = (
        "id",
        "name",
        "account",
        "institution",
        "country",
        "field",
        "since",
        "evidence",
        "until",
        "end_evidence",
    )
    needed = (("id", "name"), ("id", "since"))
    inside = ("account",)
    sees = "network.view_ambassador"
    back = "network:ambassadors"

    def records(self, *, all_of_them: bool) -> Iterable[Ambassador]:  # noqa: ARG002  (all are everybody's)
        return Ambassador.objects.select_related("institution", "person")

    def row_of(self, record: Ambassador) -> dict[str, Any]:
        row: dict[str, Any] = {name: getattr(record, name) for name in ("country", *TEXTS)}
        row |= {name: told(getattr(record, name)) for name in DAYS}
        return row | {
            "id": record.pk,
            "account": told(record.person),
            "institution": told(record.institution),
        }

    def open(self) -> Shelf:
        return AmbassadorShelf()

    def add(self, actor: User | None, given: Given) -> None:
        appoint_ambassador(actor=actor, **given.fields)

    def change(self, actor: User | None, given: Given) -> None:
        change_ambassador(actor=actor, ambassador=given.held, **given.fields)


class AmbassadorShelf(NamingShelf):
    def __init__(self) -> None:
        self.by_id: dict[int, Ambassador] = {}
        self.same: dict[Any, list[Ambassador]] = defaultdict(list)
        for one in Ambassador.objects.select_related("institution", "person"):
            self.by_id[one.pk] = one
            self.same[fold(one.name), one.since].append(one)

    def read(self, cells: Mapping[str, str]) -> Given:
        fields: dict[str, Any] = {name: read(cells[name]) for name, read in TEXTS.items() if name in cells}
        fields |= {name: day(name, cells[name]) for name in DAYS if name in cells}
        if "account" in cells:
            fields["person"] = self.account(cells["account"])
        if "country" in cells:
            fields["country"] = country_code(cells["country"].strip())
        if "institution" in cells:
            fields["institution"] = looked_up("institution", cells["institution"], self.institutions)
        meant = (fold(fields.get("name", "")), fields.get("since"))
        held = by_number(cells, self.by_id) or only(self.same.get(meant, []))
        name = fields.get("name") or (held.name if held else "")
        return Given(name, held, fields, key=held.pk if held else meant)

    def complaints(self, record: Ambassador) -> Sequence[str]:
        return (*out_of_order(record, "since", "until"), *super().complaints(record))


AMBASSADORS = Ambassadors()
