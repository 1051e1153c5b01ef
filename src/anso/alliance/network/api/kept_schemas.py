"""What the API's answers on contacts, ambassadors, associations, partners and memoranda hold, and what its calls take."""

from datetime import date
from uuid import UUID

from ninja import Schema
from pydantic import Field

EVIDENCE = "Where it is written"


class ContactOut(Schema):
    """Whom to turn to; seen by the secretariat and the institution's own member contact."""

    id: int
    institution: str = Field(description="Code; empty for a partner's contact")
    partner: str = Field(description="Code; empty for an institution's contact")
    name: str
    position: str
    email: str
    phone: str
    account: str = Field(description="Public id of their account; told to the secretariat alone")
    since: date | None
    until: date | None


class ContactChange(Schema):
    """What is known of a contact; what is left out stays."""

    name: str | None = None
    position: str | None = None
    email: str | None = None
    phone: str | None = None
    account: UUID | None = Field(None, description="Public id of their account; for the secretariat")
    since: date | None = None
    until: date | None = None


class ContactIn(ContactChange):
    """A new contact, of an institution or of a partner."""

    institution: str = ""
    partner: str = ""


class EndIn(Schema):
    """That something ended."""

    on: date = Field(description="The last day")
    evidence: str = Field("", description="Where it is written, or why")


class LastDayIn(Schema):
    on: date = Field(description="The last day")


class AmbassadorOut(Schema):
    """A science ambassador."""

    id: int
    name: str
    field: str
    country: str
    institution: str
    since: date
    evidence: str
    until: date | None
    end_evidence: str


class AmbassadorIn(Schema):
    """A science ambassador; in a change, what is left out stays."""

    name: str | None = None
    account: UUID | None = Field(None, description="Public id of their account")
    institution: str | None = Field(None, description="Code")
    country: str | None = Field(None, description="Two-letter code")
    field: str | None = None
    since: date | None = None
    evidence: str | None = Field(None, description=EVIDENCE)


class AssociationOut(Schema):
    """A thematic association."""

    number: str
    name: str
    acronym: str
    leaders: str
    theme: str
    host: str
    members: list[str] = Field(description="Codes of those who belong to it today")
    summary: str
    since: date | None
    until: date | None
    url: str


class AssociationChange(Schema):
    """What is on record of an association; what is left out stays."""

    name: str | None = None
    acronym: str | None = None
    leaders: str | None = None
    theme: str | None = None
    host: str | None = Field(None, description="Code of the institution that hosts it")
    summary: str | None = None
    website: str | None = None
    since: date | None = None
    evidence: str | None = Field(None, description=EVIDENCE)


class AssociationIn(AssociationChange):
    number: str = Field(description="As it is listed: 13A")


class BelongingOut(Schema):
    """That an institution belongs to an association, or did."""

    institution: str
    since: date | None
    evidence: str
    until: date | None
    end_evidence: str


class BelongingIn(Schema):
    institution: str = Field(description="Code")
    on: date | None = Field(None, description="The first day; empty where it is not public")
    evidence: str = Field("", description=EVIDENCE)


class PartnerOut(Schema):
    """An organisation the alliance works with without its being a member."""

    code: str
    name: str
    acronym: str
    country: str
    website: str


class PartnerIn(Schema):
    """A partner; in a change, what is left out stays."""

    name: str | None = None
    acronym: str | None = None
    country: str | None = Field(None, description="Two-letter code")
    website: str | None = None


class MemorandumOut(Schema):
    """What was signed with a partner."""

    id: int
    partner: str = Field(description="Name")
    partner_code: str
    title: str
    signed: date
    ends: date | None
    scope: str
    document: str
    end_evidence: str


class MemorandumIn(Schema):
    """A memorandum; in a change, what is left out stays."""

    partner: str | None = Field(None, description="Code")
    title: str | None = None
    signed: date | None = None
    ends: date | None = None
    scope: str | None = None
    document: str | None = None
