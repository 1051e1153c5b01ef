"""What must hold of the reviewers of one application together, as rows of a linear program.

In come a problem, a floor under what each application is worth, and an assignment (whole or fractional); out go the
rows that it breaks. Of thousands of rules few are ever broken, so that only these enter the program.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from anso.alliance.calls.assigning.problem import Floats, Mask, Problem, Whole

__all__ = ["FLOOR", "Row", "Rules"]

FLOOR = "floor"
EPSILON = 1e-9


@dataclass(frozen=True)
class Row:
    """lowest <= sum of weights over an application's reviewers <= highest."""

    application: int
    weights: Floats
    lowest: float
    highest: float
    scale: float = 1.0
    name: str = ""


@dataclass(frozen=True)
class Rules:
    """The panels of a problem, and the least that each application's reviewers must be worth."""

    problem: Problem
    kept: Mask
    """Pairs that stay: they count in panels and in what an application is worth."""
    floor: float | None = None
    """The least mean score of an application's reviewers."""

    @property
    def scores(self) -> Floats:
        return self.problem.scores

    @cached_property
    def wanted(self) -> Whole:
        """How many reviewers each application gets, kept ones among them."""
        wanted: Whole = self.problem.reviews + self.kept.sum(1)
        return wanted

    @cached_property
    def held(self) -> Floats:
        """What the kept pairs are worth to each application."""
        held: Floats = np.where(self.kept, self.scores, 0.0).sum(1)
        return held

    @property
    def floors(self) -> Floats:
        """What the free pairs of each application must be worth at least."""
        if self.floor is None:
            return np.full(len(self.wanted), -np.inf)
        # An application that gets none, or whose reviewers are all kept, has nothing left to decide.
        return np.where(self.problem.reviews > 0, self.floor * self.wanted - self.held, -np.inf)

    def broken(self, share: Floats) -> list[Row]:
        """The rows that this assignment breaks."""
        floors = self.floors
        worth = (self.scores * share).sum(1)
        scale = max(1.0, float(np.abs(self.scores).max(initial=0.0)))
        rows = [
            Row(place, self.scores[place], float(floors[place]), np.inf, scale, FLOOR)
            for place in np.flatnonzero(worth < floors - EPSILON * scale).tolist()
        ]
        for panel in self.problem.panels:
            there = (panel.members & self.kept).sum(1)
            count = (panel.members * share).sum(1) + there
            highest = np.inf if panel.at_most is None else panel.at_most
            asked = np.where(self.wanted > 0, panel.at_least, 0)
            wrong = (count > highest + EPSILON) | (count < asked - EPSILON)
            rows += [
                Row(
                    place,
                    panel.members[place].astype(float),
                    float(asked[place] - there[place]),
                    float(highest - there[place]),
                    1.0,
                    f"{panel.name} for {self.problem.applications[place]}",
                )
                for place in np.flatnonzero(wrong).tolist()
            ]
        return rows

    def below(self, chosen: Mask) -> list[Row]:
        """Whole choices whose worth is under the floor by less than a solver sees: each is ruled out by itself."""
        worth = np.where(chosen, self.scores, 0.0).sum(1)
        scale = max(1.0, float(np.abs(self.scores).max(initial=0.0)))
        wrong = np.flatnonzero(worth < self.floors - EPSILON * scale)
        return [
            Row(place, chosen[place].astype(float), -np.inf, float(chosen[place].sum() - 1), 1.0, "choice")
            for place in wrong.tolist()
        ]
