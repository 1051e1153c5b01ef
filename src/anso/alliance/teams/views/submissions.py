"""Pages of submissions: sending a file, its report, withdrawing it, having files fetched."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anso.alliance.files import clean_name
from anso.alliance.people.rules import may, require
from anso.alliance.teams import actions, kept, queries
from anso.alliance.teams.filenames import name_for
from anso.alliance.teams.forms import SubmitForm
from anso.alliance.teams.hubs import hubs, open_hub
from anso.alliance.teams.models import Submission, Team
from anso.alliance.teams.reports import shown_report
from anso.alliance.teams.tasks import fetch_one
from anso.alliance.teams.views.common import of_team, signed_in
from anso.alliance.teams.views.teams import shown
from anso.alliance.uploads import refused_files
from anso.errors import AnsoError, InvalidInputError

__all__ = ["fetch", "file", "submission", "submit", "withdraw"]


@require_http_methods(["GET", "HEAD", "POST"])
@of_team("teams.submit")
def submit(request: HttpRequest, team: Team) -> HttpResponse:
    now = timezone.now()
    entries = queries.entries_of(team)
    desks = {desk.slug: desk for desk in hubs() if desk.slug in {entry.hub for entry in entries}}
    chosen = {"entry": request.GET.get("entry") or (entries[0].pk if len(entries) == 1 else None)}
    data = request.POST if request.method == "POST" else None
    refused = refused_files(request).get("file", "")
    form = SubmitForm(entries, desks, now, refused, data, request.FILES or None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        model, desk = given["entry"].model, desks[given["entry"].hub]
        name = clean_name(given["file"].name)
        if given["round"]:
            name = name_for(given["round"], model.model_id, name, desk.endings)
        try:
            done = actions.submit(
                actor=signed_in(request),
                entry=given["entry"],
                name=name,
                content=given["file"].read(),
                received_at=now,
            )
        except AnsoError as error:
            for problem in getattr(error, "problems", ()) or (error,):
                form.add_error(None, str(problem))
        else:
            if done.is_repeat:
                messages.info(request, gettext("This very file is here already; nothing was changed."))
            return redirect(done.submission)
    open_now = [(desk, desk.open_rounds(now), desk.next_round(now)) for desk in desks.values()]
    return shown(
        request, "teams/submit.html", {"team": team, "form": form, "hubs": open_now, "entries": entries}
    )


@require_safe
@of_team("teams.read_report")
def submission(request: HttpRequest, team: Team, submission_id: UUID) -> HttpResponse:
    found = queries.submission_for(request.user, team.abbr, submission_id)
    return page_of(request, team, found)


def page_of(
    request: HttpRequest, team: Team, found: Submission, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "team": team,
        "submission": found,
        "desk": open_hub(found.entry.hub),
        "report": shown_report(found.report),
        "versions": found.entry.submissions.filter(round_id=found.round_id),
        "may_submit": may(request.user, "teams.submit", found) and team.state != Team.State.CLOSED,
        "may_read_file": may(request.user, "teams.read_file", found),
        "is_open": found.may_change(),
        "problem": problem,
    }
    return render(request, "teams/submission.html", context, status=status)


@require_safe
@of_team("teams.read_file")
def file(request: HttpRequest, team: Team, submission_id: UUID) -> FileResponse:
    """The very bytes that were sent."""
    found = queries.submission_for(request.user, team.abbr, submission_id)
    require(request.user, "teams.read_file", found)
    return FileResponse(
        kept.place(found.sha256).open("rb"),
        as_attachment=True,
        filename=found.path.rpartition("/")[2],
        content_type="application/octet-stream",
    )


@require_POST
@of_team("teams.submit")
def withdraw(request: HttpRequest, team: Team, submission_id: UUID) -> HttpResponse:
    found = queries.submission_for(request.user, team.abbr, submission_id)
    try:
        done = actions.withdraw(actor=signed_in(request), submission=found, why=request.POST.get("why", ""))
    except InvalidInputError as error:
        return page_of(request, team, found, error.problems[0].message, status=422)
    told = gettext("The forecast was withdrawn.")
    if done.is_marked_withdrawn:
        told = gettext("The forecast stays, and is marked as withdrawn.")
    messages.success(request, told)
    return redirect(done)


@require_POST
@of_team("teams.submit")
def fetch(request: HttpRequest, team: Team) -> HttpResponse:
    if team.source:
        fetch_one.enqueue(team.pk)
        messages.info(
            request, gettext("Your folder is being looked at; what is new will be listed here soon.")
        )
    return redirect(team)
