"""Selection on records: candidates from the scores of the last review, and what came out as data that is kept.

In come a call, a plan and a seed; out goes a `Chosen`, whose result names applications by their numbers. Lots are drawn
from the seed and the number alone, so that the same plan, seed and scores (the digest) always choose the same.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from django.utils.translation import gettext

from anso.alliance.calls.definition import Definition, SelectionPlan, Stage, StageKind
from anso.alliance.calls.models import Application, Call, Score, Selection
from anso.alliance.calls.selecting import Candidates, Count, Price, Selecting, prices, select
from anso.alliance.calls.selecting import Selection as Solved
from anso.alliance.calls.selecting.plan import asked_by
from anso.errors import InvalidInputError, Problem

__all__ = ["Chosen", "asked_again", "candidates_of", "choose", "digest_of", "last_review", "plan_of"]


@dataclass(frozen=True)
class Chosen:
    """What a plan chooses."""

    solved: Solved
    result: dict[str, Any]


def last_review(definition: Definition) -> Stage | None:
    """The stage whose scores decide."""
    reviews = [stage for stage in definition.stages if stage.kind == StageKind.REVIEW]
    return reviews[-1] if reviews else None


def plan_of(selection: Selection) -> SelectionPlan:
    return SelectionPlan.model_validate(selection.plan_json)


def candidates_of(call: Call, only: Sequence[str] | None = None) -> Candidates:
    """Everybody who came to the last review and has a score of it, with the facts that quotas speak of."""
    stage = last_review(call.definition)
    if stage is None:
        raise InvalidInputError([Problem("", gettext("This call has no review; decide by hand."))])
    found = Score.objects.filter(
        application__call=call, application__state=Application.State.SUBMITTED, stage=stage.code
    )
    if only is not None:
        found = found.filter(application__number__in=only)
    rows = list(
        found.order_by("application__number").values_list(
            "application__number", "adjusted", "application__facts"
        )
    )
    plan = call.definition.selection
    summed = {quota.sum_of for quota in plan.quotas if quota.sum_of}
    names = sorted(call.definition.facts)
    return Candidates(
        ids=tuple(number for number, _score, _facts in rows),
        scores=np.array([score for _number, score, _facts in rows], dtype=float),
        facts={
            name: [as_text(facts.get(name), "0" if name in summed else "") for _number, _score, facts in rows]
            for name in names
        },
    )


def as_text(value: Any, missing: str) -> str:
    """A fact as quotas compare it."""
    if value is None or value == "":
        return missing
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return str(value)


def choose(call: Call, plan: SelectionPlan, *, seed: int = 0) -> Chosen:
    """The best selection, what each quota costs, who waits, and why others were passed by."""
    began = time.perf_counter()
    candidates = candidates_of(call)
    if not candidates.ids:
        raise InvalidInputError(
            [Problem("", gettext("The last review is not closed yet; nobody has a score."))]
        )
    asked = asked_by(plan, candidates, seed=seed)
    solved = select(asked)
    solved_after = time.perf_counter()
    costs = prices(solved)
    seconds = {
        "selection": round(solved_after - began, 3),
        "prices": round(time.perf_counter() - solved_after, 3),
    }
    return Chosen(solved, result_of(solved, costs, plan, seconds))


def result_of(
    solved: Solved, costs: Sequence[Price], plan: SelectionPlan, seconds: Mapping[str, float]
) -> dict[str, Any]:
    ids = solved.asked.candidates.ids
    waits = np.flatnonzero((solved.waiting > 0) & (solved.waiting <= plan.waiting))
    return {
        "seed": solved.asked.seed,
        "digest": digest_of(solved.asked.candidates),
        "candidates": len(ids),
        "total": solved.total,
        "chosen": list(solved.ids),
        "waiting": {ids[place]: int(solved.waiting[place]) for place in waits},
        "replacement": {
            ids[place]: ids[solved.replacement[place]] for place in np.flatnonzero(solved.replacement >= 0)
        },
        "bars": {
            ids[place]: [[solved.asked.quotas[bar.quota].name, bar.at_most] for bar in bars]
            for place, bars in enumerate(solved.bars)
            if bars
        },
        "quotas": [counted(count, price) for count, price in zip(solved.counts, costs, strict=True)],
        "seconds": dict(seconds),
    }


def counted(count: Count, price: Price) -> dict[str, Any]:
    quota = count.quota
    return {
        "name": quota.name,
        "least": quota.least,
        "most": quota.most,
        "share": quota.share,
        "sum_of": quota.sum_of,
        "amount": count.amount,
        "met": count.met,
        "price": float(price.price) if np.isfinite(price.price) else None,
        "margin": float(price.at_the_margin),
    }


def digest_of(candidates: Candidates) -> str:
    """Over every candidate's score and facts."""
    lines = [
        f"{name} {float(candidates.scores[place])!r} "
        + " ".join(f"{fact}={values[place]}" for fact, values in sorted(candidates.facts.items()))
        for place, name in enumerate(candidates.ids)
    ]
    return sha256("\n".join(lines).encode()).hexdigest()


def asked_again(selection: Selection, only: Sequence[str] | None = None) -> Selecting:
    """What the selection asked, of those of its candidates who are named."""
    call = selection.call
    return asked_by(plan_of(selection), candidates_of(call, only), seed=int(selection.result_json["seed"]))
