"""Letters: the officers' list with what became of each, all of a kind in one PDF, and the applicant's own."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from anso.alliance.calls import actions
from anso.alliance.calls.definition import LetterKind
from anso.alliance.calls.lettering import pdf_of
from anso.alliance.calls.models import Application, Call, Letter
from anso.alliance.calls.queries.selection import letters_of
from anso.alliance.calls.views.own import of_own, signed_in
from anso.alliance.calls.views.pool import of_call
from anso.errors import AnsoError, NotFoundError

__all__ = ["again", "letters", "merged", "own_letter"]

ON_A_PAGE = 100
IN_ONE_PDF = 500
"""Set in a few seconds; a call of thousands is taken away in parts."""


def words_of(kind: str) -> str:
    return {
        LetterKind.AWARDED.value: gettext("Awards"),
        LetterKind.WAITING.value: gettext("Waiting list"),
        LetterKind.DECLINED.value: gettext("Not chosen"),
        LetterKind.REFUSED.value: gettext("Not eligible or not complete"),
    }.get(kind, kind)


@require_safe
@of_call("calls.release_decisions")
def letters(request: HttpRequest, call: Call) -> HttpResponse:
    """Which letters were written, and which of them went."""
    kinds = (
        letters_of(call)
        .order_by("kind")
        .values("kind")
        .annotate(
            n=Count("pk"),
            mailed=Count("pk", filter=Q(mailed_at__isnull=False)),
            unclear=Count("pk", filter=Q(mailed_at__isnull=True, taken_at__isnull=False)),
        )
    )
    parts = [
        {**row, "title": words_of(row["kind"]), "parts": range(1, -(-row["n"] // IN_ONE_PDF) + 1)}
        for row in kinds
    ]
    page = Paginator(letters_of(call), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "calls/deciding/letters.html", {"call": call, "kinds": parts, "page": page})


@require_safe
@of_call("calls.release_decisions")
def merged(_request: HttpRequest, call: Call, kind: str, part: int) -> HttpResponse:
    """A part of the letters of a kind, in the order of the numbers, as one document."""
    start = (part - 1) * IN_ONE_PDF
    found = list(letters_of(call).filter(kind=kind)[start : start + IN_ONE_PDF]) if part > 0 else []
    if not found:
        raise NotFoundError(gettext("There are no such letters."))
    content = pdf_of(found, title=f"{call.title}: {words_of(kind)}", zone=call.current.zone)
    return pdf_response(content, f"{call.code}-{kind}-{part}.pdf")


@require_POST
@of_call("calls.release_decisions")
def again(request: HttpRequest, call: Call, pk: int) -> HttpResponse:
    """Send a letter again of which nobody knows whether it went."""
    found = letters_of(call).filter(pk=pk).first()
    if found is None:
        raise NotFoundError(gettext("There is no such letter."))
    try:
        actions.mail_again(actor=signed_in(request), letter=found)
    except AnsoError as error:
        messages.error(request, str(error))
    return redirect("calls:letters", code=call.code)


@require_safe
@of_own("calls.read_own")
def own_letter(_request: HttpRequest, application: Application, kind: str) -> HttpResponse:
    """A letter to the applicant, as PDF."""
    found = Letter.objects.select_related("application").filter(application=application, kind=kind).first()
    if found is None or not found.body:
        raise NotFoundError(gettext("There is no such letter."))
    content = pdf_of(
        [found], title=found.subject, zone=application.call.current.zone, language=found.language
    )
    return pdf_response(content, f"{application.number}-{kind}.pdf")


def pdf_response(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
