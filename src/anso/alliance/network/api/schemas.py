"""What the API's answers on the network hold, and what its calls take."""

from datetime import date

from ninja import Schema
from pydantic import Field

from anso.alliance.network.actions.membership import MOVES


class MembershipOut(Schema):
    """A membership as it stands."""

    kind: str = Field(description="founding, endorsed, approved or named; empty for one that was never held")
    state: str
    since: date | None = Field(description="Empty where it is not public")
    until: date | None


class StepOut(Schema):
    """One step of a membership."""

    step: str
    on: date
    evidence: str
    document: str
    resolution: str


class InstitutionOut(Schema):
    """An institution of the directory."""

    code: str
    name: str
    names: dict[str, str]
    former_names: list[str]
    acronym: str
    kind: str
    country: str
    city: str
    website: str
    ror_id: str | None
    latitude: float | None
    longitude: float | None
    parent: str = Field(description="Code of the institution it is a part of")
    synthetic: bool
    membership: MembershipOut | None
    url: str


class InstitutionPage(Schema):
    items: list[InstitutionOut]
    total: int


class OneInstitutionOut(InstitutionOut):
    """An institution with the history of its memberships."""

    history: list[StepOut]
    associations: list[str]
    hosted_associations: list[str]


class InstitutionIn(Schema):
    """What is on record of an institution; what is left out stays."""

    name: str | None = None
    names: dict[str, str] | None = None
    former_names: list[str] | None = None
    acronym: str | None = None
    kind: str | None = None
    country: str | None = None
    city: str | None = None
    website: str | None = None
    ror_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class NewInstitutionIn(InstitutionIn):
    """An institution to put on record."""

    name: str
    unlike: list[str] = Field(
        [], description="Codes of the records that it resembles, which the refusal named, and is none of"
    )


class ApplicationIn(Schema):
    """An application: of an institution on record by its code, or of one described."""

    institution: str = ""
    described: InstitutionIn | None = None
    evidence: str = Field(description="Why it wishes to join")


class ApplicationOut(Schema):
    """A membership with its papers."""

    id: int
    institution: str
    name: str
    kind: str
    state: str
    history: list[StepOut]


class StepIn(Schema):
    """A step, as it was decided."""

    step: str = Field(description=", ".join(MOVES))
    on: date
    evidence: str
    document: str = ""


class ChangeOut(Schema):
    field: str
    before: str
    after: str


class FateOut(Schema):
    """What would become of one row."""

    row: int
    fate: str = Field(description="new, changed, unchanged, refused or doubtful")
    name: str
    code: str
    changes: list[ChangeOut]
    why: list[str]
    like: list[str]


class PreviewOut(Schema):
    """What a table would do; `shown` is given back to do it."""

    shown: str
    rows: list[FateOut]


class ImportedOut(Schema):
    new: int
    changed: int
    unchanged: int
    refused: int
    doubtful: int


class PairOut(Schema):
    """Two records that probably are one."""

    one: str
    other: str
    likeness: float
    reasons: list[str]


class MergeOut(Schema):
    """A merge that was done, and can be undone."""

    id: int
    survivor: str
    gone: str
    refers: dict[str, int] = Field(description="How many rows of what refer to the survivor now")
