"""From almost balanced choices to the best assignment: swaps along shortest paths between reviewers.

Successive shortest paths (Ahuja, Magnanti, Orlin, Network Flows, 1993, §9.7) on a graph that has one node a
reviewer and one for time not used. An arc from u to v is the cheapest swap of u for v in one application; a path
from a reviewer with too many to one with too few is a chain of swaps. Every application always holds its own best
choice under the prices, so that when the loads hold, total and prices prove each other best.

In come choices and prices; out go choices that keep the loads, the prices that prove them, or the reviewers among
whom no chain leads any further.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from anso.alliance.calls.assigning.flow.prices import Side
from anso.alliance.calls.assigning.problem import Floats, Mask, Whole

__all__ = ["Balanced", "balance"]

TINY = 5e-12
"""A path must be cheaper by more than this, as a share of the largest score: less than equal scores are jittered by,
so that ties are not swapped about for nothing, and a hundredth of what the proof allows."""


@dataclass(frozen=True)
class Balanced:
    chosen: Mask
    prices: Floats
    stuck: Mask | None = None
    """When loads cannot hold: the reviewers whose excess finds no way out."""


def balance(side: Side, values: Floats, chosen: Mask, prices: Floats) -> Balanced:
    """Swap until every load holds, each time along a path that costs least."""
    graph = Swaps(side, values, chosen, prices)
    while graph.excess.max() > 0:
        distance, parent = graph.distances()
        ends = np.flatnonzero((graph.excess < 0) & np.isfinite(distance))
        if not ends.size:
            return Balanced(graph.chosen, graph.prices[:-1], np.isfinite(distance)[:-1])
        graph.reprice(distance, ends)
        graph.swap(parent, ends[np.argsort(distance[ends], kind="stable")])
    return Balanced(graph.chosen, graph.prices[:-1] - graph.prices[-1])


class Swaps:
    """The graph of swaps, kept up to date while choices change; its last node is time not used."""

    def __init__(self, side: Side, values: Floats, chosen: Mask, prices: Floats) -> None:
        self.free = len(prices)
        self.values, self.chosen = values, chosen.copy()
        self.others = np.where(chosen, -np.inf, values)
        self.prices = np.append(prices, 0.0)
        self.least, self.most = side.least, side.most
        loads = chosen.sum(0)
        self.used = np.where(
            prices > 0, self.most, np.where(prices < 0, self.least, np.clip(loads, self.least, self.most))
        )
        """How much of each reviewer's time is spoken for; at a price above 0 all of it, below 0 the least."""
        self.excess = np.append(loads - self.used, self.used.sum() - side.reviews.sum())
        self.cost = np.full((self.free + 1, self.free + 1), np.inf)
        self.by = np.full((self.free + 1, self.free + 1), -1)
        """The application in which the swap is made."""
        finite = values[np.isfinite(values)]
        self.tiny = TINY * (float(np.abs(finite).max()) if finite.size else 1.0)
        self.refresh(range(self.free))

    def refresh(self, reviewers: "range | list[int]") -> None:
        """Find the cheapest swaps away from these reviewers anew."""
        for reviewer in reviewers:
            mine = np.flatnonzero(self.chosen[:, reviewer])
            if mine.size:
                loss = self.values[mine, reviewer, None] - self.others[mine]
                best = loss.argmin(0)
                self.cost[reviewer, :-1] = loss[best, np.arange(self.free)]
                self.by[reviewer, :-1] = mine[best]
            else:
                self.cost[reviewer, :-1] = np.inf
        self.cost[:-1, -1] = np.where(self.used < self.most, 0.0, np.inf)
        self.cost[-1, :-1] = np.where(self.used > self.least, 0.0, np.inf)

    def distances(self) -> tuple[Floats, Whole]:
        """From any node with too much to all others: rounds of Bellman-Ford, so that equal paths stay short."""
        arcs = np.maximum(self.cost - self.prices[:, None] + self.prices, 0.0)
        distance = np.where(self.excess > 0, 0.0, np.inf)
        parent = np.full(len(distance), -1)
        reached = np.flatnonzero(self.excess > 0)
        while reached.size:
            through = distance[reached, None] + arcs[reached]
            best = through.argmin(0)
            found = through[best, np.arange(len(distance))]
            better = found < distance - self.tiny
            distance[better] = found[better]
            parent[better] = reached[best[better]]
            reached = np.flatnonzero(better)
        return distance, parent

    def reprice(self, distance: Floats, ends: Whole) -> None:
        """Make every arc of a shortest path free of cost, and none cheaper than that."""
        self.prices -= np.minimum(distance, distance[ends].max())

    def swap(self, parent: Whole, ends: Whole) -> None:
        """Swap along the paths to as many ends as do not meet in one application."""
        touched: set[int] = set()
        stale: set[int] = set()
        for end in ends.tolist():
            path = [end]
            while parent[path[-1]] >= 0:
                path.append(int(parent[path[-1]]))
            path.reverse()
            if self.excess[path[0]] <= 0 or self.excess[end] >= 0:
                continue
            steps = self.steps(path)
            rows = {row for row, _, _ in steps if row >= 0}
            if rows & touched or not self.open(steps):
                continue
            touched |= rows
            for row, give, take in steps:
                self.apply(row, give, take)
                if row >= 0:
                    stale.update(np.flatnonzero(self.chosen[row]).tolist(), (give,))
            self.excess[path[0]] -= 1
            self.excess[end] += 1
        self.refresh(sorted(stale))

    def steps(self, path: list[int]) -> list[tuple[int, int, int]]:
        """The swaps of a path; two in one application become one, which costs no more."""
        steps: list[tuple[int, int, int]] = []
        for give, take in pairwise(path):
            row = int(self.by[give, take]) if give != self.free and take != self.free else -1
            before = next((place for place, step in enumerate(steps) if 0 <= row == step[0]), len(steps))
            first = steps[before][1] if before < len(steps) else give
            steps[before:] = [(row, first, take)]
        return steps

    def open(self, steps: list[tuple[int, int, int]]) -> bool:
        """Whether time not used is still to be had, which an earlier path may have taken."""
        return all(
            row >= 0
            or (take == self.free and self.used[give] < self.most[give])
            or (give == self.free and self.used[take] > self.least[take])
            for row, give, take in steps
        )

    def apply(self, row: int, give: int, take: int) -> None:
        if row >= 0:
            self.chosen[row, give], self.chosen[row, take] = False, True
            self.others[row, give], self.others[row, take] = self.values[row, give], -np.inf
        elif take == self.free:
            self.used[give] += 1
        else:
            self.used[take] -= 1
