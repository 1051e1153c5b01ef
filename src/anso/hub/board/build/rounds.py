"""Reference dates that mean one round, taken together under the newest of them.

Where some teams date a round by its Sunday and others by its Monday and forecast the same days, two rounds
would stand side by side, each with half of the models, and nobody would have forecast even half of the tasks.
In comes a draft of a cube; out goes one in which such dates are one round. Dates stay apart where any model
forecast on both, or where they lie a week or more from each other.
"""

from datetime import date, timedelta

import numpy as np

from anso.hub.board.cube import ABSENT, Draft
from anso.hub.board.cube.arrays import NO_DAY

__all__ = ["Aliases", "round_of", "with_one_date"]

Aliases = dict[str, str]
"""A reference date, and the date of the round that it belongs to."""
NEAR = timedelta(days=7)


def round_of(round_id: str, aliases: Aliases) -> str:
    """The date under which a round's id is kept."""
    return aliases.get(round_id, round_id)


def with_one_date(draft: Draft, aliases: Aliases) -> tuple[Draft, Aliases]:
    """The draft with each round once, and which dates went into which."""
    days = draft.axes.rounds
    gone: dict[int, date] = {}
    for older, day in enumerate(days[:-1]):
        newer = older + 1
        if days[newer] - day < NEAR and _same_days(draft, older, newer) and not _both(draft, older, newer):
            for array in draft.arrays.values():
                array[:, newer] += array[:, older]  # one of the two is nothing
            draft.ends[newer] = np.maximum(draft.ends[newer], draft.ends[older])
            gone[older] = days[newer]
    if not gone:
        return draft, aliases
    moved = {days[place].isoformat(): day.isoformat() for place, day in gone.items()}
    return draft.without_rounds(list(gone)), _followed(aliases | moved)


def _same_days(draft: Draft, older: int, newer: int) -> bool:
    """Whether both forecast the same days at the same horizons, as far as both forecast anything."""
    one, other = draft.ends[older], draft.ends[newer]
    both = (one != NO_DAY) & (other != NO_DAY)
    return bool(both.any() and (one[both] == other[both]).all())


def _both(draft: Draft, older: int, newer: int) -> bool:
    """Whether any model forecast on both dates."""
    there = (draft.arrays["status"][:, [older, newer]] != ABSENT).any(axis=(2, 3, 4))
    return bool(there.all(axis=1).any())


def _followed(aliases: Aliases) -> Aliases:
    """Each date with the last that its own leads to."""
    found = {}
    for first in aliases:
        last = first
        while last in aliases:
            last = aliases[last]
        found[first] = last
    return found
