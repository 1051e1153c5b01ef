"""The shapes of answers, as the OpenAPI document tells them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from anso.release import Localised, Manifest

__all__ = [
    "FARTHEST",
    "AlertOut",
    "AlertPage",
    "CorridorOut",
    "Error",
    "FactOut",
    "HitOut",
    "JobOut",
    "PlaceOut",
    "PlacePage",
    "ProductOut",
    "ProductWithSchema",
    "ReleaseOut",
    "ReleasePage",
    "ReleaseWithManifest",
]


FARTHEST = 10**12
"""The farthest offset that a page may be asked at; databases count no further than 64 bits."""


class ProblemOut(Schema):
    """One thing wrong with what was sent."""

    where: str = Field(description="The field, column or row")
    message: str = Field(description="What is wrong and how to mend it")


class Error(Schema):
    """Why a call was refused, in a sentence for people."""

    error: str
    problems: list[ProblemOut] = []


class ProductOut(Schema):
    """Something a service offers."""

    slug: str
    title: Localised
    summary: Localised
    corridor: str
    may_be_private: bool = Field(description="Whether its asker may keep the release to themselves")
    takes_files: list[str] = Field(description="Fields of its request that are files")
    url: str
    requests_url: str = Field(description="Where to POST a request to")
    releases_url: str


class ProductWithSchema(ProductOut):
    """A product with the JSON schema of its request."""

    request_schema: dict[str, Any]


class JobOut(Schema):
    """A run that was asked for."""

    id: UUID
    product: str
    request: dict[str, Any]
    state: str = Field(description="queued, running, done, failed or cancelled")
    progress: float = Field(description="From 0 to 1")
    message: str = Field(description="What is being done")
    log: list[str]
    error: str = Field(description="Why it failed; empty otherwise")
    asked: datetime
    started: datetime | None
    finished: datetime | None
    url: str
    cancel_url: str
    release: str = Field(description="Id of the release it made; empty until done")
    release_url: str


class ReleaseOut(Schema):
    """A release as lists show it."""

    id: str
    product: str
    title: Localised
    corridor: str
    issued: date
    finding: Localised | None
    holds: Localised | None
    synthetic: bool = Field(description="Made from synthetic data")
    private: bool
    newest: bool = Field(description="Newest of its product and of what was asked for")
    url: str
    page_url: str


class ReleasePage(Schema):
    """Releases, latest first."""

    items: list[ReleaseOut]
    next: str | None = Field(description="Address of the next page")


class OutputLinks(Schema):
    """Where the parts of a release are."""

    tables: dict[str, str]
    charts: dict[str, str]
    texts: dict[str, str]
    files: dict[str, str]


class ReleaseWithManifest(ReleaseOut):
    """A release whole: its manifest as it was published, and where its parts are."""

    manifest: Manifest
    links: OutputLinks


class PlaceOut(Schema):
    """A country, a province or a region."""

    code: str
    kind: str
    names: dict[str, str]
    url: str
    page_url: str
    details: dict[str, Any] = Field(
        {}, description="What else is known of it; given when it is asked for alone"
    )


class PlacePage(Schema):
    """Places by code."""

    items: list[PlaceOut]
    total: int
    next: str | None


class CorridorOut(Schema):
    """A subject that products are found under."""

    slug: str
    title: Localised
    summary: Localised


class FactOut(Schema):
    """What the newest release of a product says of a place, in a word or two."""

    place: str
    product: str
    release: str
    issued: date
    label: Localised
    value: Localised
    note: Localised | None
    tone: str
    chart: str


class AlertOut(Schema):
    """A warning, in the vocabulary of the Common Alerting Protocol 1.2."""

    release: str
    product: str
    corridor: str
    issued: date
    synthetic: bool
    event: Localised
    category: str
    severity: str
    urgency: str
    certainty: str
    places: list[str]
    area: Localised | None
    onset: datetime
    expires: datetime
    headline: Localised
    description: Localised
    instruction: Localised | None


class AlertPage(Schema):
    """Alerts, gravest first."""

    items: list[AlertOut]
    total: int
    next: str | None


class HitOut(Schema):
    """Something found by name."""

    kind: str
    key: str
    title: Localised
    detail: Localised | None
    url: str
