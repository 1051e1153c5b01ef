"""Reference dates that mean one round, taken together under the newest of them.

Where some teams date a round by its Sunday and others by its Monday and forecast the same days, two rounds
would stand side by side, each with half of the models, and nobody would have forecast even half of the tasks.
In comes a draft of a cube; out goes one in which dates that `anso.hub.rounds` finds to be one round, whatever
was asked on them, are one. Dates stay apart where any model forecast on both.
"""

from datetime import date

import numpy as np
import polars as pl

from anso.hub.board.cube import ABSENT, Draft
from anso.hub.board.cube.arrays import NO_DAY
from anso.hub.rounds import REFERENCE_DATE, ROUND, TARGET, TARGET_END_DATE, with_rounds
from anso.release.forecast import HORIZON, MODEL

__all__ = ["Aliases", "round_of", "with_one_date"]

Aliases = dict[str, str]
"""A reference date, and the date of the round that it belongs to."""


def round_of(round_id: str, aliases: Aliases) -> str:
    """The date under which a round's id is kept."""
    return aliases.get(round_id, round_id)


def with_one_date(draft: Draft, aliases: Aliases) -> tuple[Draft, Aliases]:
    """The draft with each round once, and which dates went into which."""
    days = draft.axes.rounds
    gone: dict[int, date] = {}
    for day, newest in _moved(draft):
        older, newer = days.index(day), days.index(newest)
        if not _both(draft, older, newer):
            for array in draft.arrays.values():
                array[:, newer] += array[:, older]  # one of the two is nothing
            draft.ends[newer] = np.maximum(draft.ends[newer], draft.ends[older])
            gone[older] = newest
    if not gone:
        return draft, aliases
    moved = {days[place].isoformat(): day.isoformat() for place, day in gone.items()}
    return draft.without_rounds(list(gone)), _followed(aliases | moved)


def _moved(draft: Draft) -> list[tuple[date, date]]:
    """The dates, all of whose forecasts are of the round of one later date, with that date."""
    answers = _answers(draft)
    if answers.is_empty():
        return []
    rounds = pl.concat([with_rounds(part) for part in answers.partition_by(TARGET)])
    of_a_date = rounds.group_by(REFERENCE_DATE).agg(pl.col(ROUND).unique()).sort(REFERENCE_DATE)
    return [(day, found[0]) for day, found in of_a_date.iter_rows() if len(found) == 1 and found[0] != day]


def _answers(draft: Draft) -> pl.DataFrame:
    """Which model forecast which target at which horizon on which date, and the day that this means."""
    there = (draft.arrays["status"] != ABSENT).any(axis=4) & (draft.ends != NO_DAY)
    model, round_, target, ahead = np.nonzero(there)
    return pl.DataFrame(
        {
            MODEL: model,
            REFERENCE_DATE: pl.Series(draft.axes.rounds, dtype=pl.Date)[round_],
            TARGET: target,
            HORIZON: np.array(draft.axes.horizons, np.int64)[ahead],
            TARGET_END_DATE: pl.Series(draft.ends[round_, target, ahead]).cast(pl.Date),
        }
    )


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
