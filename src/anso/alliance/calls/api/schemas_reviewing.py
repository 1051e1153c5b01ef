"""What operations of reviewing take and give."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

__all__ = [
    "AnswerIn",
    "AssignIn",
    "AssignmentOut",
    "BidIn",
    "ChangeIn",
    "ConflictOut",
    "InviteIn",
    "NoteConflictIn",
    "NoteIn",
    "OpenIn",
    "PairOut",
    "PriceOut",
    "ReviewIn",
    "ReviewOut",
    "ReviewerOut",
    "ReviewingOut",
    "RunOut",
]


class ReviewOut(Schema):
    """One of the caller's reviews."""

    id: UUID
    call: str
    stage: str
    number: str = Field(description="The application's number")
    title: str = Field(description="Empty where the stage hides who applies and the title tells it")
    state: str
    deadline: datetime
    revision: int


class ReviewingOut(ReviewOut):
    """A review with the application as the stage shows it."""

    scores: dict[str, int]
    total: float | None = Field(description="0 to 10, once it is submitted")
    to_applicant: str
    to_panel: str
    criteria: list[dict[str, Any]]
    application: list[dict[str, Any]] = Field(description="Sections with what reviewers of the stage see")
    lacks: list[str] = Field(description="What keeps it from being submitted")


class ReviewIn(Schema):
    """A review as it is so far."""

    scores: dict[str, int | str | None] = Field({}, description="By criterion, on its own scale")
    to_applicant: str = ""
    to_panel: str = ""
    revision: int = Field(description="The revision that it was made from")


class NoteIn(Schema):
    """A few words."""

    note: str = ""


class AnswerIn(Schema):
    """An answer to an invitation into a pool."""

    accept: bool
    load: int | None = Field(None, description="The most one would read in a stage")


class BidIn(Schema):
    """Bids by application: 2 gladly, 1 if needed, -1 rather not, null for none."""

    bids: dict[UUID, int | None]


class ReviewerOut(Schema):
    """Somebody in a pool; counts are of the applications that the caller sees."""

    id: int
    name: str
    state: str
    confirmed: bool = Field(description="Whether their identity is confirmed; they review nothing before")
    load: int | None
    terms: list[str]
    given: int
    submitted: int


class InviteIn(Schema):
    """Somebody to ask into the pool: by account or by address."""

    person: UUID | None = None
    email: str = ""
    load: int | None = None


class ConflictOut(Schema):
    """A conflict of interest, of an application that the caller sees."""

    id: int
    number: str
    person: UUID
    kind: str
    evidence: str


class NoteConflictIn(Schema):
    """A conflict that an officer was told of."""

    number: str
    reviewer: int
    note: str = ""


class OpenIn(Schema):
    """When the stage's reviews are due; none: as many days as the stage has."""

    deadline: datetime | None = None


class RunOut(Schema):
    """A stage as it runs."""

    stage: str
    opened_at: datetime
    deadline: datetime
    closed_at: datetime | None
    applications: int
    given: int
    submitted: int
    lacking: int = Field(description="Applications with fewer reviewers than they are to have")


class AssignIn(Schema):
    """How to assign."""

    fair: bool = Field(False, description="Serve the application that is served worst as well as it can be")
    random_limit: float | None = Field(
        None, gt=0, le=1, description="Draw at random, no pair more likely than this"
    )
    seed: int = Field(0, ge=0, lt=2**31)
    digest: str = Field("", description="Of the preview that is to be written; else it is refused")


class AssignmentOut(Schema):
    """What an assignment comes to."""

    method: str
    seed: int
    random_limit: float | None
    applications: int
    reviewers: int
    pairs: int
    new: int
    total: float
    status: str
    gap: float
    worst_off_score: float | None
    loads: list[float] = Field(description="Least, middle and most applications of one reviewer")
    seconds: float
    digest: str


class PairOut(Schema):
    """Who reviews what."""

    review: UUID
    number: str
    reviewer: int
    state: str
    affinity: float


class ChangeIn(Schema):
    """A change by hand; a replacement names both."""

    add: int | None = Field(None, description="A reviewer of the pool")
    remove: UUID | None = Field(None, description="A review to take away")
    note: str = ""


class PriceOut(Schema):
    """What a change would cost, in fit of all pairs together."""

    change: float = Field(description="If nothing else is done")
    price: float | None = Field(description="With all else arranged anew")
    moved: int
    breaks: list[str]
