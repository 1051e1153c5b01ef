"""Records of the network as the API's answers."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from anso.alliance.network.models import Institution, Membership
from anso.alliance.network.queries import memberships_of, ties_to_associations
from anso.alliance.people.rules import may

__all__ = ["application_out", "institution_out", "one_out"]


def institution_out(request: HttpRequest, one: Institution) -> dict[str, Any]:
    current = getattr(one, "current", None)
    held = current[0] if current else None
    return {
        "code": one.code,
        "name": one.name,
        "names": one.names,
        "former_names": one.former_names,
        "acronym": one.acronym,
        "kind": one.kind,
        "country": one.country,
        "city": one.city,
        "website": one.website,
        "ror_id": one.ror_id,
        "latitude": one.latitude,
        "longitude": one.longitude,
        "parent": one.parent.code if one.parent else "",
        "synthetic": one.is_synthetic,
        "membership": membership_out(held) if held else None,
        "url": request.build_absolute_uri(reverse("api:read_institution", args=[one.code])),
    }


def one_out(request: HttpRequest, one: Institution) -> dict[str, Any]:
    keeps = may(request.user, "network.screen_membership")
    hosted, belongs = ties_to_associations(one)
    memberships = [
        found for found in memberships_of(one) if keeps or found.membership.state not in Membership.NEVER_HELD
    ]
    one.current = [found.membership for found in memberships if found.membership.until is None]  # type: ignore[attr-defined]  # as the directory has it
    return institution_out(request, one) | {
        "history": [step_out(step) for found in memberships for step in found.steps],
        "associations": [found.number for found in belongs],
        "hosted_associations": [found.number for found in hosted],
    }


def membership_out(held: Membership) -> dict[str, Any]:
    return {"kind": held.kind, "state": held.state, "since": held.since, "until": held.until}


def step_out(step: Any) -> dict[str, Any]:
    fields = ("step", "on", "evidence", "document", "resolution")
    return {field: getattr(step, field) for field in fields}


def application_out(held: Membership) -> dict[str, Any]:
    return {
        "id": held.pk,
        "institution": held.institution.code,
        "name": held.institution.name,
        "kind": held.kind,
        "state": held.state,
        "history": [step_out(step) for step in held.steps.all()],
    }
