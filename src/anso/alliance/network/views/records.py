"""Contacts, ambassadors, associations, partners, memoranda and published totals: entered, changed, ended, taken out again.

One page for each act, the same for every kind: what differs (its form, its verbs, where its list stands) is in the
table of kinds below. Who may do what is asked of the rules, for the very record that is meant.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from anso.alliance.network import actions
from anso.alliance.network.forms import (
    AmbassadorForm,
    AssociationForm,
    ContactForm,
    EndForm,
    FigureForm,
    KeptForm,
    MemorandumForm,
    PartnerForm,
    add_problems,
)
from anso.alliance.network.models import (
    Ambassador,
    Association,
    Contact,
    Memorandum,
    Partner,
    PublishedFigure,
)
from anso.alliance.network.queries import institutions_kept_by
from anso.alliance.network.views.common import FORMS, shown, signed_in
from anso.alliance.people.rules import may, require
from anso.errors import AnsoError, InvalidInputError

__all__ = ["KINDS", "edit", "end", "new", "remove"]

Verb = Callable[..., Any]


@dataclass(frozen=True)
class Kind:
    """What differs between the kinds."""

    model: type[Model]
    form: type[KeptForm]
    add: Verb
    change: Verb
    remove: Verb
    end: Verb | None
    adds: str | Promise
    """The heading of the page that enters one."""
    back: str
    evidence: bool = True
    """Is the end of one told by evidence?"""
    by: str = "pk"
    """What names one in addresses."""
    called: str = ""
    """What its verbs call one, where that is not the name of the model."""

    @property
    def name(self) -> str:
        return str(self.model._meta.model_name)

    def given(self, record: Any) -> dict[str, Any]:
        """A record as a verb takes it."""
        return {self.called or self.name: record}

    def permission(self, act: str) -> str:
        return f"network.{act}_{self.name}"

    def record(self, key: str) -> Any:
        sought = self.model._default_manager.filter(**{self.by: key})
        found = sought.first() if self.by != "pk" or key.isdecimal() else None
        if found is None:
            raise Http404(gettext("This record is not here, or is not yours to see."))
        return found


KINDS: dict[str, Kind] = {
    "contacts": Kind(
        Contact,
        ContactForm,
        actions.add_contact,
        actions.change_contact,
        actions.remove_contact,
        actions.end_contact,
        _("Add a contact"),
        "network:contacts",
        evidence=False,
    ),
    "ambassadors": Kind(
        Ambassador,
        AmbassadorForm,
        actions.appoint_ambassador,
        actions.change_ambassador,
        actions.remove_ambassador,
        actions.end_ambassador,
        _("Add a science ambassador"),
        "network:ambassadors",
    ),
    "associations": Kind(
        Association,
        AssociationForm,
        actions.add_association,
        actions.change_association,
        actions.remove_association,
        actions.end_association,
        _("Add an association"),
        "network:overview",
        by="number",
    ),
    "partners": Kind(
        Partner,
        PartnerForm,
        actions.add_partner,
        actions.change_partner,
        actions.remove_partner,
        None,
        _("Add a partner"),
        "network:partners",
        by="code",
    ),
    "memoranda": Kind(
        Memorandum,
        MemorandumForm,
        actions.record_memorandum,
        actions.change_memorandum,
        actions.remove_memorandum,
        actions.end_memorandum,
        _("Add a memorandum"),
        "network:memoranda",
    ),
    "figures": Kind(
        PublishedFigure,
        FigureForm,
        actions.add_figure,
        actions.change_figure,
        actions.remove_figure,
        None,
        _("Add a published total"),
        "network:overview",
        by="code",
        called="figure",
    ),
}


@never_cache
@require_http_methods(FORMS)
@login_required
def new(request: HttpRequest, name: str) -> HttpResponse:
    kind, user = KINDS[name], signed_in(request)
    if not may(user, kind.permission("add")) and not (
        kind.model is Contact and institutions_kept_by(user).exists()
    ):
        raise PermissionDenied(may(user, kind.permission("add")).reason)
    form = kind.form(user, None, request.POST or None, initial=asked_for(request))
    if request.method == "POST" and form.is_valid():
        made = done(request, form, lambda: kind.add(actor=user, **form.said()))
        if made is not None:
            return redirect(place_of(kind, made))
    context: dict[str, object] = {"form": form, "heading": kind.adds, "back": reverse(kind.back)}
    return shown(request, "network/record.html", context)


@never_cache
@require_http_methods(FORMS)
@login_required
def edit(request: HttpRequest, name: str, key: str) -> HttpResponse:
    kind, user = KINDS[name], signed_in(request)
    record = kept(request, kind, key, "change")
    form = kind.form(user, record, request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = done(request, form, lambda: kind.change(actor=user, **kind.given(record), **form.said()))
        if changed is not None:
            return redirect(place_of(kind, record))
    return show_record(request, name, record, form=form)


@never_cache
@require_POST
@login_required
def end(request: HttpRequest, name: str, key: str) -> HttpResponse:
    kind, user = KINDS[name], signed_in(request)
    verb = kind.end
    record = kept(request, kind, key, "change")
    if verb is None:
        raise Http404(gettext("A record of this kind has no end."))
    form = EndForm(request.POST, prefix="end")
    if form.is_valid():
        given = form.cleaned_data if kind.evidence else {"on": form.cleaned_data["on"]}
        if done(request, form, lambda: verb(actor=user, **kind.given(record), **given)) is not None:
            return redirect(place_of(kind, record))
    return show_record(request, name, record, ending=form, status=422)


@never_cache
@require_POST
@login_required
def remove(request: HttpRequest, name: str, key: str) -> HttpResponse:
    kind, user = KINDS[name], signed_in(request)
    record = kept(request, kind, key, "delete")
    try:
        kind.remove(actor=user, **kind.given(record))
    except AnsoError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("Removed."))
    return redirect(kind.back)


def kept(request: HttpRequest, kind: Kind, key: str, act: str) -> Any:
    """The record, for somebody who may act on it; where one may not even see it, it is not there."""
    record = kind.record(key)
    if not may(request.user, kind.permission("view"), record):
        raise Http404(gettext("This record is not here, or is not yours to see."))
    require(request.user, kind.permission(act), record)
    return record


def done(request: HttpRequest, form: Any, act: Callable[[], Any]) -> Any:
    """What the verb gave; None when it refused, and its sentences stand in the form."""
    try:
        found = act()
    except InvalidInputError as error:
        add_problems(form, error.problems)
    except AnsoError as error:
        form.add_error(None, str(error))
    else:
        messages.success(request, gettext("Saved."))
        return found
    return None


def show_record(
    request: HttpRequest, name: str, record: Any, *, form: Any = None, ending: Any = None, status: int = 0
) -> HttpResponse:
    kind, user = KINDS[name], signed_in(request)
    if ending is None and kind.end is not None:
        ending = EndForm(prefix="end")
    if ending is not None and not kind.evidence:
        ending.fields.pop("evidence")
    context = {
        "form": form or kind.form(user, record),
        "heading": str(record),
        "record": record,
        "name": name,
        "key": getattr(record, kind.by),
        "ending": ending,
        "may_remove": may(user, kind.permission("delete"), record),
        "back": place_of(kind, record),
    }
    if status:
        return render(request, "network/record.html", context, status=status)
    return shown(request, "network/record.html", context)


def place_of(kind: Kind, record: Any) -> str:
    """Where a record is to be seen."""
    if isinstance(record, Association):
        return record.get_absolute_url()
    if isinstance(record, Contact) and record.institution is not None:
        return record.institution.get_absolute_url()
    return reverse(kind.back)


def asked_for(request: HttpRequest) -> dict[str, str]:
    """Of which institution or partner, when a page that shows it led here."""
    return {name: request.GET[name] for name in ("institution", "partner") if name in request.GET}
