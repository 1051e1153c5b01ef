"""The roles of a person: who keeps them reads, grants and ends them."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema, Status
from pydantic import Field

from anso.alliance.people import actions, queries
from anso.alliance.people.api.callers import oneself
from anso.alliance.people.api.router import router
from anso.alliance.people.models import RoleGrant
from anso.alliance.people.roles import ROLES, Scope, ScopeKind, end_of
from anso.alliance.people.rules import require

__all__: list[str] = []


class GrantOut(Schema):
    """A role that a person holds or held."""

    id: int = Field(description="The number of the grant, by which it is ended")
    role: str
    scope_kind: str
    scope_code: str
    granted_at: datetime
    ends_at: datetime | None


class GrantIn(Schema):
    """A role, over what, until when."""

    role: str = Field(description=", ".join(ROLES))
    scope_kind: Literal["site", "programme", "body", "institution", "team"] = "site"
    scope_code: str = Field("", description="Of the programme, body, institution or team; empty for the site")
    last_day: date | None = Field(None, description="Empty where no end is set")


@router.get("/people/{public_id}/roles", response=list[GrantOut], summary="The roles of a person")
def list_roles(request: HttpRequest, public_id: UUID) -> Any:
    """Held now and before, the newest first. For the secretariat and administrators."""
    require(request.user, "people.view_rolegrant")
    return [grant_out(grant) for grant in queries.grants_of(queries.person_of(public_id))]


@router.post("/people/{public_id}/roles", response={201: GrantOut}, summary="Grant a role")
def grant_role(request: HttpRequest, public_id: UUID, given: GrantIn) -> Any:
    """Nobody grants a role to themself. For the secretariat and administrators."""
    require(request.user, "people.view_rolegrant")
    made = actions.grant_role(
        actor=oneself(request),
        user=queries.person_of(public_id),
        role=given.role,
        scope=Scope(ScopeKind(given.scope_kind), given.scope_code),
        ends_at=end_of(given.last_day) if given.last_day else None,
    )
    return Status(201, grant_out(made))


@router.post("/people/{public_id}/roles/{grant_id}/end", response=GrantOut, summary="End a role")
def end_role(request: HttpRequest, public_id: UUID, grant_id: int) -> Any:
    """From now on; that it was held stays on record. For the secretariat and administrators."""
    require(request.user, "people.view_rolegrant")
    grant = get_object_or_404(
        RoleGrant.objects.select_related("person"), pk=grant_id, person__public_id=public_id
    )
    return grant_out(actions.end_role(actor=oneself(request), grant=grant))


def grant_out(grant: RoleGrant) -> dict[str, Any]:
    return {
        "id": grant.pk,
        "role": grant.role,
        "scope_kind": grant.scope_kind,
        "scope_code": grant.scope_code,
        "granted_at": grant.granted_at,
        "ends_at": grant.ends_at,
    }
