"""Pages of a team's models: entering one in a hub, describing it anew."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from anso.alliance.teams import actions
from anso.alliance.teams.forms import EnterForm, add_problems
from anso.alliance.teams.hubs import hubs, open_hub
from anso.alliance.teams.models import ModelEntry, Team
from anso.alliance.teams.schema_form import MetadataForm
from anso.alliance.teams.views.common import of_team, signed_in
from anso.alliance.teams.views.teams import shown
from anso.errors import AnsoError, InvalidInputError

__all__ = ["describe_model", "new_model"]

FORMS = ["GET", "HEAD", "POST"]


@require_http_methods(FORMS)
@of_team("teams.manage")
def new_model(request: HttpRequest, team: Team) -> HttpResponse:
    desks = {desk.slug: desk for desk in hubs()}
    asked = (
        request.POST.get("hub") or request.GET.get("hub") or (next(iter(desks)) if len(desks) == 1 else "")
    )
    desk = desks.get(asked)
    if desk is None:
        return shown(request, "teams/choose_hub.html", {"team": team, "desks": desks.values()})
    data = request.POST if request.method == "POST" else None
    form = EnterForm(data, initial={"abbr": request.GET.get("model", "")})
    described = MetadataForm(desk.metadata_schema, data)
    if request.method == "POST" and form.is_valid() & described.is_valid():
        try:
            entry = actions.enter_model(
                actor=signed_in(request),
                team=team,
                abbr=form.cleaned_data["abbr"],
                hub=desk.slug,
                metadata=described.metadata(),
            )
        except InvalidInputError as error:
            own = [problem for problem in error.problems if problem.where in form.fields]
            add_problems(form, own)
            described.add_problems([problem for problem in error.problems if problem not in own])
        except AnsoError as error:
            form.add_error(None, str(error))
        else:
            told = gettext("%(model)s takes part in %(hub)s.")
            messages.success(request, told % {"model": entry.model.model_id, "hub": desk.name})
            return redirect(team)
    context = {"team": team, "desk": desk, "form": form, "described": described, "several": len(desks) > 1}
    return shown(request, "teams/model.html", context)


@require_http_methods(FORMS)
@of_team("teams.manage")
def describe_model(request: HttpRequest, team: Team, model: str, hub: str) -> HttpResponse:
    entry = get_object_or_404(
        ModelEntry.objects.select_related("model__team"), model__team=team, model__abbr=model, hub=hub
    )
    desk = open_hub(hub)
    data = request.POST if request.method == "POST" else None
    described = MetadataForm(desk.metadata_schema, data, initial=entry.metadata)
    if request.method == "POST" and described.is_valid():
        try:
            actions.describe_model(actor=signed_in(request), entry=entry, metadata=described.metadata())
        except InvalidInputError as error:
            described.add_problems(error.problems)
        else:
            messages.success(request, gettext("Saved."))
            return redirect(team)
    context = {"team": team, "desk": desk, "entry": entry, "described": described}
    return shown(request, "teams/model.html", context)
