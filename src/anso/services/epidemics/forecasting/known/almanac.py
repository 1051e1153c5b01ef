"""What models are given: the state of knowledge on any day up to the day of issue, laid out as they need it.

Only the newest states are kept, since a thousand places over three years would fill the memory; what models draw
from each past day is small, and they keep it in `kept`. A day before the first kept version is told by that
version, so an issue day must not lie before it. An almanac that is sent to another process takes along nothing that
can be worked out again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known.archive import Archive
from anso.services.epidemics.forecasting.known.known import Known, known_on
from anso.services.epidemics.forecasting.known.scale import per_unit
from anso.services.epidemics.forecasting.known.series import Series, series_of

__all__ = ["Almanac", "State"]

STATES = 4

Numbers = NDArray[np.float64]
Made = TypeVar("Made")


@dataclass(frozen=True)
class State:
    """Rows are targets x places, places running fastest."""

    known: Known
    series: Series
    group: NDArray[np.int64]
    """The number of each row's target."""
    unit: Numbers
    """The count that is a rate of 1 in each row."""


@dataclass(frozen=True)
class Almanac:
    archive: Archive
    ahead: int
    """Weeks ahead that are asked of a place whose newest week is known."""
    asked_from: date
    """The first day of issue that is asked; days before it are practice."""
    kept: dict[Any, Any] = field(default_factory=dict, repr=False)
    """What models have worked out and need again, by what it is and of when."""
    _newest: dict[Any, tuple[Any, Any]] = field(default_factory=dict, repr=False)
    _states: dict[date, State] = field(default_factory=dict, repr=False)

    def state(self, day: date) -> State:
        if day not in self._states:
            while len(self._states) >= STATES:
                del self._states[next(iter(self._states))]
            known = known_on(self.archive, day, told_by=max(day, self.archive.first))
            series = series_of(known)
            self._states[day] = State(
                known,
                series,
                np.repeat(np.arange(len(known.targets)), len(known.places)),
                per_unit(series.clean, known.population),
            )
        return self._states[day]

    def __reduce__(self) -> tuple[type["Almanac"], tuple[Archive, int, date]]:
        return Almanac, (self.archive, self.ahead, self.asked_from)

    def newest(self, what: Any, when: Any, make: Callable[[], Made]) -> Made:
        """What was made for that moment; what was made for another one before it is let go."""
        held = self._newest.get(what)
        if held is None or held[0] != when:
            held = self._newest[what] = (when, make())
        made: Made = held[1]
        return made
