"""Lists for those who keep the records, and who joins and leaves an association."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anso.alliance.network import actions, queries
from anso.alliance.network.forms import BelongingForm, EndForm
from anso.alliance.network.models import Institution
from anso.alliance.network.views.common import FORMS, shown, signed_in
from anso.alliance.network.views.records import done
from anso.alliance.people.rules import guarded, may
from anso.alliance.words import country_name

__all__ = ["association_members", "contacts", "leave", "partners"]


@never_cache
@require_safe
@login_required
def contacts(request: HttpRequest) -> HttpResponse:
    """All for staff, those of the own institution for its member contact."""
    user = signed_in(request)
    found = queries.contacts_for(user)
    sees_all = may(user, "network.view_contact")
    if not sees_all and not queries.institutions_kept_by(user).exists():
        raise PermissionDenied(sees_all.reason)
    rows = [
        (contact, may(user, "network.change_contact", contact))
        for contact in found.order_by("institution__name", "partner__name", "name")
    ]
    return render(
        request,
        "network/contacts.html",
        {
            "rows": rows,
            "adds": queries.institutions_kept_by(user).exists(),
            "imports": may(user, "network.import"),
        },
    )


@require_safe
@guarded("network.view_partner")
def partners(request: HttpRequest) -> HttpResponse:
    rows = [(one, country_name(one.country)) for one in queries.partners()]
    return render(
        request, "network/partners.html", {"rows": rows, "keeps": may(request.user, "network.change_partner")}
    )


@never_cache
@require_http_methods(FORMS)
@login_required
@guarded("network.keep_association_members")
def association_members(request: HttpRequest, number: str) -> HttpResponse:
    """Who belongs to an association and did; posting lets an institution join."""
    found = get_object_or_404(queries.associations(), number=number)
    form = BelongingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = signed_in(request)
        if done(
            request,
            form,
            lambda: actions.join_association(actor=user, association=found, **form.cleaned_data),
        ):
            return redirect("network:association-members", number)
    context = {
        "association": found,
        "form": form,
        "ending": EndForm(prefix="end"),
        "belongings": found.belongings.select_related("institution"),
    }
    return shown(request, "network/association_members.html", context)


@never_cache
@require_POST
@login_required
@guarded("network.keep_association_members")
def leave(request: HttpRequest, number: str, code: str) -> HttpResponse:
    association = get_object_or_404(queries.associations(), number=number)
    institution = get_object_or_404(Institution, code=code)
    form = EndForm(request.POST, prefix="end")
    if form.is_valid() and done(
        request,
        form,
        lambda: actions.leave_association(
            actor=signed_in(request), association=association, institution=institution, **form.cleaned_data
        ),
    ):
        return redirect("network:association-members", number)
    problems = [str(told) for found in form.errors.values() for told in found]
    messages.error(request, " ".join(problems) or gettext("Give the last day."))
    return redirect("network:association-members", number)
