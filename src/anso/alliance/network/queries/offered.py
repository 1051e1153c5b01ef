"""What the network shows elsewhere: on the page of a country, and in the search."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from anso.alliance.network.models import Institution
from anso.alliance.network.queries.agreements import associations, associations_hosted_in
from anso.alliance.network.queries.members import members_in, membership_note
from anso.alliance.panels import PanelItem
from anso.alliance.search import SearchRecord

__all__ = ["country_panel", "searchable"]


def country_panel(code: str) -> list[PanelItem]:
    found = [
        PanelItem(
            title=membership.institution.full_name,
            note=membership_note(membership),
            url=membership.institution.get_absolute_url(),
            kind=_("Member"),
        )
        for membership in members_in(code)
    ]
    found += [
        PanelItem(
            title=association.full_name,
            note=association.host.name,
            url=association.get_absolute_url(),
            kind=_("Association"),
        )
        for association in associations_hosted_in(code)
    ]
    return found


def searchable() -> Iterator[SearchRecord]:
    for institution in Institution.objects.filter(is_listed=True).select_related("parent"):
        yield SearchRecord(
            kind="institution",
            key=institution.code,
            title=institution.full_name,
            text=" ".join(
                [
                    *map(str, institution.names.values()),
                    *institution.former_names,
                    institution.city,
                    str(institution.parent or ""),
                ]
            ).strip(),
            url_name="network:institution",
            url_kwargs={"code": institution.code},
            places=(institution.country,) if institution.country else (),
        )
    for association in associations():
        yield SearchRecord(
            kind="association",
            key=association.number,
            title=association.full_name,
            text=f"{association.leaders} {association.host.name} {association.theme}".strip(),
            url_name="network:association",
            url_kwargs={"number": association.number},
            places=(association.host.country,) if association.host.country else (),
        )
