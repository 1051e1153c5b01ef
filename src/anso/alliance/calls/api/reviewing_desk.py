"""Operations of officers: the pool of a call, its conflicts of interest, its stages, and who reviews what."""

from typing import Any

from django.http import HttpRequest
from ninja import Status
from ninja.params.functions import Query

from anso.alliance.calls import actions
from anso.alliance.calls.api.applying import caller
from anso.alliance.calls.api.router import router
from anso.alliance.calls.api.schemas_reviewing import (
    AssignIn,
    AssignmentOut,
    ChangeIn,
    ConflictOut,
    InviteIn,
    NoteConflictIn,
    OpenIn,
    PairOut,
    PriceOut,
    ReviewerOut,
    RunOut,
)
from anso.alliance.calls.models import Application, Call, Review, Reviewer
from anso.alliance.calls.queries.assignment import (
    applications_of_stage,
    pool_of,
    price_of,
    standing_of,
    with_reviews,
)
from anso.alliance.calls.queries.conflicts import conflict_for, conflicts_for, evidence_in_words
from anso.alliance.calls.queries.sight import application_for_officer, calls_for
from anso.alliance.calls.stages import run_of, stage_called, stage_now
from anso.alliance.people.queries import person_of
from anso.alliance.people.rules import require
from anso.errors import NotFoundError

__all__: list[str] = []

AT_MOST = 1000


def kept(request: HttpRequest, code: str, permission: str = "calls.keep_call") -> Call:
    """A call, for who keeps it."""
    found = calls_for(request.user).filter(code=code).first()
    if found is None:
        raise NotFoundError("There is no such call.")
    require(request.user, permission, found)
    return found


def member(call: Call, reviewer: int) -> Reviewer:
    found = Reviewer.objects.select_related("person", "call").filter(call=call, pk=reviewer).first()
    if found is None:
        raise NotFoundError("There is nobody of this number in the pool.")
    return found


def in_stage(request: HttpRequest, call: Call, stage: str, number: str) -> Application:
    rows = applications_of_stage(caller(request), call, stage).filter(number=number)
    found = rows.select_related("call__version", "call__programme", "version").first()
    if found is None:
        raise NotFoundError("There is no such application in this stage.")
    return found


@router.get("/calls/{code}/reviewers", response=list[ReviewerOut], summary="The pool of a call")
def list_reviewers(request: HttpRequest, code: str) -> Any:
    """Everybody who was asked, with what they have in the stage at work."""
    call = kept(request, code)
    stage = stage_now(call)
    return [
        {
            "id": one.reviewer.pk,
            "name": str(one.reviewer.person),
            "state": one.reviewer.state,
            "confirmed": one.reviewer.is_confirmed,
            "load": one.reviewer.load,
            "terms": list(one.terms),
            "given": one.given,
            "submitted": one.submitted,
        }
        for one in pool_of(caller(request), call, stage if stage and stage.criteria else None)
    ]


@router.post("/calls/{code}/reviewers", response={204: None}, summary="Ask somebody into the pool")
def invite_reviewer(request: HttpRequest, code: str, given: InviteIn) -> Any:
    """By account, or by an address; whoever has no account opens one from the letter."""
    call = kept(request, code)
    person = person_of(given.person) if given.person else None
    actions.invite_reviewer(
        actor=caller(request), call=call, person=person, email=given.email, load=given.load
    )
    return Status(204, None)


@router.delete(
    "/calls/{code}/reviewers/{reviewer}", response={204: None}, summary="Take somebody out of the pool"
)
def remove_reviewer(request: HttpRequest, code: str, reviewer: int) -> Any:
    """What they submitted stays; what they did not goes to others."""
    found = member(kept(request, code), reviewer)
    actions.leave_pool(actor=caller(request), reviewer=found)
    return Status(204, None)


@router.get("/calls/{code}/conflicts", response=list[ConflictOut], summary="Conflicts of interest")
def list_call_conflicts(
    request: HttpRequest, code: str, kind: str = "", offset: int = Query(0, ge=0, le=1_000_000)
) -> Any:
    """Of the applications that you have none with; a thousand at a time."""
    call = kept(request, code)
    return [
        {
            "id": one.pk,
            "number": one.application.number,
            "person": one.person.public_id,
            "kind": one.kind,
            "evidence": evidence_in_words(one),
        }
        for one in conflicts_for(caller(request), call, kind=kind)[offset : offset + AT_MOST]
    ]


@router.post("/calls/{code}/conflicts", response={204: None}, summary="Note a conflict of interest")
def note_conflict(request: HttpRequest, code: str, given: NoteConflictIn) -> Any:
    """One that you were told of; it holds at once."""
    call = kept(request, code)
    application = application_for_officer(caller(request), call, given.number)
    actions.declare_conflict(
        actor=caller(request), application=application, person=member(call, given.reviewer).person,
        note=given.note,
    )  # fmt: skip
    return Status(204, None)


@router.delete(
    "/calls/{code}/conflicts/{conflict}", response={204: None}, summary="Take a declared conflict back"
)
def withdraw_conflict(request: HttpRequest, code: str, conflict: int) -> Any:
    """Never by the person who declared it."""
    call = kept(request, code)
    found = conflict_for(caller(request), call, conflict)
    actions.withdraw_declared_conflict(actor=caller(request), conflict=found)
    return Status(204, None)


@router.put("/calls/{code}/stages/{stage}", response=RunOut, summary="Open a stage, or move its deadline")
def put_stage(request: HttpRequest, code: str, stage: str, given: OpenIn) -> Any:
    """Open it if it has not been; else give its reviews another deadline."""
    call = kept(request, code)
    stage_called(call, stage)
    run = run_of(call, stage)
    if run is not None and given.deadline is not None:
        actions.move_deadline(actor=caller(request), run=run, deadline=given.deadline)
    else:
        actions.open_stage(actor=caller(request), call=call, stage=stage, deadline=given.deadline)
    return run_out(request, call, stage)


@router.get("/calls/{code}/stages/{stage}", response=RunOut, summary="How far a stage has come")
def read_stage(request: HttpRequest, code: str, stage: str) -> Any:
    """In figures over the applications that you see."""
    call = kept(request, code)
    stage_called(call, stage)
    return run_out(request, call, stage)


@router.post("/calls/{code}/stages/{stage}/reminders", response=dict[str, int], summary="Remind reviewers")
def remind_reviewers(request: HttpRequest, code: str, stage: str) -> Any:
    """Write to everybody who has reviews left in a stage."""
    call = kept(request, code)
    stage_called(call, stage)
    return {"reminded": actions.remind_reviewers(actor=caller(request), call=call, stage=stage)}


@router.get("/calls/{code}/stages/{stage}/assignment", response=list[PairOut], summary="Who reviews what")
def list_pairs(
    request: HttpRequest, code: str, stage: str, offset: int = Query(0, ge=0, le=1_000_000)
) -> Any:
    """Of the applications that you see; those of a thousand applications at a time."""
    call = kept(request, code, "calls.assign_reviews")
    rows = with_reviews(applications_of_stage(caller(request), call, stage), stage)[offset : offset + AT_MOST]
    return [
        {
            "review": review.pk,
            "number": one.number,
            "reviewer": review.reviewer_id,
            "state": review.state,
            "affinity": review.affinity,
        }
        for one in rows
        for review in getattr(one, "panel", ())
    ]


@router.post(
    "/calls/{code}/stages/{stage}/assignment/preview", response=AssignmentOut, summary="Preview an assignment"
)
def preview_assignment(request: HttpRequest, code: str, stage: str, given: AssignIn) -> Any:
    """What it would come to; nothing is written."""
    call = kept(request, code, "calls.assign_reviews")
    plan = actions.preview_assignment(
        actor=caller(request), call=call, stage=stage, fair=given.fair, random_limit=given.random_limit,
        seed=given.seed,
    )  # fmt: skip
    return plan.summary


@router.post("/calls/{code}/stages/{stage}/assignment", response=AssignmentOut, summary="Assign reviews")
def assign_reviews(request: HttpRequest, code: str, stage: str, given: AssignIn) -> Any:
    """Give every application the reviews it lacks; what stands stays."""
    call = kept(request, code, "calls.assign_reviews")
    plan = actions.assign_reviews(
        actor=caller(request), call=call, stage=stage, fair=given.fair, random_limit=given.random_limit,
        seed=given.seed, digest=given.digest,
    )  # fmt: skip
    return plan.summary


@router.post(
    "/calls/{code}/stages/{stage}/assignment/{number}/price",
    response=PriceOut,
    summary="What a change by hand would cost",
)
def read_price(request: HttpRequest, code: str, stage: str, number: str, given: ChangeIn) -> Any:
    """As it stands, and with all else arranged anew; nothing is written."""
    call = kept(request, code, "calls.assign_reviews")
    application = in_stage(request, call, stage, number)
    add, remove = named(call, application, stage, given)
    found = price_of(caller(request), call, stage, application.pk, add=add, remove=remove)
    return {
        "change": found.change,
        "price": found.price,
        "moved": found.moved,
        "breaks": list(found.breaks),
    }


@router.post(
    "/calls/{code}/stages/{stage}/assignment/{number}",
    response={204: None},
    summary="Change who reviews an application",
)
def change_assignment(request: HttpRequest, code: str, stage: str, number: str, given: ChangeIn) -> Any:
    """Add somebody, take a review away, or replace the one by the other."""
    call = kept(request, code, "calls.assign_reviews")
    application = in_stage(request, call, stage, number)
    add, remove = named(call, application, stage, given)
    actions.change_assignment(
        actor=caller(request), application=application, stage=stage, add=add, remove=remove, note=given.note
    )
    return Status(204, None)


def named(
    call: Call, application: Application, stage: str, given: ChangeIn
) -> tuple[Reviewer | None, Review | None]:
    remove = None
    if given.remove is not None:
        remove = Review.objects.filter(application=application, stage=stage, pk=given.remove).first()
        if remove is None:
            raise NotFoundError("There is no such review here.")
    return (member(call, given.add) if given.add is not None else None), remove


def run_out(request: HttpRequest, call: Call, stage: str) -> dict[str, Any]:
    run = run_of(call, stage)
    if run is None:
        raise NotFoundError("This stage has not been opened.")
    standing = standing_of(caller(request), call, stage)
    return {
        "stage": stage,
        "opened_at": run.opened_at,
        "deadline": run.deadline,
        "closed_at": run.closed_at,
        "applications": standing.applications,
        "given": standing.given,
        "submitted": standing.submitted,
        "lacking": standing.lacking,
    }
