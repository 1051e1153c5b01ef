"""Pages of bodies: the overview, one body today or on another day, its terms of office."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anso.alliance.governance import actions, queries
from anso.alliance.governance.electorate import rights_of
from anso.alliance.governance.forms import BodyForm, TermForm
from anso.alliance.governance.models import Ballot, Body, Meeting, Term
from anso.alliance.governance.views.common import attempt, of_body, shown, signed_in
from anso.alliance.governance.words import majority_in_words, share_in_words
from anso.alliance.network.queries import members
from anso.alliance.people.rules import guarded, may

__all__ = ["body", "edit_body", "end_term", "new_body", "overview", "terms"]

FORMS = ["GET", "HEAD", "POST"]
RECENT = 8
SEATS_SHOWN = 500


@require_safe
@guarded("governance.see")
def overview(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    sight = queries.sight_of(request.user)
    meetings = list(queries.meetings_for(sight))
    ballots = list(queries.ballots_for(sight))
    return render(
        request,
        "governance/overview.html",
        {
            "bodies": queries.bodies(),
            "coming": [(found, queries.when(found)) for found in meetings if coming(found, today)][::-1],
            "held": [(found, queries.when(found)) for found in meetings if not coming(found, today)][:RECENT],
            "resolutions": queries.resolutions_for(sight)[:RECENT],
            "waiting": [found for found in ballots if waits_for(request, found)],
            "results": [found for found in ballots if found.is_settled][:RECENT],
            "may_found": may(request.user, "governance.found"),
            "tasks": queries.tasks_for(request.user, sight)[:RECENT],
        },
    )


def coming(meeting: Meeting, today: date) -> bool:
    return meeting.is_open and (meeting.ends_on or meeting.starts_on) >= today


def waits_for(request: HttpRequest, ballot: Ballot) -> bool:
    """Is there a vote in it that this reader may still cast?"""
    if ballot.state != Ballot.State.OPEN or timezone.now() > ballot.definition.closes:
        return False
    return any(right.is_free for right in rights_of(request.user, ballot))


@require_safe
@guarded("governance.see")
def body(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.body_called(code)
    on = day_asked(request)
    sight = queries.sight_of(request.user)
    seats = queries.seated(found, on)
    return render(
        request,
        "governance/body.html",
        {
            "body": found,
            "on": on,
            "is_today": on == timezone.localdate(),
            "seats": seats[:SEATS_SHOWN],
            "seats_held": len(seats),
            "seats_shown": SEATS_SHOWN,
            "members": len({held.institution_id for held in members(on)}) if found.of_all_members else None,
            "over": queries.terms_over(found, on),
            "quorum": share_in_words(found.quorum_rule),
            "majority": majority_in_words(found.majority_rule),
            "meetings": [(held, queries.when(held)) for held in queries.meetings_for(sight, found)],
            "resolutions": queries.resolutions_for(sight, found),
            "ballots": queries.ballots_for(sight, found),
            "may_keep": may(request.user, "governance.keep", found),
        },
    )


def day_asked(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return timezone.localdate()


@never_cache
@require_http_methods(FORMS)
@login_required
@guarded("governance.found")
def new_body(request: HttpRequest) -> HttpResponse:
    form = BodyForm(None, request.POST or None)
    made: list[Body] = []
    if request.method == "POST" and attempt(
        form, lambda: made.append(actions.create_body(actor=signed_in(request), **form.said()))
    ):
        messages.success(request, gettext("The body is set up; give its seats."))
        return redirect(made[0])
    return shown(request, "governance/body_form.html", {"form": form})


@require_http_methods(FORMS)
@of_body("governance.keep")
def edit_body(request: HttpRequest, body: Body) -> HttpResponse:
    form = BodyForm(body, request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.change_body(
            actor=signed_in(request), body=Body.objects.get(pk=body.pk), **form.said()
        ),
    ):
        messages.success(request, gettext("Saved."))
        return redirect(body)
    return shown(request, "governance/body_form.html", {"body": body, "form": form})


@require_http_methods(FORMS)
@of_body("governance.keep")
def terms(request: HttpRequest, body: Body) -> HttpResponse:
    form = TermForm(request.POST or None)
    if request.method == "POST":
        try:
            given = attempt(
                form, lambda: actions.begin_term(actor=signed_in(request), body=body, **form.said())
            )
        except PermissionDenied as error:  # their own seat: what was typed stays
            form.add_error("account", str(error))
        else:
            if given:
                messages.success(request, gettext("The seat was given."))
                return redirect("governance:terms", code=body.code)
    return shown(
        request,
        "governance/terms.html",
        {
            "body": body,
            "form": form,
            "seats": queries.seated(body),
            "may_import": may(request.user, "network.import"),
        },
    )


@require_POST
@of_body("governance.keep")
def end_term(request: HttpRequest, body: Body, term_id: int) -> HttpResponse:
    term = get_object_or_404(Term, pk=term_id, body=body)
    actions.end_term(actor=signed_in(request), term=term, on=timezone.localdate())
    messages.success(request, gettext("The term has ended."))
    return redirect("governance:terms", code=body.code)
