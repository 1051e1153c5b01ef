"""Quotas from a file, one row each: whom it counts, and at least, at most or exactly how many.

Whom is said by a condition (`where`), by a column and its value, or by cells in columns that are called as the
candidates' are; all that a row gives must hold. Bounds are numbers of people, amounts of `sum_of`, or shares: written
as 40%, as a fraction, or with `share_of`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from anso.alliance.calls.assigning.reading.table import place
from anso.alliance.calls.selecting.problem import PLACES
from anso.alliance.calls.selecting.quotas import Candidates, Quota, Test
from anso.alliance.calls.selecting.reading.bounds import BOUNDS, bounds
from anso.alliance.calls.selecting.reading.conditions import (
    EACH,
    EVERYBODY,
    condition_of,
    has_test,
    meant,
    values_of,
)
from anso.alliance.calls.selecting.reading.headers import Headers, headers_of
from anso.alliance.calls.selecting.reading.ranked import whole_table
from anso.errors import InvalidInputError, Problem

__all__ = ["Read", "read_quotas"]

ALL_SHARE = (*EVERYBODY, "selected", "chosen", "1", "yes", "true")


@dataclass(frozen=True)
class Read:
    """The quotas, and what their giver should know of how they were read."""

    quotas: tuple[Quota, ...]
    notes: tuple[str, ...]


def read_quotas(path: Path, candidates: Candidates) -> Read:
    table = whole_table(path)
    headers = headers_of(table, candidates.facts)
    if not set(BOUNDS) & set(headers.parts):
        raise InvalidInputError(
            [
                Problem(
                    str(path),
                    f"has no column min or max; its first line names {', '.join(table.cells.columns)}",
                )
            ]
        )
    notes = [f"{path}: the columns {', '.join(headers.unknown)} are not used."] if headers.unknown else []
    found: list[Quota] = []
    problems: list[Problem] = []
    names: set[str] = {PLACES}
    for number, row in enumerate(table.cells.iter_rows(named=True)):
        try:
            quota = quota_of(row, headers, candidates.facts, place(table, number), found)
        except InvalidInputError as error:
            problems += error.problems
            continue
        if quota.name in names and quota.where and quota.whom not in quota.name:
            quota = replace(quota, name=f"{quota.name}: {quota.whom}")
        if quota.name in names:
            quota = replace(quota, name=f"{quota.name} (row {number + 1})")
        names.add(quota.name)
        found.append(quota)
        notes += unmatched(quota, candidates.facts)
    if problems:
        raise InvalidInputError(problems)
    return Read(tuple(found), tuple(notes))


def quota_of(
    row: Mapping[str, str],
    headers: Headers,
    facts: Mapping[str, Sequence[str]],
    where: str,
    before: Sequence[Quota],
) -> Quota:
    """One row; quotas before it may be named as what it is a share of."""
    tests, each, sum_of = whom(row, headers, facts, where)
    least, most, share = bounds(row, headers, where)
    if least is None and most is None:
        raise InvalidInputError([Problem(where, "it bounds nothing; give min, max or both")])
    base: tuple[Test, ...] = ()
    text = headers.cell(row, "share_of")
    if text and text.casefold() not in ("0", "no", "false"):
        share = True
        named = next((quota for quota in before if quota.name == text), None)
        if named is not None:
            base = named.where
        elif text.casefold() not in ALL_SHARE:
            base, _ = condition_of(text, where, facts)
    if not share and not sum_of and any(bound is not None and 0 < bound < 1 for bound in (least, most)):
        share = True
    quota = Quota(headers.cell(row, "name"), tests, least, most, each, sum_of, share, base)
    if quota.name:
        return quota
    counted = f"{quota.whom}, by {each}" if each else quota.whom
    return replace(
        quota, name=f"sum of {sum_of}" + (f", {counted}" if tests or each else "") if sum_of else counted
    )


def whom(
    row: Mapping[str, str], headers: Headers, facts: Mapping[str, Sequence[str]], where: str
) -> tuple[tuple[Test, ...], str, str]:
    """Tests, the fact each of whose values is meant, and the fact that is summed."""
    tests, each = condition_of(headers.cell(row, "where"), where, facts)
    sum_of = headers.cell(row, "sum_of").casefold()
    if sum_of in ("0", "no", "false"):
        sum_of = ""
    if sum_of and sum_of not in facts:
        raise InvalidInputError(
            [Problem(f"{where}, column {headers.parts['sum_of']}", f"candidates have no column {sum_of}")]
        )
    fact, value = headers.cell(row, "fact"), headers.cell(row, "value")
    pairs = [(name, row[name]) for name in headers.conditions if row[name]]
    if has_test(fact) and fact.casefold() not in facts:
        more, also = condition_of(fact, where, facts)
        tests, each = (*tests, *more), each or also
    elif fact.casefold() not in EVERYBODY or fact.casefold() in facts:
        name = fact.casefold()
        if name not in facts:
            raise InvalidInputError(
                [
                    Problem(
                        f"{where}, column {headers.parts['fact']}",
                        f"candidates have no column {fact}; they have {', '.join(facts)}",
                    )
                ]
            )
        if not value and numeric(facts[name]):
            sum_of = sum_of or name
        else:
            pairs.append((name, value or "*"))
    for name, text in pairs:
        if text.casefold() in EACH:
            each = name
        elif text.casefold() not in EVERYBODY or text in facts[name]:
            tests = (*tests, Test(name, "in", meant(values_of(text), facts[name])))
    return tests, each, sum_of


def numeric(values: Sequence[str]) -> bool:
    """Whether a fact is an amount: all numbers, and more than yes or no."""
    try:
        return len({float(value) for value in values}) > 2
    except ValueError:
        return False


def unmatched(quota: Quota, facts: Mapping[str, Sequence[str]]) -> list[str]:
    """Values that no candidate has, which may be slips of the pen."""
    return [
        f"Quota {quota.name}: no candidate has {test.fact}={value}."
        for test in quota.where
        if test.operator in ("in", "not in")
        for value in test.values
        if value not in set(facts[test.fact])
    ]
