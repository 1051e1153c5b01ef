"""The mixed-model equations of score = mean + application + reviewer + noise, solved exactly.

In come a design and the two ratios of standard deviations, application / noise and reviewer / noise; out goes a
`Solution`: every effect (best linear unbiased prediction), the joint covariance of all of them, and the restricted
likelihood of the ratios. Effects are scaled to unit variance (Bates et al. 2015, J. Stat. Softw. 67(1), section 3),
so that a ratio of nought needs no case of its own. The longer of the two sides has a diagonal block and is
eliminated; what is left to factor is dense and as small as the shorter side: 200 reviewers for 4,000 applications.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from anso.alliance.calls.calibrating.design import Design
from anso.alliance.calls.calibrating.result import Floats, Integers

__all__ = ["Solution", "solve"]


@dataclass(frozen=True)
class Solution:
    """The equations at one pair of ratios."""

    design: Design
    scale_many: float
    scale_few: float
    diagonal: Floats
    """Of the eliminated block."""
    factor: Floats
    """Lower Cholesky factor of what is left: the few, and last the mean."""
    left: Floats
    """The few's effects (of unit variance) and the mean, solved."""
    penalised_squares: float
    log_determinant: float

    @property
    def noise(self) -> float:
        """The variance of the noise by restricted maximum likelihood, given the ratios."""
        return self.penalised_squares / max(self.design.rows - 1, 1)

    @property
    def criterion(self) -> float:
        """-2 x the restricted log-likelihood, but for a constant (Bates et al. 2015, eq. 41)."""
        degrees = self.design.rows - 1
        return self.log_determinant + degrees * float(np.log(self.penalised_squares))

    @property
    def mean(self) -> float:
        return float(self.left[-1]) + self.design.centre

    @cached_property
    def few(self) -> Floats:
        return self.scale_few * self.left[:-1]

    @cached_property
    def many(self) -> Floats:
        design = self.design
        rest = design.total_many - design.shared @ self.few - design.weight_many * self.left[-1]
        many: Floats = self.scale_many**2 * rest / self.diagonal
        return many

    def coupling(self, rows: Integers) -> Floats:
        """For some of the many: their row of the coupling block over their diagonal."""
        design = self.design
        dense = np.empty((len(rows), len(self.left)))
        dense[:, :-1] = self.scale_few * design.shared[rows].toarray()
        dense[:, -1] = design.weight_many[rows]
        dense *= (self.scale_many / self.diagonal[rows])[:, None]
        return dense

    def variance(self, many: Integers | None, few: Integers | None, *, mean: bool) -> Floats:
        """Prediction error variance of sums of effects, over the noise's: row by row one of the many, of the few, or both."""
        from scipy.linalg import solve_triangular

        first = many if many is not None else few
        if first is None:
            raise ValueError("a sum of no effects has no rows")
        found = np.empty(len(first))
        for start in range(0, len(first), BLOCK):
            part = slice(start, start + BLOCK)
            length = len(first[part])
            reached = np.zeros((length, len(self.left)))
            if mean:
                reached[:, -1] = 1
            if few is not None:
                reached[np.arange(length), few[part]] += self.scale_few
            own = np.zeros(length)
            if many is not None:
                reached -= self.scale_many * self.coupling(many[part])
                own = self.scale_many**2 / self.diagonal[many[part]]
            found[part] = own + (solve_triangular(self.factor, reached.T, lower=True) ** 2).sum(axis=0)
        return found

    def draws(self, count: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Joint draws from the posterior: the many's effects (draw by effect) and the few's, both with the mean added."""
        from scipy.linalg import solve_triangular

        design, noise_sd = self.design, np.sqrt(self.noise)
        left = self.left[:, None] + noise_sd * solve_triangular(
            self.factor, rng.standard_normal((len(self.left), count)), lower=True, trans="T"
        )
        few, mean = self.scale_few * left[:-1], left[-1]
        rest = design.total_many[:, None] - design.shared @ few - design.weight_many[:, None] * mean
        many = (self.scale_many**2 / self.diagonal)[:, None] * rest
        many += (self.scale_many * noise_sd / np.sqrt(self.diagonal))[:, None] * rng.standard_normal(
            many.shape
        )
        return (many + mean).T + design.centre, (few + mean).T + design.centre


BLOCK = 2048
"""Rows of a dense block at once, so that memory stays small however many scores there are."""


def solve(design: Design, application: float, reviewer: float) -> Solution:
    """Solve at these ratios of standard deviations: application / noise and reviewer / noise."""
    from scipy.linalg import cholesky, solve_triangular

    scale_many, scale_few = (
        (application, reviewer) if design.applications_are_many else (reviewer, application)
    )
    diagonal = 1 + scale_many**2 * design.weight_many
    share = scale_many**2 / diagonal
    size = len(design.weight_few)
    across = design.shared.T @ (share * design.weight_many)
    matrix = np.empty((size + 1, size + 1))
    # The few's own block first, then the row of the mean: sums of weights less what the many explain.
    matrix[:size, :size] = (
        -(scale_few**2) * (design.shared.T @ (design.shared.multiply(share[:, None]))).toarray()
    )
    matrix[np.arange(size), np.arange(size)] += 1 + scale_few**2 * design.weight_few
    matrix[:size, size] = matrix[size, :size] = scale_few * (design.weight_few - across)
    matrix[size, size] = design.weight - share @ design.weight_many**2
    right = np.append(
        scale_few * (design.total_few - design.shared.T @ (share * design.total_many)),
        design.total_many.sum() - share @ (design.weight_many * design.total_many),
    )
    factor = cholesky(matrix, lower=True)
    half = solve_triangular(factor, right, lower=True)
    squares = design.squares - share @ design.total_many**2 - half @ half
    return Solution(
        design=design,
        scale_many=scale_many,
        scale_few=scale_few,
        diagonal=diagonal,
        factor=factor,
        left=solve_triangular(factor, half, lower=True, trans="T"),
        penalised_squares=max(
            float(squares), np.finfo(float).eps * max(design.squares, np.finfo(float).tiny)
        ),
        log_determinant=float(np.log(diagonal).sum() + 2 * np.log(np.diag(factor)).sum()),
    )
