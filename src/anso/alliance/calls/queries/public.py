"""What everybody sees of calls: those that are open, to come and over, each in its own words; nothing of applicants.

Figures of a call are its own only once its decisions are released: before, they would let somebody infer of an
application that is kept from them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext, ngettext

from anso.alliance.calls.models import Application, Call, Programme
from anso.alliance.calls.queries.sight import calls_for
from anso.alliance.calls.queries.tallies import FEWEST, Group, handed_in, is_told, public_tallies
from anso.alliance.calls.words.moments import in_both_zones
from anso.alliance.people.rules import Visitor
from anso.errors import NotFoundError

__all__ = [
    "Figures",
    "Phase",
    "ShownCall",
    "figures",
    "listed_programmes",
    "phase_of",
    "public_call",
    "public_calls",
    "public_programme",
    "shown_call",
    "shown_calls",
]

DAY = 86400


class Phase(StrEnum):
    """Where a call stands for those who might apply."""

    OPEN = "open"
    COMING = "coming"
    JUDGED = "judged"
    """The deadline is past, the decisions are not told."""
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class ShownCall:
    """A call as a list shows it."""

    call: Call
    phase: Phase
    opens: tuple[str, ...]
    deadline: tuple[str, ...]
    """In the call's zone, and in the reader's where it is another; empty for a standing call."""
    left: str
    """How long is left, in words; empty unless it is open and has a deadline."""


@dataclass(frozen=True)
class Figures:
    """What a call came to, once its decisions are released."""

    submitted: int | None
    awarded: int | None
    """None where there are too few to be told apart."""
    countries: tuple[Group, ...]
    """Those whose awards may be told."""


def listed_programmes() -> QuerySet[Programme]:
    return Programme.objects.filter(is_listed=True)


def public_programme(code: str) -> Programme:
    found = Programme.objects.filter(code=code).first()
    if found is None:
        raise NotFoundError(gettext("There is no programme %(code)s.") % {"code": code})
    return found


def public_calls(user: Visitor) -> QuerySet[Call]:
    """Calls that were published; the newest first."""
    return calls_for(user).exclude(state=Call.State.DRAFT).order_by("-version__opens_at", "-pk")


def public_call(user: Visitor, code: str) -> Call:
    """A call that was published; to its officers, as a preview, a draft too."""
    found = calls_for(user).filter(code=code).first()
    if found is None:
        raise NotFoundError(gettext("There is no call %(code)s.") % {"code": code})
    return found


def phase_of(call: Call, now: datetime) -> Phase:
    if call.state == Call.State.CANCELLED:
        return Phase.CANCELLED
    if call.state == Call.State.CLOSED:
        return Phase.CLOSED
    if call.takes(now):
        return Phase.OPEN
    return Phase.COMING if now < call.current.opens_at else Phase.JUDGED


def shown_call(call: Call, now: datetime) -> ShownCall:
    version, phase = call.current, phase_of(call, now)
    return ShownCall(
        call=call,
        phase=phase,
        opens=in_both_zones(version.opens_at, version.zone),
        deadline=in_both_zones(version.deadline, version.zone) if version.deadline else (),
        left=time_left(version.deadline, now) if version.deadline and phase == Phase.OPEN else "",
    )


def shown_calls(calls: Iterable[Call], now: datetime) -> list[ShownCall]:
    """Open ones first, the nearest deadline before the others; then those to come; then what is past."""
    order = list(Phase)
    shown = [shown_call(call, now) for call in calls]
    nearest = sorted(shown, key=lambda one: ends(one) if one.phase == Phase.OPEN else 0.0)
    return sorted(nearest, key=lambda one: order.index(one.phase))


def ends(one: ShownCall) -> float:
    deadline = one.call.current.deadline
    return deadline.timestamp() if deadline else float("inf")


def time_left(deadline: datetime, now: datetime) -> str:
    seconds = max(0, int((deadline - now).total_seconds()))
    days, hours, minutes = seconds // DAY, seconds // 3600, seconds // 60
    if days:
        return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    if hours:
        return ngettext("%(n)d hour left", "%(n)d hours left", hours) % {"n": hours}
    return ngettext("%(n)d minute left", "%(n)d minutes left", minutes) % {"n": minutes}


def figures(call: Call) -> Figures | None:
    """Numbers of a call whose decisions were released; none before. A number under `FEWEST` is not told."""
    if not is_told(call):
        return None
    counted = handed_in(call).aggregate(
        submitted=Count("pk"), awarded=Count("pk", filter=Q(outcome=Application.Outcome.AWARDED))
    )
    countries = next((one.groups for one in public_tallies(call) if one.fact == "country"), ())
    told = {name: n if n >= FEWEST else None for name, n in counted.items()}
    return Figures(countries=tuple(one for one in countries if one.awarded), **told)
