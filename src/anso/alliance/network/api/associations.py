"""Associations and who belongs to them: read by everybody, kept by the secretariat."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Status

from anso.alliance.network import actions, queries
from anso.alliance.network.api.callers import known, required
from anso.alliance.network.api.kept import found, said
from anso.alliance.network.api.kept_schemas import (
    AssociationChange,
    AssociationIn,
    AssociationOut,
    BelongingIn,
    BelongingOut,
    EndIn,
)
from anso.alliance.network.api.router import router
from anso.alliance.network.models import Association, AssociationMember
from anso.alliance.people.rules import may

__all__: list[str] = []


@router.get("/associations", response=list[AssociationOut], summary="Associations")
def list_associations(request: HttpRequest) -> Any:
    """Thematic associations, as they are listed; those that ended say so."""
    members = queries.members_of_associations()
    return [association_out(request, one, members.get(one.pk, [])) for one in queries.associations()]


@router.post("/associations", response={201: AssociationOut}, summary="Add an association")
def add_association(request: HttpRequest, given: AssociationIn) -> Any:
    """For the secretariat."""
    made = actions.add_association(actor=required(request), **said(request, given))
    return Status(201, association_out(request, made, []))


@router.get("/associations/{number}", response=AssociationOut, summary="One association")
def read_association(request: HttpRequest, number: str) -> Any:
    """An association by its number."""
    return shown(request, get_object_or_404(queries.associations(), number=number))


@router.patch("/associations/{number}", response=AssociationOut, summary="Change an association")
def change_association(request: HttpRequest, number: str, given: AssociationChange) -> Any:
    """What is left out stays; the number stays always. For the secretariat."""
    association = found(request, queries.associations(), "change", number=number)
    changes = said(request, given)
    return shown(
        request, actions.change_association(actor=required(request), association=association, **changes)
    )


@router.delete("/associations/{number}", response={204: None}, summary="Remove an association")
def remove_association(request: HttpRequest, number: str) -> Any:
    """One entered by mistake. For administrators."""
    association = found(request, queries.associations(), "delete", number=number)
    actions.remove_association(actor=required(request), association=association)
    return Status(204, None)


@router.post("/associations/{number}/end", response=AssociationOut, summary="End an association")
def end_association(request: HttpRequest, number: str, given: EndIn) -> Any:
    """On which day, and where that is written. For the secretariat."""
    association = found(request, queries.associations(), "change", number=number)
    return shown(
        request, actions.end_association(actor=required(request), association=association, **given.dict())
    )


@router.get(
    "/associations/{number}/members",
    response=list[BelongingOut],
    summary="Who belongs to an association, and did",
)
def list_association_members(request: HttpRequest, number: str) -> Any:
    """From when to when, and where that is written."""
    association = get_object_or_404(queries.associations(), number=number)
    belongings = association.belongings.select_related("institution")
    if not may(request.user, "network.keep_association_members"):
        belongings = belongings.filter(institution__is_listed=True)
    return [belonging_out(one) for one in belongings]


@router.post(
    "/associations/{number}/members",
    response={201: BelongingOut},
    summary="Let an institution join an association",
)
def join_association(request: HttpRequest, number: str, given: BelongingIn) -> Any:
    """For the secretariat."""
    association = found(request, queries.associations(), "change", number=number)
    made = actions.join_association(
        actor=required(request),
        association=association,
        institution=known(request, given.institution),
        on=given.on,
        evidence=given.evidence,
    )
    return Status(201, belonging_out(made))


@router.post(
    "/associations/{number}/members/{code}/end",
    response=BelongingOut,
    summary="Let an institution leave an association",
)
def leave_association(request: HttpRequest, number: str, code: str, given: EndIn) -> Any:
    """That it belonged stays on record. For the secretariat."""
    association = found(request, queries.associations(), "change", number=number)
    return belonging_out(
        actions.leave_association(
            actor=required(request),
            association=association,
            institution=known(request, code),
            **given.dict(),
        )
    )


def shown(request: HttpRequest, one: Association) -> dict[str, Any]:
    return association_out(request, one, [held.institution.code for held in queries.association_members(one)])


def association_out(request: HttpRequest, one: Association, members: list[str]) -> dict[str, Any]:
    fields = ("number", "name", "acronym", "leaders", "theme", "summary", "since", "until")
    return {name: getattr(one, name) for name in fields} | {
        "host": one.host.code,
        "members": members,
        "url": request.build_absolute_uri(reverse("api:read_association", args=[one.number])),
    }


def belonging_out(one: AssociationMember) -> dict[str, Any]:
    fields = ("since", "evidence", "until", "end_evidence")
    return {name: getattr(one, name) for name in fields} | {"institution": one.institution.code}
