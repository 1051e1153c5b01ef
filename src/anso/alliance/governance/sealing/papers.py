"""A vote as a line of the box: `CODE|VOTER|OPTIONS`, such as `7KQF3M2P9XWT4B6D||cedar ash`.

The code is random and is the voter's receipt. The voter's number on the roll stands there in an open ballot
alone. Lines are kept in the order of their codes, so their place says nothing of when they came.
"""

import secrets
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from anso.alliance.governance.counting.votes import Vote
from anso.errors import AnsoError

__all__ = ["UnreadablePaperError", "VotingPaper", "added", "grouped", "new_code", "ungrouped"]

# Crockford's base 32: no letter that could be taken for a figure.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16
"""80 bits: nobody guesses another's, and two never meet."""
GROUP = 4


class UnreadablePaperError(AnsoError):
    """A line of a box that is no paper."""


@dataclass(frozen=True)
class VotingPaper:
    """One paper of a box."""

    code: str
    vote: Vote
    voter: int | None = None
    """The number on the roll, in an open ballot."""

    def line(self) -> str:
        return f"{self.code}|{'' if self.voter is None else self.voter}|{' '.join(self.vote)}"

    @classmethod
    def read(cls, line: str) -> "VotingPaper":
        parts = line.split("|")
        if len(parts) != 3 or not (parts[1] == "" or parts[1].isdecimal()):
            raise UnreadablePaperError(f"{line!r} is no paper; one reads CODE|VOTER|OPTIONS.")
        code, voter, options = parts
        return cls(code, tuple(options.split()), int(voter) if voter else None)


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def grouped(code: str) -> str:
    """As people read it: `7KQF-3M2P-9XWT-4B6D`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def ungrouped(typed: str) -> str:
    """As it stands in the box, from what somebody typed: letters that look like figures are the figures."""
    plain = typed.upper().replace("-", "").replace(" ", "")
    return plain.translate(str.maketrans("OIL", "011"))


def added(lines: Sequence[str], line: str) -> list[str]:
    """The lines with one more, at its place."""
    place = bisect(lines, line)
    return [*lines[:place], line, *lines[place:]]
