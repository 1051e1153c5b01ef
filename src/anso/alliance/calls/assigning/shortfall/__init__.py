"""Why it is impossible: what is lacking, who competes for whom, and the smallest change that would do."""

from typing import Any

from anso.alliance.calls.assigning.problem import Problem, Whole
from anso.alliance.calls.assigning.shortfall.network import fewer_reviews, greatest, higher_loads
from anso.alliance.calls.assigning.shortfall.report import Lack, Rivalry, Shortfall

__all__ = ["Lack", "Rivalry", "Shortfall", "explain"]


def explain(problem: Problem) -> Shortfall | None:
    """What stands in the way of any assignment; nothing when there is one.

    Both sides may be looked at by themselves: if all reviews can be placed, and all least loads can be reached,
    then both can be at once (Mendelsohn and Dulmage 1958).
    """
    found = too_few_reviewers(problem) | too_little_to_do(problem)
    if found:
        return Shortfall(**found)
    if problem.panels:
        from anso.alliance.calls.assigning.program.relaxed import smallest_relaxation

        relaxed = smallest_relaxation(problem)
        return Shortfall(relaxed=relaxed) if relaxed else None
    return None


def too_few_reviewers(problem: Problem) -> dict[str, Any]:
    """Applications that lack reviewers, and those that compete for the same."""
    eligible = problem.allowed.sum(1)
    found: dict[str, Any] = {}
    lacking = [
        Lack(problem.applications[row], int(problem.reviews[row]), int(eligible[row]))
        for row in (eligible < problem.reviews).nonzero()[0]
    ]
    if lacking:
        found["lacking"] = tuple(lacking)
    reviews = problem.reviews.clip(max=eligible)
    wanted = int(reviews.sum())
    placed = greatest(problem.allowed, reviews, problem.most)
    missing = wanted - placed.total
    if missing == 0:
        return found
    rows, columns = placed.rows.nonzero()[0], placed.columns.nonzero()[0]
    outside = problem.allowed[rows][:, ~placed.columns].sum(1)
    more = higher_loads(problem.allowed, reviews, problem.most, missing)
    fewer = fewer_reviews(problem.allowed, reviews, problem.most, placed.total)
    same = len(set(problem.most.tolist())) == 1
    found["rivalry"] = Rivalry(
        tuple(problem.applications[row] for row in rows),
        tuple(problem.reviewers[column] for column in columns),
        int((reviews[rows] - outside).sum()),
        int(problem.most[columns].sum()),
        len(columns) == problem.shape[1],
    )
    found["raise_loads"] = by_name(problem.reviewers, more)
    found["fewer_reviews"] = by_name(problem.applications, fewer)
    found["same_load"] = int(problem.most[0] + more.max()) if same else None
    return found


def too_little_to_do(problem: Problem) -> dict[str, Any]:
    """The same from the reviewers' side: least loads that cannot be reached."""
    if not problem.least.any():
        return {}
    eligible = problem.allowed.sum(0)
    found: dict[str, Any] = {}
    idle = [
        Lack(problem.reviewers[column], int(problem.least[column]), int(eligible[column]))
        for column in (eligible < problem.least).nonzero()[0]
    ]
    if idle:
        found["idle"] = tuple(idle)
    least = problem.least.clip(max=eligible)
    given = greatest(problem.allowed.T, least, problem.reviews)
    lowered = problem.least - given.reviews
    if given.total < least.sum():
        rows, columns = given.columns.nonzero()[0], given.rows.nonzero()[0]
        outside = problem.allowed[~given.columns][:, columns].sum(0)
        found["underused"] = Rivalry(
            tuple(problem.applications[row] for row in rows),
            tuple(problem.reviewers[column] for column in columns),
            int((least[columns] - outside).sum()),
            int(problem.reviews[rows].sum()),
            len(rows) == problem.shape[0],
        )
    if lowered.any():
        found["lower_least"] = by_name(problem.reviewers, lowered)
    return found


def by_name(names: tuple[str, ...], numbers: Whole) -> dict[str, int]:
    return {name: number for name, number in zip(names, numbers.tolist(), strict=True) if number}
