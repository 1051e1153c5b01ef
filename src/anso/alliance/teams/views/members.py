"""Pages of a team's people: who they are, inviting, joining, leaving."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from anso.alliance.people.models import User
from anso.alliance.people.roles import ROLES
from anso.alliance.people.rules import may
from anso.alliance.teams import actions, queries
from anso.alliance.teams.actions.members import invitation_of
from anso.alliance.teams.forms import InviteForm, add_problems
from anso.alliance.teams.models import Invitation, Team
from anso.alliance.teams.rules import MANAGER, MEMBER
from anso.alliance.teams.views.common import of_team, signed_in
from anso.alliance.teams.views.teams import shown
from anso.errors import InvalidInputError

__all__ = ["change_member", "invitation", "members", "take_back"]


@require_http_methods(["GET", "HEAD", "POST"])
@of_team("teams.manage")
def members(request: HttpRequest, team: Team) -> HttpResponse:
    form = InviteForm(request.POST or None)
    link = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.invite(
                actor=signed_in(request),
                team=team,
                email=form.cleaned_data["email"],
                role=form.cleaned_data["role"],
            )
        except InvalidInputError as error:
            add_problems(form, error.problems)
        else:
            form, link = InviteForm(), made.link
    context = {
        "team": team,
        "form": form,
        "link": link,
        "members": [(member, ROLES[member.role].title) for member in queries.members_of(team)],
        "invitations": [(found, ROLES[found.role].title) for found in team.invitations.all()],
        "manager": MANAGER,
    }
    status = 422 if request.method == "POST" and not link else 200
    return render(request, "teams/members.html", context, status=status)


@require_POST
@of_team("teams.leave")
def change_member(request: HttpRequest, team: Team, person_id: UUID) -> HttpResponse:
    """Leaving, letting go, and changing a role; the actions decide who may."""
    actor = signed_in(request)
    person = get_object_or_404(User, public_id=person_id)
    role = {"manager": MANAGER, "member": MEMBER}.get(request.POST.get("change", ""))
    if role:
        actions.change_role(actor=actor, team=team, person=person, role=role)
        messages.success(request, gettext("The role was changed."))
    else:
        actions.end_membership(actor=actor, team=team, person=person)
        messages.success(request, gettext("The membership has ended."))
    stays = may(User.objects.get(pk=actor.pk), "teams.manage", team)
    return redirect("teams:members", abbr=team.abbr) if stays else redirect(team)


@require_POST
@of_team("teams.manage")
def take_back(request: HttpRequest, team: Team, invitation_id: int) -> HttpResponse:
    found = get_object_or_404(Invitation, pk=invitation_id, team=team)
    actions.take_back_invitation(actor=signed_in(request), invitation=found)
    messages.success(request, gettext("The invitation was taken back."))
    return redirect("teams:members", abbr=team.abbr)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        joined = actions.accept_invitation(actor=signed_in(request), token=token)
        messages.success(request, gettext("You belong to %(team)s now.") % {"team": joined.abbr})
        return redirect(joined)
    found = invitation_of(token)
    role = ROLES[found.role].title
    return shown(request, "teams/invitation.html", {"invitation": found, "team": found.team, "role": role})
