"""The static model: the inoperability that lasts while a disturbance lasts.

Demand-driven (Haimes & Jiang 2001, J. Infrastructure Systems 7:1; Santos & Haimes 2004, Risk Analysis 24:1437):
    q = A* q + c*,  A* = diag(x)^-1 A diag(x),  c* = the final demand that is lost, as a share of output.
Supply-driven (Leung, Haimes & Santos 2007, J. Infrastructure Systems 13:299; Xu and others 2011, Economic Systems
Research 23:423), from the allocation model of Ghosh:
    q = A' q + z*,  A' = A transposed,  z* = the value added that is lost, as a share of output.
With A* = diag(x)^-1 A diag(x), the inverse of (I - A) serves both: it is factored once, then every shock is two
triangular solves. In: a table and shocks (sectors, or sectors x shocks). Out: inoperability of the same shape.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anso.services.epidemics.economy.tables.table import Table

__all__ = ["Bounded", "Factored", "bounded", "factor"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Factored:
    """A table whose (I - A) has been factored; sectors that make nothing take no part."""

    table: Table
    active: NDArray[np.int64]
    factors: Any

    def demand_driven(self, lost: ArrayLike) -> Numbers:
        """Inoperability from final demand that is lost, each as a share of its sector's output."""
        output = self.table.output[self.active]
        shock = _columns(lost)[self.active] * output[:, None]
        return self._whole(self._solve(shock, transposed=False) / output[:, None], lost)

    def supply_driven(self, lost: ArrayLike) -> Numbers:
        """Inoperability from value added (labour, capital) that is lost, as a share of its sector's output."""
        return self._whole(self._solve(_columns(lost)[self.active], transposed=True), lost)

    def _solve(self, right: Numbers, *, transposed: bool) -> Numbers:
        from scipy.linalg import lu_solve

        return np.asarray(lu_solve(self.factors, right, trans=int(transposed), check_finite=False))

    def _whole(self, values: Numbers, like: ArrayLike) -> Numbers:
        result = np.zeros((self.table.size, values.shape[1]))
        result[self.active] = values
        return result.reshape(np.shape(like))


@dataclass(frozen=True)
class Bounded:
    """Inoperability that no sector exceeds, and what had to be cut off for that."""

    inoperability: Numbers
    sectors: int
    """How many values were above 1 or below 0."""
    largest: float
    """The furthest any of them was outside."""


def factor(table: Table) -> Factored:
    from scipy.linalg import lu_factor

    active = np.flatnonzero(table.output > 0)
    coefficients = table.flows[np.ix_(active, active)] / table.output[active]
    return Factored(
        table, active, lu_factor(np.eye(len(active)) - coefficients, overwrite_a=True, check_finite=False)
    )


def bounded(inoperability: ArrayLike) -> Bounded:
    """The linear model knows no bounds; a sector cannot lose more than it makes."""
    values = np.asarray(inoperability, dtype=float)
    kept = np.clip(values, 0.0, 1.0)
    outside = np.abs(values - kept)
    return Bounded(kept, int((outside > 0).sum()), float(outside.max(initial=0.0)))


def _columns(values: ArrayLike) -> Numbers:
    array = np.asarray(values, dtype=float)
    return array[:, None] if array.ndim == 1 else array
