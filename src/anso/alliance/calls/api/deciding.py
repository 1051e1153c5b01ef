"""Operations: scores, selection, decisions, letters, awards and figures."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Status
from ninja.params.functions import Query
from pydantic import ValidationError

from anso.alliance.calls import actions
from anso.alliance.calls.actions.common import refuse
from anso.alliance.calls.api.applying import caller, own
from anso.alliance.calls.api.reviewing_desk import kept
from anso.alliance.calls.api.router import router
from anso.alliance.calls.api.schemas_deciding import (
    AnswerAwardIn,
    AwardOut,
    ClosedOut,
    CloseIn,
    DecideIn,
    DecisionOut,
    GroupOut,
    LetterOut,
    NumbersIn,
    OutcomeOut,
    ReleasedOut,
    ResolutionIn,
    ScoreOut,
    SelectionOut,
    TryIn,
)
from anso.alliance.calls.definition import SelectionPlan
from anso.alliance.calls.models import Application, Award, Selection
from anso.alliance.calls.queries.outcome import outcome_of
from anso.alliance.calls.queries.scores import scores_of
from anso.alliance.calls.queries.selection import decisions_for, letters_of, selection_called
from anso.alliance.calls.queries.sight import application_for_officer, applications_for, calls_for
from anso.alliance.calls.queries.tallies import tally
from anso.alliance.calls.stages import stage_called
from anso.alliance.people.rules import require
from anso.errors import NotFoundError

__all__: list[str] = []

AT_MOST = 1000
STAGE = "/calls/{code}/stages/{stage}"


@router.post(f"{STAGE}/closing", response=ClosedOut, summary="Close a stage")
def close_stage(request: HttpRequest, code: str, stage: str, given: CloseIn) -> Any:
    """Calibrate its reviews, rank its applications, and send on those above the line; it is not undone."""
    call = kept(request, code, "calls.close_stage")
    run = actions.close_stage(
        actor=caller(request), call=call, stage=stage, may_lack=given.may_lack, seed=given.seed
    )
    return {"stage": stage, "closed_at": run.closed_at, "figures": run.calibrating}


@router.get(f"{STAGE}/scores", response=list[ScoreOut], summary="The ranking of a stage")
def list_scores(
    request: HttpRequest, code: str, stage: str, offset: int = Query(0, ge=0, le=1_000_000)
) -> Any:
    """Best first; a thousand at a time."""
    call = kept(request, code, "calls.close_stage")
    stage_called(call, stage)
    return [
        {
            **{
                name: getattr(one, name)
                for name in (
                    "rank", "rank_low", "rank_high", "reviews", "raw", "adjusted", "error", "above", "goes_on",
                )
            },
            "number": one.application.number,
        }
        for one in scores_of(call, stage)[offset : offset + AT_MOST]
    ]  # fmt: skip


@router.post(f"{STAGE}/going-on", response=dict[str, int], summary="Say who goes on")
def send_on(request: HttpRequest, code: str, stage: str, given: NumbersIn) -> Any:
    """From a closed stage that draws no line by itself."""
    call = kept(request, code, "calls.close_stage")
    stage_called(call, stage)
    found = list(Application.objects.filter(call=call, stage=stage, number__in=given.numbers))
    if len(found) < len(set(given.numbers)):
        raise NotFoundError("Some of these applications are not in this stage.")
    return {"went": actions.send_on(actor=caller(request), call=call, applications=found)}


def selection_out(one: Selection) -> dict[str, Any]:
    return {
        "id": one.pk,
        "stage": one.stage,
        "state": one.state,
        "made_at": one.made_at,
        "note": one.note,
        "resolution": one.resolution,
        "plan": one.plan_json,
        "result": one.result_json,
    }


@router.get("/calls/{code}/selections", response=list[SelectionOut], summary="Selections that were tried")
def list_selections(request: HttpRequest, code: str) -> Any:
    """The newest first."""
    return [selection_out(one) for one in kept(request, code, "calls.select").selections.all()[:AT_MOST]]


@router.post("/calls/{code}/selections", response={201: SelectionOut}, summary="Try a selection under quotas")
def try_selection(request: HttpRequest, code: str, given: TryIn) -> Any:
    """The best total that all quotas allow, with what each quota costs; where nothing is possible, why."""
    call = kept(request, code, "calls.select")
    made = actions.try_selection(
        actor=caller(request), call=call, plan=plan_from(given.plan), seed=given.seed, note=given.note
    )
    return Status(201, selection_out(made))


def plan_from(given: dict[str, Any] | None) -> SelectionPlan | None:
    if given is None:
        return None
    try:
        return SelectionPlan.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, ("plan", *first["loc"])))
        raise refuse(where, first["msg"].removeprefix("Value error, ")) from error


@router.post("/calls/{code}/selections/{selection}/taking", response=SelectionOut, summary="Take a selection")
def take_selection(request: HttpRequest, code: str, selection: int) -> Any:
    """Its decisions become those of every application; nobody is told yet."""
    found = selection_called(kept(request, code, "calls.select"), selection)
    return selection_out(actions.take_selection(actor=caller(request), selection=found))


@router.delete(
    "/calls/{code}/selections/{selection}/taking", response={204: None}, summary="Take a selection back"
)
def leave_selection(request: HttpRequest, code: str, selection: int) -> Any:
    """Its unreleased decisions go."""
    found = selection_called(kept(request, code, "calls.select"), selection)
    actions.leave_selection(actor=caller(request), selection=found)
    return Status(204, None)


@router.post(
    "/calls/{code}/selections/{selection}/approval", response={204: None}, summary="Approve a selection"
)
def approve_selection(request: HttpRequest, code: str, selection: int, given: ResolutionIn) -> Any:
    """The governing board's word, where the call asks for it."""
    call = calls_for(request.user).filter(code=code).first()
    if call is None:
        raise NotFoundError("There is no such call.")
    require(request.user, "calls.approve_selection", call)
    actions.approve_selection(
        actor=caller(request), selection=selection_called(call, selection), resolution=given.resolution
    )
    return Status(204, None)


@router.get("/calls/{code}/decisions", response=list[DecisionOut], summary="Decisions of a call")
def list_decisions(
    request: HttpRequest, code: str, outcome: str = "", offset: int = Query(0, ge=0, le=1_000_000)
) -> Any:
    """Private until they are released; a thousand at a time."""
    call = kept(request, code, "calls.select")
    return [
        {
            "number": one.application.number,
            "outcome": one.outcome,
            "waiting": one.waiting,
            "by_hand": one.by_hand,
            "reason": one.reason,
            "released_at": one.released_at,
        }
        for one in decisions_for(call, outcome=outcome)[offset : offset + AT_MOST]
    ]


@router.put("/calls/{code}/decisions/{number}", response={204: None}, summary="Decide one by hand")
def decide(request: HttpRequest, code: str, number: str, given: DecideIn) -> Any:
    """Otherwise than the selection, or without one; the reason stays on record."""
    call = kept(request, code, "calls.select")
    application = application_for_officer(caller(request), call, number)
    actions.decide(actor=caller(request), application=application, outcome=given.outcome, reason=given.reason)
    return Status(204, None)


@router.post("/calls/{code}/release", response=ReleasedOut, summary="Release all decisions")
def release_decisions(request: HttpRequest, code: str) -> Any:
    """Outcomes, awards and letters at once; the worker mails the letters."""
    call = kept(request, code, "calls.release_decisions")
    released = actions.release_decisions(actor=caller(request), call=call)
    return {
        "awarded": released.awarded,
        "waiting": released.waiting,
        "declined": released.declined,
        "letters": released.letters,
    }


@router.post("/calls/{code}/replacements", response=dict[str, list[str]], summary="Offer free places")
def replace_from_waiting(request: HttpRequest, code: str) -> Any:
    """To the best of the waiting list that the quotas allow."""
    call = kept(request, code, "calls.release_decisions")
    made = actions.replace_from_waiting(actor=caller(request), call=call)
    return {"offered": [award.application.number for award in made]}


@router.get("/calls/{code}/letters", response=list[LetterOut], summary="Letters of a call")
def list_letters(request: HttpRequest, code: str, offset: int = Query(0, ge=0, le=1_000_000)) -> Any:
    """What was written to whom, and whether it went; a thousand at a time."""
    call = kept(request, code, "calls.release_decisions")
    return [
        {
            **{name: getattr(one, name) for name in ("kind", "language", "subject", "sha256", "mailed_at")},
            "number": one.application.number,
        }
        for one in letters_of(call)[offset : offset + AT_MOST]
    ]


@router.get("/calls/{code}/figures", response=list[GroupOut], summary="Applications and successes, counted")
def list_call_figures(request: HttpRequest, code: str) -> Any:
    """By country, region and what the form tells, of the applications that you see."""
    call = kept(request, code)
    return [
        {"by": one.fact, "code": group.code, "name": group.name, "applied": group.applied, "awarded": group.awarded}
        for one in tally(call, applications_for(caller(request), call))
        for group in one.groups
    ]  # fmt: skip


@router.get("/applications/{application}/outcome", response=OutcomeOut, summary="What was decided")
def read_outcome(request: HttpRequest, application: UUID) -> Any:
    """Of your own application, once it is released."""
    found = outcome_of(own(request, application))
    return {
        "outcome": found.decision.outcome,
        "place": found.place,
        "award": award_out(found.award) if found.award else None,
        "comments": [{"stage": one.title, "comments": list(one.comments)} for one in found.comments],
    }


@router.post("/applications/{application}/award", response=AwardOut, summary="Accept or decline an award")
def answer_award(request: HttpRequest, application: UUID, given: AnswerAwardIn) -> Any:
    """By the lead applicant, until its last second."""
    found = own(request, application, "calls.answer_award")
    return award_out(actions.answer_award(actor=caller(request), application=found, accept=given.accept))


def award_out(award: Award) -> dict[str, Any]:
    return {
        "amount": None if award.amount is None else float(award.amount),
        "currency": award.currency,
        "answer_by": award.answer_by,
        "answer": award.answer,
        "answered_at": award.answered_at,
    }
