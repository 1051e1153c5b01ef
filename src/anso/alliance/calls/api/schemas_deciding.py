"""What operations of deciding take and give."""

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

__all__ = [
    "AnswerAwardIn",
    "AwardOut",
    "CloseIn",
    "ClosedOut",
    "CommentsOut",
    "DecideIn",
    "DecisionOut",
    "GroupOut",
    "LetterOut",
    "NumbersIn",
    "OutcomeOut",
    "ReleasedOut",
    "ResolutionIn",
    "ScoreOut",
    "SelectionOut",
    "TryIn",
]


class CloseIn(Schema):
    """How a stage is closed."""

    may_lack: bool = Field(False, description="Though some applications have fewer reviews than they should")
    seed: int = Field(0, ge=0, lt=2**31)


class ClosedOut(Schema):
    """A closed stage: variances, agreement, the line, and the digest of the reviews it rests on."""

    stage: str
    closed_at: datetime
    figures: dict[str, Any]


class ScoreOut(Schema):
    """One application's place in the ranking."""

    number: str
    rank: int
    rank_low: int | None
    rank_high: int | None
    reviews: int
    raw: float | None
    adjusted: float
    error: float | None
    above: float | None = Field(description="Probability of being above the line")
    goes_on: bool | None


class NumbersIn(Schema):
    """Applications by their numbers."""

    numbers: list[str] = Field(min_length=1, max_length=5000)


class TryIn(Schema):
    """A try of a selection."""

    plan: dict[str, Any] | None = Field(
        None, description="Places and quotas; the call’s own, if none is given"
    )
    seed: int = Field(0, ge=0, lt=2**31)
    note: str = Field("", max_length=500)


class SelectionOut(Schema):
    """A try: its plan and everything that came out."""

    id: int
    stage: str
    state: str
    made_at: datetime
    note: str
    resolution: str
    plan: dict[str, Any]
    result: dict[str, Any]


class ResolutionIn(Schema):
    """The board's word."""

    resolution: str = Field("", max_length=100)


class DecisionOut(Schema):
    """What is decided of one application."""

    number: str
    outcome: str
    waiting: int | None
    by_hand: bool
    reason: str
    released_at: datetime | None


class DecideIn(Schema):
    """A decision by hand."""

    outcome: str
    reason: str = Field(max_length=1000)


class ReleasedOut(Schema):
    """What a release came to."""

    awarded: int
    waiting: int
    declined: int
    letters: int


class LetterOut(Schema):
    """A letter and what became of it."""

    number: str
    kind: str
    language: str
    subject: str
    sha256: str
    mailed_at: datetime | None


class GroupOut(Schema):
    """How many of a group applied and were awarded."""

    by: str
    code: str
    name: str
    applied: int
    awarded: int


class AwardOut(Schema):
    """What was offered, and the answer."""

    amount: float | None
    currency: str
    answer_by: datetime
    answer: str
    answered_at: datetime | None


class AnswerAwardIn(Schema):
    """Accept, or decline."""

    accept: bool


class CommentsOut(Schema):
    """The comments of a stage's reviews, in no order of their writers."""

    stage: str
    comments: list[str]


class OutcomeOut(Schema):
    """What an applicant learns."""

    outcome: str
    place: int | None
    award: AwardOut | None
    comments: list[CommentsOut]
