"""Teams for programs: who takes part, and sending a forecast with its report as the answer.

The portal includes the router among its operations; who calls, and how errors are told, is the portal's.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Router, Schema, Status, UploadedFile
from ninja.params.functions import File, Form, Query
from pydantic import Field

from anso.alliance.files import clean_name
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.alliance.teams import actions, queries
from anso.alliance.teams.filenames import name_for
from anso.alliance.teams.hubs import open_hub
from anso.alliance.teams.models import ModelEntry, Submission, Team
from anso.alliance.uploads import refused_files
from anso.errors import InvalidInputError, Problem

__all__ = ["router"]

router = Router(tags=["Forecasting teams"])


class ModelOut(Schema):
    """A model in one hub."""

    model_id: str
    hub: str
    metadata: dict[str, Any]


class TeamOut(Schema):
    """A team that forecasts."""

    abbr: str
    name: str
    institution: str
    country: str
    state: str
    synthetic: bool
    models: list[ModelOut]
    url: str


class SubmissionOut(Schema):
    """One version of a forecast file, and what became of it."""

    id: UUID
    model_id: str
    hub: str
    round: str
    file: str
    state: str = Field(description="accepted, waiting, late, replaced, withdrawn or rejected")
    received: datetime
    deadline: datetime | None
    sha256: str
    bytes: int
    share: float | None = Field(description="How much of what the round asks for is in it")
    withdrawn: datetime | None
    report: dict[str, Any] = Field(description="What every check says; `ok` when nothing is wrong")
    url: str


@router.get("/teams", response=list[TeamOut], summary="Teams that forecast")
def list_teams(request: HttpRequest) -> Any:
    """Teams that take part, with their models; your own as well while they wait for approval."""
    found = queries.teams_for(request.user)
    return [team_out(request, team) for team in found]


@router.get("/teams/{abbr}", response=TeamOut, summary="One team")
def read_team(request: HttpRequest, abbr: str) -> Any:
    """A team by its abbreviation."""
    return team_out(request, queries.team_for(request.user, abbr))


@router.get("/teams/{abbr}/submissions", response=list[SubmissionOut], summary="A team's submissions")
def list_submissions(
    request: HttpRequest,
    abbr: str,
    round_id: str = Query("", alias="round", description="Only of this round"),
    limit: int = Query(100, ge=1, le=500),
) -> Any:
    """Everything that your own team sent, newest first, with its reports. Needs a token or a session."""
    team = queries.team_for(request.user, abbr)
    require(request.user, "teams.see_inside", team)
    found = queries.submissions_for(request.user, team)
    if round_id:
        found = found.filter(round_id=round_id)
    return [submission_out(request, submission) for submission in found[:limit]]


@router.post(
    "/teams/{abbr}/models/{model}/submissions",
    response={200: SubmissionOut, 201: SubmissionOut, 422: SubmissionOut},
    summary="Submit a forecast",
)
def submit_forecast(
    request: HttpRequest,
    abbr: str,
    model: str,
    hub: str = Query(description="The hub it is for"),
    round_id: str = Form(
        "", alias="round", description="Names the file for this round, whatever it is called"
    ),
    file: UploadedFile | None = File(None, description="The forecast, as CSV or Parquet"),  # noqa: B008  # as ninja is told
) -> Any:
    """Send a file and get its report: 201 when it is kept, 200 when this very file was there, 422 when it is rejected.

    The state says whether it counts; until the deadline, sending another version replaces it.
    """
    received_at = timezone.now()
    team = queries.team_for(request.user, abbr)
    require(request.user, "teams.submit", team)
    entry = get_object_or_404(
        ModelEntry.objects.select_related("model__team"), model__team=team, model__abbr=model, hub=hub
    )
    if file is None:
        told = refused_files(request).get("file") or gettext("send the forecast as a multipart field “file”")
        raise InvalidInputError([Problem("file", told)])
    name = clean_name(file.name or "")
    if round_id:
        name = name_for(round_id, entry.model.model_id, name, open_hub(hub).endings)
    done = actions.submit(
        actor=request.user if isinstance(request.user, User) else None,
        entry=entry,
        name=name,
        content=file.read(),
        via=Submission.Via.API,
        received_at=received_at,
    )
    rejected = done.submission.state == Submission.State.REJECTED
    status = 422 if rejected else 200 if done.is_repeat else 201
    return Status(status, submission_out(request, done.submission))


@router.get("/teams/{abbr}/submissions/{submission_id}", response=SubmissionOut, summary="One submission")
def read_submission(request: HttpRequest, abbr: str, submission_id: UUID) -> Any:
    """A submission of your own team, with its report."""
    return submission_out(request, queries.submission_for(request.user, abbr, submission_id))


@router.post(
    "/teams/{abbr}/submissions/{submission_id}/withdraw",
    response=SubmissionOut,
    summary="Withdraw a submission",
)
def withdraw_forecast(request: HttpRequest, abbr: str, submission_id: UUID, why: str = Form("")) -> Any:
    """Before the deadline it leaves the hub; after it, it stays and is marked with your reason."""
    found = queries.submission_for(request.user, abbr, submission_id)
    require(request.user, "teams.submit", found)
    actor = request.user if isinstance(request.user, User) else None
    return submission_out(request, actions.withdraw(actor=actor, submission=found, why=why))


def team_out(request: HttpRequest, team: Team) -> dict[str, Any]:
    return {
        "abbr": team.abbr,
        "name": team.name,
        "institution": team.institution_name,
        "country": team.country,
        "state": team.state,
        "synthetic": team.is_synthetic,
        "models": [
            {"model_id": f"{team.abbr}-{model.abbr}", "hub": entry.hub, "metadata": entry.metadata}
            for model in team.models.all()
            for entry in model.entries.all()
        ],
        "url": request.build_absolute_uri(reverse("api:read_team", args=[team.abbr])),
    }


def submission_out(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    team = submission.entry.model.team
    return {
        "id": submission.pk,
        "model_id": submission.entry.model.model_id,
        "hub": submission.entry.hub,
        "round": submission.round_id,
        "file": submission.path,
        "state": submission.state,
        "received": submission.received_at,
        "deadline": submission.deadline,
        "sha256": submission.sha256,
        "bytes": submission.bytes,
        "share": submission.share,
        "withdrawn": submission.withdrawn_at,
        "report": submission.report,
        "url": request.build_absolute_uri(reverse("api:read_submission", args=[team.abbr, submission.pk])),
    }
