"""The network's public pages."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language_info
from django.views.decorators.http import require_safe

from anso.alliance.network import queries
from anso.alliance.network.models import Institution
from anso.alliance.panels import institution_panels
from anso.alliance.people.rules import guarded
from anso.alliance.words import country_name

__all__ = ["association", "institution", "overview"]


ALL_MEMBERS = "members"
"""The published figure that counts every member."""

# Django knows Chinese by its scripts alone.
DJANGO_TAGS = {"zh": "zh-hans"}


@dataclass(frozen=True)
class OtherName:
    """An institution's name in one more language."""

    language: str
    tag: str
    text: str


def other_names(institution: Institution) -> list[OtherName]:
    return [
        OtherName(str(get_language_info(DJANGO_TAGS.get(tag, tag))["name_translated"]), tag, text)
        for tag, text in institution.names.items()
        if text != institution.name
    ]


@require_safe
@guarded("network.view_institution")
def overview(request: HttpRequest) -> HttpResponse:
    groups = queries.memberships_by_country()
    named = sum(len(group.memberships) for group in groups)
    figures = list(queries.published_figures())
    total = next((figure.value for figure in figures if figure.code == ALL_MEMBERS), 0)
    return render(
        request,
        "network/overview.html",
        {
            "groups": groups,
            "named": named,
            "total": total if total > named else None,
            "countries": sum(1 for group in groups if group.code),
            "years": queries.membership_counts_by_year(),
            "associations": queries.associations(),
            "memoranda": queries.memoranda(),
            "figures": figures,
        },
    )


@require_safe
@guarded("network.view_institution")
def institution(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Institution.objects.select_related("parent"), code=code)
    return render(
        request,
        "network/institution.html",
        {
            "institution": found,
            "country": country_name(found.country),
            "other_names": other_names(found),
            "memberships": found.memberships.all(),
            "hosted": found.hosted_associations.all(),
            "associations": found.associations.all(),
            "parts": found.parts.all(),
            "panels": institution_panels(found.code),
        },
    )


@require_safe
@guarded("network.view_association")
def association(request: HttpRequest, number: str) -> HttpResponse:
    found = get_object_or_404(queries.associations(), number=number)
    return render(
        request,
        "network/association.html",
        {"association": found, "country": country_name(found.host.country), "members": found.members.all()},
    )
