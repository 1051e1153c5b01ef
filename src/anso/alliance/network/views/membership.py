"""Applications for membership: written by anybody signed in, followed by them, taken on by the secretariat."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anso.alliance.network import actions, queries
from anso.alliance.network.actions.membership import MOVES
from anso.alliance.network.forms import ApplicationForm, StepForm, add_problems
from anso.alliance.network.models import Institution, Membership
from anso.alliance.network.models.membership import MembershipStep
from anso.alliance.network.views.common import FORMS, shown, signed_in
from anso.alliance.people.rules import may, require
from anso.errors import AnsoError, InvalidInputError, NotFoundError
from anso.places.fold import fold

__all__ = ["act", "application", "applications", "apply"]

Step = MembershipStep.Step
ACTS: dict[str, tuple[Any, Callable[..., Membership]]] = {
    Step.SCREENED: (_("Screened: fit to be put to the board"), actions.screen_membership),
    Step.ENDORSED: (_("Endorsed by the board"), actions.endorse_membership),
    Step.APPROVED: (_("Approved by the assembly"), actions.approve_membership),
    Step.DECLINED: (_("Decline the application"), actions.decline_membership),
    Step.SUSPENDED: (_("Suspend the membership"), actions.suspend_membership),
    Step.REINSTATED: (_("Reinstate the membership"), actions.reinstate_membership),
    Step.LEFT: (_("End the membership"), actions.end_membership),
    Step.WITHDRAWN: (_("Withdraw the application"), actions.withdraw_application),
}
WITH_DOCUMENT = (Step.SCREENED, Step.ENDORSED, Step.APPROVED)


@never_cache
@login_required
@require_http_methods(FORMS)
def apply(request: HttpRequest) -> HttpResponse:
    """Ask that one's institution become a member; it may be on record already, or be described here."""
    held = Institution.objects.filter(code=request.GET.get("institution", ""), is_listed=True).first()
    form = ApplicationForm(request.POST or None, initial=described(held))
    if request.method == "POST" and form.is_valid():
        given = form.said()
        evidence = given.pop("evidence")
        same = held or on_record(given)
        try:
            made = actions.apply_for_membership(
                actor=signed_in(request),
                institution=same,
                described=None if same else given,
                evidence=evidence,
            )
        except InvalidInputError as error:
            add_problems(form, error.problems)
        except AnsoError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("The application is on its way to the secretariat."))
            return redirect("network:application", made.pk)
    return shown(request, "network/apply.html", {"form": form, "institution": held})


def described(institution: Institution | None) -> dict[str, Any]:
    if institution is None:
        return {"kind": Institution.Kind.INSTITUTE}
    fields = ("name", "acronym", "kind", "country", "city", "website", "ror_id")
    return {name: getattr(institution, name) for name in fields}


def on_record(given: dict[str, Any]) -> Institution | None:
    """The listed institution that is meant, by its ROR id, or by its name where just one in the country has it."""
    listed = Institution.objects.filter(is_listed=True)
    if given.get("ror_id"):
        found = listed.filter(ror_id=given["ror_id"]).first()
        if found is not None:
            return found
    name = fold(given["name"])
    same = [
        one
        for one in listed.filter(folded__contains=name, country=given.get("country", ""))
        if name in one.folded.split("\n")
    ]
    return same[0] if len(same) == 1 else None


@never_cache
@login_required
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    found = list(queries.applications_for(signed_in(request)))
    return render(
        request,
        "network/applications.html",
        {
            "waiting": [one for one in found if one.is_pending],
            "decided": [one for one in found if not one.is_pending],
            "everybodys": may(request.user, "network.screen_membership"),
        },
    )


def membership_for(request: HttpRequest, membership_id: int) -> Membership:
    """The membership whose papers somebody may see; for everybody else it is not there."""
    found = get_object_or_404(Membership.objects.select_related("institution", "applicant"), pk=membership_id)
    if not may(request.user, "network.see_application", found):
        raise NotFoundError(gettext("There is no such application, or it is not yours to see."))
    return found


@never_cache
@login_required
@require_safe
def application(request: HttpRequest, membership_id: int) -> HttpResponse:
    return show_application(request, membership_for(request, membership_id))


@require_POST
@never_cache
@login_required
def act(request: HttpRequest, membership_id: int) -> HttpResponse:
    """A step, as it was decided elsewhere, entered by the secretariat; or the applicant's own withdrawal."""
    found = membership_for(request, membership_id)
    step = request.POST.get("step", "")
    if step not in ACTS:
        raise NotFoundError(gettext("There is no such step of a membership."))
    require(request.user, MOVES[step].permission, found)
    form = StepForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        if step not in WITH_DOCUMENT:
            given.pop("document")
        try:
            ACTS[step][1](actor=signed_in(request), membership=found, **given)
        except InvalidInputError as error:
            add_problems(form, error.problems)
        except AnsoError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("Saved."))
            return redirect("network:application", found.pk)
    return show_application(request, found, form=form, status=422)


def show_application(
    request: HttpRequest, found: Membership, *, form: StepForm | None = None, status: int = 200
) -> HttpResponse:
    open_acts = [
        (step, title)
        for step, (title, _verb) in ACTS.items()
        if found.state in MOVES[step].after
        and may(request.user, MOVES[step].permission, found)
        and not (step == Step.APPROVED and found.kind == Membership.Kind.APPROVED)
    ]
    return render(
        request,
        "network/application.html",
        {
            "membership": found,
            "steps": found.steps.select_related("recorded_by"),
            "acts": open_acts,
            "form": form or StepForm(initial={"on": timezone.localdate()}),
            "keeps": may(request.user, "network.screen_membership"),
        },
        status=status,
    )
