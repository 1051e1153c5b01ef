"""Who shows themself to whom, and one person as far as the reader may see them."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from anso.alliance.panels import person_panels
from anso.alliance.people import queries
from anso.alliance.people.forms import PeopleForm
from anso.alliance.people.roles import ROLES
from anso.alliance.people.rules import guarded, may
from anso.alliance.people.seen import Description, described
from anso.alliance.people.vocabulary import term_name
from anso.alliance.sheets import TYPES, as_csv, as_xlsx
from anso.alliance.words import country_name

__all__ = ["file", "people", "person"]

A_PAGE = 50
COLUMNS = (
    "public_id",
    "name",
    "other_names",
    "country",
    "email",
    "website",
    "expertise",
    "expertise_text",
    "languages",
    "about",
    "synthetic",
)
"""Of the file; the ORCID iD is on each person's page, for it costs a query for each."""


@never_cache
@require_safe
@guarded("people.see_list")
def people(request: HttpRequest) -> HttpResponse:
    form = PeopleForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    found = queries.people_for(request.user, asked.get("q", ""), asked.get("term", ""))
    page = Paginator(found.prefetch_related("expertise"), A_PAGE).get_page(request.GET.get("page"))
    rest = request.GET.copy()
    rest.pop("page", None)
    return render(
        request,
        "people/list.html",
        {
            "form": form,
            "page": page,
            "rows": [
                (seen, country_name(seen.country), [term_name(term) for term in seen.expertise])
                for found in page
                if (seen := described(request.user, found, with_orcid=False)) is not None
            ],
            "found": page.paginator.count,
            "rest": rest.urlencode(),
        },
    )


@never_cache
@require_safe
@guarded("people.see_list")
def file(request: HttpRequest, suffix: str) -> HttpResponse:
    """What the page lists, all of it, as far as the reader sees each."""
    form = PeopleForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    found = queries.people_for(request.user, asked.get("q", ""), asked.get("term", ""))
    shown = (described(request.user, one, with_orcid=False) for one in found.prefetch_related("expertise"))
    write = as_xlsx if suffix == "xlsx" else as_csv
    content = write(COLUMNS, [row_of(one) for one in shown if one is not None])
    response = HttpResponse(content, content_type=TYPES[suffix])
    response.headers["Content-Disposition"] = f'attachment; filename="people.{suffix}"'
    return response


def row_of(seen: Description) -> dict[str, Any]:
    row = {column: getattr(seen, column) for column in COLUMNS}
    several = {name: " | ".join(row[name]) for name in ("expertise", "languages")}
    return row | several | {"synthetic": "yes" if seen.synthetic else ""}


@never_cache
@require_safe
@guarded("people.see_list")
def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, seen = queries.description_for(request.user, public_id)
    sees_roles = may(request.user, "people.view_rolegrant")
    return render(
        request,
        "people/person.html",
        {
            "seen": seen,
            "country": country_name(seen.country),
            "terms": [term_name(term) for term in seen.expertise],
            "panels": person_panels(found, seen.parts),
            "roles": [(ROLES[grant.role].title, grant) for grant in queries.grants_of(found)]
            if sees_roles
            else (),
            "sees_roles": sees_roles,
            "own": found == request.user,
        },
    )
