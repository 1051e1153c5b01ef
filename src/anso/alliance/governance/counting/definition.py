"""What a ballot asks and by which rules it is decided, as data that is fixed, hashed and published with the result.

`version` is that of this description: a ballot of 2020 is counted by what version 1 says for ever, and a rule
that changes gets a version of its own.
"""

import re
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Literal, Self
from zoneinfo import available_timezones

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator, model_validator

from anso.alliance.governance.counting.problems import wrong_definition
from anso.alliance.governance.counting.shares import Base, Majority, Share

__all__ = ["ABSTAIN", "NO", "RANKED", "YES", "Amendment", "Definition", "Method", "Option", "Tie"]

YES, NO = "yes", "no"
ABSTAIN = "abstain"
"""How forms call the vote that chooses nothing."""
CODE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
OPTIONS_AT_MOST = 60


@cache
def zones() -> frozenset[str]:
    """The names of all time zones; looked up once, for that reads a folder of six hundred files."""
    return frozenset(available_timezones())


class Method(StrEnum):
    """How votes become a decision."""

    QUESTION = "question"
    """Yes, no or abstention."""
    PLURALITY = "plurality"
    """One option each; the most votes win."""
    ABSOLUTE = "absolute"
    """One option each; the winner needs the majority, else the two leading go to a further ballot."""
    APPROVAL = "approval"
    """Several options each, within limits; the most votes win the seats."""
    RUNOFF = "instant-runoff"
    """Ranked, one seat: the last is eliminated until somebody has more than half."""
    TRANSFERABLE = "single-transferable-vote"
    """Ranked, several seats, by quota."""
    SCHULZE = "schulze"
    """Ranked, one seat: every two options are compared."""


RANKED = frozenset({Method.RUNOFF, Method.TRANSFERABLE, Method.SCHULZE})


class Tie(StrEnum):
    """What decides between equals."""

    STATUS_QUO = "status-quo"
    """Nothing changes: the motion falls, the seat stays empty."""
    CHAIR = "chair"
    """The chair says which."""
    LOT = "lot"
    """A lot drawn from a published seed."""


class Option(BaseModel):
    """Something to choose; its code is what votes name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    title: str = Field(min_length=1, max_length=300)

    @field_validator("code")
    @classmethod
    def _is_code(cls, code: str) -> str:
        if not CODE.fullmatch(code):
            raise wrong_definition("option_code")
        return code


class Amendment(BaseModel):
    """An amendment that was adopted before the main question was put."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ballot: str
    """Code of the ballot that adopted it."""
    text: str = Field(min_length=1, max_length=20_000)


class Definition(BaseModel):
    """One ballot, whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    question: str = Field(min_length=1, max_length=500)
    text: str = Field("", max_length=20_000)
    """The motion, word for word."""
    amendments: tuple[Amendment, ...] = ()
    method: Method = Method.QUESTION
    options: tuple[Option, ...] = Field((), max_length=OPTIONS_AT_MOST)
    seats: int = Field(1, ge=1)
    choices_at_least: int = Field(1, ge=1)
    choices_at_most: int | None = Field(None, ge=1)
    """Of an approval ballot or a ranked one; None is as many as there are."""
    majority: Majority | None = None
    """Of a question and of an absolute majority; in an approval ballot, what an option needs besides."""
    quorum: Share | None = None
    """Of the roll, in votes cast."""
    tie: Tie = Tie.STATUS_QUO
    secret: bool = True
    proxies_at_most: int = Field(0, ge=0)
    """Votes that one person may cast for others; 0 where there are no proxies."""
    opens: AwareDatetime
    closes: AwareDatetime
    zone: str = "UTC"

    @field_validator("zone")
    @classmethod
    def _is_zone(cls, zone: str) -> str:
        if zone not in zones():
            raise wrong_definition("no_zone", zone=repr(zone))
        return zone

    @field_validator("opens", "closes")
    @classmethod
    def _whole_seconds(cls, moment: datetime) -> datetime:
        return moment.replace(microsecond=0)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        for wrong in self._contradictions():
            raise wrong_definition(wrong)
        return self

    def _contradictions(self) -> list[str]:
        """Codes of what contradicts itself (`problems.DEFINITION_PROBLEMS`)."""
        codes, method = self.codes, self.method
        is_question = method is Method.QUESTION
        found = {
            "question_with_options": is_question and bool(self.options),
            "too_few_options": not is_question and len(codes) < 2,
            "same_code": len(set(codes)) < len(codes),
            "no_majority": method in (Method.QUESTION, Method.ABSOLUTE) and self.majority is None,
            "needless_majority": self.majority is not None and method in (Method.PLURALITY, *RANKED),
            "several_seats": self.seats > 1 and method not in (Method.APPROVAL, Method.TRANSFERABLE),
            "too_many_seats": not is_question and self.seats >= len(codes) > 1,
            "most_below_least": self.choices_at_most is not None
            and self.choices_at_most < self.choices_at_least,
            "least_above_options": self.choices_at_least > max(len(codes), 1),
            "ranked_status_quo": method in RANKED and self.tie is Tie.STATUS_QUO,
            "closes_before_opening": self.closes <= self.opens,
        }
        return [code for code, holds in found.items() if holds]

    @property
    def codes(self) -> tuple[str, ...]:
        """What a vote may name."""
        if self.method is Method.QUESTION:
            return (YES, NO)
        return tuple(option.code for option in self.options)

    @property
    def titles(self) -> dict[str, str]:
        return {option.code: option.title for option in self.options}

    @property
    def is_ranked(self) -> bool:
        return self.method in RANKED

    @property
    def most_choices(self) -> int:
        """How many options one vote may name."""
        if self.method is Method.APPROVAL or self.is_ranked:
            return min(self.choices_at_most or len(self.codes), len(self.codes))
        return 1

    @property
    def least_choices(self) -> int:
        """How many a vote that chooses anything must name; an abstention names none."""
        return self.choices_at_least if self.method is Method.APPROVAL or self.is_ranked else 1

    @property
    def needs_present(self) -> bool:
        return self.majority is not None and self.majority.of is Base.PRESENT
