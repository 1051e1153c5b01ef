"""What the operations on projects and students take and tell."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from ninja import Schema
from pydantic import Field

__all__ = [
    "ActOut",
    "BudgetLineOut",
    "ChangeOut",
    "EventOut",
    "FieldOut",
    "MemberOut",
    "MilestoneOut",
    "OneReportOut",
    "OutputInsideOut",
    "PaymentOut",
    "ProgressOut",
    "ReportOut",
    "ReviewOut",
    "StudentOut",
    "TextIn",
    "Value",
    "ValuesIn",
    "WorkOut",
]

Value = bool | int | float | str | None


class TextIn(Schema):
    """A report as it is written."""

    text: str = Field(max_length=100_000, description="Markdown")
    revision: int = Field(description="The revision that it is written over")


class ValuesIn(Schema):
    """What an act takes."""

    values: dict[str, Value] = Field(default_factory=dict, description="By the names of its fields")


class FieldOut(Schema):
    """One value that an act takes."""

    name: str
    title: str
    required: bool
    choices: list[str] = Field(description="Empty where anything fits")


class ActOut(Schema):
    """Something that the caller may do now."""

    act: str
    title: str
    of: int | None = Field(description="Number of the part that it is about")
    fields: list[FieldOut]


class MilestoneOut(Schema):
    """Something to be reached."""

    id: int
    title: str
    due_on: date
    done_on: date | None
    evidence: str
    dropped: str


class ReviewOut(Schema):
    """What was said of a report."""

    accepted: bool
    missing: str
    comment: str
    reviewed_at: datetime


class ReportOut(Schema):
    """A report and where it stands."""

    id: int
    number: int
    is_final: bool
    period_from: date
    period_to: date
    due_on: date
    state: str
    revision: int
    submitted_at: datetime | None


class OneReportOut(ReportOut):
    """A report with its text and its reviews."""

    text: str
    reviews: list[ReviewOut]


class BudgetLineOut(Schema):
    """A line of the budget, or a correction of one."""

    id: int
    item: str
    amount: Decimal
    corrects: int | None = Field(validation_alias="corrects_id")
    reason: str


class PaymentOut(Schema):
    """An instalment."""

    id: int
    number: int
    amount: Decimal
    due_on: date
    condition: str
    report: int | None = Field(validation_alias="report_id")
    released_at: datetime | None
    paid_on: date | None
    reference: str
    replaces: int | None = Field(validation_alias="replaces_id")


class OutputInsideOut(Schema):
    """An output, public or not."""

    id: int
    kind: str
    title: str
    doi: str
    is_public: bool
    withdrawn: str


class ChangeOut(Schema):
    """A change and what became of it."""

    id: int
    kind: str
    why: str
    old_end: date | None
    new_end: date | None
    state: str
    reason: str


class MemberOut(Schema):
    """Somebody on the team."""

    id: int
    name: str
    part: str
    organisation: str
    country: str
    until: date | None


class WorkOut(Schema):
    """A project from inside."""

    code: str
    title: str
    state: str
    starts_on: date | None
    ends_on: date | None
    zone: str
    currency: str
    ceiling: Decimal
    lessons: str
    evaluation: str
    milestones: list[MilestoneOut]
    reports: list[ReportOut]
    budget: list[BudgetLineOut]
    payments: list[PaymentOut]
    outputs: list[OutputInsideOut]
    changes: list[ChangeOut]
    team: list[MemberOut]
    acts: list[ActOut]


class ProgressOut(Schema):
    """A student's report of one year."""

    id: int
    number: int
    due_on: date
    state: str
    text: str
    revision: int
    word: str


class EventOut(Schema):
    """Something in the course of studies."""

    kind: str
    on: date
    until: date | None
    note: str


class StudentOut(Schema):
    """A student's record."""

    id: UUID
    name: str
    country: str
    degree: str
    university: str
    state: str
    supervisor_name: str
    arrives_on: date | None
    arrived_on: date | None
    has_visa: bool
    is_insured: bool
    starts_on: date | None
    ends_on: date | None
    ended_on: date | None
    end_reason: str
    thesis_title: str
    thesis_doi: str
    may_be_named: bool
    is_alumni: bool
    progress: list[ProgressOut]
    events: list[EventOut]
    acts: list[ActOut]
