"""Pages of resolutions and of what is to be done because of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anso.alliance.governance import actions, queries
from anso.alliance.governance.forms import ResolutionForm, TaskForm
from anso.alliance.governance.models import Body, Resolution, Task
from anso.alliance.governance.views.common import attempt, of_body, of_resolution, shown, signed_in
from anso.alliance.people.rules import guarded, may

__all__ = ["assign", "new_resolution", "publish", "resolution", "resolutions", "settle", "tasks"]


@require_safe
@guarded("governance.see")
def resolutions(request: HttpRequest) -> HttpResponse:
    found = list(queries.resolutions_for(request.user))
    years = sorted({one.year for one in found}, reverse=True)
    by_year = [(year, [one for one in found if one.year == year]) for year in years]
    return render(request, "governance/resolutions.html", {"years": by_year, "number": len(found)})


@require_safe
@guarded("governance.see")
def resolution(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    found = queries.resolution_for(request.user, code, year, number)
    return page_of(request, found, TaskForm(prefix="task"))


def page_of(request: HttpRequest, found: Resolution, form: TaskForm) -> HttpResponse:
    within = queries.inside(request.user, found.body)
    tasks = found.tasks.select_related("resolution__body") if within else found.tasks.none()
    context = {
        "resolution": found,
        "institutions": found.institutions.all(),
        "tasks": [
            (task, may(request.user, "governance.settle_task", task), task.is_late()) for task in tasks
        ],
        "form": form,
        "inside": within,
        "may_keep": may(request.user, "governance.keep", found),
        "shows_ballot": found.ballot is not None
        and queries.ballots_for(request.user, found.body).filter(pk=found.ballot.pk).exists(),
    }
    return shown(request, "governance/resolution.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_body("governance.keep")
def new_resolution(request: HttpRequest, body: Body) -> HttpResponse:
    initial = {
        "adopted_on": timezone.localdate(),
        "meeting": body.meetings.filter(code=request.GET.get("meeting")).first(),
    }
    form = ResolutionForm(body, request.POST or None, initial=initial)
    made: list[Resolution] = []
    if request.method == "POST" and attempt(
        form,
        lambda: made.append(
            actions.adopt_resolution(actor=signed_in(request), body=body, **form.cleaned_data)
        ),
    ):
        return redirect(made[0])
    return shown(request, "governance/resolution_form.html", {"body": body, "form": form})


@require_POST
@of_resolution("governance.keep")
def publish(request: HttpRequest, resolution: Resolution) -> HttpResponse:
    actions.publish_resolution(actor=signed_in(request), resolution=resolution)
    messages.success(request, gettext("The resolution is published."))
    return redirect(resolution)


@require_POST
@of_resolution("governance.keep")
def assign(request: HttpRequest, resolution: Resolution) -> HttpResponse:
    form = TaskForm(request.POST, prefix="task")
    if attempt(
        form, lambda: actions.assign_task(actor=signed_in(request), resolution=resolution, **form.said())
    ):
        return redirect(resolution)
    return page_of(request, resolution, form)


@never_cache
@login_required
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    found = [(task, task.is_late()) for task in queries.tasks_for(request.user)]
    return render(request, "governance/tasks.html", {"tasks": found})


@never_cache
@login_required
@require_POST
def settle(request: HttpRequest, task_id: int) -> HttpResponse:
    task = get_object_or_404(Task.objects.select_related("resolution__body"), pk=task_id)
    state = {"done": Task.State.DONE, "dropped": Task.State.DROPPED}.get(
        request.POST.get("act", ""), Task.State.OPEN
    )
    actions.settle_task(actor=signed_in(request), task=task, state=state, note=request.POST.get("note", ""))
    messages.success(request, gettext("Noted."))
    return redirect(task.resolution)
