"""The linear relaxation of an assignment with rules, over the few pairs and rules that matter.

It begins with each application's likely pairs and no rule, solves, adds the rules that are broken and the pairs
whose reduced cost says that they would help, and solves again from there (column and row generation; Desaulniers,
Desrosiers, Solomon, Column Generation, 2005). When nothing is to be added, the optimum is that of all pairs and all
rules. In come a problem, its rules and its best flow; out go the bound and every pair's reduced cost.
"""

from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from anso.alliance.calls.assigning.flow import Flow, spread
from anso.alliance.calls.assigning.problem import Floats, Mask, Problem, Whole
from anso.alliance.calls.assigning.program.rules import FLOOR, Row, Rules
from anso.alliance.calls.assigning.program.solver import quiet

__all__ = ["Relaxation", "Relaxed"]

LIKELY = 10
"""Pairs an application begins with, beyond those it needs."""
AT_ONCE = 30_000
"""So many pairs are added in a round at most, those that help most first."""
TINY = 1e-9


@dataclass(frozen=True)
class Relaxed:
    share: Floats
    bound: float
    """No whole assignment that keeps the rules has a larger total."""
    reduced: Floats
    """What each pair would add to the bound if one more of it were to be had."""
    broken: float
    """By how much the rules cannot be kept, however the pairs are shared; 0 where they can."""
    slope: float = 0.0
    """By how much more they could not be kept if the floor rose by one."""


class Relaxation:
    """A linear program that grows by pairs and rules, and is solved from where it stood."""

    def __init__(self, problem: Problem, flow: Flow, *, kept: Mask | None = None, limit: float = 1.0) -> None:
        import highspy

        self.problem, self.limit = problem, limit
        self.held = kept.sum(1) if kept is not None else np.zeros(problem.shape[0], dtype=np.int64)
        self.values = problem.scores
        self.inside = np.zeros(problem.shape, dtype=bool)
        self.rows: list[Row] = []
        self.solver = quiet(highspy)
        self.optimal = highspy.HighsModelStatus.kOptimal
        self.until = np.inf
        """When to give up; a solution that is not reached by then is a TimeoutError."""
        self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        rows, columns = problem.shape
        lowest = np.concatenate([problem.reviews, problem.least]).astype(float)
        highest = np.concatenate([problem.reviews, problem.most]).astype(float)
        nothing = np.array([], dtype=np.int32)
        self.solver.addRows(
            rows + columns,
            lowest,
            highest,
            0,
            np.zeros(rows + columns, dtype=np.int32),
            nothing,
            nothing.astype(float),
        )
        self.pairs = np.empty((0, 2), dtype=np.int64)
        self.places: list[int] = []
        """The solver's column of each pair."""
        self.slack: list[int] = []
        self.breaches: list[str] = []
        """What each slack would breach."""
        self.penalty = 1e3 * max(1.0, float(np.abs(self.values).max(initial=0.0)))
        self.add_slack(
            np.concatenate([np.arange(rows + columns), rows + np.flatnonzero(problem.least)]), rows, columns
        )
        worth = np.where(problem.allowed, self.values - flow.prices, -np.inf) + spread(problem)
        width = min(columns, int(problem.reviews.max(initial=0) / limit) + LIKELY)
        likely = np.zeros(problem.shape, dtype=bool)
        likely[np.arange(rows)[:, None], np.argpartition(-worth, width - 1, axis=1)[:, :width]] = True
        self.add_pairs((likely | flow.chosen) & problem.allowed)

    def add_slack(self, at: Whole, rows: int, columns: int) -> None:
        """Reviews that nobody gives, loads above the most, loads below the least: at a price nothing else would pay."""
        names = [*self.problem.applications, *self.problem.reviewers]
        said = (
            ["lower the reviews of {}"] * rows
            + ["raise the load of {}"] * columns
            + ["lower the least load of {}"] * len(at)
        )
        self.breaches += [text.format(names[place]) for place, text in zip(at.tolist(), said, strict=False)]
        over = np.where((at >= rows) & (np.arange(len(at)) < rows + columns), -1.0, 1.0)
        count = len(at)
        self.slack += range(self.solver.getNumCol(), self.solver.getNumCol() + count)
        self.solver.addCols(
            count,
            np.full(count, -self.penalty),
            np.zeros(count),
            np.full(count, np.inf),
            count,
            np.arange(count, dtype=np.int32),
            at.astype(np.int32),
            over,
        )

    def add_pairs(self, mask: Mask) -> None:
        rows, columns = self.problem.shape
        fresh = np.argwhere(mask & ~self.inside)
        if not len(fresh):
            return
        self.inside |= mask
        application, reviewer = fresh[:, 0], fresh[:, 1]
        by_application: dict[int, list[int]] = {}
        for number, row in enumerate(self.rows):
            by_application.setdefault(row.application, []).append(number)
        begin: list[int] = []
        index: list[int] = []
        value: list[float] = []
        for one, two in fresh.tolist():
            begin.append(len(index))
            index += [one, rows + two]
            value += [1.0, 1.0]
            for number in by_application.get(one, ()):
                weight = self.rows[number].weights[two] / self.rows[number].scale
                if weight:
                    index.append(rows + columns + number)
                    value.append(float(weight))
        count = len(fresh)
        first = self.solver.getNumCol()
        self.solver.addCols(
            count,
            self.values[application, reviewer],
            np.zeros(count),
            np.full(count, self.limit),
            len(index),
            np.array(begin, dtype=np.int32),
            np.array(index, dtype=np.int32),
            np.array(value),
        )
        self.places += range(first, first + count)
        self.pairs = np.concatenate([self.pairs, fresh])

    def add_rows(self, fresh: list[Row]) -> None:
        """Rules, each with a slack of its own at a price that nothing else would pay."""
        places = np.array(self.places)
        for row in fresh:
            mine = np.flatnonzero(self.pairs[:, 0] == row.application)
            weights = row.weights[self.pairs[mine, 1]] / row.scale
            used = weights != 0
            self.solver.addRow(
                row.lowest / row.scale,
                row.highest / row.scale,
                int(used.sum()),
                places[mine[used]].astype(np.int32),
                weights[used],
            )
            at = np.array([self.solver.getNumRow() - 1], dtype=np.int32)
            sign = 1.0 if np.isfinite(row.lowest) and row.lowest > -np.inf else -1.0
            self.slack.append(self.solver.getNumCol())
            self.breaches.append(f"relax the rule on {row.name}")
            self.solver.addCol(-self.penalty, 0.0, np.inf, 1, at, np.array([sign]))
        self.rows += fresh

    def missing(self, rules: Rules, share: Floats) -> list[Row]:
        """The rules that this breaks and that are not in the program yet."""
        known = {(row.application, row.name) for row in self.rows}
        return [row for row in rules.broken(share) if (row.application, row.name) not in known]

    def retarget(self, rules: Rules) -> None:
        """Move the floors that are in the program to those of these rules."""
        rows, columns = self.problem.shape
        floors = rules.floors
        for number, row in enumerate(self.rows):
            if row.name == FLOOR:
                self.rows[number] = replace(row, lowest=float(floors[row.application]))
                at = rows + columns + number
                self.solver.changeRowBounds(at, self.rows[number].lowest / row.scale, np.inf)

    def solve(self, rules: Rules | None = None) -> Relaxed:
        """The optimum over all pairs and rules; what cannot be kept is told apart by a second objective."""
        found = self._settled(rules, feasibility=False)
        if found.broken > 1e-7:
            least = self.least_broken(rules)
            if least.broken > 1e-7:
                return replace(found, broken=least.broken, slope=least.slope)
            found = self._settled(rules, feasibility=False)
        return replace(found, broken=0.0)

    def least_broken(self, rules: Rules | None) -> Relaxed:
        """How little shared pairs can break the rules, whatever the total."""
        self.aim(feasibility=True)
        try:
            return self._settled(rules, feasibility=True)
        finally:
            self.aim(feasibility=False)

    def aim(self, *, feasibility: bool) -> None:
        """Ask for the largest total, or for the smallest sum of what is broken."""
        costs = np.zeros(self.solver.getNumCol())
        if not feasibility:
            costs[self.places] = self.values[self.pairs[:, 0], self.pairs[:, 1]]
        costs[self.slack] = -1.0 if feasibility else -self.penalty
        self.solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)

    def _settled(self, rules: Rules | None, *, feasibility: bool) -> Relaxed:
        while True:
            found = self._once(feasibility=feasibility)
            fresh = self.missing(rules, found.share) if rules is not None else []
            helpful = np.where(self.problem.allowed & ~self.inside, found.reduced, -np.inf)
            better = helpful > TINY
            if better.sum() > AT_ONCE:
                better &= helpful >= np.partition(helpful.ravel(), -AT_ONCE)[-AT_ONCE]
            if not fresh and not better.any():
                return found
            self.add_rows(fresh)
            self.add_pairs(better)
            if feasibility:
                self.aim(feasibility=True)

    def _once(self, *, feasibility: bool) -> Relaxed:
        left = self.until - monotonic()
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + max(left, 0.0))
        self.solver.run()
        if self.solver.getModelStatus() != self.optimal:
            raise TimeoutError
        solution = self.solver.getSolution()
        values, duals = np.array(solution.col_value), np.array(solution.row_dual)
        rows, columns = self.problem.shape
        share = np.zeros(self.problem.shape)
        share[self.pairs[:, 0], self.pairs[:, 1]] = values[self.places]
        reduced = -duals[:rows, None] - duals[rows : rows + columns] + (0.0 if feasibility else self.values)
        for row, dual in zip(self.rows, duals[rows + columns :].tolist(), strict=True):
            reduced[row.application] -= dual * row.weights / row.scale
        bound = float(self.solver.getInfo().objective_function_value)
        slope = 0.0
        if feasibility:
            wanted = self.problem.reviews + self.held
            slope = -sum(
                dual * float(wanted[row.application]) / row.scale
                for row, dual in zip(self.rows, duals[rows + columns :].tolist(), strict=True)
                if row.name == FLOOR
            )
        broken = float(values[self.slack].sum()) if self.slack else 0.0
        return Relaxed(share, bound, reduced, broken, abs(slope))
