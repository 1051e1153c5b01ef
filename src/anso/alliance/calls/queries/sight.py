"""Which calls and applications somebody sees at all. Every list, count, search, export and file begins here.

A conflicted application is left out in the query itself, so that nothing about it (its being there, its place in an
order, its part in a sum, the time a page takes) differs from its not existing.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from anso.alliance.calls.models import Application, Call, Conflict, Participant, Programme
from anso.alliance.people.models import User
from anso.alliance.people.roles import Scope, ScopeKind
from anso.alliance.people.rules import Visitor, holds
from anso.errors import NotFoundError

__all__ = [
    "application_for_officer",
    "applications_for",
    "calls_for",
    "own_application",
    "own_applications",
    "programmes_kept",
]


def programmes_kept(user: Visitor) -> QuerySet[Programme]:
    """The programmes whose officer somebody is."""
    codes = codes_kept(user)
    return Programme.objects.all() if codes is None else Programme.objects.filter(code__in=codes)


def codes_kept(user: Visitor) -> frozenset[str] | None:
    """Codes of the programmes whose officer somebody is; None for all of them."""
    if holds(user, "secretariat", Scope()) or getattr(user, "is_superuser", False):
        return None
    if not isinstance(user, User):
        return frozenset()
    return frozenset(
        grant.scope_code
        for grant in user.current_grants
        if grant.role == "secretariat" and grant.scope_kind == ScopeKind.PROGRAMME.value
    )


def calls_for(user: Visitor) -> QuerySet[Call]:
    """Published calls, and drafts of the programmes one keeps."""
    kept = Q(programme__in=programmes_kept(user))
    return (
        Call.objects.select_related("programme", "version")
        .exclude(version__isnull=True)
        .filter(kept | ~Q(state=Call.State.DRAFT))
    )


def without_conflicts(found: QuerySet[Application], user: Visitor) -> QuerySet[Application]:
    """What no standing conflict keeps from somebody."""
    conflict = Conflict.objects.filter(application=OuterRef("pk"), person=user.pk)
    return found.filter(~Exists(conflict))


def applications_for(user: Visitor, call: Call) -> QuerySet[Application]:
    """The submitted applications of a call that an officer sees."""
    codes = codes_kept(user)
    if codes is not None and call.programme.code not in codes:
        return Application.objects.none()
    submitted = call.applications.exclude(state=Application.State.DRAFT).exclude(number="")
    return without_conflicts(submitted, user)


def application_for_officer(user: Visitor, call: Call, number: str) -> Application:
    found = (
        applications_for(user, call)
        .select_related("call__programme", "version")
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NotFoundError(f"There is no application {number} here.")
    return found


def own_applications(user: Visitor) -> QuerySet[Application]:
    """Those that somebody writes, or reads as a co-applicant."""
    if not isinstance(user, User):
        return Application.objects.none()
    takes_part = Participant.objects.filter(
        application=OuterRef("pk"), person=user, accepted_at__isnull=False
    )
    return Application.objects.filter(Exists(takes_part)).select_related(
        "call__programme", "call__version", "version", "decision"
    )


def own_application(user: Visitor, pk: Any) -> Application:
    found = own_applications(user).filter(pk=pk).first()
    if found is None:
        raise NotFoundError("There is no such application of yours.")
    return found
