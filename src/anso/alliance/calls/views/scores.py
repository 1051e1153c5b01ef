"""Pages of officers about how a stage came out: closing it, the ranking, and who goes on where officers choose."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from anso.alliance.calls import actions
from anso.alliance.calls.forms.deciding import CloseForm
from anso.alliance.calls.models import Application, Call
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.queries.scores import band_of, reviewer_rows, score_rows, scores_of
from anso.alliance.calls.scoring import at_stage, lacking_reviews
from anso.alliance.calls.stages import run_of, stage_called
from anso.alliance.calls.views.own import signed_in
from anso.alliance.calls.views.pool import of_call
from anso.alliance.calls.views.tables import table_response
from anso.alliance.governance.views.common import attempt
from anso.errors import AnsoError

__all__ = ["export", "scores"]

FORMS = ["GET", "HEAD", "POST"]
ON_A_PAGE = 50
SHOWN = ("", "on", "off", "near")


@require_http_methods(FORMS)
@of_call("calls.close_stage")
def scores(request: HttpRequest, call: Call, stage: str) -> HttpResponse:
    """The ranking of a stage; before it is closed, what it still waits for."""
    known, run = stage_called(call, stage), run_of(call, stage)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and request.POST.get("act") == "send":
        return send(request, call, stage)
    if request.method == "POST" and attempt(form, lambda: close(request, call, stage, form)):
        messages.success(
            request, gettext("The stage “%(stage)s” is closed.") % {"stage": said_now(known.title)}
        )
        return redirect("calls:scores", code=call.code, stage=stage)
    text, show = request.GET.get("q", ""), request.GET.get("show", "")
    found = scores_of(call, stage, text=text, show=show if show in SHOWN else "")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    following = call.definition.after(stage)
    closed = run is not None and run.closed_at is not None
    context: dict[str, Any] = {
        "call": call,
        "stage": known,
        "stage_title": said_now(known.title),
        "run": run,
        "closed": closed,
        "ranked": bool(run and closed and run.calibrating),
        "kept": urlencode({"q": text, "show": show}),
        "form": form,
        "page": page,
        "rows": [(score, band_of(score)) for score in page],
        "q": text,
        "show": show,
        "reviewers": reviewer_rows(run) if run and closed else [],
        "lacking": len(lacking_reviews(call, known)) if run and not closed and known.criteria else 0,
        "here": at_stage(call, known).count() if run and not closed else 0,
        "choose": bool(
            closed and following and following.criteria and not run_of(call, following.code)
            and known.going.number is None and known.going.share is None and known.going.score is None
        ),
        "following": following,
    }  # fmt: skip
    return render(
        request, "calls/deciding/scores.html", context, status=422 if request.method == "POST" else 200
    )


def close(request: HttpRequest, call: Call, stage: str, form: CloseForm) -> None:
    actions.close_stage(
        actor=signed_in(request),
        call=call,
        stage=stage,
        may_lack=form.cleaned_data["may_lack"],
        seed=form.cleaned_data["seed"] or 0,
    )


def send(request: HttpRequest, call: Call, stage: str) -> HttpResponse:
    chosen = list(
        Application.objects.filter(call=call, stage=stage, number__in=request.POST.getlist("application"))
    )
    try:
        count = actions.send_on(actor=signed_in(request), call=call, applications=chosen)
    except AnsoError as error:
        messages.error(request, str(error))
    else:
        told = ngettext("%(n)d application goes on.", "%(n)d applications go on.", count)
        messages.success(request, told % {"n": count})
    return redirect("calls:scores", code=call.code, stage=stage)


@require_safe
@of_call("calls.close_stage")
def export(_request: HttpRequest, call: Call, stage: str, kind: str) -> HttpResponse:
    """The whole ranking as a table."""
    stage_called(call, stage)
    return table_response(f"{call.code}-{stage}-scores", kind, *score_rows(call, stage))
