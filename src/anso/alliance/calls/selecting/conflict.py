"""Why nothing obeys all quotas: a smallest set of them that conflict, and the smallest change that would do.

Candidates that every quota counts alike are one column with their number as its bound: whether something is possible
does not depend on scores. The conflict is irreducible: without any one of its quotas the rest of it can be met
(deletion filter; Chinneck & Dravnieks 1991, ORSA J. Comput. 3(2)); of two orders of deletion the smaller outcome is
told. The change is an elastic programme: the least sum of what bounds must yield, in people.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from anso.alliance.calls.selecting.problem import Programme, Selecting
from anso.alliance.calls.selecting.quotas import Floats, Mask, Quota, count_of
from anso.alliance.calls.selecting.relaxation import Relaxation, integer_maximum
from anso.alliance.calls.selecting.sentences import amount_of, quota_text
from anso.errors import AnsoError

__all__ = ["Conflict", "Eased", "ImpossibleError", "conflict_of", "eased_bounds"]


@dataclass(frozen=True)
class Eased:
    """A bound that yields: the quota, its side, and the value that it would need."""

    quota: Quota
    at_most: bool
    needed: float

    def __str__(self) -> str:
        bound = self.quota.most if self.at_most else self.quota.least
        side = "at most" if self.at_most else "at least"
        was = amount_of(self.quota, 0.0 if bound is None else bound)
        return f"{self.quota.name}: {side} {amount_of(self.quota, self.needed)} instead of {was}"


@dataclass(frozen=True)
class Conflict:
    """Quotas that cannot all be met, each with how many there are to meet it, and the least that must yield."""

    quotas: tuple[Quota, ...]
    eligible: tuple[float, ...]
    """For each: what it would count if everybody were chosen."""
    eased: tuple[Eased, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        told = [
            f"{quota_text(quota)}"
            + ("" if quota.share else f"; all candidates together: {amount_of(quota, there)}")
            for quota, there in zip(self.quotas, self.eligible, strict=True)
        ]
        first = (
            "No selection can meet this quota:"
            if len(told) == 1
            else f"No selection can meet these {len(told)} quotas at once, though it could without any one of them:"
        )
        return (
            first,
            *(f"  {line}" for line in told),
            "The smallest change that makes a selection possible:",
            *(f"  {one}" for one in self.eased),
        )


class ImpossibleError(AnsoError):
    """No selection obeys all quotas."""

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        super().__init__("\n".join(conflict.sentences))

    def __reduce__(self) -> tuple[type["ImpossibleError"], tuple[Conflict]]:
        return type(self), (self.conflict,)


def conflict_of(asked: Selecting, programme: Programme) -> Conflict:
    """Called when the programme has no solution."""
    alike = Alike.of(programme)
    numbers = np.arange(len(programme.quotas))
    found = min((alike.filtered(numbers), alike.filtered(numbers[::-1])), key=len)
    quotas = tuple(programme.quotas[number] for number in sorted(found))
    return Conflict(
        quotas=quotas,
        eligible=tuple(float(count_of(asked.candidates, quota).sum()) for quota in quotas),
        eased=eased_quotas(asked, programme),
    )


@dataclass(frozen=True)
class Alike:
    """Candidates by what the quotas count: one column each, and how many there are."""

    programme: Programme
    rows: Any
    number: Floats
    relaxation: Relaxation

    @classmethod
    def of(cls, programme: Programme) -> "Alike":
        from scipy.sparse import csr_array

        columns, number = np.unique(programme.dense.T, axis=0, return_counts=True)
        rows, most = csr_array(columns.T), number.astype(float)
        nothing = np.zeros(len(most))
        relaxation = Relaxation(nothing, rows, programme.lower, programme.upper, most)
        return cls(programme, rows, most, relaxation)

    def filtered(self, order: np.ndarray) -> list[int]:
        """What is left when each quota in turn is dropped, unless what remains could then be met."""
        kept = np.ones(len(self.programme.quotas), dtype=bool)
        for number in order:
            kept[number] = False
            if not self.impossible(kept):
                kept[number] = True
        return np.flatnonzero(kept).tolist()

    def impossible(self, kept: Mask) -> bool:
        held = kept[self.programme.quota_of]
        lower = np.where(held, self.programme.lower, -np.inf)
        upper = np.where(held, self.programme.upper, np.inf)
        relaxed = self.relaxation.solve(lower, upper)
        if relaxed is None:
            return True
        if np.abs(relaxed.x - np.rint(relaxed.x)).max(initial=0) < 1e-7:
            return False
        return integer_maximum(np.zeros(len(self.number)), self.rows, lower, upper, self.number) is None


def eased_bounds(
    programme: Programme, lower: Floats, upper: Floats, *, keep_most: bool = False
) -> tuple[Floats, Floats, Floats]:
    """How many of each column are chosen when bounds yield by the least sum, and the bounds that this needs.

    With `keep_most` only bounds from below, and shares, may yield.
    """
    from scipy.sparse import csr_array, diags_array, hstack

    columns, first, number = np.unique(programme.dense.T, axis=0, return_index=True, return_counts=True)
    shares = np.array([programme.quotas[quota].share for quota in programme.quota_of], dtype=bool)
    below = np.isfinite(lower)
    above = np.isfinite(upper) & (shares if keep_most else True)
    count, bounds = len(number), len(lower)
    rows = hstack([csr_array(columns.T), diags_array(below.astype(float)), diags_array(-above.astype(float))])
    answer = integer_maximum(
        np.concatenate([np.zeros(count), -np.ones(2 * bounds)]),
        rows,
        lower,
        upper,
        np.concatenate([number.astype(float), np.where(below, np.inf, 0.0), np.where(above, np.inf, 0.0)]),
        whole=np.arange(count + 2 * bounds) < count,
    )
    if answer is None:
        raise AnsoError(
            "Even with every bound eased nothing can be selected; look for bounds of absurd size."
        )
    weights = np.zeros(len(programme.order))
    weights[first] = answer[:count]
    activity = columns.T @ answer[:count]
    return weights, np.minimum(lower, activity), np.where(above, np.maximum(upper, activity), upper)


def eased_quotas(asked: Selecting, programme: Programme) -> tuple[Eased, ...]:
    """The bounds that must yield, each with the value that it would need."""
    weights, lower, upper = eased_bounds(programme, programme.lower, programme.upper)
    eased = []
    for row in np.flatnonzero((lower < programme.lower - 1e-7) | (upper > programme.upper + 1e-7)):
        quota = programme.quotas[programme.quota_of[row]]
        counted = float(count_of(asked.candidates, quota)[programme.order] @ weights)
        if quota.share:
            counted /= float(count_of(asked.candidates, quota, share=True)[programme.order] @ weights)
        eased.append(Eased(quota, bool(upper[row] > programme.upper[row] + 1e-7), counted))
    return tuple(eased)
