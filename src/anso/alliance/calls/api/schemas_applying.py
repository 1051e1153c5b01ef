"""What operations of applying take and give."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

__all__ = [
    "ApplicationOut",
    "AttachmentOut",
    "FormOut",
    "LetterAskedOut",
    "LetterOut",
    "LetterStateOut",
    "OvertakenOut",
    "PartIn",
    "ParticipantIn",
    "ParticipantOut",
    "ProblemOut",
    "SaveIn",
    "SavedOut",
    "SubmissionOut",
    "SubmitIn",
]


class FormOut(Schema):
    """What a call asks."""

    call: str
    version: int
    sha256: str = Field(description="SHA-256 of the definition; it changes when the call does")
    opens_at: datetime
    deadline: datetime | None = Field(
        description="Taken to the end of this second; none: until the call is closed"
    )
    zone: str
    applying: str
    sections: list[dict[str, Any]] = Field(description="Sections of fields, as the definition keeps them")
    eligibility: list[dict[str, Any]]


class ProblemOut(Schema):
    """What is missing or wrong."""

    where: str = Field(description="Code of the field; `budget.2.amount` for a row (from 1) and column")
    message: str


class AttachmentOut(Schema):
    """A file of an application."""

    id: UUID
    field: str
    name: str
    media_type: str
    size: int = Field(description="Bytes")
    sha256: str
    added_at: datetime


class ApplicationOut(Schema):
    """One of your applications."""

    id: UUID
    call: str
    number: str = Field(description="Empty until it is first submitted")
    state: str
    outcome: str = Field(description="Empty until it is released")
    version: int = Field(description="The version of the call that it was begun or submitted under")
    current_version: int
    revision: int = Field(description="Give it with the next save")
    part: str = Field(description="Yours: lead, writer or reader")
    answers: dict[str, Any]
    files: list[AttachmentOut]
    problems: list[ProblemOut] = Field(description="What keeps a draft from being submitted")
    ineligible: list[str] = Field(description="Rules that keep you out, by their reasons")
    started_at: datetime
    saved_at: datetime
    submitted_at: datetime | None
    synthetic: bool
    url: str


class SaveIn(Schema):
    """Answers to keep; fields that are not named stay as they are."""

    revision: int = Field(description="The revision that the answers were written on")
    answers: dict[str, Any] = Field(description="By field code")


class SavedOut(Schema):
    """A draft as it was saved."""

    revision: int
    problems: list[ProblemOut]
    ineligible: list[str]


class OvertakenOut(Schema):
    """Somebody saved in between; nothing was overwritten."""

    error: str
    revision: int = Field(description="The revision that stands; save on it to overwrite")
    saved: dict[str, Any] = Field(description="The answers that stand, of the fields you sent")
    yours: dict[str, Any]
    problems: list[ProblemOut] = []


class SubmitIn(Schema):
    """What to submit."""

    revision: int | None = Field(None, description="Submit only if this revision still stands")


class SubmissionOut(Schema):
    """A receipt."""

    number: str
    submission: int = Field(description="1 for the first; more after a withdrawal before the deadline")
    submitted_at: datetime
    sha256: str = Field(description="SHA-256 of the content, byte for byte as it is downloaded")
    content_url: str


class ParticipantIn(Schema):
    """Whom to invite."""

    email: str
    part: str = Field("writer", description="writer or reader")


class PartIn(Schema):
    """What somebody may do from now on."""

    part: str = Field(description="writer, reader, or lead to hand over the lead")


class ParticipantOut(Schema):
    """Somebody who takes part."""

    id: int
    name: str
    email: str = Field(description="Where the invitation went; empty once it was accepted")
    part: str
    accepted: bool


class LetterStateOut(Schema):
    """A letter of reference, as far as its applicant sees it."""

    name: str
    state: str = Field(description="asked, answered or declined")
    answered_at: datetime | None


class LetterAskedOut(Schema):
    """What a referee is asked for."""

    applicant: str
    call: str
    name: str
    due_at: datetime
    state: str
    ratings: dict[str, str] = Field(description="What may be rated: codes and words")
    levels: dict[str, str]


class LetterOut(Schema):
    """What became of a letter."""

    state: str
    answered_at: datetime | None
