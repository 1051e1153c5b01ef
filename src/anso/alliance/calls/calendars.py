"""Deadlines of calls as an iCalendar file (RFC 5545), for the calendars of those who mean to apply."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.utils.translation import gettext

from anso.alliance.calls.models import Call

__all__ = ["deadlines"]

LONGEST_LINE = 74
"""Octets of a line before it is folded (RFC 5545, 3.1)."""


def deadlines(calls: Iterable[tuple[Call, str]]) -> str:
    """The file's text, of calls with their addresses; a standing call has no deadline and is left out."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ANSO//Calls//EN"]
    for call, address in calls:
        if call.current.deadline is not None:
            lines += entry(call, call.current.deadline, address)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def entry(call: Call, deadline: datetime, address: str) -> list[str]:
    told = gettext("Deadline: %(call)s") % {"call": call.title}
    return [
        "BEGIN:VEVENT",
        f"UID:{call.code}@calls.anso",
        f"SEQUENCE:{call.current.number}",
        f"DTSTAMP:{call.current.made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{deadline.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{escaped(told)}",
        f"URL:{address}",
        f"STATUS:{'CANCELLED' if call.state == Call.State.CANCELLED else 'CONFIRMED'}",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """RFC 5545, 3.3.11."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """Parts of at most so many octets, no character cut through; every part but the first begins with a space."""
    kept, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LONGEST_LINE:
            yield kept
            kept, size = " ", 1
        kept, size = kept + sign, size + octets
    yield kept
