"""Associations, memoranda and ambassadors: lists that everybody may read."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja.params.functions import Query

from anso.alliance.network import queries
from anso.alliance.network.api.router import router
from anso.alliance.network.api.schemas import AmbassadorOut, AssociationOut, MemorandumOut
from anso.alliance.network.api.shown import association_out

__all__: list[str] = []


@router.get("/associations", response=list[AssociationOut], summary="Associations")
def list_associations(request: HttpRequest) -> Any:
    """Thematic associations, as they are listed."""
    return [association_out(request, one) for one in queries.associations().prefetch_related("members")]


@router.get("/associations/{number}", response=AssociationOut, summary="One association")
def read_association(request: HttpRequest, number: str) -> Any:
    """An association by its number."""
    return association_out(request, get_object_or_404(queries.associations(), number=number))


@router.get("/memoranda", response=list[MemorandumOut], summary="Memoranda")
def list_memoranda(
    request: HttpRequest,  # noqa: ARG001  # ninja gives it
    in_force: bool = Query(default=False, description="Only those in force today"),
) -> Any:
    """What the alliance and its partners signed, newest first."""
    found = queries.memoranda_in_force() if in_force else queries.memoranda()
    return [
        {
            "partner": str(one.partner),
            "title": one.title,
            "signed": one.signed,
            "ends": one.ends,
            "scope": one.scope,
            "document": one.document,
        }
        for one in found
    ]


@router.get("/ambassadors", response=list[AmbassadorOut], summary="Science ambassadors")
def list_ambassadors(request: HttpRequest) -> Any:  # noqa: ARG001  # ninja gives it
    """Who holds the office today."""
    return [
        {
            "name": one.name,
            "field": one.field,
            "country": one.country,
            "institution": one.institution.code if one.institution else "",
            "since": one.since,
        }
        for one in queries.ambassadors()
    ]
