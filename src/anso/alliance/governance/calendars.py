"""A meeting as an iCalendar file (RFC 5545), for the calendars of those who come."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from anso.alliance.governance.models import Meeting

__all__ = ["calendar_entry"]

LONGEST_LINE = 75
"""Octets, RFC 5545, 3.1; longer lines are folded."""
STATES = {Meeting.State.PLANNED: "TENTATIVE", Meeting.State.CANCELLED: "CANCELLED"}


def calendar_entry(meeting: Meeting, address: str, *, with_link: bool) -> str:
    """The file's text; the link to join is for those who are invited."""
    where = meeting.place or (meeting.link if with_link else "")
    agenda = "\n".join(str(item) for item in meeting.items.all())
    description = "\n".join(filter(None, (agenda, meeting.link if with_link else "", address)))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ANSO//Governance//EN",
        "BEGIN:VEVENT",
        f"UID:{meeting.code}@anso",
        f"DTSTAMP:{in_utc(meeting.convened_at or meeting.begins)}",
        *times(meeting),
        f"SUMMARY:{escaped(meeting.title)}",
        f"DESCRIPTION:{escaped(description)}",
        *([f"LOCATION:{escaped(where)}"] if where else []),
        f"URL:{address}",
        f"STATUS:{STATES.get(meeting.state, 'CONFIRMED')}",  # type: ignore[call-overload]  # keys are its texts
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def times(meeting: Meeting) -> list[str]:
    """From a moment to a moment, or whole days where no hour is known; the end of days is the day after."""
    last = meeting.ends_on or meeting.starts_on
    if meeting.begins_at is None:
        after = last + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{meeting.starts_on:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    begins = f"DTSTART:{in_utc(meeting.begins)}"
    if meeting.ends_at is None:
        return [begins]
    ends = datetime.combine(last, meeting.ends_at, ZoneInfo(meeting.zone))
    return [begins, f"DTEND:{in_utc(ends)}"]


def in_utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """RFC 5545, 3.3.11."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """Cut after 75 octets, never within a letter; what follows begins with a space."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > LONGEST_LINE:
            pieces.append(piece)
            piece = " "
        piece += letter
    return "\r\n".join([*pieces, piece])
