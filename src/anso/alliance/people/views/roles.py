"""Roles of one person, for staff: granted and ended."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from anso.alliance.people import actions, queries
from anso.alliance.people.forms import GrantForm
from anso.alliance.people.models import RoleGrant, User
from anso.alliance.people.roles import ROLES, Scope, ScopeKind, end_of
from anso.alliance.people.rules import guarded, may
from anso.errors import AnsoError, InvalidInputError

__all__ = ["end_role", "roles"]


def acting(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied(gettext("Sign in first."))
    return request.user


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guarded("people.view_rolegrant")
def roles(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = queries.person_of(public_id)
    form = GrantForm(request.POST or None, initial={"scope_kind": ScopeKind.SITE.value})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        until = given["ends_at"]
        try:
            actions.grant_role(
                actor=acting(request),
                user=person,
                role=given["role"],
                scope=Scope(ScopeKind(given["scope_kind"]), given["scope_code"]),
                ends_at=end_of(until) if until else None,
            )
        except InvalidInputError as error:
            for problem in error.problems:
                form.add_error(problem.where if problem.where in form.fields else None, problem.message)
        except (AnsoError, PermissionDenied) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("The role was granted."))
            return redirect("people:roles", public_id=public_id)
    now = timezone.now()
    return render(
        request,
        "people/roles.html",
        {
            "person": person,
            "form": form,
            "grants": [
                (
                    ROLES[grant.role].title,
                    grant,
                    grant.ends_at is not None and grant.ends_at <= now,
                    may(request.user, "people.change_rolegrant", grant),
                )
                for grant in queries.grants_of(person)
            ],
        },
        status=422 if request.method == "POST" else 200,
    )


@never_cache
@require_POST
@login_required
@guarded("people.view_rolegrant")
def end_role(request: HttpRequest, public_id: UUID, grant_id: int) -> HttpResponse:
    grant = get_object_or_404(
        RoleGrant.objects.select_related("person"), pk=grant_id, person__public_id=public_id
    )
    actions.end_role(actor=acting(request), grant=grant)
    messages.success(request, gettext("The role ended; that it was held stays on record."))
    return redirect("people:roles", public_id=public_id)
