"""When the rounds of a hub take submissions.

In comes a hub's definition; out come its rounds with the two moments between which each is open. Whoever says
that a round is open or over, to a team or to the public, asks here.
"""

from dataclasses import dataclass
from datetime import datetime

from anso.errors import NotFoundError
from anso.hub.definition import Definition

__all__ = ["RoundWindow", "window_of", "windows_of"]


@dataclass(frozen=True)
class RoundWindow:
    """A round and the two moments between which it takes submissions."""

    round_id: str
    opens: datetime
    closes: datetime

    def is_open(self, now: datetime) -> bool:
        return self.opens <= now and not self.is_over(now)

    def is_over(self, now: datetime) -> bool:
        """Past the deadline: its last second counts whole."""
        return now.replace(microsecond=0) > self.closes


def window_of(definition: Definition, round_id: str) -> RoundWindow | None:
    """When a round takes submissions; None for a round the hub does not have, or cannot tell of."""
    try:
        opens, closes = definition.round(round_id).submission_window(round_id)
    except (NotFoundError, ValueError):  # no round of it, or relative to a date its id does not hold
        return None
    return RoundWindow(round_id, opens, closes)


def windows_of(definition: Definition) -> list[RoundWindow]:
    """Every round's window, the one that closes first before the others."""
    found = (window_of(definition, round_id) for round_id in definition.round_ids())
    return sorted(
        (window for window in found if window is not None),
        key=lambda window: (window.closes, window.round_id),
    )
