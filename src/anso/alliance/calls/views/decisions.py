"""Pages of officers about decisions: the list, one by hand with what it costs, the release, and who moves up."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from anso.alliance.calls import actions
from anso.alliance.calls.forms.deciding import DecideForm
from anso.alliance.calls.models import Application, Call, Decision, Score, Selection
from anso.alliance.calls.queries.selection import (
    answers_of,
    cost_of_hand,
    counts_of_outcomes,
    decisions_for,
    standing_selection,
)
from anso.alliance.calls.queries.sight import application_for_officer
from anso.alliance.calls.views.own import signed_in
from anso.alliance.calls.views.pool import of_call
from anso.alliance.calls.words.selecting import quota_title, why_not
from anso.alliance.governance.views.common import attempt
from anso.errors import AnsoError, InvalidInputError

__all__ = ["decision", "decisions"]

FORMS = ["GET", "HEAD", "POST"]
ON_A_PAGE = 50


@require_http_methods(FORMS)
@of_call("calls.select")
def decisions(request: HttpRequest, call: Call) -> HttpResponse:
    """Everything that is decided, private until it is released."""
    if request.method == "POST":
        done(request, call)
        return redirect("calls:decisions", code=call.code)
    text, outcome = request.GET.get("q", ""), request.GET.get("outcome", "")
    found = decisions_for(call, text=text, outcome=outcome, by_hand=request.GET.get("by_hand") == "1")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    counts, held = counts_of_outcomes(call), standing_selection(call)
    context: dict[str, Any] = {
        "call": call,
        "selection": held,
        "released": held is not None and held.state == Selection.State.RELEASED,
        "needs_board": call.definition.selection.board_approves,
        "page": page,
        "kept": urlencode({"q": text, "outcome": outcome, "by_hand": request.GET.get("by_hand", "")}),
        "q": text,
        "outcome": outcome,
        "by_hand": request.GET.get("by_hand") == "1",
        "outcomes": [choice for choice in Application.Outcome.choices if choice[0]],
        "counts": [(label, counts.get(code, 0)) for code, label in Application.Outcome.choices if code],
        "answers": answers_of(call),
        "hand": Decision.objects.filter(application__call=call, by_hand=True)
        .exclude(outcome=Application.Outcome.NONE)
        .count(),
    }
    return render(request, "calls/deciding/decisions.html", context)


def done(request: HttpRequest, call: Call) -> None:
    officer = signed_in(request)
    try:
        if request.POST.get("act") == "release":
            count = actions.release_decisions(actor=officer, call=call)
            told = ngettext(
                "Released: %(n)d letter is on its way.",
                "Released: %(n)d letters are on their way.",
                count.letters,
            )
            messages.success(request, told % {"n": count.letters})
        elif request.POST.get("act") == "replace":
            awards = actions.replace_from_waiting(actor=officer, call=call)
            told = ngettext(
                "%(n)d place is offered to the waiting list.",
                "%(n)d places are offered to the waiting list.",
                len(awards),
            )
            messages.success(request, told % {"n": len(awards)})
    except InvalidInputError as error:
        messages.error(request, " ".join(problem.message for problem in error.problems))
    except AnsoError as error:
        messages.error(request, str(error))


@require_http_methods(FORMS)
@of_call("calls.select")
def decision(request: HttpRequest, call: Call, number: str) -> HttpResponse:
    """One application's decision; another one by hand, with what it would cost."""
    application = application_for_officer(request.user, call, number)
    held = standing_selection(call)
    now = Decision.objects.filter(application=application).first()
    form = DecideForm(request.POST or None, initial={"outcome": now.outcome if now else ""})
    if (
        request.method == "POST"
        and request.POST.get("act") == "decide"
        and attempt(
            form,
            lambda: actions.decide(
                actor=signed_in(request),
                application=application,
                outcome=form.cleaned_data["outcome"],
                reason=form.cleaned_data["reason"],
            ),
        )
    ):
        messages.success(request, gettext("Decided. Nobody is told before the decisions are released."))
        return redirect("calls:decisions", code=call.code)
    outcome = form.cleaned_data.get("outcome", "") if form.is_bound and form.is_valid() else ""
    cost = cost_of_hand(held, application, outcome) if held and outcome else None
    bars = held.result_json["bars"].get(number, []) if held else []
    context = {
        "call": call,
        "application": application,
        "decision": now,
        "selection": held,
        "score": Score.objects.filter(application=application, stage=held.stage).first() if held else None,
        "why": why_not(call.definition, bars) if held and number not in held.result_json["chosen"] else "",
        "form": form,
        "cost": cost,
        "broken": [quota_title(call.definition, name) for name in cost.broken] if cost else [],
    }
    looked = request.POST.get("act") == "look" and form.is_valid()
    status = 422 if request.method == "POST" and not looked else 200
    return render(request, "calls/deciding/decision.html", context, status=status)
