"""Pages of officers about a stage: opening it, assigning what it holds, and one application's reviewers."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from anso.alliance.calls import actions
from anso.alliance.calls.assigning import ImpossibleError
from anso.alliance.calls.forms.reviewing import AssignForm, ChangeForm, DeadlineForm
from anso.alliance.calls.matching import Plan
from anso.alliance.calls.models import Application, Call, Review, Reviewer
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.queries.assignment import (
    applications_of_stage,
    candidates,
    price_of,
    rows_of_stage,
    standing_of,
)
from anso.alliance.calls.queries.reviewing import remarks_on
from anso.alliance.calls.stages import run_of, stage_called
from anso.alliance.calls.views.own import signed_in
from anso.alliance.calls.views.pool import of_call, told_of_reminders
from anso.alliance.calls.words.moments import in_both_zones
from anso.alliance.governance.views.common import attempt
from anso.errors import AnsoError, InvalidInputError, NotFoundError

__all__ = ["assignment", "panel", "run_stage"]

FORMS = ["GET", "HEAD", "POST"]
ON_A_PAGE = 50
WORST_SHOWN = 10


@require_POST
@of_call("calls.keep_call")
def run_stage(request: HttpRequest, call: Call, stage: str) -> HttpResponse:
    """Open a stage, move its deadline, or remind whoever has reviews left."""
    officer, act = signed_in(request), request.POST.get("act", "")
    known = stage_called(call, stage)
    form = DeadlineForm(call.current.tz, request.POST)
    try:
        if not form.is_valid():
            messages.error(request, " ".join(str(error) for error in form.errors["deadline"]))
        elif act == "open":
            actions.open_stage(actor=officer, call=call, stage=stage, deadline=form.cleaned_data["deadline"])
            told = gettext("The stage “%(stage)s” is open.")
            messages.success(request, told % {"stage": said_now(known.title)})
        elif act == "deadline":
            move(request, call, stage, form)
        elif act == "remind":
            count = actions.remind_reviewers(actor=officer, call=call, stage=stage)
            messages.success(request, told_of_reminders(count))
    except AnsoError as error:
        messages.error(request, str(error))
    return redirect("calls:assignment", code=call.code, stage=stage)


def move(request: HttpRequest, call: Call, stage: str, form: DeadlineForm) -> None:
    run, given = run_of(call, stage), form.cleaned_data["deadline"]
    if run is None or given is None:
        messages.error(request, gettext("Give the new deadline."))
        return
    actions.move_deadline(actor=signed_in(request), run=run, deadline=given)
    messages.success(request, gettext("The deadline is moved."))


@require_http_methods(FORMS)
@of_call("calls.assign_reviews")
def assignment(request: HttpRequest, call: Call, stage: str) -> HttpResponse:
    """How far the assignment has come; a new one, looked at before it is written."""
    officer, known = signed_in(request), stage_called(call, stage)
    form = AssignForm(request.POST or None)
    plan: list[Plan] = []
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            plan.append(assigned(request, call, stage, form))
        except ImpossibleError as error:
            reasons += [problem.message for problem in error.problems]
        except InvalidInputError as error:
            form.add_error(None, [problem.message for problem in error.problems])
        else:
            if request.POST.get("act") == "write":
                messages.success(
                    request, gettext("The reviews are assigned; everybody concerned is written to.")
                )
                return redirect("calls:assignment", code=call.code, stage=stage)
    text, lacking = request.GET.get("q", ""), request.GET.get("lacking") == "1"
    standing = standing_of(officer, call, stage)
    rows = Paginator(rows_of_stage(officer, call, stage, text=text, only_lacking=lacking), ON_A_PAGE)
    if not text and not lacking:
        rows.count = standing.applications
    page = rows.get_page(request.GET.get("page"))
    run = run_of(call, stage)
    context: dict[str, Any] = {
        "call": call,
        "stage": known,
        "stage_title": said_now(known.title),
        "run": run,
        "deadline": in_both_zones(run.deadline, call.current.zone) if run else (),
        "deadline_form": DeadlineForm(call.current.tz),
        "standing": standing,
        "form": form,
        "plan": plan[0] if plan else None,
        "preview": preview_of(plan[0]) if plan else {},
        "reasons": reasons,
        "page": page,
        "rows": [(one, *counts_of(one)) for one in page],
        "q": text,
        "lacking": lacking,
        "is_review": bool(known.criteria),
    }
    status = 422 if request.method == "POST" and not plan else 200
    return render(request, "calls/desk/assignment.html", context, status=status)


def counts_of(application: Any) -> tuple[int, int]:
    """How many reviews an application was given, and how many came, of those read with it."""
    states = [review.state for review in application.panel]
    return sum(state in Review.STANDING for state in states), states.count(Review.State.SUBMITTED)


def assigned(request: HttpRequest, call: Call, stage: str, form: AssignForm) -> Plan:
    settings: dict[str, Any] = form.settings
    if request.POST.get("act") == "write":
        return actions.assign_reviews(
            actor=signed_in(request), call=call, stage=stage, digest=form.cleaned_data["digest"], **settings
        )
    return actions.preview_assignment(actor=signed_in(request), call=call, stage=stage, **settings)


def preview_of(plan: Plan) -> dict[str, Any]:
    """What the preview shows: figures, who is served worst, and how the loads fall."""
    found = plan.assignment
    means = [
        (number, float(mean)) for number, mean in zip(found.problem.applications, found.means, strict=True)
    ]
    loads = sorted(
        zip((str(one.person) for one in plan.matching.reviewers), found.loads.tolist(), strict=True),
        key=lambda pair: (-pair[1], pair[0]),
    )
    served = sorted((pair for pair in means if pair[1] == pair[1]), key=lambda pair: pair[1])
    return {**plan.summary, "worst": served[:WORST_SHOWN], "people": loads, "worst_off": plan.worst_off}


@require_http_methods(FORMS)
@of_call("calls.assign_reviews")
def panel(request: HttpRequest, call: Call, stage: str, number: str) -> HttpResponse:
    """The reviewers of one application: add, replace and take away, each with its price."""
    officer, known = signed_in(request), stage_called(call, stage)
    found = applications_of_stage(officer, call, stage).filter(number=number)
    application = found.select_related("call__version", "call__programme", "version").first()
    if application is None:
        raise NotFoundError(gettext("There is no such application in this stage."))
    form = ChangeForm(request.POST or None)
    price = None
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act == "remark":
            actions.write_remark(
                actor=officer, application=application, stage=stage, text=request.POST.get("note", "")
            )
            return redirect(f"{request.path}#discussion")
        if form.is_valid():
            add, remove = chosen(call, application, stage, form)
            if act == "price":
                try:
                    price = price_of(officer, call, stage, application.pk, add=add, remove=remove)
                except InvalidInputError as error:
                    form.add_error(None, [problem.message for problem in error.problems])
            elif attempt(
                form,
                lambda: actions.change_assignment(
                    actor=officer, application=application, stage=stage, add=add, remove=remove,
                    note=form.cleaned_data["note"],
                ),
            ):  # fmt: skip
                messages.success(request, gettext("The assignment is changed."))
                return redirect(reverse("calls:panel", args=(call.code, stage, number)))
    pool = candidates(officer, application, known)
    context = {
        "call": call,
        "stage": known,
        "stage_title": said_now(known.title),
        "application": application,
        "form": form,
        "price": price,
        "current": [one for one in pool if one.review and one.review.state in Review.STANDING],
        "free": [one for one in pool if one.is_free],
        "kept_away": [
            one
            for one in pool
            if not one.is_free and not (one.review and one.review.state in Review.STANDING)
        ],
        "remarks": remarks_on(application, known, officer) if known.discussion else [],
    }
    status = 422 if request.method == "POST" and price is None else 200
    return render(request, "calls/desk/panel.html", context, status=status)


def chosen(
    call: Call, application: Application, stage: str, form: ChangeForm
) -> tuple[Reviewer | None, Review | None]:
    """Whom the page named; nobody where it named somebody who is not there."""
    given = form.cleaned_data
    add = (
        Reviewer.objects.select_related("person").filter(call=call, pk=given["add"]).first()
        if given["add"]
        else None
    )
    remove = (
        Review.objects.filter(application=application, stage=stage, pk=given["remove"]).first()
        if given["remove"]
        else None
    )
    return add, remove
