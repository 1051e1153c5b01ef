"""The reporting triangle: what was known of each period at each look, by its age, beside what it became.

In come all versions of all counts and the day of issue; out comes a `Triangle`. A look is a day on which something
was told. The age of a period is how many periods had ended after it, when it was looked at.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known.archive import Versions, as_day

__all__ = ["Triangle", "triangle"]

Numbers = NDArray[np.float64]

AGES = {1: 35, 7: 5}
"""Newest periods (days, weeks) that may still be incomplete."""
MATURE = {1: 42, 7: 6}
"""Age from which a count is taken for what it became. Of cases by day of onset next to all are known after six
weeks (Höhle & an der Heiden 2014, Biometrics 70: 993, figure 2, take three)."""
LOOKED_BACK_DAYS = 365


@dataclass(frozen=True)
class Triangle:
    """Rows are targets x places, places running fastest."""

    days: int
    """Of a period: 1 or 7."""
    last: np.datetime64
    """The newest look."""
    newest: np.datetime64
    """End of the newest period before it, of age 0."""
    seen_to: NDArray[np.int64]
    """Of each look, the number of the newest period before it."""
    known: Numbers
    """Rows x looks x ages, NaN where nothing was told."""
    became: Numbers
    """The same periods as known when they came of age: what is rewritten later, years at once perhaps, is no delay.
    NaN where they have not yet."""


def triangle(versions: Versions, rows: int, issued: date, days: int) -> Triangle | None:
    """None where nothing was told by the day of issue."""
    told = versions.told
    by_issue = told <= as_day(issued)
    if not by_issue.any():
        return None
    looks = np.unique(told[by_issue])
    last = looks[-1]
    looks = looks[looks > last - np.timedelta64(LOOKED_BACK_DAYS, "D")]
    until = np.searchsorted(told, looks, side="right")
    # Periods end before the look: a day is told on the next one at the earliest.
    newest = (looks - versions.dates[0]).astype(np.int64) - 1
    newest = np.minimum(newest // days, len(versions.dates) - 1)
    columns = newest[:, None] - np.arange(AGES[days])
    safe = np.maximum(columns, 0)
    cells = np.full((rows, len(versions.dates)), np.nan)
    settled = np.full(cells.shape, np.nan)
    flat = cells.reshape(-1)
    known = np.full((rows, len(looks), AGES[days]), np.nan)
    written = grown_up = 0
    for number, count in enumerate(until):
        flat[versions.cell[written:count]] = versions.value[written:count]
        written = int(count)
        known[:, number] = np.where(columns[number] >= 0, cells[:, safe[number]], np.nan)
        old = max(int(newest[number]) - MATURE[days] + 1, grown_up)
        settled[:, grown_up:old] = cells[:, grown_up:old]
        grown_up = old
    became = np.where(columns >= 0, settled[:, safe], np.nan)
    return Triangle(days, last, versions.dates[max(newest[-1], 0)], newest, known, became)
