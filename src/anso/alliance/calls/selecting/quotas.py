"""What a selection obeys: candidates with their facts, and quotas on those who are chosen among them.

A quota bounds a number of people, the sum of a fact (money), or either as a share of another sum. Whom it counts is
said by tests on facts, all of which must hold. Facts are text; what is compared or summed must read as a number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem

__all__ = [
    "Candidates",
    "Floats",
    "Mask",
    "Operator",
    "Quota",
    "Test",
    "count_of",
    "each_by_itself",
    "where_of",
]

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Operator = Literal["in", "not in", "<", "<=", ">", ">="]


@dataclass(frozen=True)
class Candidates:
    """Who may be chosen: `scores[i]` and `facts[name][i]` belong to `ids[i]`."""

    ids: tuple[str, ...]
    scores: Floats
    facts: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Test:
    """One test of a fact: one of these values (`in`), none of them (`not in`), or a number compared with the one given."""

    __test__ = False

    fact: str
    operator: Operator
    values: tuple[str, ...]

    def __str__(self) -> str:
        if self.operator in ("in", "not in") and len(self.values) == 1:
            return f"{self.fact}{'=' if self.operator == 'in' else '!='}{self.values[0]}"
        if self.operator in ("in", "not in"):
            return f"{self.fact} {self.operator} {{{', '.join(self.values)}}}"
        return f"{self.fact}{self.operator}{self.values[0]}"


@dataclass(frozen=True)
class Quota:
    """Bounds on those who are chosen among whom `where` says; without tests, all count.

    With `each` the bounds hold for each value of that fact by itself, as a cap per country. With `share` the bounds
    are parts of the same sum over whom `share_where` says: of all who are chosen if it holds no tests.
    """

    name: str
    where: tuple[Test, ...] = ()
    least: float | None = None
    most: float | None = None
    each: str = ""
    sum_of: str = ""
    share: bool = False
    share_where: tuple[Test, ...] = ()

    @property
    def whom(self) -> str:
        return where_of(self.where)


def where_of(tests: Sequence[Test]) -> str:
    return " & ".join(map(str, tests)) or "all"


def count_of(candidates: Candidates, quota: Quota, *, share: bool = False) -> Floats:
    """How much each candidate adds to what the quota counts; with `share`, to what it is a share of."""
    counted = np.ones(len(candidates.ids), dtype=bool)
    for test in quota.share_where if share else quota.where:
        counted &= passed(candidates, test, quota.name)
    if not quota.sum_of:
        return counted.astype(float)
    return np.where(counted, numbers(candidates, quota.sum_of, counted, quota.name), 0.0)


def passed(candidates: Candidates, test: Test, name: str) -> Mask:
    values = fact(candidates, test.fact, name)
    if test.operator in ("in", "not in"):
        there = np.isin(values, np.asarray(test.values, dtype=str))
        return there if test.operator == "in" else ~there
    try:
        bound = float(test.values[0])
    except ValueError:
        raise InvalidInputError(
            [Problem(f"quota {name}", f"{test}: {test.values[0]!r} is no number to compare with")]
        ) from None
    given = numbers(candidates, test.fact, np.ones(len(values), dtype=bool), name)
    compare = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}[test.operator]
    found: Mask = compare(given, bound)
    return found


def fact(candidates: Candidates, name: str, quota: str) -> NDArray[np.str_]:
    if name not in candidates.facts:
        known = ", ".join(sorted(candidates.facts)) or "none"
        raise InvalidInputError(
            [Problem(f"quota {quota}", f"candidates have no column {name}; they have {known}")]
        )
    return np.asarray(candidates.facts[name], dtype=str)


def numbers(candidates: Candidates, name: str, wanted: Mask, quota: str) -> Floats:
    """A fact as numbers where it is wanted; nought elsewhere."""
    values = fact(candidates, name, quota)
    found = np.zeros(len(values))
    problems = []
    for row in np.flatnonzero(wanted):
        try:
            found[row] = float(values[row])
        except ValueError:
            found[row] = np.nan
        if not np.isfinite(found[row]):
            problems.append(
                Problem(
                    f"application {candidates.ids[row]}, column {name}",
                    f"{str(values[row])!r} is no number, which quota {quota} needs; give one",
                )
            )
    if problems:
        raise InvalidInputError(problems[:20])
    return found


def each_by_itself(quotas: Sequence[Quota], candidates: Candidates) -> tuple[Quota, ...]:
    """Quotas on each value of a fact, made one quota a value; empty values count nowhere."""
    plain: list[Quota] = []
    for quota in quotas:
        if not quota.each:
            plain.append(quota)
            continue
        for value in sorted(set(map(str, fact(candidates, quota.each, quota.name))) - {""}):
            test = Test(quota.each, "in", (value,))
            plain.append(replace(quota, name=f"{quota.name}: {value}", where=(*quota.where, test), each=""))
    return tuple(plain)
