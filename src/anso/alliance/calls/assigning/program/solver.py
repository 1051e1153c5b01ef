"""HiGHS as everything here uses it. Out goes a solver without a model."""

from typing import Any

__all__ = ["quiet"]


def quiet(highspy: Any) -> Any:
    """A solver that says nothing, uses one core and is as exact as it can be."""
    solver = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("primal_feasibility_tolerance", 1e-9),
        ("dual_feasibility_tolerance", 1e-9),
        ("mip_feasibility_tolerance", 1e-9),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 1e-9),
    ):
        solver.setOptionValue(option, value)
    return solver
