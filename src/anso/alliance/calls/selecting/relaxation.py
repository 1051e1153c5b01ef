"""The programme with parts of people allowed (its linear relaxation), solved again and again as bounds change.

HiGHS keeps the basis between solutions, so that dropping one quota of a hundred takes a few steps of the simplex
method and not a solution from the start.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from anso.alliance.calls.selecting.quotas import Floats, Mask
from anso.errors import AnsoError

__all__ = ["Relaxation", "Relaxed", "integer_maximum", "quiet_solver"]


@dataclass(frozen=True)
class Relaxed:
    """A solution in parts of people: no selection of whole ones has a larger value."""

    value: float
    x: Floats
    gains: Floats
    """Reduced costs: what the value changes when a candidate's part grows by one."""
    prices: Floats
    """What the value changes when a row's bound is eased by one."""


class Relaxation:
    """One linear programme, held by the solver."""

    def __init__(
        self, points: Floats, rows: Any, lower: Floats, upper: Floats, most: Floats | None = None
    ) -> None:
        self.lower, self.upper, self.empty = lower, upper, not len(points)
        self.solver = quiet_solver()
        ones = np.ones(len(points)) if most is None else most
        pass_programme(self.solver, points, rows, lower, upper, ones, np.zeros(len(points), dtype=bool))

    def solve(self, lower: Floats | None = None, upper: Floats | None = None) -> Relaxed | None:
        """At these bounds of rows (its own, if none are given); None when nothing obeys them all."""
        import highspy

        if self.empty:
            lower, upper = self.lower if lower is None else lower, self.upper if upper is None else upper
            return nobody(lower, upper)
        if len(self.lower):
            every = np.arange(len(self.lower), dtype=np.int32)
            self.solver.changeRowsBounds(
                len(every),
                every,
                self.lower if lower is None else lower,
                self.upper if upper is None else upper,
            )
        self.solver.run()
        status = self.solver.getModelStatus()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None
        refuse_unsolved(self.solver, status, highspy.HighsModelStatus.kOptimal)
        solution = self.solver.getSolution()
        return Relaxed(
            value=float(self.solver.getInfo().objective_function_value),
            x=np.asarray(solution.col_value),
            gains=np.asarray(solution.col_dual),
            prices=np.asarray(solution.row_dual),
        )


def nobody(lower: Floats, upper: Floats) -> Relaxed | None:
    """The solution where there are no candidates, which the solver refuses to look at."""
    if np.any(lower > TOLERANCE) or np.any(upper < -TOLERANCE):
        return None
    return Relaxed(0.0, np.zeros(0), np.zeros(0), np.zeros(len(lower)))


def integer_maximum(
    points: Floats,
    rows: Any,
    lower: Floats,
    upper: Floats,
    most: Floats,
    *,
    whole: Mask | None = None,
    nodes: int | None = None,
) -> Floats | None:
    """Numbers from 0 to `most` with the largest value, whole where `whole` says (everywhere, if it is not given).

    None when there are none. With a limit of nodes the best found so far is given, or None.
    """
    import highspy

    if not len(points):
        return None if nobody(lower, upper) is None else np.zeros(0)
    solver = quiet_solver()
    for option in ("mip_rel_gap", "mip_abs_gap"):
        solver.setOptionValue(option, 0.0)
    solver.setOptionValue("mip_feasibility_tolerance", TOLERANCE)
    # The core is small already: beginning again with fewer columns costs more than it saves.
    solver.setOptionValue("mip_allow_restart", False)
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
    whole = np.ones(len(points), dtype=bool) if whole is None else whole
    pass_programme(solver, points, rows, lower, upper, most, whole)
    solver.run()
    status = solver.getModelStatus()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return None
    if nodes is not None and status == highspy.HighsModelStatus.kSolutionLimit:
        if not np.isfinite(solver.getInfo().objective_function_value):
            return None
    else:
        refuse_unsolved(solver, status, highspy.HighsModelStatus.kOptimal)
    values = np.asarray(solver.getSolution().col_value)
    return np.where(whole, np.rint(values), values)


TOLERANCE = 1e-9
"""By which a bound may be passed, once its row is divided by its largest entry: rounding, and no person or cent."""


def quiet_solver() -> Any:
    import highspy

    highs: Any = highspy.Highs
    solver = highs()
    solver.setOptionValue("output_flag", False)
    # One thread and one seed: the same question has the same answer.
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    solver.setOptionValue("primal_feasibility_tolerance", TOLERANCE)
    solver.setOptionValue("dual_feasibility_tolerance", TOLERANCE)
    return solver


def pass_programme(
    solver: Any,
    points: Floats,
    rows: Any,
    lower: Floats,
    upper: Floats,
    most: Floats,
    whole: Mask,
) -> None:
    import highspy

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(points), len(lower)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = points, np.zeros(len(points)), most
    lp.row_lower_, lp.row_upper_ = lower, upper
    by_row = rows.tocsr()
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = by_row.indptr.astype(np.int32)
    lp.a_matrix_.index_ = by_row.indices.astype(np.int32)
    lp.a_matrix_.value_ = by_row.data.astype(float)
    if whole.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[one] for one in whole.tolist()]
    solver.passModel(lp)


def refuse_unsolved(solver: Any, status: Any, optimal: Any) -> None:
    if status != optimal:
        raise AnsoError(
            f"The selection was not solved ({solver.modelStatusToString(status)}); look for scores or amounts of absurd size."
        )
