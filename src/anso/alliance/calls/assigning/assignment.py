"""Who reviews what: the pairs, and what they are worth.

In come a `Problem` and chosen pairs; out goes a frozen `Assignment`, its sums taken anew from the scores.
"""

from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from anso.alliance.calls.assigning.problem import Floats, Mask, Problem, Whole

__all__ = ["Assignment", "Status"]

Status = Literal["optimal", "within the gap", "drawn"]
"""Proven best; best found with a bound on what is missed; drawn at random from the best probabilities."""


@dataclass(frozen=True)
class Assignment:
    """The pairs of an assignment, by the problem's rows and columns, in their order."""

    problem: Problem
    pairs: NDArray[np.int64]
    """One row a pair: the application's place and the reviewer's, sorted."""
    status: Status = "optimal"
    gap: float = 0.0
    """How much more the objective could reach at most, in points (of the fairest, points a review)."""
    total_gap: float = 0.0
    """Of the fairest, how much larger its total could be at most, with the same worst-off."""
    objective: Literal["total", "worst-off", "expected total"] = "total"
    expected: float | None = None
    """Of a drawn assignment, the total it has on average."""
    chances: Floats | None = None
    """Of a drawn assignment, the probability that each of its pairs had."""
    bound: float | None = None
    """A proven upper bound of the objective."""

    @classmethod
    def of(cls, problem: Problem, chosen: Mask, **fields: object) -> Self:
        return cls(problem, np.argwhere(chosen).astype(np.int64), **fields)  # type: ignore[arg-type]

    @property
    def chosen(self) -> Mask:
        mask = np.zeros(self.problem.shape, dtype=bool)
        mask[self.pairs[:, 0], self.pairs[:, 1]] = True
        return mask

    @property
    def scores(self) -> Floats:
        """The score of each pair."""
        return self.problem.scores[self.pairs[:, 0], self.pairs[:, 1]]

    @property
    def total(self) -> float:
        return float(self.scores.sum())

    @property
    def sums(self) -> Floats:
        """What each application's reviewers are worth to it."""
        rows = self.problem.shape[0]
        return np.bincount(self.pairs[:, 0], weights=self.scores, minlength=rows).astype(np.float64)

    @property
    def means(self) -> Floats:
        """The same by review, comparable where applications get unequal numbers; empty where it gets none."""
        wanted = self.problem.reviews
        means: Floats = np.divide(self.sums, wanted, out=np.full(len(wanted), np.nan), where=wanted > 0)
        return means

    @property
    def worst(self) -> int | None:
        """The place of the worst-off application: the least mean score of its reviewers."""
        means = self.means
        return None if np.isnan(means).all() else int(np.nanargmin(means))

    @property
    def worst_score(self) -> float:
        """The worst-off application's sum of scores."""
        return float("nan") if self.worst is None else float(self.sums[self.worst])

    @property
    def loads(self) -> Whole:
        return np.bincount(self.pairs[:, 1], minlength=self.problem.shape[1])

    @property
    def by_name(self) -> list[tuple[str, str, float]]:
        """Application, reviewer and score of each pair."""
        ids, names = self.problem.applications, self.problem.reviewers
        return [
            (ids[row], names[column], score)
            for (row, column), score in zip(self.pairs.tolist(), self.scores.tolist(), strict=True)
        ]
