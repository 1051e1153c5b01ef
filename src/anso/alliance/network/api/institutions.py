"""The directory: list, read, add and change institutions."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Status
from ninja.params.functions import Query

from anso.alliance.network import actions, queries
from anso.alliance.network.api.callers import known, required
from anso.alliance.network.api.kept import said
from anso.alliance.network.api.router import router
from anso.alliance.network.api.schemas import (
    InstitutionIn,
    InstitutionPage,
    NewInstitutionIn,
    OneInstitutionOut,
)
from anso.alliance.network.api.shown import institution_out, one_out
from anso.alliance.network.queries import Asked

__all__: list[str] = []

MOST = 500


@router.get("/institutions", response=InstitutionPage, summary="The directory of institutions")
def list_institutions(
    request: HttpRequest,
    q: str = Query("", description="In a name, present or former, in any script", max_length=100),
    country: str = Query("", description="Two-letter code"),
    kind: str = Query("", description="academy, university, institute, …"),
    members: bool = Query(default=False, description="Only those that are members"),
    on: date | None = Query(None, description="Memberships as of this day; default today"),  # noqa: B008  # as ninja is told
    limit: int = Query(100, ge=1, le=MOST),
    offset: int = Query(0, ge=0, le=1_000_000),
) -> Any:
    """Institutions by name, country, kind and membership, by name."""
    found = queries.institutions(Asked(q, country.upper(), kind, members), on)
    return {
        "items": [institution_out(request, one) for one in found[offset : offset + limit]],
        "total": found.count(),
    }


@router.post("/institutions", response={201: OneInstitutionOut}, summary="Put an institution on record")
def add_institution(request: HttpRequest, given: NewInstitutionIn) -> Any:
    """Refused where it resembles others on record, unless it is said to be none of them. For the secretariat."""
    fields = said(request, given)
    unlike = fields.pop("unlike", [])
    made = actions.add_institution(actor=required(request), unlike=unlike, **fields)
    return Status(201, one_out(request, made))


@router.get("/institutions/{code}", response=OneInstitutionOut, summary="One institution")
def read_institution(request: HttpRequest, code: str) -> Any:
    """An institution with the history of its memberships."""
    return one_out(request, known(request, code))


@router.patch("/institutions/{code}", response=OneInstitutionOut, summary="Change an institution’s record")
def change_institution(request: HttpRequest, code: str, given: InstitutionIn) -> Any:
    """For the secretariat and the institution's own contacts. What is left out stays as it is."""
    found = known(request, code)
    changes = given.dict(exclude_unset=True)
    actions.update_institution(actor=required(request), institution=found, **changes)
    return one_out(request, found)
