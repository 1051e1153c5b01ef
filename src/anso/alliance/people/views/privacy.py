"""The privacy notice: its words, and the tables that the registry gives."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anso.alliance.people.documents import PRIVACY, document
from anso.alliance.people.privacy import holdings, retentions
from anso.alliance.people.rules import guarded

__all__ = ["notice"]


@require_safe
@guarded("people.see_list")
def notice(request: HttpRequest) -> HttpResponse:
    held = [(holding.heading, holding.why, holding.fate.value) for holding in holdings()]
    return render(
        request,
        "people/privacy.html",
        {"document": document(PRIVACY), "holdings": held, "retentions": retentions()},
    )
