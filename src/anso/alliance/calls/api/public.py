"""Operations for everybody: programmes, published calls, and whether one might apply."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.params.functions import Query

from anso.alliance.calls.api.router import router
from anso.alliance.calls.api.schemas_public import CallOut, CheckIn, OneCallOut, ProgrammeOut, RuleOut
from anso.alliance.calls.definition import cleaned
from anso.alliance.calls.eligibility_check import judged
from anso.alliance.calls.models import Call
from anso.alliance.calls.queries.public import (
    figures,
    listed_programmes,
    phase_of,
    public_call,
    public_calls,
)

__all__ = ["call_out"]

PUBLIC_OF_STAGE = {"code", "title", "kind", "reviewing", "blind", "reviews_per", "criteria", "going", "days"}


@router.get("/programmes", response=list[ProgrammeOut], summary="Programmes that calls are made under")
def list_programmes(request: HttpRequest) -> Any:
    """Research, scholarships, prizes, facilities, membership and others."""
    return [
        {
            "code": one.code,
            "titles": one.titles,
            "summaries": one.summaries,
            "url": request.build_absolute_uri(one.get_absolute_url()),
        }
        for one in listed_programmes()
    ]


@router.get("/calls", response=list[CallOut], summary="Calls")
def list_calls(
    request: HttpRequest,
    phase: str = Query("", description="Only those that are open, coming, judged, closed or cancelled"),
    programme: str = Query("", description="Only those of this programme", max_length=60),
) -> Any:
    """Published calls, the newest first."""
    found = public_calls(request.user)
    if programme:
        found = found.filter(programme__code=programme)
    shown = [call_out(request, one) for one in found]
    return [one for one in shown if not phase or one["phase"] == phase]


@router.get("/calls/{code}", response=OneCallOut, summary="One call")
def read_call(request: HttpRequest, code: str) -> Any:
    """What a call is for, who may apply, how it is judged, and what came of it."""
    found = public_call(request.user, code)
    definition, came = found.definition, figures(found)
    return call_out(request, found) | {
        "applying": definition.applying.value,
        "eligibility": [rule.reason for rule in definition.eligibility],
        "stages": [stage.model_dump(mode="json", include=PUBLIC_OF_STAGE) for stage in definition.stages],
        "quotas": [quota.model_dump(mode="json") for quota in definition.selection.quotas],
        "figures": came
        and {
            "submitted": came.submitted,
            "awarded": came.awarded,
            "by_country": {one.code: one.awarded for one in came.countries},
        },
    }


@router.post("/calls/{code}/check", response=list[RuleOut], summary="Might one apply?")
def check_eligibility(request: HttpRequest, code: str, given: CheckIn) -> Any:
    """What the call's conditions say of a few answers; nothing is kept."""
    definition = public_call(request.user, code).definition
    return [
        {"code": one.code, "reason": one.reason, "verdict": one.verdict.value}
        for one in judged(definition, cleaned(definition, given.answers))
    ]


def call_out(request: HttpRequest, call: Call) -> dict[str, Any]:
    version, definition = call.current, call.definition
    return {
        "code": call.code,
        "programme": call.programme.code,
        "title": definition.title,
        "summary": definition.summary,
        "phase": phase_of(call, timezone.now()).value if call.state != Call.State.DRAFT else "draft",
        "opens_at": version.opens_at,
        "deadline": version.deadline,
        "zone": version.zone,
        "places": definition.selection.places,
        "synthetic": call.is_synthetic,
        "url": request.build_absolute_uri(call.get_absolute_url()),
    }
