"""The directory: institutions by name, country and kind, as a page and as files."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anso.alliance.network import queries
from anso.alliance.network.forms import DirectoryForm
from anso.alliance.network.queries import Asked
from anso.alliance.network.tables.kinds import INSTITUTIONS
from anso.alliance.people.rules import guarded, may
from anso.alliance.sheets import TYPES, as_csv, as_xlsx
from anso.alliance.words import country_name

__all__ = ["directory", "file"]

A_PAGE = 50


def asked_of(form: DirectoryForm) -> Asked:
    """What is looked for; what a form does not know is left out."""
    form.is_valid()
    given: dict[str, Any] = form.cleaned_data
    return Asked(
        text=given.get("q", ""),
        country=given.get("country", ""),
        kind=given.get("kind", ""),
        members_only=bool(given.get("members")),
    )


@require_safe
@guarded("network.view_institution")
def directory(request: HttpRequest) -> HttpResponse:
    form = DirectoryForm(queries.countries_of(), request.GET)
    asked = asked_of(form)
    page = Paginator(queries.institutions(asked), A_PAGE).get_page(request.GET.get("page"))
    rest = request.GET.copy()
    rest.pop("page", None)
    return render(
        request,
        "network/directory.html",
        {
            "form": form,
            "page": page,
            "rows": [(found, country_name(found.country)) for found in page],
            "found": page.paginator.count,
            "asked": asked,
            "rest": rest.urlencode(),
            "may_add": may(request.user, "network.add_institution"),
            "may_import": may(request.user, "network.import"),
        },
    )


@require_safe
@guarded("network.view_institution")
def file(request: HttpRequest, suffix: str) -> HttpResponse:
    """What the page lists, all of it; the first columns are those that an import takes."""
    asked = asked_of(DirectoryForm(queries.countries_of(), request.GET))
    rows = [INSTITUTIONS.row_of(found) for found in queries.institutions(asked)]
    write = as_xlsx if suffix == "xlsx" else as_csv
    columns = (*INSTITUTIONS.columns, *INSTITUTIONS.told)
    response = HttpResponse(write(columns, rows), content_type=TYPES[suffix])
    response.headers["Content-Disposition"] = f'attachment; filename="institutions.{suffix}"'
    return response
