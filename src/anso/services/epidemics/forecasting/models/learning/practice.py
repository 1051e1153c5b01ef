"""Times of practice, in which models are fitted now and then, and the blocks of days that share a fit."""

from datetime import date, timedelta

__all__ = ["block_of", "newest_fit"]

WEEKS = 8
FIRST_MONDAY = date(1970, 1, 5)
"""From which blocks are counted, so that they are the same whichever days are asked."""


def block_of(day: date) -> int:
    """The number of the block of weeks that a day lies in."""
    return (day - FIRST_MONDAY).days // 7 // WEEKS


def newest_fit(day: date) -> date:
    """The first day of the block, on the same day of the week."""
    return day - timedelta(weeks=(day - FIRST_MONDAY).days // 7 % WEEKS)
