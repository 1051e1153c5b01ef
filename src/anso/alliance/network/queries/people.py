"""What ties a person to institutions, as their own page and others' shows it."""

from django.utils.translation import gettext as _

from anso.alliance.network.models import Affiliation, Ambassador, Conflict
from anso.alliance.panels import PanelItem
from anso.alliance.people.models import User
from anso.alliance.words import day

__all__ = ["affiliations_of", "conflicts_of", "person_panel"]


def affiliations_of(person: User) -> list[Affiliation]:
    return list(Affiliation.objects.filter(person=person).select_related("institution"))


def conflicts_of(person: User) -> list[Conflict]:
    return list(Conflict.objects.filter(person=person).select_related("institution"))


def person_panel(person: User, parts: frozenset[str]) -> list[PanelItem]:
    """Affiliations, offices and conflicts, as far as the reader may see them."""
    found = [
        PanelItem(title=one.name, note=one.field, url="", kind=_("Science ambassador"))
        for one in Ambassador.objects.filter(person=person)
        if one.is_current
    ]
    if "affiliations" in parts:
        found += [
            PanelItem(
                title=one.institution_name,
                note=one.position,
                url=one.institution.get_absolute_url() if one.institution else "",
                kind=dates(one),
            )
            for one in affiliations_of(person)
        ]
    if "conflicts" in parts:
        found += [
            PanelItem(
                title=one.institution.full_name if one.institution else one.with_whom,
                note=one.note,
                url="",
                kind=_("Conflict of interest: %(kind)s") % {"kind": one.get_kind_display()},
            )
            for one in conflicts_of(person)
        ]
    return found


def dates(one: Affiliation) -> str:
    """`2018 – today`, as far as it was said."""
    if one.since and one.until:
        return f"{day(one.since)} – {day(one.until)}"
    if one.since:
        return _("since %(day)s") % {"day": day(one.since)}
    if one.until:
        return _("until %(day)s") % {"day": day(one.until)}
    return _("Affiliation")
