"""Pages about selecting: tries side by side, one of them whole, and the page on which the board approves it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from anso.alliance.calls import actions
from anso.alliance.calls.choosing import plan_of
from anso.alliance.calls.forms.deciding import TryForm
from anso.alliance.calls.models import Application, Call, Selection
from anso.alliance.calls.queries.selection import digest_of_decisions, passed_by, selection_called, tries_of
from anso.alliance.calls.queries.tallies import tally
from anso.alliance.calls.views.own import signed_in
from anso.alliance.calls.views.pool import of_call
from anso.alliance.calls.words.selecting import quota_rows, why_not
from anso.alliance.governance.views.common import attempt
from anso.alliance.people.rules import require
from anso.errors import AnsoError, NotFoundError

__all__ = ["approve", "one_try", "selection"]

FORMS = ["GET", "HEAD", "POST"]
ACTS = {
    "take": (actions.take_selection, "calls.select"),
    "leave": (actions.leave_selection, "calls.select"),
}


@require_http_methods(FORMS)
@of_call("calls.select")
def selection(request: HttpRequest, call: Call) -> HttpResponse:
    """Tries so far, and another one."""
    made: list[Selection] = []
    form = TryForm(call.definition.selection, request.POST or None)
    if request.method == "POST" and attempt(form, lambda: made.append(tried(request, call, form))):
        return redirect("calls:selection-try", code=call.code, pk=made[0].pk)
    context = {"call": call, "form": form, "tries": tries_of(call), "plan": call.definition.selection}
    status = 422 if request.method == "POST" else 200
    return render(request, "calls/deciding/selection.html", context, status=status)


def tried(request: HttpRequest, call: Call, form: TryForm) -> Selection:
    return actions.try_selection(
        actor=signed_in(request),
        call=call,
        plan=form.wanted,
        seed=form.cleaned_data["seed"] or 0,
        note=form.cleaned_data["note"],
    )


@require_http_methods(FORMS)
@of_call("calls.select")
def one_try(request: HttpRequest, call: Call, pk: int) -> HttpResponse:
    """One try: what each quota holds and costs, who comes in or goes out beside the others, who was passed by."""
    found = selection_called(call, pk)
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise NotFoundError(gettext("There is no such act here."))
        try:
            act[0](actor=signed_in(request), selection=found)
        except AnsoError as error:
            messages.error(request, str(error))
            return redirect("calls:selection-try", code=call.code, pk=pk)
        messages.success(request, gettext("Done. Nobody is told before the decisions are released."))
        return redirect("calls:decisions", code=call.code)
    beside = next((one for one in tries_of(call) if one.selection.pk == pk), None)
    context = {**shown(call, found), "beside": beside.beside if beside else None}
    return render(request, "calls/deciding/try.html", context)


def shown(call: Call, found: Selection) -> dict[str, Any]:
    result = found.result_json
    return {
        "call": call,
        "selection": found,
        "plan": plan_of(found),
        "result": result,
        "chosen": len(result["chosen"]),
        "waiting": len(result["waiting"]),
        "quotas": quota_rows(call.definition, result["quotas"]),
        "passed": [(number, why_not(call.definition, bars)) for number, bars in passed_by(found)],
    }


@require_http_methods(FORMS)
@never_cache
@login_required
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The board's page: places, quotas and tallies of those chosen, and no application by name."""
    found = (
        Selection.objects.select_related("call__version", "call__programme")
        .filter(pk=pk, state__in=(Selection.State.TAKEN, Selection.State.APPROVED, Selection.State.RELEASED))
        .first()
    )
    if found is None:
        raise NotFoundError(gettext("There is no such selection."))
    require(request.user, "calls.approve_selection", found)
    if request.method == "POST":
        try:
            actions.approve_selection(
                actor=signed_in(request),
                selection=found,
                resolution=request.POST.get("resolution", ""),
                seen=request.POST.get("seen", ""),
            )
        except AnsoError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, gettext("The selection is approved."))
        return redirect("calls:approve-selection", pk=pk)
    chosen = found.call.applications.filter(decision__outcome=Application.Outcome.AWARDED)
    context = {
        **shown(found.call, found),
        "tallies": tally(found.call, chosen, least=1),
        "seen": digest_of_decisions(found.call),
    }
    return render(request, "calls/deciding/approve.html", context)


approve.permission = "calls.approve_selection"  # type: ignore[attr-defined]  # read by the middleware of second factors
