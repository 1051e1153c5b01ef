"""What can go wrong, in words for the person who meets it.

Every error meant for a reader is an `AnsoError`: its text names the thing, the place and the mend, and
it is shown as it is, on a terminal, on a page and in an API answer alike. Anything else that is raised
is a defect of ours.
"""

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["AnsoError", "InvalidInputError", "NotFoundError", "Problem"]


class AnsoError(Exception):
    """An error whose text is written for the reader."""


class NotFoundError(AnsoError):
    """The thing asked for does not exist, or its reader may not know that it does."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with what somebody gave us."""

    where: str
    """The field, column or row, by the name its giver knows: `region`, `row 14, column value`."""
    message: str
    """What is wrong and how to mend it."""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class InvalidInputError(AnsoError):
    """Something given does not hold; carries every problem found, not the first alone."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
