"""Resolutions, as far as the caller may read them; recording and publishing them, and what they ask to be done."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Schema, Status
from ninja.params.functions import Query
from pydantic import Field

from anso.alliance.governance import actions, queries
from anso.alliance.governance.api.callers import account_called, institutions_called, keeper
from anso.alliance.governance.api.router import router
from anso.alliance.governance.api.tasks import TaskOut, task_out
from anso.alliance.governance.models import Resolution

__all__: list[str] = []


class ResolutionOut(Schema):
    """A resolution."""

    body: str
    number: str
    title: str
    text: str
    adopted: date
    how: str
    effect: str
    institutions: list[str]
    published: datetime | None
    synthetic: bool
    url: str


class WholeResolutionOut(ResolutionOut):
    """A resolution with what is to be done because of it, which those of the body read."""

    tasks: list[TaskOut]


class ResolutionIn(Schema):
    """A decision to be put on record; it gets the body's next number of the year."""

    title: str
    text: str
    adopted_on: date
    meeting: str = Field("", description="Code of the meeting that adopted it")
    ballot: str = Field("", description="Code of the ballot that carried it; empty: by consensus")
    effect: Literal["", "endorses", "approves"] = Field(
        "", description="What it does to the institutions it names once it is published"
    )
    institutions: list[str] = Field([], description="Codes of the institutions concerned")


class NewTaskIn(Schema):
    """Who does what by when because of a resolution."""

    title: str
    responsible: str = Field(description="An office, an institution, a name")
    account: str = Field(
        "", description="E-mail address of the account that is reminded and may say it is done"
    )
    due: date


@router.get("/resolutions", response=list[ResolutionOut], summary="Resolutions")
def list_resolutions(
    request: HttpRequest,
    body: str = Query("", description="Only of this body"),
    year: int = Query(0, description="Only of this year"),
) -> Any:
    """Published resolutions, the latest first; those of one's own body before that too."""
    of = queries.body_called(body) if body else None
    found = queries.resolutions_for(request.user, of).prefetch_related("institutions")
    if year:
        found = found.filter(year=year)
    return [resolution_out(request, resolution) for resolution in found]


@router.get("/resolutions/{body}/{year}/{number}", response=WholeResolutionOut, summary="One resolution")
def read_resolution(request: HttpRequest, body: str, year: int, number: int) -> Any:
    """By its body, year and number."""
    found = queries.resolution_for(request.user, body, year, number)
    within = queries.inside(request.user, found.body)
    tasks = found.tasks.select_related("resolution__body") if within else found.tasks.none()
    return resolution_out(request, found) | {"tasks": [task_out(task) for task in tasks]}


@router.post("/bodies/{code}/resolutions", response={201: ResolutionOut}, summary="Record a resolution")
def adopt_resolution(request: HttpRequest, code: str, given: ResolutionIn) -> Any:
    """By consensus, or on a ballot that carried. For the body's secretariat."""
    body = queries.body_called(code)
    actor = keeper(request, body)
    made = actions.adopt_resolution(
        actor=actor,
        body=body,
        title=given.title,
        text=given.text,
        adopted_on=given.adopted_on,
        meeting=queries.meeting_for(request.user, given.meeting) if given.meeting else None,
        ballot=queries.ballot_for(request.user, given.ballot) if given.ballot else None,
        effect=given.effect,
        institutions=institutions_called(given.institutions, "institutions"),
    )
    return Status(201, resolution_out(request, made))


@router.post(
    "/resolutions/{body}/{year}/{number}/publish", response=ResolutionOut, summary="Publish a resolution"
)
def publish_resolution(request: HttpRequest, body: str, year: int, number: int) -> Any:
    """Everybody reads it, and it takes effect on the members it names. For the body's secretariat."""
    found = queries.resolution_for(request.user, body, year, number)
    actor = keeper(request, found)
    return resolution_out(request, actions.publish_resolution(actor=actor, resolution=found))


@router.post(
    "/resolutions/{body}/{year}/{number}/tasks", response={201: TaskOut}, summary="Say what is to be done"
)
def assign_task(request: HttpRequest, body: str, year: int, number: int, given: NewTaskIn) -> Any:
    """Reminders go out a week before the day and every week after. For the body's secretariat."""
    found = queries.resolution_for(request.user, body, year, number)
    actor = keeper(request, found)
    task = actions.assign_task(
        actor=actor,
        resolution=found,
        title=given.title,
        responsible=given.responsible,
        person=account_called(given.account),
        due=given.due,
    )
    return Status(201, task_out(task))


def resolution_out(request: HttpRequest, resolution: Resolution) -> dict[str, Any]:
    return {
        "body": resolution.body.code,
        "number": resolution.sign,
        "title": resolution.title,
        "text": resolution.text,
        "adopted": resolution.adopted_on,
        "how": resolution.how,
        "effect": resolution.effect,
        "institutions": [institution.code for institution in resolution.institutions.all()],
        "published": resolution.published_at,
        "synthetic": resolution.is_synthetic,
        "url": request.build_absolute_uri(resolution.get_absolute_url()),
    }
