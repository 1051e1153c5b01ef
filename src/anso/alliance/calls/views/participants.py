"""Pages of those who write an application together, and of an invitation to it."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from anso.alliance.calls import actions
from anso.alliance.calls.forms.participants import InviteForm
from anso.alliance.calls.guesses import count_letter
from anso.alliance.calls.mail import lead_name
from anso.alliance.calls.models import Application, Participant
from anso.alliance.calls.views.own import of_own, signed_in
from anso.alliance.people.rules import may
from anso.alliance.teams.forms import add_problems
from anso.errors import InvalidInputError

__all__ = ["change_participant", "invitation", "participants", "remind"]


@require_http_methods(["GET", "HEAD", "POST"])
@of_own("calls.read_own")
def participants(request: HttpRequest, found: Application) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and invited(request, found, form):
        messages.success(request, gettext("The invitation is on its way."))
        return redirect("calls:participants", pk=found.pk)
    context = {
        "application": found,
        "call": found.call,
        "form": form,
        "people": list(found.participants.select_related("person")),
        "most": found.call.definition.co_applicants,
        "is_draft": found.state == Application.State.DRAFT,
        "may_lead": may(request.user, "calls.submit_application", found).allowed,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "calls/applying/participants.html", context, status=status)


def invited(request: HttpRequest, found: Application, form: forms.Form) -> bool:
    try:
        count_letter(request)
        actions.invite_participant(
            actor=signed_in(request),
            application=found,
            email=form.cleaned_data["email"],
            part=form.cleaned_data["part"],
        )
    except InvalidInputError as error:
        add_problems(form, error.problems)
        return False
    return True


@require_POST
@of_own("calls.read_own")
def change_participant(request: HttpRequest, found: Application, participant: int) -> HttpResponse:
    """Leaving, letting go, changing a part, handing over the lead; the actions decide who may."""
    actor = signed_in(request)
    held = get_object_or_404(
        Participant.objects.select_related("application__call", "person"), pk=participant, application=found
    )
    match request.POST.get("act", ""):
        case "lead":
            actions.hand_over_lead(actor=actor, participant=held)
            messages.success(request, gettext("%(name)s leads the application now.") % {"name": held.person})
        case "writer" | "reader" as part:
            actions.change_part(actor=actor, participant=held, part=part)
            messages.success(request, gettext("The part was changed."))
        case _:
            actions.remove_participant(actor=actor, participant=held)
            messages.success(request, gettext("They take no part any more."))
            if held.person == actor:
                return redirect("calls:applications")
    return redirect("calls:participants", pk=found.pk)


@require_POST
@of_own("calls.submit_application")
def remind(request: HttpRequest, found: Application) -> HttpResponse:
    """Write once more to the referees who have not answered."""
    count = actions.remind_referees(actor=signed_in(request), application=found)
    messages.success(request, gettext("Referees written to once more: %(n)d.") % {"n": count})
    return redirect(found)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        taken = actions.accept_invitation(actor=signed_in(request), token=token)
        messages.success(request, gettext("You take part in this application now."))
        return redirect(taken.application)
    found = actions.invitation_of(token)
    context = {"invitation": found, "call": found.application.call, "lead": lead_name(found.application)}
    return render(request, "calls/applying/invitation.html", context)
