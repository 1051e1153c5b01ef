"""Courses laid on a table: what each sector of each struck region cannot make, and what is not ordered anywhere.

In: a table, its sectors' groups, and for each shock its course and the regions it strikes. Out: weeks x sectors x shocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.economy.shocks.course import Course
from anso.services.epidemics.economy.tables.table import Table

__all__ = ["Hit", "Struck", "strike"]

Numbers = NDArray[np.float64]
Hit = tuple[Course, NDArray[np.int64]]
"""A course, and the numbers of the regions that it strikes, in the order of the course's places."""


@dataclass(frozen=True)
class Struck:
    """Weeks x sectors x shocks; shares of the sectors' output."""

    cannot_make: Numbers
    not_ordered: Numbers
    absent: Numbers
    """The part of what cannot be made that is lost to illness alone."""

    @property
    def direct(self) -> Numbers:
        """What is lost before any ripple."""
        return np.maximum(self.cannot_make, self.not_ordered)


def strike(table: Table, group_of: NDArray[np.int64], hits: Sequence[Hit]) -> Struck:
    """Final demand below 0 (stocks run down) is left."""
    group = group_of[table.sector_of]
    each = (_struck(table, group, course, regions) for course, regions in hits)
    return Struck(*(np.stack(parts, axis=-1) for parts in zip(*each, strict=True)))


def _struck(
    table: Table, group: NDArray[np.int64], course: Course, regions: NDArray[np.int64]
) -> tuple[Numbers, Numbers, Numbers]:
    place_of = np.full(len(table.regions), -1)
    place_of[regions] = np.arange(len(regions)) if course.absent.shape[1] > 1 else 0
    place = place_of[table.region_of]
    hit = (place >= 0) & (table.output > 0)
    cannot = np.where(hit, course.cannot_make[:, group, place], 0.0)
    absent = np.where(hit, course.absent[:, place], 0.0)
    # Households of the struck regions buy less, at home and abroad.
    bought = np.maximum(table.final[:, regions], 0.0).sum(axis=1) * table.per_output
    return cannot, np.minimum(course.not_bought[:, group] * bought, 1.0), absent
