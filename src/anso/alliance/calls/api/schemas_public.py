"""What operations of the public give."""

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

__all__ = ["CallOut", "CheckIn", "OneCallOut", "ProgrammeOut", "RuleOut"]


class ProgrammeOut(Schema):
    """What calls are made under."""

    code: str
    titles: dict[str, str]
    summaries: dict[str, str]
    url: str


class CallOut(Schema):
    """A call in a list."""

    code: str
    programme: str
    title: dict[str, str]
    summary: dict[str, str]
    phase: str = Field(description="open, coming, judged, closed or cancelled")
    opens_at: datetime
    deadline: datetime | None = Field(
        description="Taken to the end of this second; none: until the call is closed"
    )
    zone: str
    places: int
    synthetic: bool
    url: str


class FiguresOut(Schema):
    """What a call came to; none before its decisions are released. Numbers under five are not told."""

    submitted: int | None
    awarded: int | None
    by_country: dict[str, int] = Field(description="Awards, by two-letter code; small groups are left out")


class OneCallOut(CallOut):
    """A call with what it asks and how it judges; its form is `/calls/{code}/form`."""

    applying: str
    eligibility: list[dict[str, str]] = Field(
        description="Conditions, in every language they were written in"
    )
    stages: list[dict[str, Any]]
    quotas: list[dict[str, Any]]
    figures: FiguresOut | None


class CheckIn(Schema):
    """Answers to the fields that the conditions ask about."""

    answers: dict[str, Any] = Field(description="By field code")


class RuleOut(Schema):
    """What a condition says of the answers."""

    code: str
    reason: str = Field(description="In the language asked for")
    verdict: str = Field(description="met, failed, or open where an answer is missing")
