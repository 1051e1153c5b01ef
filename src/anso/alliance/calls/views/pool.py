"""Pages of officers about the pool of a call and its conflicts of interest."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from anso.alliance.calls import actions
from anso.alliance.calls.forms.reviewing import InviteForm, LoadForm, NoteConflictForm
from anso.alliance.calls.models import Call, Conflict, PoolInvitation, Reviewer
from anso.alliance.calls.queries.assignment import pool_of
from anso.alliance.calls.queries.conflicts import conflict_for, conflicts_for, evidence_in_words
from anso.alliance.calls.queries.sight import application_for_officer, calls_for
from anso.alliance.calls.stages import stage_now
from anso.alliance.calls.views.own import signed_in
from anso.alliance.governance.views.common import attempt
from anso.alliance.people.queries import people_for, person_of
from anso.alliance.people.rules import require
from anso.alliance.people.vocabulary import term_name
from anso.errors import AnsoError, NotFoundError

__all__ = ["change_reviewer", "conflicts", "of_call", "pool", "withdraw_conflict"]

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Call, P], HttpResponse]
FORMS = ["GET", "HEAD", "POST"]
FOUND_AT_MOST = 20
ON_A_PAGE = 100


def of_call(code_of_permission: str) -> Callable[[View[...]], Callable[..., HttpResponse]]:
    """A page about a call, for who keeps it; a draft is not there for anybody else."""

    def guard(view: View[...]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded_view(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
            found = calls_for(request.user).filter(code=code).first()
            if found is None:
                raise NotFoundError(gettext("There is no such call."))
            require(request.user, code_of_permission, found)
            return view(request, found, **kwargs)

        guarded_view.permission = code_of_permission  # type: ignore[attr-defined]  # read by the middleware of second factors
        return never_cache(login_required(guarded_view))

    return guard


@require_http_methods(FORMS)
@of_call("calls.keep_call")
def pool(request: HttpRequest, call: Call) -> HttpResponse:
    """Who is in the pool, with what they have to do; and asking others in."""
    officer, stage = signed_in(request), stage_now(call)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: invite(request, call, form)):
        messages.success(request, gettext("The invitation is on its way."))
        return redirect("calls:pool", code=call.code)
    wanted = request.GET.get("find", "").strip()
    members = pool_of(officer, call, stage if stage and stage.criteria else None)
    context = {
        "call": call,
        "stage": stage,
        "form": form,
        "find": wanted,
        "people": people_for(officer, wanted)[:FOUND_AT_MOST] if wanted else [],
        "members": [(one, ", ".join(term_name(term) for term in one.terms)) for one in members],
        "ready": sum(
            one.reviewer.state == Reviewer.State.READY and one.reviewer.is_confirmed for one in members
        ),
        "unconfirmed": sum(
            one.reviewer.state == Reviewer.State.READY and not one.reviewer.is_confirmed for one in members
        ),
        "invited": PoolInvitation.objects.filter(call=call),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "calls/desk/pool.html", context, status=status)


def invite(request: HttpRequest, call: Call, form: InviteForm) -> None:
    given = form.cleaned_data
    person = person_of(given["person"]) if given["person"] else None
    actions.invite_reviewer(
        actor=signed_in(request), call=call, person=person, email=given["email"], load=given["load"]
    )


@require_POST
@of_call("calls.keep_call")
def change_reviewer(request: HttpRequest, call: Call, reviewer_id: int) -> HttpResponse:
    """Change the most somebody takes, take them out, or remind them."""
    officer = signed_in(request)
    reviewer = Reviewer.objects.select_related("person", "call").filter(call=call, pk=reviewer_id).first()
    if reviewer is None:
        raise NotFoundError(gettext("There is nobody of this number in the pool."))
    act, form = request.POST.get("act", ""), LoadForm(request.POST)
    try:
        if act == "load" and form.is_valid():
            actions.change_load(actor=officer, reviewer=reviewer, load=form.cleaned_data["load"])
            messages.success(request, gettext("Saved."))
        elif act == "load":
            messages.error(request, " ".join(str(error) for error in form.errors["load"]))
        elif act == "leave":
            actions.leave_pool(actor=officer, reviewer=reviewer)
            messages.success(
                request, gettext("Taken out of the pool; what was not submitted goes to others.")
            )
        elif act == "remind":
            count = actions.remind_reviewers(actor=officer, call=call, stage=call.stage, reviewers=[reviewer])
            messages.success(request, told_of_reminders(count))
    except AnsoError as error:
        messages.error(request, str(error))
    return redirect("calls:pool", code=call.code)


def told_of_reminders(count: int) -> str:
    return ngettext("%(n)d person is reminded.", "%(n)d people are reminded.", count) % {"n": count}


@require_http_methods(FORMS)
@of_call("calls.keep_call")
def conflicts(request: HttpRequest, call: Call) -> HttpResponse:
    """Conflicts with their evidence, of the applications that the officer has none with."""
    officer = signed_in(request)
    form = NoteConflictForm(request.POST if request.POST.get("act") == "note" else None)
    if request.method == "POST" and request.POST.get("act") == "find":
        actions.find_conflicts(call=call, actor=officer)
        messages.success(request, gettext("The conflicts are up to date."))
        return redirect("calls:conflicts", code=call.code)
    if request.method == "POST" and attempt(form, lambda: note(request, call, form)):
        messages.success(request, gettext("The conflict is noted and holds at once."))
        return redirect("calls:conflicts", code=call.code)
    text, kind = request.GET.get("q", ""), request.GET.get("kind", "")
    page = Paginator(conflicts_for(officer, call, text=text, kind=kind), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "call": call,
        "form": form,
        "page": page,
        "rows": [(one, evidence_in_words(one)) for one in page],
        "q": text,
        "kind": kind,
        "kinds": Conflict.Kind.choices,
        "members": Reviewer.objects.filter(call=call)
        .select_related("person")
        .order_by("person__folded_name"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "calls/desk/conflicts.html", context, status=status)


def note(request: HttpRequest, call: Call, form: NoteConflictForm) -> None:
    officer, given = signed_in(request), form.cleaned_data
    application = application_for_officer(officer, call, given["number"].strip())
    reviewer = Reviewer.objects.select_related("person").filter(call=call, pk=given["person"]).first()
    if reviewer is None:
        raise NotFoundError(gettext("There is nobody of this number in the pool."))
    actions.declare_conflict(
        actor=officer, application=application, person=reviewer.person, note=given["note"]
    )


@require_POST
@of_call("calls.keep_call")
def withdraw_conflict(request: HttpRequest, call: Call, conflict_id: int) -> HttpResponse:
    """Take a declared conflict back."""
    officer = signed_in(request)
    try:
        actions.withdraw_declared_conflict(actor=officer, conflict=conflict_for(officer, call, conflict_id))
        messages.success(request, gettext("The declared conflict is taken back."))
    except AnsoError as error:
        if isinstance(error, NotFoundError):
            raise
        messages.error(request, str(error))
    return redirect("calls:conflicts", code=call.code)
