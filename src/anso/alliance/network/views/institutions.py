"""One institution: what is on record of it, how its membership came about, and changing the record; putting one on record."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from anso.alliance.network import actions
from anso.alliance.network.forms import RecordForm, add_problems, language_name
from anso.alliance.network.models import Contact, Institution, Membership
from anso.alliance.network.queries import institution_with_parts, memberships_of, ties_to_associations
from anso.alliance.network.views.common import FORMS, moved_to, of_institution, shown, signed_in
from anso.alliance.panels import institution_panels
from anso.alliance.people.rules import guarded, may
from anso.alliance.words import country_name
from anso.errors import InvalidInputError

__all__ = ["edit", "institution", "new"]


@dataclass(frozen=True)
class OtherName:
    """An institution's name in one more language."""

    language: str
    tag: str
    text: str


def other_names(institution: Institution) -> list[OtherName]:
    return [
        OtherName(language_name(tag), tag, text)
        for tag, text in institution.names.items()
        if text != institution.name
    ]


@require_safe
@guarded("network.view_institution")
def institution(request: HttpRequest, code: str) -> HttpResponse:
    found, parts = institution_with_parts(request.user, code)
    if found is None:
        onward = moved_to(code)
        if onward is None:
            raise Http404(gettext("There is no institution %(code)s.") % {"code": code})
        return redirect(onward, permanent=True)
    keeps = may(request.user, "network.screen_membership")
    hosted, belongs = ties_to_associations(found)
    return render(
        request,
        "network/institution.html",
        {
            "institution": found,
            "country": country_name(found.country),
            "other_names": other_names(found),
            # An application is its applicant's and the secretariat's until the board has endorsed it.
            "memberships": [
                held
                for held in memberships_of(found)
                if keeps or held.membership.state not in Membership.NEVER_HELD
            ],
            "hosted": hosted,
            "belongs": belongs,
            "parts": parts,
            "ambassadors": [held for held in found.ambassadors.all() if held.is_current],
            "contacts": found.contacts.all() if may(request.user, "network.see_contacts", found) else (),
            "panels": institution_panels(found.code),
            "keeps": keeps,
            "keeps_contacts": may(request.user, "network.change_contact", Contact(institution=found)),
            "may_change": may(request.user, "network.change_institution", found),
        },
    )


@require_http_methods(FORMS)
@of_institution("network.change_institution")
def edit(request: HttpRequest, institution: Institution) -> HttpResponse:
    form = RecordForm(institution, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_institution(actor=signed_in(request), institution=institution, **form.said())
        except InvalidInputError as error:
            add_problems(form, error.problems)
        else:
            messages.success(request, gettext("Saved."))
            return redirect(institution)
    return shown(request, "network/edit.html", {"institution": institution, "form": form})


@never_cache
@require_http_methods(FORMS)
@login_required
@guarded("network.add_institution")
def new(request: HttpRequest) -> HttpResponse:
    """Put one on record; records that it resembles are shown before anything is written."""
    form = RecordForm(None, request.POST or None)
    unlike = request.POST.get("unlike", "").split()
    like: tuple[Institution, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_institution(actor=signed_in(request), unlike=unlike, **form.said())
        except actions.PerhapsOnRecordError as error:
            like = error.like
        except InvalidInputError as error:
            add_problems(form, error.problems)
        else:
            messages.success(request, gettext("It is on record now."))
            return redirect(made)
    context = {
        "form": form,
        "like": [(one, country_name(one.country)) for one in like],
        "unlike": " ".join([*unlike, *(one.code for one in like)]),
    }
    return shown(request, "network/new_institution.html", context)
