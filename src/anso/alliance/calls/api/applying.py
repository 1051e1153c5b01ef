"""Operations: the form of a call, and one's own applications from draft to receipt."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Status

from anso.alliance.calls import actions
from anso.alliance.calls.api.router import router
from anso.alliance.calls.api.schemas_applying import (
    ApplicationOut,
    FormOut,
    OvertakenOut,
    SavedOut,
    SaveIn,
    SubmissionOut,
    SubmitIn,
)
from anso.alliance.calls.arrival import arrival_of
from anso.alliance.calls.models import Application, Attachment, Call, Submission
from anso.alliance.calls.queries.applying import my_applications, own_submission
from anso.alliance.calls.queries.drafts import ineligible, missing
from anso.alliance.calls.queries.sight import calls_for, own_application
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.errors import NotFoundError, Problem

__all__ = ["attachment_out", "caller", "own"]


def caller(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError("A verb of applicants was reached by nobody.")
    return request.user


def own(request: HttpRequest, application: UUID, code: str = "calls.read_own") -> Application:
    """One's own application; the permission is asked over it."""
    found = own_application(request.user, application)
    require(request.user, code, found)
    return found


def open_call(request: HttpRequest, code: str) -> Call:
    found = calls_for(request.user).filter(code=code).first()
    if found is None:
        raise NotFoundError(f"There is no call {code}.")
    return found


@router.get("/calls/{code}/form", response=FormOut, summary="The form of a call")
def read_form(request: HttpRequest, code: str) -> Any:
    """What a call asks: sections, fields and who may apply, in all the languages it was written in."""
    call = open_call(request, code)
    version, definition = call.current, call.definition
    return {
        "call": call.code,
        "version": version.number,
        "sha256": version.sha256,
        "opens_at": version.opens_at,
        "deadline": version.deadline,
        "zone": version.zone,
        "applying": definition.applying,
        "sections": [section.model_dump(mode="json") for section in definition.sections],
        "eligibility": [rule.model_dump(mode="json") for rule in definition.eligibility],
    }


@router.post("/calls/{code}/applications", response={201: ApplicationOut}, summary="Begin an application")
def start_application(request: HttpRequest, code: str) -> Any:
    """Begin a draft; whoever has one gets it back rather than a second."""
    moment = arrival_of(request)
    call = open_call(request, code)
    require(request.user, "calls.apply", call)
    draft = actions.start_application(actor=caller(request), call=call, received_at=moment)
    return Status(201, application_out(request, own(request, draft.pk)))


@router.get("/applications", response=list[ApplicationOut], summary="Your applications")
def list_applications(request: HttpRequest) -> Any:
    """Those you write, and those you read as a co-applicant."""
    require(request.user, "calls.apply")
    return [application_out(request, found) for found in my_applications(request.user)]


@router.get("/applications/{application}", response=ApplicationOut, summary="One of your applications")
def read_application(request: HttpRequest, application: UUID) -> Any:
    """Its answers and files, and what still keeps a draft from being submitted."""
    return application_out(request, own(request, application))


@router.patch(
    "/applications/{application}", response={200: SavedOut, 409: OvertakenOut}, summary="Save a draft"
)
def save_application(request: HttpRequest, application: UUID, given: SaveIn) -> Any:
    """Keep answers as they are, whatever is wrong with them. 409, with both texts, when somebody saved in between."""
    found = own(request, application, "calls.write_application")
    try:
        saved = actions.save_answers(
            actor=caller(request), application=found, answers=given.answers, revision=given.revision
        )
    except actions.OvertakenError as error:
        found.refresh_from_db()
        stands = {code: found.answers.get(code) for code in given.answers}
        told = {"error": str(error), "revision": found.revision, "saved": stands, "yours": given.answers}
        return Status(409, told)
    return {
        "revision": saved.revision,
        "problems": told_of(saved.problems),
        "ineligible": list(saved.ineligible),
    }


@router.post(
    "/applications/{application}/version", response=ApplicationOut, summary="Follow the call's newer version"
)
def follow_version(request: HttpRequest, application: UUID) -> Any:
    """Say that you have seen what changed in the call since the draft was begun."""
    found = own(request, application, "calls.write_application")
    actions.follow_version(actor=caller(request), application=found)
    return application_out(request, own(request, application))


@router.post(
    "/applications/{application}/submit",
    response={200: SubmissionOut, 409: OvertakenOut},
    summary="Submit an application",
)
def submit_application(request: HttpRequest, application: UUID, given: SubmitIn) -> Any:
    """Submit what was saved. Submitting twice gives the same receipt; 409 when the revision you name stands no more."""
    moment = arrival_of(request)
    found = own(request, application, "calls.submit_application")
    try:
        made = actions.submit_application(
            actor=caller(request), application=found, revision=given.revision, received_at=moment
        )
    except actions.OvertakenError as error:
        found.refresh_from_db()
        return Status(409, {"error": str(error), "revision": found.revision, "saved": {}, "yours": {}})
    return submission_out(request, made)


@router.post(
    "/applications/{application}/withdraw", response=ApplicationOut, summary="Withdraw an application"
)
def withdraw_application(request: HttpRequest, application: UUID) -> Any:
    """Until the deadline it becomes a draft again; after it, it is withdrawn for good."""
    moment = arrival_of(request)
    found = own(request, application, "calls.submit_application")
    actions.withdraw_application(actor=caller(request), application=found, received_at=moment)
    return application_out(request, own(request, application))


@router.get(
    "/applications/{application}/receipts", response=list[SubmissionOut], summary="Receipts of an application"
)
def list_receipts(request: HttpRequest, application: UUID) -> Any:
    """The newest first."""
    found = own(request, application)
    return [
        submission_out(request, made)
        for made in found.submissions.select_related("application").order_by("-number")
    ]


@router.get(
    "/applications/{application}/receipts/{number}/content",
    response=dict[str, Any],
    summary="What was submitted",
)
def read_submission_content(request: HttpRequest, application: UUID, number: int) -> Any:
    """The canonical JSON that the receipt's SHA-256 is of, byte for byte."""
    made = own_submission(own(request, application), number)
    return HttpResponse(made.content_json.encode(), content_type="application/json")


def application_out(request: HttpRequest, found: Application) -> dict[str, Any]:
    is_draft = found.state == Application.State.DRAFT
    definition = found.call.definition
    part = found.participants.filter(person=request.user.pk).values_list("part", flat=True).first()
    return {
        "id": found.pk,
        "call": found.call.code,
        "number": found.number,
        "state": found.told_state,
        "outcome": found.outcome,
        "version": found.version.number,
        "current_version": found.call.current.number,
        "revision": found.revision,
        "part": part or "",
        "answers": found.answers,
        "files": [attachment_out(file) for file in found.attachments.all()],
        "problems": told_of(missing(definition, found, found.answers)) if is_draft else [],
        "ineligible": [rule.reason for rule in ineligible(definition, found.answers)] if is_draft else [],
        "started_at": found.started_at,
        "saved_at": found.saved_at,
        "submitted_at": found.submitted_at,
        "synthetic": found.is_synthetic,
        "url": request.build_absolute_uri(found.get_absolute_url()),
    }


def attachment_out(file: Attachment) -> dict[str, Any]:
    return {
        "id": file.pk,
        "field": file.field,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "added_at": file.added_at,
    }


def submission_out(request: HttpRequest, made: Submission) -> dict[str, Any]:
    address = f"/api/v1/applications/{made.application_id}/receipts/{made.number}/content"
    return {
        "number": made.application.number,
        "submission": made.number,
        "submitted_at": made.submitted_at,
        "sha256": made.sha256,
        "content_url": request.build_absolute_uri(address),
    }


def told_of(problems: Any) -> list[dict[str, str]]:
    found: list[Problem] = list(problems)
    return [{"where": problem.where, "message": problem.message} for problem in found]
