"""What checks found, as plain records: for a terminal, a page, an API answer and a test alike.

A problem names file, rows and column, what is wrong and how to mend it. Rows are data rows as their giver
counts them: the first below a CSV file's header is row 1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import Any

import numpy as np

from anso.errors import Problem
from anso.release.forecast import SHOWN_ROWS

__all__ = ["Check", "Fault", "Outcome", "Report", "at_rows", "limited", "within"]

SHOWN_NAMES = 6
NAMED_ROWS = 5
"""Rows that a sentence names; a report's record holds up to SHOWN_ROWS of them."""


class Outcome(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    """Not asked of this file, or not to be answered because another check failed; the message says which."""
    BROKEN = "broken"
    """The check itself failed, which is a defect of ours."""


@dataclass(frozen=True)
class Fault(Problem):
    """A problem of a file, with its place in parts."""

    file: str = ""
    rows: tuple[int, ...] = ()
    more: int = 0
    """Further rows of which the same is true, beyond those that are listed."""
    column: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {
            "where": self.where,
            "message": self.message,
            "file": self.file,
            "rows": list(self.rows),
            "more_rows": self.more,
            "column": self.column,
        }


def at_rows(message: str, rows: Iterable[int] = (), *, file: str = "", column: str = "") -> Fault:
    """A problem at rows, which are counted from 0 here and told from 1."""
    numbers = np.asarray(rows if isinstance(rows, np.ndarray) else list(rows), dtype=np.int64)
    listed = tuple(int(row) + 1 for row in numbers[:SHOWN_ROWS])
    place = [
        part for part in (file, _rows_in_words(listed, len(numbers)), column and f"column {column}") if part
    ]
    return Fault(", ".join(place), message, file, listed, len(numbers) - len(listed), column)


def limited(
    faults: Sequence[Fault], most: int = SHOWN_ROWS, *, what: str = "problems of this kind"
) -> list[Fault]:
    """The first of many faults, and how many there are besides."""
    if len(faults) <= most:
        return list(faults)
    return [*faults[:most], at_rows(f"{len(faults) - most:,} further {what}", file=faults[0].file)]


def _rows_in_words(listed: Sequence[int], total: int) -> str:
    if not listed:
        return ""
    named = [str(row) for row in listed[:NAMED_ROWS]]
    if total > len(named):
        return f"rows {', '.join(named)} and {total - len(named):,} more"
    return f"row {named[0]}" if total == 1 else f"rows {', '.join(named[:-1])} and {named[-1]}"


@dataclass(frozen=True)
class Check:
    """One question asked of one file, and its answer."""

    name: str
    outcome: Outcome
    message: str
    problems: tuple[Problem, ...] = ()
    file: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "outcome": self.outcome.value,
            "message": self.message,
            "problems": [
                problem.as_dict()
                if isinstance(problem, Fault)
                else {"where": problem.where, "message": problem.message}
                for problem in self.problems
            ],
        }


@dataclass(frozen=True)
class Report:
    """The answers of all checks of one file, or of a hub's files one after the other."""

    checks: tuple[Check, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return all(check.outcome in (Outcome.PASSED, Outcome.SKIPPED) for check in self.checks)

    @property
    def failed(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.outcome in (Outcome.FAILED, Outcome.BROKEN))

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for check in self.failed for problem in check.problems)

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(check.file for check in self.checks))

    def check(self, name: str) -> Check:
        """The check of that name; the first, of a report on several files."""
        return next(check for check in self.checks if check.name == name)

    def __add__(self, other: "Report") -> "Report":
        return Report((*self.checks, *other.checks))

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "ok": self.ok,
            "summary": self.summary(),
            "files": [
                {"file": file, "checks": [check.as_dict() for check in checks]}
                for file, checks in self._by_file()
            ],
        }

    @classmethod
    def of_dict(cls, given: dict[str, Any]) -> "Report":
        """The report that was told as a dictionary."""
        return cls(tuple(_check(check, part["file"]) for part in given["files"] for check in part["checks"]))

    def text(self) -> str:
        """For a terminal: each file with what failed in it, and one line that sums up."""
        lines: list[str] = []
        for file, checks in self._by_file():
            failed = [check for check in checks if check.outcome in (Outcome.FAILED, Outcome.BROKEN)]
            if not failed:
                continue
            lines.append(file)
            for check in failed:
                lines.append(f"  {check.name} failed (it asks: {check.message})")
                lines += [f"    {_without_file(problem, file)}" for problem in check.problems]
            hindered = [check.name for check in checks if check.message.startswith(HINDERED)]
            if hindered:
                named = (
                    ", ".join(hindered) if len(hindered) <= SHOWN_NAMES else f"{len(hindered)} further checks"
                )
                lines.append(f"  not checked until that is mended: {named}")
            lines.append("")
        return "\n".join([*lines, self.summary()])

    def summary(self) -> str:
        """One line."""
        files, failed = len(self.files), self.failed
        passed = sum(check.outcome == Outcome.PASSED for check in self.checks)
        looked_at = f"{files:,} file{'s' if files != 1 else ''}, {passed + len(failed):,} checks"
        if not failed:
            return f"Nothing is wrong: {looked_at}, all passed."
        in_files = len({check.file for check in failed})
        found = f"{len(failed):,} of them failed"
        return f"{looked_at}: {found}" + (f", in {in_files:,} files." if files > 1 else ".")

    def _by_file(self) -> list[tuple[str, list[Check]]]:
        return [(file, list(checks)) for file, checks in groupby(self.checks, key=lambda check: check.file)]


HINDERED = "not checked, because "


def _check(given: dict[str, Any], file: str) -> Check:
    problems = tuple(
        Fault(one["where"], one["message"], one["file"], tuple(one["rows"]), one["more_rows"], one["column"])
        if "rows" in one
        else Problem(one["where"], one["message"])
        for one in given["problems"]
    )
    return Check(given["name"], Outcome(given["outcome"]), given["message"], problems, file)


def within(where: str, file: str) -> str:
    """The place inside the file, where the file's name is told already; other places as they are."""
    return "" if where == file else where.removeprefix(f"{file}, ")


def _without_file(problem: Problem, file: str) -> str:
    where = within(problem.where, file)
    return f"{where}: {problem.message}" if where else problem.message
