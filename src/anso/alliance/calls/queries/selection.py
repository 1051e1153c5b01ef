"""Tries of a selection side by side, and decisions as they stand before and after their release."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from django.db.models import Count, F, QuerySet

from anso.alliance.calls.choosing import asked_again
from anso.alliance.calls.models import Application, Award, Call, Decision, Letter, Selection
from anso.alliance.calls.selecting.select import counts_of
from anso.alliance.people.models import canonical_json
from anso.errors import NotFoundError
from anso.places.fold import fold

__all__ = [
    "Cost",
    "Difference",
    "Try",
    "answers_of",
    "cost_of_hand",
    "counts_of_outcomes",
    "decisions_for",
    "difference",
    "digest_of_decisions",
    "letters_of",
    "passed_by",
    "place_in_line",
    "selection_called",
    "standing_selection",
    "tries_of",
]

Outcome = Application.Outcome


@dataclass(frozen=True)
class Difference:
    """Who comes in and who goes out beside another try, and what is gained in points."""

    incoming: tuple[str, ...]
    outgoing: tuple[str, ...]
    points: float


@dataclass(frozen=True)
class Try:
    """A try beside the one that it is compared with."""

    selection: Selection
    places: int
    chosen: int
    total: float
    beside: Difference | None


def standing_selection(call: Call) -> Selection | None:
    """The one that is taken, approved or released."""
    held = (Selection.State.TAKEN, Selection.State.APPROVED, Selection.State.RELEASED)
    return call.selections.filter(state__in=held).first()


def selection_called(call: Call, pk: int) -> Selection:
    found = call.selections.select_related("call__version", "made_by").filter(pk=pk).first()
    if found is None:
        raise NotFoundError("There is no such selection here.")
    return found


def tries_of(call: Call) -> list[Try]:
    """The newest first, each beside the one that stands, or else the oldest."""
    found = list(call.selections.select_related("made_by"))
    if not found:
        return []
    base = next((one for one in found if one.state not in ("tried", "left")), found[-1])
    return [
        Try(
            selection=one,
            places=int(one.plan_json["places"]),
            chosen=len(one.result_json["chosen"]),
            total=float(one.result_json["total"]),
            beside=None if one is base else difference(base, one),
        )
        for one in found
    ]


def difference(before: Selection, after: Selection) -> Difference:
    was, now = before.result_json["chosen"], after.result_json["chosen"]
    return Difference(
        incoming=tuple(sorted(set(now) - set(was))),
        outgoing=tuple(sorted(set(was) - set(now))),
        points=float(after.result_json["total"]) - float(before.result_json["total"]),
    )


def passed_by(selection: Selection, most: int = 50) -> list[tuple[str, Sequence[Any]]]:
    """Those who score higher than somebody chosen, with what keeps them out."""
    bars: dict[str, Sequence[Any]] = selection.result_json["bars"]
    return sorted(bars.items())[:most]


@dataclass(frozen=True)
class Cost:
    """What decisions by hand come to beside the selection: points, places, and quotas that no longer hold."""

    points: float
    awarded: int
    broken: tuple[str, ...]


def cost_of_hand(selection: Selection, application: Application | None = None, outcome: str = "") -> Cost:
    """As decisions stand; with one more decided so, if it is given."""
    asked = asked_again(selection)
    awarded = set(
        Decision.objects.filter(application__call=selection.call_id, outcome=Outcome.AWARDED).values_list(
            "application__number", flat=True
        )
    )
    if application is not None:
        awarded = (
            awarded | {application.number} if outcome == Outcome.AWARDED else awarded - {application.number}
        )
    chosen = np.isin(np.asarray(asked.candidates.ids, dtype=object), list(awarded))
    scores = np.asarray(asked.candidates.scores, dtype=float)
    return Cost(
        points=float(scores[chosen].sum()) - float(selection.result_json["total"]),
        awarded=int(chosen.sum()),
        broken=tuple(count.quota.name for count in counts_of(asked, chosen) if not count.met),
    )


def decisions_for(
    call: Call, *, text: str = "", outcome: str = "", by_hand: bool = False, answer: str | None = None
) -> QuerySet[Decision]:
    """Of a whole call, for officers who are kept from none of its applications."""
    found = (
        Decision.objects.filter(application__call=call)
        .exclude(outcome=Outcome.NONE)
        .select_related("application__award")
        .order_by("outcome", F("waiting").asc(nulls_last=True), "application__number")
    )
    if text.strip():
        found = found.filter(application__folded__contains=fold(text.strip()))
    if outcome:
        found = found.filter(outcome=outcome)
    if by_hand:
        found = found.filter(by_hand=True)
    if answer is not None:
        found = found.filter(application__award__answer=answer)
    return found


def counts_of_outcomes(call: Call) -> dict[str, int]:
    rows = decisions_for(call).order_by().values_list("outcome").annotate(n=Count("pk"))
    return dict(rows)


def answers_of(call: Call) -> dict[str, int]:
    """Awards by the answer to them; `free` are places given back that nobody has got yet."""
    found = Award.objects.filter(application__call=call)
    rows = dict(found.order_by().values_list("answer").annotate(n=Count("pk")))
    free = found.filter(
        answer__in=(Award.Answer.DECLINED, Award.Answer.LAPSED), replaced_by__isnull=True
    ).count()
    return {**{answer or "waited": n for answer, n in rows.items()}, "free": free}


def letters_of(call: Call) -> QuerySet[Letter]:
    return (
        Letter.objects.filter(application__call=call)
        .select_related("application")
        .order_by("kind", "application__number")
    )


def place_in_line(decision: Decision) -> int:
    """The place on the waiting list now, others having moved up or away."""
    before = Decision.objects.filter(
        application__call=decision.application.call_id,
        application__state=Application.State.SUBMITTED,
        outcome=Outcome.WAITING,
        waiting__lt=decision.waiting or 0,
        released_at__isnull=False,
    )
    return before.count() + 1


def digest_of_decisions(call: Call) -> str:
    """One name for all that is decided and not released: it changes with every decision."""
    found = Decision.objects.filter(application__call=call, released_at__isnull=True)
    rows = found.order_by("application__number").values_list("application__number", "outcome", "waiting")
    return sha256(canonical_json([list(row) for row in rows]).encode()).hexdigest()
