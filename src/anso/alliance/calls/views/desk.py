"""The desk of officers: their programmes and calls at a glance, a call's next step, and making new ones."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anso.alliance.calls import actions
from anso.alliance.calls.definition import template
from anso.alliance.calls.forms.keeping import NewCallForm, ProgrammeForm, ReasonForm
from anso.alliance.calls.models import Call
from anso.alliance.calls.queries.desk import desk_of
from anso.alliance.calls.queries.public import shown_call
from anso.alliance.calls.queries.sight import calls_for, programmes_kept
from anso.alliance.calls.views.own import signed_in
from anso.alliance.calls.views.pool import of_call
from anso.alliance.governance.views.common import attempt, shown
from anso.alliance.people.rules import may, require
from anso.errors import AnsoError

__all__ = ["act", "desk", "desk_call", "new_call", "new_programme"]

FORMS = ["GET", "HEAD", "POST"]


@require_safe
@never_cache
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The programmes that one keeps, with their calls; nothing for anybody else."""
    programmes = list(programmes_kept(request.user))
    if not programmes:
        require(request.user, "calls.keep_programme")
    found = calls_for(request.user).filter(programme__in=programmes).order_by("-version__opens_at", "-pk")
    now = timezone.now()
    calls = [shown_call(one, now) for one in found]
    rows = [(one, [call for call in calls if call.call.programme_id == one.pk]) for one in programmes]
    context = {"rows": rows, "makes": may(request.user, "calls.keep_programme").allowed}
    return render(request, "calls/desk/home.html", context)


@require_safe
@of_call("calls.keep_call")
def desk_call(request: HttpRequest, call: Call) -> HttpResponse:
    return overview(request, call, ReasonForm())


def overview(request: HttpRequest, call: Call, form: ReasonForm) -> HttpResponse:
    now = timezone.now()
    context = {
        "call": call,
        "shown": shown_call(call, now),
        "desk": desk_of(request.user, call, now),
        "form": form,
        "versions": call.current.number,
    }
    return shown(request, "calls/desk/call.html", context)


@require_POST
@of_call("calls.keep_call")
def act(request: HttpRequest, call: Call) -> HttpResponse:
    """Publish a call, close it, or call it off."""
    officer, asked = signed_in(request), request.POST.get("act", "")
    try:
        if asked == "publish":
            actions.publish_call(actor=officer, call=call)
            messages.success(request, gettext("The call is published."))
        elif asked == "close":
            actions.close_call(actor=officer, call=call)
            messages.success(request, gettext("The call is closed."))
        elif asked == "cancel":
            form = ReasonForm(request.POST)
            if not attempt(form, lambda: cancel(request, call, form)):
                return overview(request, call, form)
    except AnsoError as error:
        messages.error(request, str(error))
    return redirect("calls:desk_call", code=call.code)


def cancel(request: HttpRequest, call: Call, form: ReasonForm) -> None:
    actions.cancel_call(actor=signed_in(request), call=call, reason=form.cleaned_data["reason"])
    messages.success(request, gettext("The call is cancelled."))


@never_cache
@login_required
@require_http_methods(FORMS)
def new_call(request: HttpRequest) -> HttpResponse:
    """Draft a call from a template or from an earlier call; then its definition is looked over."""
    programmes = programmes_kept(request.user)
    if not programmes.exists():
        require(request.user, "calls.keep_programme")
    earlier = calls_for(request.user).filter(programme__in=programmes)
    given = {"programme": request.GET.get("programme", "")}
    form = NewCallForm(programmes, earlier, request.POST or None, initial=given)
    made: list[Call] = []
    if request.method == "POST" and attempt(form, lambda: made.append(draft(request, form))):
        messages.success(request, gettext("The call is drafted. Look over what it asks and does."))
        return redirect("calls:definition", code=made[0].code)
    return shown(request, "calls/desk/new.html", {"form": form, "title": gettext("A new call")})


def draft(request: HttpRequest, form: NewCallForm) -> Call:
    given = form.cleaned_data
    kind, _colon, name = given["source"].partition(":")
    if kind == "template":
        definition = template(name).model_dump(mode="json")
    else:
        definition = calls_for(request.user).get(code=name).current.definition_json
    return actions.make_call(
        actor=signed_in(request), definition=definition,
        prefix=given["numbers"],
        **{part: given[part] for part in ("programme", "code", "opens_at", "deadline", "zone")},
    )  # fmt: skip


@never_cache
@login_required
@require_http_methods(FORMS)
def new_programme(request: HttpRequest) -> HttpResponse:
    require(request.user, "calls.keep_programme")
    form = ProgrammeForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: set_up(request, form)):
        messages.success(request, gettext("The programme is set up."))
        return redirect("calls:desk")
    return shown(request, "calls/desk/new.html", {"form": form, "title": gettext("A new programme")})


def set_up(request: HttpRequest, form: ProgrammeForm) -> Any:
    given = form.cleaned_data
    return actions.make_programme(
        actor=signed_in(request), code=given["code"], titles=form.titles(), template_name=given["template"],
        summaries=template(given["template"]).summary,
    )  # fmt: skip
