"""Pairs that stay as they are, while the rest is assigned: nobody who has begun to read is taken off.

In come a problem and the pairs to keep; out go the problem that is left, and afterwards the two put together.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from anso.alliance.calls.assigning.assignment import Assignment
from anso.alliance.calls.assigning.problem import Mask, Problem
from anso.errors import InvalidInputError
from anso.errors import Problem as Fault

__all__ = ["with_fixed", "without"]


def without(problem: Problem, fixed: Sequence[tuple[int, int]]) -> tuple[Problem, Mask]:
    """What is left to assign once these pairs are taken, and the pairs as a mask."""
    kept = np.zeros(problem.shape, dtype=bool)
    if not len(fixed):
        return problem, kept
    places = np.asarray(fixed, dtype=np.int64).reshape(-1, 2)
    kept[places[:, 0], places[:, 1]] = True
    refuse_unfit(problem, kept)
    left = problem.changed(
        allowed=problem.allowed & ~kept,
        reviews=problem.reviews - kept.sum(1),
        least=np.maximum(problem.least - kept.sum(0), 0),
        most=problem.most - kept.sum(0),
    )
    return left, kept


def refuse_unfit(problem: Problem, kept: Mask) -> None:
    faults = [
        Fault(
            f"application {problem.applications[row]}, reviewer {problem.reviewers[column]}",
            "the pair is fixed but not allowed; take it out of the fixed pairs, or lift what forbids it",
        )
        for row, column in np.argwhere(kept & ~problem.allowed)
    ]
    faults += [
        Fault(
            f"application {problem.applications[row]}",
            f"has {kept[row].sum()} fixed reviewers, more than the {problem.reviews[row]} it gets",
        )
        for row in np.flatnonzero(kept.sum(1) > problem.reviews)
    ]
    faults += [
        Fault(
            f"reviewer {problem.reviewers[column]}",
            f"has {kept[:, column].sum()} fixed applications, more than the load of {problem.most[column]}",
        )
        for column in np.flatnonzero(kept.sum(0) > problem.most)
    ]
    if faults:
        raise InvalidInputError(faults)


def with_fixed(problem: Problem, found: Assignment, kept: Mask) -> Assignment:
    """The found pairs and the kept ones as one assignment of the whole problem."""
    if not kept.any():
        return replace(found, problem=problem)
    held = float(problem.scores[kept].sum())
    moved: dict[str, Any] = {}
    if found.objective != "worst-off":
        moved = {
            name: None if value is None else value + held
            for name, value in (("bound", found.bound), ("expected", found.expected))
        }
    chosen = found.chosen | kept
    if found.chances is not None:
        chances = np.where(kept, 1.0, 0.0)
        chances[found.pairs[:, 0], found.pairs[:, 1]] = found.chances
        moved["chances"] = chances[chosen]
    return replace(found, problem=problem, pairs=np.argwhere(chosen).astype(np.int64), **moved)
