"""Terms of office as a table: who sits and sat on which body, from when to when.

It goes out and comes in by the network's pages for tables. A term is history: a row adds one, or ends one that has no
end yet; a row that would rewrite one is refused.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anso.alliance.governance.actions.bodies import begin_term, end_term
from anso.alliance.governance.models import Body, Term
from anso.alliance.network.tables.cells import UnreadableCellError, day, looked_up, plain, told
from anso.alliance.network.tables.kinds.shelves import NamingShelf, by_number, only
from anso.alliance.network.tables.table import Change, Given, Shelf, Table
from anso.alliance.people.models import User
from anso.places.fold import fold

__all__ = ["TERMS"]

DAYS = ("begins", "ends", "evidence_date")


class Terms(Table):
    name = "terms"
    title = gettext_lazy("Terms of office")
    model = Term
    columns = ("id", "body", "office", "institution", "name", "account", *DAYS[:2], "evidence", DAYS[2])
    needed = (("id", "body"), ("id", "institution", "name"))
    told = ("body_name", "institution_name")
    inside = ("account",)
    sees = "governance.see"
    back = "governance:overview"

    def records(self, *, all_of_them: bool) -> Iterable[Term]:
        del all_of_them  # who sits on a body is public; which account acts for a seat is left out
        return Term.objects.select_related("body", "institution", "person")

    def row_of(self, record: Term) -> dict[str, Any]:
        return {name: told(getattr(record, name)) for name in DAYS} | {
            "id": record.pk,
            "body": record.body.code,
            "office": record.office,
            "institution": told(record.institution),
            "name": record.name,
            "account": told(record.person),
            "evidence": record.evidence,
            "body_name": record.body.name,
            "institution_name": str(record.institution or ""),
        }

    def open(self) -> Shelf:
        return TermShelf()

    def add(self, actor: User | None, given: Given) -> None:
        begin_term(actor=actor, **given.fields)

    def change(self, actor: User | None, given: Given) -> None:
        end_term(actor=actor, term=given.held, on=given.fields["ends"])


class TermShelf(NamingShelf):
    def __init__(self) -> None:
        self.by_id: dict[int, Term] = {}
        self.same: dict[Any, list[Term]] = defaultdict(list)
        for one in Term.objects.select_related("body", "institution", "person"):
            self.by_id[one.pk] = one
            self.same[key_of(one.body, one.office, one.institution, one.name, one.begins)].append(one)

    @cached_property
    def bodies(self) -> dict[str, Body]:
        return {one.code: one for one in Body.objects.all()}

    def read(self, cells: Mapping[str, str]) -> Given:
        fields: dict[str, Any] = {name: day(name, cells[name]) for name in DAYS if name in cells}
        fields |= {name: plain(cells[name]) for name in ("name", "evidence") if name in cells}
        for column, on_record in (("body", self.bodies), ("institution", self.institutions)):
            if column in cells:
                fields[column] = looked_up(column, cells[column], on_record)
        if "office" in cells:
            fields["office"] = cells["office"].strip().lower() or Term.Office.MEMBER.value
        if "account" in cells:
            fields["person"] = self.account(cells["account"])
        office = fields.get("office", Term.Office.MEMBER.value)
        parts = (fields.get("body"), office, fields.get("institution"), fields.get("name", ""))
        key = key_of(*parts, fields.get("begins"))
        held = by_number(cells, self.by_id) or only(self.same.get(key, []))
        if held is None and fields.get("body") is None:
            raise UnreadableCellError(_("body: give the code of the body"))
        if held is None:  # as the page has it: the first day, where no other is given
            fields["evidence_date"] = fields.get("evidence_date") or fields.get("begins")
        elif fields.get("evidence_date") is None:
            fields.pop("evidence_date", None)
        name = fields.get("name") or str(fields.get("institution") or (held.holder if held else ""))
        return Given(name, held, fields, key=held.pk if held else key)

    def refusals(self, given: Given, changes: Sequence[Change]) -> Sequence[str]:
        if given.held is None:
            return () if given.fields.get("evidence_date") else (_("begins: say from when"),)
        rewritten = sorted(change.field for change in changes if change.field != "ends")
        if rewritten:
            why = _("%(fields)s: a term is not rewritten; end it, and enter this as a new one")
            return (why % {"fields": ", ".join(rewritten)},)
        if given.held.ends is not None:
            return (_("ends: this term has ended already, on %(day)s") % {"day": given.held.ends},)
        return ()

    def complaints(self, record: Term) -> Sequence[str]:
        found: tuple[str, ...] = ()
        if record.institution is None and not record.name:
            found = (_("Say which institution or which person holds the seat."),)
        if record.begins and record.ends and record.ends <= record.begins:
            found = (*found, _("A term ends after the day on which it begins."))
        return (*found, *super().complaints(record))


def key_of(body: Body | None, office: str, institution: Any, name: str, begins: Any) -> tuple[Any, ...]:
    """By what a term is known where a row gives no number."""
    return (body, office, institution, fold(name), begins)


TERMS = Terms()
