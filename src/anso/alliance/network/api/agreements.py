"""Partners, memoranda and ambassadors: read by everybody, kept by the secretariat."""

from typing import Any

from django.http import HttpRequest
from ninja import Status
from ninja.params.functions import Query

from anso.alliance.network import actions, queries
from anso.alliance.network.api.callers import required
from anso.alliance.network.api.kept import found, said
from anso.alliance.network.api.kept_schemas import (
    AmbassadorIn,
    AmbassadorOut,
    EndIn,
    MemorandumIn,
    MemorandumOut,
    PartnerIn,
    PartnerOut,
)
from anso.alliance.network.api.router import router
from anso.alliance.network.models import Ambassador, Memorandum, Partner

__all__: list[str] = []


@router.get("/partners", response=list[PartnerOut], summary="Partners")
def list_partners(request: HttpRequest) -> Any:  # noqa: ARG001  # ninja gives it
    """Organisations the alliance works with, by name."""
    return list(Partner.objects.all())


@router.post("/partners", response={201: PartnerOut}, summary="Add a partner")
def add_partner(request: HttpRequest, given: PartnerIn) -> Any:
    """Its code is made from its acronym or name. For the secretariat."""
    return Status(201, actions.add_partner(actor=required(request), **said(request, given)))


@router.patch("/partners/{code}", response=PartnerOut, summary="Change a partner")
def change_partner(request: HttpRequest, code: str, given: PartnerIn) -> Any:
    """What is left out stays. For the secretariat."""
    partner = found(request, Partner.objects.all(), "change", code=code)
    return actions.change_partner(actor=required(request), partner=partner, **said(request, given))


@router.delete("/partners/{code}", response={204: None}, summary="Remove a partner")
def remove_partner(request: HttpRequest, code: str) -> Any:
    """One entered by mistake, with whom nothing was signed. For administrators."""
    partner = found(request, Partner.objects.all(), "delete", code=code)
    actions.remove_partner(actor=required(request), partner=partner)
    return Status(204, None)


@router.get("/memoranda", response=list[MemorandumOut], summary="Memoranda")
def list_memoranda(
    request: HttpRequest,  # noqa: ARG001  # ninja gives it
    in_force: bool = Query(default=False, description="Only those in force today"),
) -> Any:
    """What the alliance and its partners signed, newest first."""
    shown = queries.memoranda_in_force() if in_force else queries.memoranda()
    return [memorandum_out(one) for one in shown]


@router.post("/memoranda", response={201: MemorandumOut}, summary="Add a memorandum")
def record_memorandum(request: HttpRequest, given: MemorandumIn) -> Any:
    """What was signed with whom, when and until when. For the secretariat."""
    made = actions.record_memorandum(actor=required(request), **said(request, given))
    return Status(201, memorandum_out(made))


@router.patch("/memoranda/{int:memorandum_id}", response=MemorandumOut, summary="Change a memorandum")
def change_memorandum(request: HttpRequest, memorandum_id: int, given: MemorandumIn) -> Any:
    """What is left out stays. For the secretariat."""
    memorandum = found(request, queries.memoranda(), "change", pk=memorandum_id)
    changes = said(request, given)
    return memorandum_out(
        actions.change_memorandum(actor=required(request), memorandum=memorandum, **changes)
    )


@router.post("/memoranda/{int:memorandum_id}/end", response=MemorandumOut, summary="End a memorandum")
def end_memorandum(request: HttpRequest, memorandum_id: int, given: EndIn) -> Any:
    """Before its time, or one without an end. For the secretariat."""
    memorandum = found(request, queries.memoranda(), "change", pk=memorandum_id)
    return memorandum_out(
        actions.end_memorandum(actor=required(request), memorandum=memorandum, **given.dict())
    )


@router.delete("/memoranda/{int:memorandum_id}", response={204: None}, summary="Remove a memorandum")
def remove_memorandum(request: HttpRequest, memorandum_id: int) -> Any:
    """One entered by mistake. For administrators."""
    memorandum = found(request, queries.memoranda(), "delete", pk=memorandum_id)
    actions.remove_memorandum(actor=required(request), memorandum=memorandum)
    return Status(204, None)


@router.get("/ambassadors", response=list[AmbassadorOut], summary="Science ambassadors")
def list_ambassadors(request: HttpRequest) -> Any:  # noqa: ARG001  # ninja gives it
    """Who holds the office today."""
    return [ambassador_out(one) for one in queries.ambassadors()]


@router.post("/ambassadors", response={201: AmbassadorOut}, summary="Add a science ambassador")
def appoint_ambassador(request: HttpRequest, given: AmbassadorIn) -> Any:
    """Since when, and where that is written. For the secretariat."""
    made = actions.appoint_ambassador(actor=required(request), **said(request, given))
    return Status(201, ambassador_out(made))


@router.patch(
    "/ambassadors/{int:ambassador_id}", response=AmbassadorOut, summary="Change a science ambassador"
)
def change_ambassador(request: HttpRequest, ambassador_id: int, given: AmbassadorIn) -> Any:
    """What is left out stays. For the secretariat."""
    ambassador = found(request, Ambassador.objects.all(), "change", pk=ambassador_id)
    changes = said(request, given)
    return ambassador_out(
        actions.change_ambassador(actor=required(request), ambassador=ambassador, **changes)
    )


@router.post(
    "/ambassadors/{int:ambassador_id}/end", response=AmbassadorOut, summary="End an ambassador’s office"
)
def end_ambassador(request: HttpRequest, ambassador_id: int, given: EndIn) -> Any:
    """On which day, and where that is written. For the secretariat."""
    ambassador = found(request, Ambassador.objects.all(), "change", pk=ambassador_id)
    return ambassador_out(
        actions.end_ambassador(actor=required(request), ambassador=ambassador, **given.dict())
    )


@router.delete(
    "/ambassadors/{int:ambassador_id}", response={204: None}, summary="Remove a science ambassador"
)
def remove_ambassador(request: HttpRequest, ambassador_id: int) -> Any:
    """One entered by mistake. For administrators."""
    ambassador = found(request, Ambassador.objects.all(), "delete", pk=ambassador_id)
    actions.remove_ambassador(actor=required(request), ambassador=ambassador)
    return Status(204, None)


def memorandum_out(one: Memorandum) -> dict[str, Any]:
    fields = ("id", "title", "signed", "ends", "scope", "document", "end_evidence")
    return {name: getattr(one, name) for name in fields} | {
        "partner": str(one.partner),
        "partner_code": one.partner.code,
    }


def ambassador_out(one: Ambassador) -> dict[str, Any]:
    fields = ("id", "name", "field", "country", "since", "evidence", "until", "end_evidence")
    return {name: getattr(one, name) for name in fields} | {
        "institution": one.institution.code if one.institution else ""
    }
