"""Memberships: applied for, followed, and their steps entered."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Status

from anso.alliance.network import actions, queries
from anso.alliance.network.actions.membership import MOVES
from anso.alliance.network.api.callers import known, required
from anso.alliance.network.api.router import router
from anso.alliance.network.api.schemas import ApplicationIn, ApplicationOut, StepIn
from anso.alliance.network.api.shown import application_out
from anso.alliance.network.views.membership import ACTS, WITH_DOCUMENT, membership_for
from anso.alliance.people.rules import require
from anso.errors import InvalidInputError, Problem

__all__: list[str] = []


@router.get("/memberships", response=list[ApplicationOut], summary="Applications for membership")
def list_memberships(request: HttpRequest) -> Any:
    """Your own; for the secretariat, all."""
    required(request)
    return [
        application_out(found) for found in queries.applications_for(request.user).prefetch_related("steps")
    ]


@router.post("/memberships", response={201: ApplicationOut}, summary="Apply for membership")
def apply_for_membership(request: HttpRequest, given: ApplicationIn) -> Any:
    """Ask that an institution become a member."""
    described = given.described.dict(exclude_unset=True, exclude_none=True) if given.described else None
    made = actions.apply_for_membership(
        actor=required(request),
        institution=known(request, given.institution) if given.institution else None,
        described=described or {},
        evidence=given.evidence,
    )
    return Status(201, application_out(made))


@router.get("/memberships/{membership_id}", response=ApplicationOut, summary="One application")
def read_membership(request: HttpRequest, membership_id: int) -> Any:
    """A membership with its papers: for whoever applied, and for the secretariat."""
    return application_out(membership_for(request, membership_id))


@router.post(
    "/memberships/{membership_id}/steps", response=ApplicationOut, summary="Enter a step of a membership"
)
def enter_step(request: HttpRequest, membership_id: int, given: StepIn) -> Any:
    """What was decided on a membership, by the secretariat; the applicant may withdraw."""
    found = membership_for(request, membership_id)
    if given.step not in ACTS:
        raise InvalidInputError([Problem("step", gettext("There is no such step of a membership."))])
    require(request.user, MOVES[given.step].permission, found)
    more = {"document": given.document} if given.step in WITH_DOCUMENT else {}
    verb = ACTS[given.step][1]
    return application_out(
        verb(actor=required(request), membership=found, on=given.on, evidence=given.evidence, **more)
    )
