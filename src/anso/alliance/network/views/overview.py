"""The network at a glance: members on the map and by country in a year, associations, memoranda, ambassadors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from anso.alliance.network import queries
from anso.alliance.network.maps import member_map
from anso.alliance.network.tables.kinds import TABLES
from anso.alliance.network.views.common import day_of
from anso.alliance.people.rules import guarded, may
from anso.alliance.words import country_name, country_names

__all__ = ["ambassadors", "association", "memoranda", "overview"]

ALL_MEMBERS = "members"
"""The published figure that counts every member."""
LISTED_AT_MOST = 150
"""Members; of more than these the overview counts them by country, and the directory lists them."""


@require_safe
@guarded("network.view_institution")
def overview(request: HttpRequest) -> HttpResponse:
    on = day_of(request.GET.get("year", ""))
    counts = queries.members_by_country(on)
    named = sum(counts.values())
    list_all = named <= LISTED_AT_MOST
    figures = list(queries.published_figures())
    years = queries.membership_counts_by_year()
    total = next((figure.value for figure in figures if figure.code == ALL_MEMBERS), 0)
    present = on == timezone.localdate()
    return render(
        request,
        "network/overview.html",
        {
            "groups": queries.memberships_by_country(on) if list_all else (),
            "by_country": () if list_all else named_counts(counts),
            "map": member_map(counts),
            "on": on,
            "present": present,
            "named": named,
            "total": total if present and total > named else None,
            "countries": len([code for code in counts if code]),
            "years": years,
            "associations": queries.associations_in_being(),
            "memoranda": queries.memoranda(),
            "ambassadors": queries.ambassadors(),
            "figures": figures,
            "keeps_figures": may(request.user, "network.change_publishedfigure"),
            "keeps": may(request.user, "network.screen_membership"),
            "tables": [table for table in TABLES.values() if may(request.user, table.sees)],
        },
    )


def named_counts(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """Codes, names and counts in the order of the names; those of no country last."""
    named = [(code, name, counts[code]) for name, code in country_names(code for code in counts if code)]
    return [*named, *([("", "", counts[""])] if counts.get("") else [])]


@require_safe
@guarded("network.view_association")
def association(request: HttpRequest, number: str) -> HttpResponse:
    found = get_object_or_404(queries.associations(), number=number)
    return render(
        request,
        "network/association.html",
        {
            "association": found,
            "country": country_name(found.host.country),
            "members": queries.association_members(found),
            "keeps": may(request.user, "network.change_association"),
        },
    )


@require_safe
@guarded("network.view_memorandum")
def memoranda(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    found = list(queries.memoranda())
    return render(
        request,
        "network/memoranda.html",
        {
            "in_force": [one for one in found if one.is_in_force(today)],
            "ended": [one for one in found if not one.is_in_force(today)],
            "keeps": may(request.user, "network.change_memorandum"),
        },
    )


@require_safe
@guarded("network.view_ambassador")
def ambassadors(request: HttpRequest) -> HttpResponse:
    found = [(one, country_name(one.country)) for one in queries.ambassadors()]
    return render(
        request,
        "network/ambassadors.html",
        {"ambassadors": found, "keeps": may(request.user, "network.change_ambassador")},
    )
