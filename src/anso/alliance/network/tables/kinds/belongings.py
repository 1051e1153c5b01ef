"""Who belongs to which association as a table, from which day to which.

History is added to and never rewritten: a row that is not on record is an institution that joins (and leaves, where
the row says when), a row that gives an end to one without is an institution that leaves, and any other difference
is refused.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anso.alliance.network.actions.associations import join_association, leave_association
from anso.alliance.network.models import Association, AssociationMember
from anso.alliance.network.tables.cells import UnreadableCellError, day, lines, looked_up, told
from anso.alliance.network.tables.kinds.shelves import NamingShelf, out_of_order
from anso.alliance.network.tables.table import Change, Given, Shelf, Table
from anso.alliance.people.models import User

__all__ = ["BELONGINGS"]

END = ("until", "end_evidence")


class Belongings(Table):
    name = "association-members"
    title = gettext_lazy("Members of associations")
    model = AssociationMember
    columns = ("association", "institution", "since", "evidence", *END)
    needed = (("association",), ("institution",))
    told = ("institution_name",)
    sees = "network.view_association"
    back = "network:overview"

    def records(self, *, all_of_them: bool) -> Iterable[AssociationMember]:
        found = AssociationMember.objects.select_related("association", "institution")
        return found if all_of_them else found.filter(institution__is_listed=True)

    def row_of(self, record: AssociationMember) -> dict[str, Any]:
        return {
            "association": record.association.number,
            "institution": record.institution.code,
            "since": told(record.since),
            "evidence": record.evidence,
            "until": told(record.until),
            "end_evidence": record.end_evidence,
            "institution_name": record.institution.name,
        }

    def open(self) -> Shelf:
        return BelongingShelf()

    def add(self, actor: User | None, given: Given) -> None:
        fields = given.fields
        who = {name: fields[name] for name in ("association", "institution")}
        join_association(actor=actor, **who, on=fields.get("since"), evidence=fields.get("evidence", ""))
        if fields.get("until"):
            self.end(actor, who, fields)

    def change(self, actor: User | None, given: Given) -> None:
        who = {name: getattr(given.held, name) for name in ("association", "institution")}
        self.end(actor, who, given.fields)

    def end(self, actor: User | None, who: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
        leave_association(actor=actor, **who, on=fields["until"], evidence=fields.get("end_evidence", ""))


class BelongingShelf(NamingShelf):
    def __init__(self) -> None:
        self.associations = {one.number: one for one in Association.objects.all()}
        self.on_record: dict[tuple[str, str], list[AssociationMember]] = defaultdict(list)
        self.open: set[tuple[str, str]] = set()
        """Who belongs where now, as it would be after the rows read so far."""
        for one in AssociationMember.objects.select_related("association", "institution"):
            pair = (one.association.number, one.institution.code)
            self.on_record[pair].append(one)
            if one.until is None:
                self.open.add(pair)

    def read(self, cells: Mapping[str, str]) -> Given:
        association = looked_up("association", cells["association"], self.associations)
        institution = looked_up("institution", cells["institution"], self.institutions)
        if association is None or institution is None:
            raise UnreadableCellError(_("give the association’s number and the institution’s code"))
        fields: dict[str, Any] = {"association": association, "institution": institution}
        fields |= {name: day(name, cells[name]) for name in ("since", "until") if name in cells}
        fields |= {name: lines(cells[name]) for name in ("evidence", "end_evidence") if name in cells}
        held = self.meant((association.number, institution.code), fields)
        key = held.pk if held else (association.pk, institution.pk, fields.get("since"))
        return Given(institution.name, held, fields, association.number, key)

    def meant(self, pair: tuple[str, str], fields: Mapping[str, Any]) -> AssociationMember | None:
        """The row of the same days, else of the same first day; without that column, the one that has not ended."""
        if "since" not in fields:
            return next((one for one in self.on_record[pair] if one.until is None), None)
        began = [one for one in self.on_record[pair] if one.since == fields["since"]]
        whole = [one for one in began if one.until == fields.get("until", one.until)]
        return next(iter([*whole, *began]), None)

    def refusals(self, given: Given, changes: Sequence[Change]) -> Sequence[str]:
        pair = (given.fields["association"].number, given.fields["institution"].code)
        if given.held is None:
            if pair in self.open:
                return (_("This institution belongs to the association already; enter its end first."),)
            if not given.fields.get("until"):
                self.open.add(pair)
            return ()
        rewritten = [change.field for change in changes if change.field not in END]
        if rewritten or given.held.until is not None or not given.fields.get("until"):
            told_why = _("%(fields)s: what is on record of this is history and is not rewritten by a table")
            return (told_why % {"fields": ", ".join(change.field for change in changes)},)
        self.open.discard(pair)
        return ()

    def complaints(self, record: AssociationMember) -> Sequence[str]:
        return (*out_of_order(record, "since", "until"), *super().complaints(record))


BELONGINGS = Belongings()
