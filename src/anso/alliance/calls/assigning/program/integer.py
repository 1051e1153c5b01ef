"""From the relaxation to whole pairs: the best total that keeps the rules, exactly.

A pair whose reduced cost is larger than what whole pairs lose against the relaxation can be decided at once
(Nemhauser and Wolsey, Integer and Combinatorial Optimization, 1988, II.5.2): so only the doubtful pairs go to branch
and bound, and the answer proves afterwards that no other was needed. In come a problem, rules, prices and a time
limit; out go pairs with the bound, or whether there are none.
"""

from dataclasses import dataclass
from time import monotonic

import numpy as np

from anso.alliance.calls.assigning.problem import Floats, Mask, Problem
from anso.alliance.calls.assigning.program.relaxation import Relaxation, Relaxed
from anso.alliance.calls.assigning.program.rules import Row, Rules
from anso.alliance.calls.assigning.program.solver import quiet

__all__ = ["Found", "branch", "largest_with_rules"]

DOUBTFUL = (8_000, 40_000)
"""So many pairs are left open at first, and then."""


@dataclass(frozen=True)
class Found:
    chosen: Mask | None
    bound: float
    impossible: bool
    """Proven that no assignment keeps the rules."""


def largest_with_rules(
    problem: Problem, rules: Rules, relaxation: Relaxation, seconds: float, *, any_will_do: bool = False
) -> Found:
    """The largest total under the rules, or any total as soon as the rules are kept."""
    until = monotonic() + seconds
    relaxation.until = until
    try:
        relaxed = relaxation.solve(rules)
    except TimeoutError:
        return Found(None, np.inf, impossible=False)
    if relaxed.broken:
        return Found(None, -np.inf, impossible=True)
    whole = np.abs(relaxed.share - np.round(relaxed.share)).max(initial=0.0) < 1e-7
    if whole and not rules.below(relaxed.share > 0.5) and not relaxation_breaks(rules, relaxed):
        return Found(relaxed.share > 0.5, relaxed.bound, impossible=False)
    best: Found = Found(None, relaxed.bound, impossible=False)
    size = int(problem.allowed.sum())
    for open_pairs in sorted(
        {min(size, count) for count in (*DOUBTFUL, size if size <= 4 * DOUBTFUL[1] else 0)}
    ):
        if open_pairs == 0:
            continue
        margin = np.abs(relaxed.reduced[problem.allowed])
        width = float(np.partition(margin, open_pairs - 1)[open_pairs - 1]) if open_pairs < size else np.inf
        free = problem.allowed & (np.abs(relaxed.reduced) <= width)
        taken = problem.allowed & (relaxed.reduced > width)
        found = branch(
            problem, rules, relaxation.rows, free, taken, max(1.0, until - monotonic()), any_will_do
        )
        if found.chosen is not None:
            total = float(problem.scores[found.chosen].sum())
            # Whoever decides otherwise on a pair left out loses at least the width against the relaxation.
            bound = min(relaxed.bound, max(found.bound, relaxed.bound - width))
            best = Found(found.chosen, bound, impossible=False)
            if any_will_do or bound <= total + 1e-9 * max(1.0, abs(total)):
                return best
        elif found.impossible and open_pairs == size:
            return Found(None, -np.inf, impossible=True)
        if monotonic() > until:
            return best
    return best


def relaxation_breaks(rules: Rules, relaxed: Relaxed) -> bool:
    return bool(rules.broken((relaxed.share > 0.5).astype(float)))


def branch(
    problem: Problem,
    rules: Rules,
    rows: list[Row],
    free: Mask,
    taken: Mask,
    seconds: float,
    any_will_do: bool,
) -> Found:
    """Branch and bound on the free pairs; rules that the answer breaks enter, and it is asked again."""
    until = monotonic() + seconds
    rows = list(rows)
    while True:
        found = solved(problem, rows, free, taken, max(0.5, until - monotonic()), any_will_do)
        if found.chosen is None:
            return found
        fresh = rules.broken(found.chosen.astype(float))
        known = {(row.application, row.name) for row in rows}
        fresh = [row for row in fresh if (row.application, row.name) not in known] or rules.below(
            found.chosen
        )
        if not fresh:
            return found
        rows += fresh
        if monotonic() > until:
            return Found(None, found.bound, impossible=False)


def solved(
    problem: Problem, rows: list[Row], free: Mask, taken: Mask, seconds: float, any_will_do: bool
) -> Found:
    import highspy
    from scipy.sparse import csc_array

    many, columns = problem.shape
    pairs = np.argwhere(free)
    count = len(pairs)
    index = np.arange(count)
    entries = [(pairs[:, 0], index, np.ones(count)), (pairs[:, 1] + many, index, np.ones(count))]
    lowest = [problem.reviews - taken.sum(1), problem.least - taken.sum(0)]
    highest = [problem.reviews - taken.sum(1), problem.most - taken.sum(0)]
    begin = np.searchsorted(pairs[:, 0], np.arange(many + 1))
    for number, row in enumerate(rows):
        mine = np.arange(begin[row.application], begin[row.application + 1])
        entries.append(
            (np.full(len(mine), many + columns + number), mine, row.weights[pairs[mine, 1]] / row.scale)
        )
        already = float(row.weights[taken[row.application]].sum())
        lowest.append(np.array([(row.lowest - already) / row.scale]))
        highest.append(np.array([(row.highest - already) / row.scale]))
    at, where, value = (np.concatenate(list(part)) for part in zip(*entries, strict=True))
    matrix = csc_array((value, (at, where)), shape=(many + columns + len(rows), count))
    matrix.eliminate_zeros()
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, matrix.shape[0]
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = problem.scores[pairs[:, 0], pairs[:, 1]]
    model.col_lower_, model.col_upper_ = np.zeros(count), np.ones(count)
    model.row_lower_ = np.concatenate(lowest).astype(float)
    model.row_upper_ = np.concatenate(highest).astype(float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = matrix.indptr, matrix.indices
    model.a_matrix_.value_ = matrix.data
    model.integrality_ = [highspy.HighsVarType.kInteger] * count
    solver = quiet(highspy)
    solver.setOptionValue("time_limit", float(seconds))
    if any_will_do:
        solver.setOptionValue("mip_max_improving_sols", 1)
    solver.passModel(model)
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    held = float(problem.scores[taken].sum())
    if info.primal_solution_status != 2:
        return Found(
            None, held + info.mip_dual_bound, impossible=status == highspy.HighsModelStatus.kInfeasible
        )
    chosen = taken.copy()
    values: Floats = np.array(solver.getSolution().col_value)
    chosen[pairs[:, 0], pairs[:, 1]] = values > 0.5
    return Found(chosen, held + float(info.mip_dual_bound), impossible=False)
