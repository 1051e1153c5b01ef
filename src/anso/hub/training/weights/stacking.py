"""Quantile stacking: the mixture of models that would have had the least past weighted interval score.

For predictions P (cases x models), observations y, levels t and case weights c, the weights w solve

    minimise  sum_i c_i pinball_{t_i}(y_i - P_i w) + penalty * sum_i c_i * sum_j |w_j - prior_j|
    subject to  w >= 0,  sum_j w_j = 1,

a linear programme (Koenker and Bassett (1978), Econometrica 46(1), section 3, with weights on a simplex; the
absolute shrinkage keeps a model at its prior unless the past speaks clearly). It is solved by HiGHS in its
dual, which has as many rows as there are models, however many cases there are, and whose columns are the
cases themselves; the weights are the rows' multipliers.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from anso.errors import AnsoError, InvalidInputError, Problem

__all__ = ["stacked_weights"]

Floats = NDArray[np.float64]


def stacked_weights(
    predictions: Floats,
    observed: Floats,
    levels: Floats,
    *,
    importance: Floats | None = None,
    prior: Floats | None = None,
    penalty: float = 0.0,
) -> Floats:
    """The weights of the models; the prior (equal weights if none is given) where there is no case."""
    cases, models = predictions.shape
    centre = np.full(models, 1 / models) if prior is None else prior / prior.sum()
    each = np.ones(cases) if importance is None else importance
    refuse_unknown(predictions, observed)
    if models == 1 or not cases or not each.sum() > 0:
        return centre
    each = each / each.sum()
    # One size for all problems: tolerances of a solver are absolute.
    size = float(each @ np.abs(observed[:, None] - predictions).mean(axis=1)) or 1.0
    # On the simplex, P w - y = (P - y) w, which is small and well conditioned.
    weights = solved(
        (predictions - observed[:, None]) / size, each * levels, each * (1 - levels), centre, penalty
    )
    weights = np.maximum(weights, 0)
    return np.asarray(weights / weights.sum())


def refuse_unknown(predictions: Floats, observed: Floats) -> None:
    unknown = np.flatnonzero(~(np.isfinite(predictions).all(axis=1) & np.isfinite(observed)))
    if len(unknown):
        raise InvalidInputError(
            [
                Problem(
                    f"stacking, case {row + 1}",
                    "a prediction or the observation is not finite; leave the case out or fill it in",
                )
                for row in unknown[:20]
            ]
        )


def solved(excess: Floats, below: Floats, above: Floats, centre: Floats, penalty: float) -> Floats:
    """The weights that belong to the solution of the dual programme,

    maximise  sum_j centre_j z_j + m
    subject to  sum_i excess_ij u_i + z_j + m <= 0 for each model j,
    with u_i in [-above_i, below_i], z_j in [-penalty, penalty] and m free.
    """
    import highspy

    cases, models = excess.shape
    lp = highspy.HighsLp()
    lp.num_col_ = cases + models + 1
    lp.num_row_ = models
    lp.sense_ = highspy.ObjSense.kMinimize
    # HiGHS's multipliers of <= rows are at most zero when minimising, so that the weights are their negatives.
    lp.col_cost_ = np.concatenate([np.zeros(cases), -centre, [-1.0]])
    lp.col_lower_ = np.concatenate([-above, np.full(models, -penalty), [-highspy.kHighsInf]])
    lp.col_upper_ = np.concatenate([below, np.full(models, penalty), [highspy.kHighsInf]])
    lp.row_lower_ = np.full(models, -highspy.kHighsInf)
    lp.row_upper_ = np.zeros(models)
    every = np.arange(models)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.concatenate(
        [
            np.arange(cases) * models,
            cases * models + every,
            [cases * models + models, cases * models + 2 * models],
        ]
    ).astype(np.int32)
    lp.a_matrix_.index_ = np.concatenate([np.tile(every, cases), every, every]).astype(np.int32)
    lp.a_matrix_.value_ = np.concatenate([excess.ravel(), np.ones(2 * models)])
    solver = quiet(highspy)
    solver.passModel(lp)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise AnsoError(
            f"The stacking of {models} models over {cases} cases was not solved "
            f"({solver.modelStatusToString(solver.getModelStatus())}); look for values of absurd size."
        )
    return -np.asarray(solver.getSolution().row_dual)


def quiet(highspy: Any) -> Any:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    # One thread and one seed: the same cases give the same weights.
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    return solver
