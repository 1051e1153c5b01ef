"""Who is there, and whether that is enough: the quorum of a meeting at any moment, by its body's rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from anso.alliance.governance.counting import Share
from anso.alliance.governance.models import Attendance, Body, Meeting
from anso.alliance.network.queries import members_with_a_voice

__all__ = ["Presence", "presence", "seats_there", "whole_of"]


@dataclass(frozen=True)
class Presence:
    """Seats that are taken at a moment, of how many, and what the rule asks for."""

    there: int
    whole: int
    rule: Share | None

    @property
    def needed(self) -> int:
        return self.rule.least(self.whole) if self.rule else 0

    @property
    def is_quorate(self) -> bool:
        return self.rule is None or self.rule.reached(self.there, self.whole)


def presence(meeting: Meeting, at: datetime | None = None) -> Presence:
    """The quorum now, or at a moment of the meeting."""
    attendances = meeting.attendances.select_related("term")
    return Presence(
        seats_there(attendances, at or timezone.now()), whole_of(meeting), meeting.body.quorum_rule
    )


def seats_there(attendances: Iterable[Attendance], at: datetime) -> int:
    """How many seats somebody sits on: each counts once, whoever else came with them."""
    return len(
        {
            came.seat
            for came in attendances
            if came.seat and came.joined_at <= at and (came.left_at is None or at < came.left_at)
        }
    )


def whole_of(meeting: Meeting) -> int:
    """How many seats the quorum is of: the body's number, else those held on the day."""
    body: Body = meeting.body
    if body.of_all_members:
        return len({held.institution_id for held in members_with_a_voice(meeting.starts_on)})
    if body.seats is not None:
        return body.seats
    return sum(1 for term in body.terms.holding(meeting.starts_on) if term.votes)
