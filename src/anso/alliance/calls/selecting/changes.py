"""What becomes of a selection when something changes: another quota, or somebody who declines.

`what_if` selects anew and tells the difference, for staff who weigh a quota. `replace_declined` keeps everybody who
was chosen and has not declined, and fills the places that are left with the best that the quotas then allow.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from anso.alliance.calls.selecting.conflict import eased_bounds
from anso.alliance.calls.selecting.optimum import best_within, by_lot, relaxation_of
from anso.alliance.calls.selecting.problem import PLACES, Programme, Selecting, programme_of
from anso.alliance.calls.selecting.quotas import Floats, Mask, Quota
from anso.alliance.calls.selecting.select import Count, Selection, counts_of, select
from anso.errors import InvalidInputError, NotFoundError, Problem

__all__ = [
    "Difference",
    "Replacement",
    "replace_declined",
    "what_if",
    "with_places",
    "with_quota",
    "without_quota",
]


@dataclass(frozen=True)
class Difference:
    """Who comes in and who goes out when something else is asked, and what is gained."""

    after: Selection
    incoming: tuple[str, ...]
    outgoing: tuple[str, ...]
    points: float
    """The total after, less the total before."""


@dataclass(frozen=True)
class Replacement:
    """Who takes the places of those who declined, best first; and quotas that can no longer be met."""

    incoming: tuple[str, ...]
    missed: tuple[Count, ...]


def what_if(before: Selection, asked: Selecting) -> Difference:
    """The selection under what is asked now, beside the one before."""
    after = select(asked)
    was, now = set(before.ids), set(after.ids)
    return Difference(
        after=after,
        incoming=tuple(name for name in after.ids if name not in was),
        outgoing=tuple(name for name in before.ids if name not in now),
        points=after.total - before.total,
    )


def without_quota(asked: Selecting, name: str) -> Selecting:
    return with_quota(asked, name, None)


def with_quota(asked: Selecting, name: str, quota: Quota | None) -> Selecting:
    """The same with one quota put in another's place, or left out."""
    if name not in {one.name for one in asked.quotas}:
        known = ", ".join(one.name for one in asked.quotas) or "none"
        raise NotFoundError(f"There is no quota {name}; there are {known}")
    quotas = [quota if one.name == name else one for one in asked.quotas]
    return replace(asked, quotas=tuple(one for one in quotas if one is not None))


def with_places(asked: Selecting, places: int) -> Selecting:
    """The same with another number of places."""
    kept = tuple(quota for quota in asked.quotas if quota.name != PLACES)
    return replace(asked, quotas=(Quota(PLACES, most=places), *kept))


def replace_declined(asked: Selecting, chosen: Collection[str], declined: Collection[str]) -> Replacement:
    """The best to come in for those who declined, nobody else losing a place.

    `chosen` are all who were chosen so far, `declined` all who have declined; nobody who has is asked again. Bounds
    from above always hold. A bound from below, or a share, that can no longer be met is missed by as little as
    possible, and told.
    """
    ids = np.asarray(asked.candidates.ids, dtype=object)
    unknown = sorted((set(chosen) | set(declined)) - set(asked.candidates.ids))
    if unknown:
        raise InvalidInputError([Problem(f"application {unknown[0]}", "is no candidate of this selection")])
    programme = programme_of(asked)
    gone = programme.columns(np.isin(ids, list(declined)))
    kept = programme.columns(np.isin(ids, list(chosen))) & ~gone
    free = np.flatnonzero(~(kept | gone))
    held = programme.rows @ kept.astype(float)
    rest = only(programme, free, held)
    found = best_of(rest)
    if found is None:
        _, lower, upper = eased_bounds(rest, rest.lower, rest.upper, keep_most=True)
        found = best_of(replace(rest, lower=lower, upper=upper))
    incoming = np.zeros(len(kept), dtype=bool)
    if found is not None:
        incoming[free[found]] = True
    after = programme.candidates(kept | incoming)
    return Replacement(
        incoming=tuple(ids[programme.order[np.flatnonzero(incoming)]].tolist()),
        missed=tuple(count for count in counts_of(asked, after) if not count.met),
    )


def only(programme: Programme, columns: np.ndarray, held: Floats) -> Programme:
    """The programme of some columns, the rest having used up a part of each bound."""
    return replace(
        programme,
        order=programme.order[columns],
        points=programme.points[columns],
        lots=programme.lots[columns],
        rows=programme.rows[:, columns],
        lower=programme.lower - held,
        upper=programme.upper - held,
    )


def best_of(programme: Programme) -> Mask | None:
    relaxed = relaxation_of(programme).solve()
    best = None if relaxed is None else best_within(programme, relaxed)
    return None if best is None else by_lot(programme, best)
