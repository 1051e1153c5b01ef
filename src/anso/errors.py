"""What can go wrong, in words for the person who meets it.

Every error meant for a reader is an `AnsoError`: its text names the thing, the place and the mend, and
it is shown as it is, on a terminal, on a page and in an API answer alike. `str(error)` is the English
sentence; one that is known in other languages says itself in the reader's (`said_in`). Anything else that
is raised is a defect of ours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from anso.language import known_language

__all__ = ["AnsoError", "BadValueError", "InvalidInputError", "NotFoundError", "Problem"]


class AnsoError(Exception):
    """An error whose text is written for the reader: in English, or by language with English among them."""

    def __init__(self, text: object = "") -> None:
        self.texts = dict(text) if isinstance(text, Mapping) else {"en": str(text)}
        super().__init__(self.texts["en"])

    def said_in(self, language: str) -> str:
        """The text in that language, or in English."""
        return self.texts.get(known_language(language)) or self.texts["en"]


class NotFoundError(AnsoError):
    """The thing asked for does not exist, or its reader may not know that it does."""


class BadValueError(AnsoError, ValueError):
    """A value that a field of a request does not take; raised by the field's validator, in every language."""


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

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Problem, ...]]]:
        """Told whole across processes: what is raised on a worker is shown to the asker."""
        return type(self), (self.problems,)
