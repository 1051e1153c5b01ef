"""The numbers of the mending rules, and the judgements made with them, for all series at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.counting.mending.ledger import WEEK, Numbers
from anso.services.epidemics.thresholds import LATE_REPORTS

__all__ = ["RULES", "amid_many", "batches", "by_habit", "corrected", "proportions", "usual_of"]

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Rules:
    """The steps are ours; none of them was fitted to forecasts."""

    first_at_most: float = 10.0
    """A first cumulative count of so many may be that day's."""
    many: float = 10.0
    """Counts a day, in the mean of a week, amid which a day of nothing is not believed (by Poisson: e to the -10)."""
    held_back: float = 1.5
    """A report that holds a missing day's counts as well is so many times the usual."""
    longest_silence: int = 14
    """Days of nothing after which nothing is believed; the weekly rule of the models is two weeks as well."""
    between_neighbours: int = 6
    """Missing days, at most, that are put between their neighbours."""
    most_of_a_week: float = 0.5
    """A correction beyond this share of the week before corrects more than that week."""
    weeks_of_habit: int = 3
    quiet_weekdays: int = 3
    """Of a week, at most, that are quiet by habit; with more of them it is a weekly report."""
    usual_days: int = 21
    """Before a day that may be a batch."""


RULES = Rules()


def usual_of(recent: Numbers) -> Numbers:
    """The mean of the days known; 0 where none is."""
    known = ~np.isnan(recent)
    mean: Numbers = np.nansum(recent, axis=1) / np.maximum(known.sum(axis=1), 1)
    return mean


def amid_many(usual: Numbers, nothing: Flags, day: int) -> Flags:
    """Whether a day of nothing would stand among many, and its weekday is not one of those that always are so."""
    return (usual >= RULES.many) & ~by_habit(nothing, day)


def by_habit(nothing: Flags, day: int) -> Flags:
    """Whether nothing came on most of the same weekdays before, and on few weekdays in all."""
    span = RULES.weeks_of_habit * WEEK
    if day < span:
        return np.zeros(len(nothing), dtype=bool)
    before = nothing[:, day - span : day]
    same = before[:, ::WEEK].sum(axis=1)
    habit: Flags = (same > RULES.weeks_of_habit / 2) & (
        before.sum(axis=1) <= RULES.quiet_weekdays * RULES.weeks_of_habit
    )
    return habit


def proportions(days: Numbers) -> Numbers:
    """Each day's share of what the days of a series hold; 0 where they hold nothing."""
    held = np.maximum(np.nan_to_num(days), 0.0)
    total = held.sum(axis=1, keepdims=True)
    shares: Numbers = np.divide(held, total, out=np.zeros_like(held), where=total > 0)
    return shares


def corrected(before: Numbers, owed: Numbers) -> tuple[Numbers, Flags]:
    """The days before negative counts once what these owe is taken off, and which corrected their week alone."""
    recent = before.copy()
    recent[:, : max(0, before.shape[1] - WEEK)] = np.nan
    near: Flags = owed <= np.nansum(recent, axis=1) * RULES.most_of_a_week
    share = np.where(near[:, None], proportions(recent), proportions(before))
    owed = np.minimum(owed, np.nansum(before, axis=1))
    return np.maximum(before - share * owed[:, None], 0.0), near


def batches(value: Numbers, day: int) -> Flags:
    """Which series' day towers over its neighbours, with counts on both of them, and over the usual."""
    if day < 1 or day + 1 >= value.shape[1]:
        return np.zeros(len(value), dtype=bool)
    rule = LATE_REPORTS
    before, middle, after = value[:, day - 1], value[:, day], value[:, day + 1]
    with np.errstate(invalid="ignore"):  # comparisons with unknown days are false
        late: Flags = (
            (middle >= rule.least)
            & (middle > rule.times_neighbours * np.maximum(before, after))
            & (np.minimum(before, after) > 0)
        )
    rows = np.flatnonzero(late)
    usual = np.nanmedian(value[rows, max(0, day - RULES.usual_days + 1) : day + 1], axis=1)
    late[rows] = (usual > 0) & (middle[rows] > rule.times_median * usual)
    return late
