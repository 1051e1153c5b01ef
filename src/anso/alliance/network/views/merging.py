"""Duplicates: suggested, held side by side, merged, and merges undone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anso.alliance.network import actions
from anso.alliance.network.merging.references import counts
from anso.alliance.network.merging.suggest import suggest
from anso.alliance.network.models import Institution, Merge
from anso.alliance.network.tables.kinds import INSTITUTIONS
from anso.alliance.network.views.common import FORMS, signed_in
from anso.alliance.people.rules import guarded
from anso.errors import AnsoError, InvalidInputError

__all__ = ["compare", "duplicates", "undo"]

MERGES_SHOWN = 50


@never_cache
@require_safe
@login_required
@guarded("network.merge_institutions")
def duplicates(request: HttpRequest) -> HttpResponse:
    found = suggest(list(Institution.objects.select_related("parent")))
    merges = Merge.objects.select_related("survivor", "merged_by").defer("before")[:MERGES_SHOWN]
    everything = Institution.objects.order_by("name").values_list("code", "name")
    return render(
        request, "network/duplicates.html", {"pairs": found, "merges": merges, "institutions": everything}
    )


@never_cache
@require_http_methods(FORMS)
@login_required
@guarded("network.merge_institutions")
def compare(request: HttpRequest) -> HttpResponse:
    """Two records side by side; posting says which of them stays."""
    given = request.POST if request.method == "POST" else request.GET
    one = get_object_or_404(Institution.objects.select_related("parent"), code=given.get("one", ""))
    other = get_object_or_404(Institution.objects.select_related("parent"), code=given.get("other", ""))
    problem = ""
    if request.method == "POST":
        kept, gone = (one, other) if given.get("keep") == one.code else (other, one)
        try:
            actions.merge_institutions(actor=signed_in(request), survivor=kept, gone=gone)
        except InvalidInputError as error:
            problem = " ".join(found.message for found in error.problems)
        except AnsoError as error:
            problem = str(error)
        else:
            told = gettext("%(gone)s is one with %(kept)s now.") % {"gone": gone, "kept": kept}
            messages.success(request, told)
            return redirect(kept)
    first, second = INSTITUTIONS.row_of(one), INSTITUTIONS.row_of(other)
    return render(
        request,
        "network/compare.html",
        {
            "one": one,
            "other": other,
            "rows": [(name, first[name], second[name], first[name] != second[name]) for name in first],
            "referring": [(one, counts(one)), (other, counts(other))],
            "problem": problem,
        },
        status=422 if problem else 200,
    )


@never_cache
@require_POST
@login_required
@guarded("network.merge_institutions")
def undo(request: HttpRequest, merge_id: int) -> HttpResponse:
    merge = get_object_or_404(Merge, pk=merge_id)
    kept = actions.undo_merge(actor=signed_in(request), merge=merge)
    messages.success(request, gettext("The merge was undone: both records are back."))
    if kept:
        told = ngettext(
            "%(n)d value that was changed since stays as it is now: %(names)s",
            "%(n)d values that were changed since stay as they are now: %(names)s",
            len(kept),
        )
        messages.warning(request, told % {"n": len(kept), "names": "; ".join(kept)})
    return redirect("network:duplicates")
