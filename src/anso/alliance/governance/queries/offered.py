"""What governance gives to the site's search and to the pages of institutions."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from anso.alliance.governance.models import Meeting, Resolution, Term
from anso.alliance.governance.queries.bodies import bodies
from anso.alliance.governance.queries.meetings import PREPARED
from anso.alliance.panels import PanelItem
from anso.alliance.search import SearchRecord
from anso.alliance.words import day

__all__ = ["institution_panel", "searchable"]


def institution_panel(code: str) -> list[PanelItem]:
    """The seats of an institution, and resolutions that concern it."""
    found = [
        PanelItem(
            title=term.body.name,
            note=term_note(term),
            url=term.body.get_absolute_url(),
            kind=str(term.get_office_display()),
        )
        for term in Term.objects.holding().filter(institution__code=code).select_related("body")
    ]
    published = Resolution.objects.filter(published_at__isnull=False).select_related("body")
    found += [
        PanelItem(
            title=resolution.title,
            note=_("%(body)s, resolution %(sign)s, %(day)s")
            % {"body": resolution.body.name, "sign": resolution.sign, "day": day(resolution.adopted_on)},
            url=resolution.get_absolute_url(),
            kind=_("Resolution"),
        )
        for resolution in published.filter(institutions__code=code)
    ]
    return found


def term_note(term: Term) -> str:
    office = str(term.get_office_display())
    return _("%(kind)s, since %(day)s") % {"kind": office, "day": day(term.begins)} if term.begins else office


def searchable() -> Iterator[SearchRecord]:
    for body in bodies():
        yield SearchRecord(
            kind="body",
            key=body.code,
            title=body.name,
            text=body.summary,
            url_name="governance:body",
            url_kwargs={"code": body.code},
        )
    for meeting in Meeting.objects.exclude(PREPARED).select_related("body"):
        yield SearchRecord(
            kind="meeting",
            key=meeting.code,
            title=meeting.title,
            text=f"{meeting.body.name} {meeting.place}".strip(),
            url_name="governance:meeting",
            url_kwargs={"code": meeting.code},
        )
    for resolution in Resolution.objects.filter(published_at__isnull=False).select_related("body"):
        yield SearchRecord(
            kind="resolution",
            key=f"{resolution.body.code}-{resolution.sign}",
            title=resolution.title,
            text=f"{resolution.body.name} {resolution.sign} {resolution.text}",
            url_name="governance:resolution",
            url_kwargs={
                "code": resolution.body.code,
                "year": str(resolution.year),
                "number": str(resolution.number),
            },
        )
