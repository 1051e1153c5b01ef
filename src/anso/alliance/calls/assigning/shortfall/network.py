"""How many of the wanted reviews can be placed, and what stands in the way: greatest flow and smallest cut.

In come who may review what and the limits of both sides; out go the reviews placed and, where some are not, the
applications and reviewers of the cut (Ford and Fulkerson, 1956): those applications can turn to nobody outside
those reviewers whom they do not have already, and those reviewers are full.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from anso.alliance.calls.assigning.problem import Mask, Whole

__all__ = ["Placed", "fewer_reviews", "greatest", "higher_loads"]


@dataclass(frozen=True)
class Placed:
    reviews: Whole
    """How many reviews each application gets."""
    loads: Whole
    extra: Whole
    """What each node of the extra allowance carries."""
    rows: Mask
    """The applications on the source's side of the smallest cut."""
    columns: Mask
    """The reviewers on the source's side: full, and all that those applications can turn to."""

    @property
    def total(self) -> int:
        return int(self.reviews.sum())


def greatest(
    allowed: Mask,
    reviews: Whole,
    loads: Whole,
    *,
    extra_reviews: tuple[Whole, int] | None = None,
    extra_loads: tuple[Whole, int] | None = None,
    pair: int = 1,
) -> Placed:
    """The greatest flow, so much for a pair; extra limits are each node's own, and one for all of them together."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order, maximum_flow

    rows, columns = allowed.shape
    source, sink, pool = rows + columns, rows + columns + 1, rows + columns + 2
    mine, theirs = np.nonzero(allowed)
    parts = [
        (mine, theirs + rows, np.full(len(mine), pair)),
        (np.full(rows, source), np.arange(rows), reviews),
        (np.arange(columns) + rows, np.full(columns, sink), loads),
    ]
    if extra_reviews is not None:
        parts.append((np.full(rows, pool), np.arange(rows), extra_reviews[0]))
        parts.append((np.array([source]), np.array([pool]), np.array([extra_reviews[1]])))
    if extra_loads is not None:
        parts.append((np.arange(columns) + rows, np.full(columns, pool), extra_loads[0]))
        parts.append((np.array([pool]), np.array([sink]), np.array([extra_loads[1]])))
    begin, end, limit = (np.concatenate(list(part)) for part in zip(*parts, strict=True))
    size = rows + columns + 3
    graph = csr_array((limit.astype(np.int32), (begin, end)), shape=(size, size))
    flow = maximum_flow(graph, source, sink).flow
    residual = (graph - flow).tocsr()
    residual.eliminate_zeros()
    reached = np.zeros(size, dtype=bool)
    reached[breadth_first_order(residual, source, return_predecessors=False)] = True
    dense = np.maximum(flow[:rows, rows : rows + columns].toarray(), 0)
    extra = np.zeros(max(rows, columns), dtype=np.int64)
    if extra_reviews is not None:
        extra = np.maximum(flow[[pool], :rows].toarray()[0], 0)
    if extra_loads is not None:
        extra = np.maximum(flow[rows : rows + columns, [pool]].toarray().ravel(), 0)
    return Placed(
        dense.sum(1), dense.sum(0), extra.astype(np.int64), reached[:rows], reached[rows : rows + columns]
    )


def higher_loads(allowed: Mask, reviews: Whole, loads: Whole, missing: int) -> Whole:
    """By how much to raise whose load so that all is placed: as little in all as can be, spread as evenly as can be."""

    def raised(most: int) -> Placed:
        room = np.full(len(loads), most, dtype=np.int64)
        return greatest(allowed, reviews, loads, extra_loads=(room, missing))

    return evenly(raised, int(reviews.sum()), missing).extra


def fewer_reviews(allowed: Mask, reviews: Whole, loads: Whole, placed: int) -> Whole:
    """Which applications to give how many fewer: as few in all as can be, spread as evenly as can be."""

    def lowered(most: int) -> Placed:
        base = np.maximum(reviews - most, 0)
        return greatest(allowed, base, loads, extra_reviews=(reviews - base, placed - int(base.sum())))

    def enough(most: int) -> bool:
        base = np.maximum(reviews - most, 0)
        return bool(placed >= base.sum()) and greatest(allowed, base, loads).total == int(base.sum())

    low, high = 1, max(1, int(reviews.max(initial=1)))
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return reviews - lowered(low).reviews


def evenly(attempt: Callable[[int], Placed], wanted: int, highest: int) -> Placed:
    """The attempt with the smallest allowance for each that still places all."""
    low, high = 1, max(1, highest)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if attempt(middle).total == wanted else (middle + 1, high)
    return attempt(low)
