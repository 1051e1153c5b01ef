"""Operations of officers: drafting and revising calls, their state, what was received, and screening it."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Schema, Status
from ninja.params.functions import Query
from pydantic import Field

from anso.alliance.calls import actions
from anso.alliance.calls.api.applying import caller
from anso.alliance.calls.api.public import call_out
from anso.alliance.calls.api.reviewing_desk import kept
from anso.alliance.calls.api.router import router
from anso.alliance.calls.api.schemas_public import CallOut
from anso.alliance.calls.models import Application, Call, CallVersion
from anso.alliance.calls.queries.keeping import Asked, listed
from anso.alliance.calls.queries.one import whole_application
from anso.alliance.calls.queries.sight import application_for_officer, applications_for, programmes_kept
from anso.alliance.people.rules import may
from anso.errors import InvalidInputError, NotFoundError, Problem

__all__: list[str] = []

AT_MOST = 1000


class CallIn(Schema):
    """A call to draft."""

    programme: str
    code: str
    prefix: str = Field(description="Of the numbers of its applications")
    opens_at: datetime
    deadline: datetime | None = Field(None, description="None: a standing call")
    zone: str = "Asia/Shanghai"
    definition: dict[str, Any] | None = Field(None, description="None: the template of its programme")


class RevisionIn(Schema):
    """What changes; what is left out stays."""

    definition: dict[str, Any] | None = None
    opens_at: datetime | None = None
    deadline: datetime | None = None
    zone: str | None = None
    note: str = Field("", description="What changed, and why; needed once the call is published")


class VersionOut(Schema):
    number: int
    sha256: str
    opens_at: datetime
    deadline: datetime | None
    zone: str
    note: str
    made_at: datetime


class StateIn(Schema):
    state: str = Field(description="published, closed or cancelled")
    reason: str = Field("", description="Why it is cancelled")


class ReceivedOut(Schema):
    """An application as its officers list it."""

    number: str
    title: str
    state: str
    stage: str
    outcome: str
    country: str
    facts: dict[str, Any]
    submitted_at: datetime | None


class ReceivedPage(Schema):
    items: list[ReceivedOut]
    total: int


class RuleOut(Schema):
    code: str
    verdict: str


class WholeOut(ReceivedOut):
    """An application as its officers read it."""

    version: int
    answers: dict[str, Any]
    files: list[str] = Field(description="Names of its files")
    rules: list[RuleOut]


class ScreenIn(Schema):
    numbers: list[str] = Field(max_length=5000)
    act: str = Field(description="fit, refuse or back")
    reason: str = ""


class ScreenedOut(Schema):
    changed: int


@router.post("/calls", response={201: CallOut}, summary="Draft a call")
def make_call(request: HttpRequest, given: CallIn) -> Any:
    """From a definition, or from the template of its programme."""
    programme = programmes_kept(request.user).filter(code=given.programme).first()
    if programme is None:
        raise NotFoundError(
            gettext("There is no programme %(code)s that you keep.") % {"code": given.programme}
        )
    parts = given.dict() | {"programme": programme}
    return Status(201, call_out(request, actions.make_call(actor=caller(request), **parts)))


@router.get("/calls/{code}/versions", response=list[VersionOut], summary="Versions of a call")
def list_versions(request: HttpRequest, code: str) -> Any:
    """The newest first."""
    return kept(request, code).versions.order_by("-number")


@router.get("/calls/{code}/definition", response=dict[str, Any], summary="What a call asks and does")
def read_definition(request: HttpRequest, code: str) -> Any:
    """The whole definition of its current version."""
    return kept(request, code).current.definition_json


@router.post("/calls/{code}/versions", response={201: VersionOut}, summary="Revise a call")
def revise_call(request: HttpRequest, code: str, given: RevisionIn) -> Any:
    """Make a new version; refused where it would strand something that is under way."""
    call = kept(request, code)
    made: CallVersion = actions.revise_call(actor=caller(request), call=call, **given.dict())
    return Status(201, made)


@router.post("/calls/{code}/state", response=CallOut, summary="Publish, close or cancel a call")
def change_state(request: HttpRequest, code: str, given: StateIn) -> Any:
    """Applicants of a cancelled call are told the reason."""
    call, officer = kept(request, code), caller(request)
    match given.state:
        case Call.State.PUBLISHED:
            actions.publish_call(actor=officer, call=call)
        case Call.State.CLOSED:
            actions.close_call(actor=officer, call=call)
        case Call.State.CANCELLED:
            actions.cancel_call(actor=officer, call=call, reason=given.reason)
        case _:
            told = gettext("A call is published, closed or cancelled.")
            raise InvalidInputError([Problem("state", told)])
    return call_out(request, call)


@router.get("/calls/{code}/received", response=ReceivedPage, summary="Applications that a call received")
def list_received(
    request: HttpRequest,
    code: str,
    q: str = Query("", description="In a number, title or name, in any script", max_length=100),
    state: str = Query("", max_length=10),
    stage: str = Query("", description="`-` for those that came to none yet", max_length=40),
    country: str = Query("", description="Two-letter code", max_length=2),
    order: str = Query("number", max_length=20),
    limit: int = Query(100, ge=1, le=AT_MOST),
    offset: int = Query(0, ge=0, le=1_000_000),
) -> Any:
    """Of those that you see."""
    call = kept(request, code)
    sees = may(request.user, "calls.close_stage", call).allowed
    asked = Asked(q, state, stage, country.upper(), order=order, sees_scores=sees)
    found = listed(applications_for(request.user, call), asked)
    return {"items": found[offset : offset + limit], "total": found.count()}


@router.get(
    "/calls/{code}/received/{number}", response=WholeOut, summary="One application that a call received"
)
def read_received(request: HttpRequest, code: str, number: str) -> Any:
    """With its answers, and what the conditions say of them."""
    found = application_for_officer(request.user, kept(request, code), number)
    whole = whole_application(found)
    return received_out(found) | {
        "version": found.version.number,
        "answers": found.answers,
        "files": [
            file.name for section in whole.sections for field in section.fields for file in field.files
        ],
        "rules": [{"code": rule.code, "verdict": rule.verdict.value} for rule in whole.rules],
    }


def received_out(one: Application) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ReceivedOut.model_fields}


@router.post("/calls/{code}/screening", response=ScreenedOut, summary="Screen applications")
def screen_applications(request: HttpRequest, code: str, given: ScreenIn) -> Any:
    """Let applications through, refuse them with a reason, or put them back."""
    call, officer = kept(request, code, "calls.screen_application"), caller(request)
    wanted = list(dict.fromkeys(given.numbers))
    found = list(applications_for(officer, call).filter(number__in=wanted).only("pk"))
    if len(found) < len(wanted):
        raise NotFoundError(gettext("There is no such application here."))
    match given.act:
        case "back":
            changed = actions.take_back_screening(actor=officer, call=call, applications=found)
        case "fit" | "refuse":
            changed = actions.screen_applications(
                actor=officer, call=call, applications=found, fit=given.act == "fit", reason=given.reason
            )
        case _:
            raise InvalidInputError([Problem("act", gettext("Choose fit, refuse or back."))])
    return {"changed": changed}
