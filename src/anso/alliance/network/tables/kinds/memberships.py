"""Memberships as a table: one row for every step of their history, in the order of the days.

Steps are added to and never rewritten: a row that is on record is unchanged or refused, a row that is not must be a
step that the membership's state allows after the steps on record and the rows above it (`actions.membership.MOVES`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anso.alliance.network.actions.membership import CLOSING, KINDS, MOVES, moved
from anso.alliance.network.actions.recording import FIRST, record_membership
from anso.alliance.network.models import Institution, Membership, MembershipStep
from anso.alliance.network.tables.cells import UnreadableCellError, day, lines, looked_up, plain, same, told
from anso.alliance.network.tables.kinds.shelves import NamingShelf
from anso.alliance.network.tables.table import Change, Given, Shelf, Table
from anso.alliance.people.models import User

__all__ = ["MEMBERSHIPS"]

TEXTS = {"evidence": lines, "document": plain, "resolution": plain}


class Memberships(Table):
    name = "memberships"
    title = gettext_lazy("Memberships, step by step")
    model = MembershipStep
    columns = ("institution", "step", "on", *TEXTS)
    needed = (("institution",), ("step",), ("on",))
    told = ("institution_name", "membership")
    sees = "network.view_membership"
    back = "network:overview"

    def records(self, *, all_of_them: bool) -> Iterable[MembershipStep]:
        found = MembershipStep.objects.select_related("membership__institution")
        if not all_of_them:
            found = found.exclude(membership__state__in=Membership.NEVER_HELD)
        return found.order_by("membership__institution__name", "membership", "on", "pk")

    def row_of(self, record: MembershipStep) -> dict[str, Any]:
        held = record.membership
        return {name: getattr(record, name) for name in ("step", *TEXTS)} | {
            "institution": held.institution.code,
            "on": told(record.on),
            "institution_name": held.institution.name,
            "membership": held.kind or held.state,
        }

    def open(self) -> Shelf:
        return StepShelf()

    def add(self, actor: User | None, given: Given) -> None:
        fields = dict(given.fields)
        step = fields.pop("step")
        institution = fields.pop("institution")
        held = Membership.objects.filter(institution=institution, until__isnull=True).first()
        if held is None:
            record_membership(actor=actor, institution=institution, step=step, **fields)
        else:
            moved(held, step, actor=actor, **fields)

    def made(self, given: Given) -> MembershipStep:
        return MembershipStep(
            **{name: value for name, value in given.fields.items() if name != "institution"}
        )


@dataclass(frozen=True)
class Standing:
    """How an institution's membership stands after the steps so far; none is open without a state."""

    state: str = ""
    kind: str = ""
    last: date | None = None


class StepShelf(NamingShelf):
    def __init__(self) -> None:
        self.on_record: dict[Any, list[MembershipStep]] = defaultdict(list)
        self.standing: dict[str, Standing] = defaultdict(Standing)
        steps = MembershipStep.objects.select_related("membership__institution").order_by("on", "pk")
        for one in steps:
            held = one.membership
            self.on_record[held.institution.code, one.step, one.on].append(one)
            before = self.standing[held.institution.code]
            open_now = held.until is None
            self.standing[held.institution.code] = Standing(
                held.state if open_now else before.state,
                held.kind if open_now else before.kind,
                one.on if open_now else before.last,
            )

    def read(self, cells: Mapping[str, str]) -> Given:
        institution = looked_up("institution", cells["institution"], self.institutions)
        if institution is None:
            raise UnreadableCellError(_("institution: give the code of an institution on record"))
        step = cells["step"].strip().lower()
        if step not in MembershipStep.Step.values:
            known = ", ".join(MembershipStep.Step.values)
            told_why = _("step: there is no step %(step)s; there are %(known)s")
            raise UnreadableCellError(told_why % {"step": step or "“”", "known": known})
        on = day("on", cells["on"])
        if on is None:
            raise UnreadableCellError(_("on: give the day of the step, such as 2020-11-09"))
        texts = {name: read(cells[name]) for name, read in TEXTS.items() if name in cells}
        meant = (institution.code, step, on)
        held = self.taken(meant, texts)
        said = texts if held else {"institution": institution, "step": step, "on": on, **texts}
        return Given(institution.name, held, said, institution.code, held.pk if held else meant)

    def taken(self, meant: tuple[str, str, date], texts: Mapping[str, str]) -> MembershipStep | None:
        """The step on record that a row is of; each row takes one, the one of the same evidence before others."""
        alike = self.on_record.get(meant, [])
        if not alike:
            return None
        closest = [one for one in alike if same(one.evidence, texts.get("evidence", one.evidence))]
        held = (closest or alike)[0]
        alike.remove(held)
        return held

    def refusals(self, given: Given, changes: Sequence[Change]) -> Sequence[str]:
        if given.held is not None:
            told_why = _("%(fields)s: a step on record is history and is never rewritten")
            return (told_why % {"fields": ", ".join(change.field for change in changes)},)
        institution: Institution = given.fields["institution"]
        before = self.standing[institution.code]
        after, why = following(before, given.fields["step"], given.fields["on"])
        if not given.fields.get("evidence", "").strip():
            why = (*why, _("evidence: say where it is written, or why"))
        if not why:
            self.standing[institution.code] = after
        return why


def following(before: Standing, step: str, on: date) -> tuple[Standing, tuple[str, ...]]:
    """How a membership stands after one more step, and why that step cannot be."""
    if on > timezone.localdate():
        return before, (_("on: %(day)s lies ahead; a step is recorded once it was made") % {"day": on},)
    if step in FIRST and not before.state:
        return Standing(FIRST[step].state, FIRST[step].kind, on), ()
    if step not in MOVES:
        return before, (_("step: this institution’s membership is open already"),)
    move = MOVES[step]
    if before.state not in move.after or (step == "approved" and before.kind == Membership.Kind.APPROVED):
        told_why = _("step: %(step)s cannot follow here; it follows %(after)s")
        return before, (told_why % {"step": step, "after": ", ".join(move.after)},)
    if before.last is not None and on < before.last:
        told_why = _("on: %(day)s lies before the last step of this membership, on %(last)s")
        return before, (told_why % {"day": on, "last": before.last},)
    if step in CLOSING:
        return Standing(), ()
    return Standing(move.to, str(KINDS.get(step, before.kind)), on), ()


MEMBERSHIPS = Memberships()
