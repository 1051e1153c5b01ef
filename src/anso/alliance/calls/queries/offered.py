"""What calls show elsewhere: in the search, and on the page of a country the open ones that its people may apply to."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from anso.alliance.calls.definition import Verdict
from anso.alliance.calls.models import Call
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.queries.drafts import verdict
from anso.alliance.calls.queries.public import time_left
from anso.alliance.panels import PanelItem
from anso.alliance.search import SearchRecord

__all__ = ["country_panel", "searchable"]


def published() -> QuerySet[Call]:
    return (
        Call.objects.exclude(state=Call.State.DRAFT)
        .exclude(version__isnull=True)
        .select_related("version", "programme")
    )


def country_panel(code: str) -> list[PanelItem]:
    """Calls that take applications now, without those whose conditions keep the country out."""
    now = timezone.now()
    found = published().filter(
        Q(version__deadline__isnull=True) | Q(version__deadline__gte=now.replace(microsecond=0)),
        state=Call.State.PUBLISHED,
        version__opens_at__lte=now,
    )
    return [
        PanelItem(
            title=said_now(call.definition.title),
            note=time_left(call.current.deadline, now) if call.current.deadline else str(call.programme),
            url=call.get_absolute_url(),
            kind=_("Call"),
        )
        for call in found.order_by("version__deadline", "code")
        if admits(call, code)
    ]


def admits(call: Call, country: str) -> bool:
    """Does no condition fail by the country alone?"""
    definition = call.definition
    asked = {field.code: country for field in definition.fields if field.fact == "country"}
    return all(verdict(rule, asked) != Verdict.FAILED for rule in definition.eligibility)


def searchable() -> Iterator[SearchRecord]:
    """Published calls, to be found in every language that they were written in."""
    for call in published():
        title = call.definition.title
        yield SearchRecord(
            kind="call",
            key=call.code,
            title=title["en"],
            text=" ".join([call.code, *title.values(), *map(str, call.programme.titles.values())]),
            url_name="calls:call",
            url_kwargs={"code": call.code},
        )
