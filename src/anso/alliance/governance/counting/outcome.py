"""What a count says: its result, and every step to it as data that can be put into words and counted again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

__all__ = ["Act", "Outcome", "Status", "Step", "Tally"]

Tally = Mapping[str, Fraction | int]


class Status(StrEnum):
    """How it ended."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    ELECTED = "elected"
    SHORT = "short"
    """Some seats stay empty."""
    NO_MAJORITY = "no-majority"
    """Nobody has the majority; a further ballot between the leading two."""
    NO_QUORUM = "no-quorum"
    NO_VOTES = "no-votes"
    UNDECIDED = "undecided"
    """Equal, and the chair is still to say which."""


class Act(StrEnum):
    """What happened in a step."""

    TURNOUT = "turnout"
    TALLY = "tally"
    QUOTA = "quota"
    ELECT = "elect"
    ELIMINATE = "eliminate"
    SURPLUS = "surplus"
    FILL = "fill"
    """Elected because no more options are left than seats."""
    PAIRS = "pairs"
    PATHS = "paths"
    TIE = "tie"
    MAJORITY = "majority"
    QUORUM = "quorum"


@dataclass(frozen=True)
class Step:
    """One step: what happened, to which options, and the numbers it rests on."""

    act: Act
    options: tuple[str, ...] = ()
    tally: Tally = field(default_factory=dict)
    note: str = ""
    """How it was decided, as a word of this package: `earlier`, `lot`, `chair`, `status-quo`, `reached`, `missed`."""

    def plain(self) -> dict[str, Any]:
        """For JSON; a fraction is written `7/3`."""
        said: dict[str, Any] = {"act": self.act.value}
        if self.options:
            said["options"] = list(self.options)
        if self.tally:
            said["tally"] = {code: str(value) for code, value in self.tally.items()}
        if self.note:
            said["note"] = self.note
        return said

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> "Step":
        return cls(
            Act(said["act"]),
            tuple(said.get("options", ())),
            {code: Fraction(value) for code, value in said.get("tally", {}).items()},
            said.get("note", ""),
        )


@dataclass(frozen=True)
class Outcome:
    """The result of a count."""

    status: Status
    winners: tuple[str, ...] = ()
    """In the order in which they were elected."""
    runoff: tuple[str, ...] = ()
    """Who stands in the further ballot, where nobody has the majority."""
    undecided: tuple[str, ...] = ()
    """The equals between whom the chair is to say."""
    steps: tuple[Step, ...] = ()

    def plain(self) -> dict[str, Any]:
        return {
            "status": self.status.value,
            "winners": list(self.winners),
            "runoff": list(self.runoff),
            "undecided": list(self.undecided),
            "steps": [step.plain() for step in self.steps],
        }
