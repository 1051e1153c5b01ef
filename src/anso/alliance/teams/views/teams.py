"""Pages of teams: the list, one team, registering, changing, deciding."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anso.alliance.people.rules import guarded, may
from anso.alliance.teams import actions, queries
from anso.alliance.teams.forms import SourceForm, TeamChangeForm, TeamForm, add_problems
from anso.alliance.teams.hubs import HubDesk, hubs
from anso.alliance.teams.models import Submission, Team
from anso.alliance.teams.views.common import of_team, signed_in
from anso.alliance.teams.windows import RoundWindow
from anso.alliance.words import country_name
from anso.errors import InvalidInputError

__all__ = ["decide", "edit", "register", "team", "team_list"]

FORMS = ["GET", "HEAD", "POST"]
ROUNDS_SHOWN = 12


@dataclass(frozen=True)
class ShownRound:
    """One round of one hub, with the versions that somebody may see of it, the newest first."""

    hub: str
    round_id: str
    submissions: list[Submission]


@dataclass(frozen=True)
class ShownHub:
    """A hub that a team takes part in, and the rounds that wait for it."""

    desk: HubDesk
    open: list[RoundWindow]
    next: RoundWindow | None


@require_safe
@guarded("teams.see_list")
def team_list(request: HttpRequest) -> HttpResponse:
    found = list(queries.teams_for(request.user))
    own = {team.pk for team in queries.teams_of(request.user)}
    return render(
        request,
        "teams/list.html",
        {
            "teams": [team for team in found if team.is_approved],
            "closed": [team for team in found if team.state == Team.State.CLOSED],
            "proposed": [team for team in found if team.state == Team.State.PROPOSED],
            "own": own,
            "models": sum(len(team.models.all()) for team in found if team.is_approved),
        },
    )


@require_safe
@guarded("teams.see_list")
def team(request: HttpRequest, abbr: str) -> HttpResponse:
    found = queries.team_for(request.user, abbr)
    now = timezone.now()
    entries = queries.entries_of(found)
    desks = {desk.slug: desk for desk in hubs() if desk.slug in {entry.hub for entry in entries}}
    inside = may(request.user, "teams.see_inside", found)
    submissions = queries.submissions_for(request.user, found)[: queries.SHOWN_SUBMISSIONS]
    return render(
        request,
        "teams/team.html",
        {
            "team": found,
            "country": country_name(found.country),
            "entries": [(entry, desks.get(entry.hub)) for entry in entries],
            "hubs": [ShownHub(desk, desk.open_rounds(now), desk.next_round(now)) for desk in desks.values()],
            "rounds": by_round(list(submissions), {slug: desk.name for slug, desk in desks.items()}),
            "members": queries.members_of(found) if inside else [],
            "may_submit": may(request.user, "teams.submit", found) and found.state != Team.State.CLOSED,
            "may_manage": may(request.user, "teams.manage", found),
            "may_decide": may(request.user, "teams.decide", found),
            "inside": inside,
        },
    )


def by_round(submissions: list[Submission], names: dict[str, str]) -> list[ShownRound]:
    """Submissions under their hub and round, the newest round first."""
    groups: dict[tuple[str, str], list[Submission]] = {}
    for submission in submissions:
        groups.setdefault((submission.entry.hub, submission.round_id), []).append(submission)
    ordered = sorted(groups, key=lambda key: (key[1], key[0]), reverse=True)[:ROUNDS_SHOWN]
    return [ShownRound(names.get(hub, hub), round_id, groups[hub, round_id]) for hub, round_id in ordered]


@never_cache
@login_required
@require_http_methods(FORMS)
def register(request: HttpRequest) -> HttpResponse:
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.register_team(actor=signed_in(request), **form.said())
        except InvalidInputError as error:
            add_problems(form, error.problems)
        else:
            messages.success(
                request,
                gettext("The team is registered and waits for the secretariat. You can go on meanwhile."),
            )
            return redirect(made)
    return shown(request, "teams/register.html", {"form": form})


@require_http_methods(FORMS)
@of_team("teams.manage")
def edit(request: HttpRequest, team: Team) -> HttpResponse:
    asked = "source" if "source" in request.POST else "team" if request.method == "POST" else ""
    form = TeamChangeForm(request.POST if asked == "team" else None, instance=Team.objects.get(pk=team.pk))
    source = SourceForm(request.POST if asked == "source" else None, initial={"source": team.source})
    bound = {"team": form, "source": source}.get(asked)
    if bound is not None and bound.is_valid():
        try:
            if asked == "team":
                actions.update_team(actor=signed_in(request), team=team, **form.said())
            else:
                actions.set_source(actor=signed_in(request), team=team, source=source.cleaned_data["source"])
        except InvalidInputError as error:
            add_problems(bound, error.problems)
        else:
            messages.success(request, gettext("Saved."))
            return redirect(team)
    return shown(request, "teams/edit.html", {"team": team, "form": form, "source": source})


@require_POST
@of_team("teams.decide")
def decide(request: HttpRequest, team: Team) -> HttpResponse:
    """The secretariat's word on a team."""
    actor, asked = signed_in(request), request.POST.get("decision", "")
    if asked == "decline":
        actions.decline_team(actor=actor, team=team, why=request.POST.get("why", ""))
        messages.success(request, gettext("%(team)s was declined.") % {"team": team.abbr})
        return redirect("teams:list")
    if asked == "close":
        actions.close_team(actor=actor, team=team)
        messages.success(request, gettext("%(team)s is closed.") % {"team": team.abbr})
    elif asked == "source":
        actions.set_source(actor=actor, team=team, source=request.POST.get("source", ""))
        messages.success(request, gettext("Saved."))
    elif asked == "approve":
        actions.approve_team(actor=actor, team=team)
        messages.success(request, gettext("%(team)s may take part.") % {"team": team.abbr})
    return redirect(team)


def shown(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """A page with forms; 422 where one of them was not as it should be."""
    return render(request, template, context, status=422 if request.method == "POST" else 200)
