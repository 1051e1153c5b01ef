"""What an edit by hand costs, before it is made: against the assignment as it stands, and against the best answer.

In come an assignment and pairs to put in and take out; out go the change of the total as the edit stands, what it
breaks, and the best assignment that there is with those pairs forced and forbidden.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from anso.alliance.calls.assigning.assign import ImpossibleError, assign
from anso.alliance.calls.assigning.assignment import Assignment
from anso.alliance.calls.assigning.problem import Problem
from anso.alliance.calls.assigning.program.rules import Rules
from anso.alliance.calls.assigning.shortfall import Shortfall
from anso.errors import InvalidInputError
from anso.errors import Problem as Fault

__all__ = ["Consequence", "consequence"]

Pairs = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Consequence:
    """What follows from an edit."""

    after: Assignment
    """The assignment with the edit and nothing else."""
    change: float
    """By how much the total changes if nothing else is done."""
    breaks: tuple[str, ...]
    """The rules that the edit alone breaks."""
    best: Assignment | None
    """The best assignment with the added pairs forced and the removed ones forbidden; none if there is none."""
    price: float | None
    """By how much the total changes at best, all else rearranged: below 0, the edit costs so much."""
    moved: int
    """How many pairs the best answer changes, the edit's own among them."""
    shortfall: Shortfall | None = None
    """Why there is no best answer."""


def consequence(current: Assignment, *, add: Pairs = (), remove: Pairs = ()) -> Consequence:
    """What it costs to put these pairs in and take those out; a replacement is one of each."""
    problem, before = current.problem, current.chosen
    refuse_unfit(current, add, remove)
    after = before.copy()
    forbidden = np.zeros(problem.shape, dtype=bool)
    for row, column in remove:
        after[row, column], forbidden[row, column] = False, True
    for row, column in add:
        after[row, column] = True
    edited = Assignment.of(problem, after, status="within the gap", gap=float("inf"))
    best, shortfall = None, None
    try:
        best = assign(problem.changed(allowed=problem.allowed & ~forbidden), fixed=add)
    except ImpossibleError as error:
        shortfall = error.shortfall
    return Consequence(
        after=edited,
        change=edited.total - current.total,
        breaks=tuple(broken(problem, edited)),
        best=best,
        price=None if best is None else best.total - current.total,
        moved=0 if best is None else int((best.chosen != before).sum()),
        shortfall=shortfall,
    )


def refuse_unfit(current: Assignment, add: Pairs, remove: Pairs) -> None:
    problem, chosen = current.problem, current.chosen

    def named(row: int, column: int) -> str:
        return f"application {problem.applications[row]}, reviewer {problem.reviewers[column]}"

    faults = [
        Fault(named(*pair), "is assigned already; there is nothing to add") for pair in add if chosen[pair]
    ]
    faults += [
        Fault(
            named(*pair),
            "may not be assigned (a conflict, or a pair that nobody offered); choose another reviewer",
        )
        for pair in add
        if not problem.allowed[pair]
    ]
    faults += [
        Fault(named(*pair), "is not assigned; there is nothing to take out")
        for pair in remove
        if not chosen[pair]
    ]
    if faults:
        raise InvalidInputError(faults)


def broken(problem: Problem, edited: Assignment) -> list[str]:
    """The rules that these pairs break, in words."""
    given, loads, chosen = edited.chosen.sum(1), edited.loads, edited.chosen
    nothing = np.zeros(problem.shape, dtype=bool)
    return [
        *(
            f"{problem.applications[row]} has {given[row]} reviewers and should have {problem.reviews[row]}"
            for row in np.flatnonzero(given != problem.reviews)
        ),
        *(
            f"{problem.reviewers[column]} has {loads[column]} applications, more than {problem.most[column]}"
            for column in np.flatnonzero(loads > problem.most)
        ),
        *(
            f"{problem.reviewers[column]} has {loads[column]} applications, fewer than {problem.least[column]}"
            for column in np.flatnonzero(loads < problem.least)
        ),
        *(
            f"{row.name}: {int(row.weights[chosen[row.application]].sum())} sit together"
            for row in Rules(problem, nothing).broken(chosen.astype(float))
        ),
    ]
