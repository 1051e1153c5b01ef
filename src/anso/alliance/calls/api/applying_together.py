"""Operations: files of an application, who takes part in it, and letters of reference."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from ninja import Status
from ninja.files import UploadedFile
from ninja.params.functions import File, Form

from anso.alliance import files
from anso.alliance.calls import actions, queries
from anso.alliance.calls.api.applying import attachment_out, caller, own
from anso.alliance.calls.api.router import router
from anso.alliance.calls.api.schemas_applying import (
    AttachmentOut,
    LetterAskedOut,
    LetterOut,
    LetterStateOut,
    ParticipantIn,
    ParticipantOut,
    PartIn,
)
from anso.alliance.calls.arrival import arrival_of
from anso.alliance.calls.guesses import count_letter, count_visit
from anso.alliance.calls.mail import lead_name
from anso.alliance.calls.models import Application, Participant, Reference
from anso.alliance.calls.queries.applying import own_attachment
from anso.alliance.calls.queries.references import due_of, reference_of
from anso.alliance.calls.words.references import LEVELS, RATINGS
from anso.alliance.people.rules import require
from anso.alliance.uploads import refused_files
from anso.errors import InvalidInputError, Problem

__all__: list[str] = []


@router.post("/applications/{application}/files", response={201: AttachmentOut}, summary="Add a file")
def add_attachment(
    request: HttpRequest,
    application: UUID,
    field: str = Form(description="Code of the field that it answers"),
    file: UploadedFile | None = File(None, description="The file; its kind is told by its content"),  # noqa: B008  # as ninja is told
) -> Any:
    """Add a file to a draft. The very file once more is the one that is there."""
    found = own(request, application, "calls.write_application")
    if file is None:
        told = refused_files(request).get("file") or gettext("send the file as a multipart field “file”")
        raise InvalidInputError([Problem("file", told)])
    made = actions.add_attachment(
        actor=caller(request),
        application=found,
        field=field,
        name=file.name or "",
        source=files.source_of(file),
    )
    return Status(201, attachment_out(made))


@router.get("/applications/{application}/files/{file_id}", response=bytes, summary="A file of an application")
def read_attachment(request: HttpRequest, application: UUID, file_id: UUID) -> Any:
    """For its applicants, and for officers and assigned reviewers who may see it."""
    require(request.user, "calls.apply")
    found = queries.attachment_for(request.user, application, file_id)
    return files.attachment(found.sha256, found.name, found.media_type)


@router.delete("/applications/{application}/files/{file_id}", response={204: None}, summary="Remove a file")
def remove_attachment(request: HttpRequest, application: UUID, file_id: UUID) -> Any:
    """Take a file out of a draft."""
    found = own(request, application, "calls.write_application")
    actions.remove_attachment(actor=caller(request), attachment=own_attachment(found, file_id))
    return Status(204, None)


@router.get(
    "/applications/{application}/participants",
    response=list[ParticipantOut],
    summary="Who takes part in an application",
)
def list_participants(request: HttpRequest, application: UUID) -> Any:
    """The lead, co-applicants, and those who are invited."""
    found = own(request, application)
    return [participant_out(one) for one in found.participants.select_related("person")]


@router.post(
    "/applications/{application}/participants",
    response={201: ParticipantOut},
    summary="Invite a co-applicant",
)
def invite_participant(request: HttpRequest, application: UUID, given: ParticipantIn) -> Any:
    """Write to an address; its owner signs in with an account of that address to accept."""
    found = own(request, application, "calls.submit_application")
    count_letter(request)
    made = actions.invite_participant(
        actor=caller(request), application=found, email=given.email, part=given.part
    )
    return Status(201, participant_out(made))


@router.patch(
    "/applications/{application}/participants/{participant}",
    response={204: None},
    summary="Change what somebody may do",
)
def change_participant(request: HttpRequest, application: UUID, participant: int, given: PartIn) -> Any:
    """Let somebody write or read, or hand over the lead."""
    found = own(request, application, "calls.submit_application")
    held = participant_of(found, participant)
    if given.part == Participant.Part.LEAD:
        actions.hand_over_lead(actor=caller(request), participant=held)
    else:
        actions.change_part(actor=caller(request), participant=held, part=given.part)
    return Status(204, None)


@router.delete(
    "/applications/{application}/participants/{participant}",
    response={204: None},
    summary="Let somebody go, or leave",
)
def remove_participant(request: HttpRequest, application: UUID, participant: int) -> Any:
    """The lead lets others go; everybody else may leave."""
    found = own(request, application)
    actions.remove_participant(actor=caller(request), participant=participant_of(found, participant))
    return Status(204, None)


@router.post(
    "/application-invitations/{token}",
    response=ParticipantOut,
    summary="Accept to take part in an application",
)
def accept_application_invitation(request: HttpRequest, token: str) -> Any:
    """With the secret of the invitation, from an account whose confirmed address it was written to."""
    require(request.user, "calls.apply")
    return participant_out(actions.accept_invitation(actor=caller(request), token=token))


@router.get(
    "/applications/{application}/references",
    response=list[LetterStateOut],
    summary="Letters of reference for an application",
)
def list_references(request: HttpRequest, application: UUID) -> Any:
    """Whether each has come; never what it says."""
    found = own(request, application).references.exclude(state=Reference.State.VOID)
    return [{"name": one.name, "state": one.state, "answered_at": one.answered_at} for one in found]


@router.post(
    "/applications/{application}/references/remind", response=dict[str, int], summary="Remind referees"
)
def remind_referees(request: HttpRequest, application: UUID) -> Any:
    """Write once more to those who have not answered, at most once a day; gives how many."""
    found = own(request, application, "calls.submit_application")
    return {"reminded": actions.remind_referees(actor=caller(request), application=found)}


@router.get("/references/{token}", response=LetterAskedOut, summary="What a referee is asked for")
def read_reference(request: HttpRequest, token: str) -> Any:
    """By the secret of the address that was mailed; no account is needed."""
    count_visit(request)
    found = reference_of(token)
    return {
        "applicant": lead_name(found.application),
        "call": found.application.call.code,
        "name": found.name,
        "due_at": due_of(found),
        "state": found.state,
        "ratings": {code: str(words) for code, words in RATINGS.items()},
        "levels": {code: str(words) for code, words in LEVELS.items()},
    }


@router.post("/references/{token}", response=LetterOut, summary="Send a letter of reference")
def send_reference(
    request: HttpRequest,
    token: str,
    text: str = Form("", description="The letter; it may be left out where a file is given"),
    ability: str = Form("", description="One of the levels, or nothing"),
    independence: str = Form("", description="One of the levels, or nothing"),
    diligence: str = Form("", description="One of the levels, or nothing"),
    promise: str = Form("", description="One of the levels, or nothing"),
    file: UploadedFile | None = File(None, description="A signed letter as PDF"),  # noqa: B008  # as ninja is told
) -> Any:
    """Send it, once; it cannot be changed afterwards."""
    count_visit(request)
    if "file" in refused_files(request):
        raise InvalidInputError([Problem("file", refused_files(request)["file"])])
    given = {"ability": ability, "independence": independence, "diligence": diligence, "promise": promise}
    done = actions.answer_reference(
        token=token,
        text=text,
        ratings=given,
        file_name=(file.name or "") if file else "",
        source=files.source_of(file) if file else None,
        received_at=arrival_of(request),
    )
    return {"state": done.state, "answered_at": done.answered_at}


@router.post("/references/{token}/decline", response=LetterOut, summary="Decline to write a letter")
def decline_reference(request: HttpRequest, token: str) -> Any:
    """The applicant sees that no letter will come, and no reason."""
    count_visit(request)
    done = actions.decline_reference(token=token, received_at=arrival_of(request))
    return {"state": done.state, "answered_at": done.answered_at}


def participant_of(application: Application, participant: int) -> Participant:
    rows = Participant.objects.select_related("application__call", "person")
    return get_object_or_404(rows, pk=participant, application=application)


def participant_out(one: Participant) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": str(one.person) if one.person else "",
        "email": one.email,
        "part": one.part,
        "accepted": one.accepted_at is not None,
    }
