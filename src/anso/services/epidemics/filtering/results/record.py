"""What is kept of each day: quantiles of the reproduction number and of growth, and the probability that R > 1."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.filtering.model.state import PAST_DAYS, Numbers
from anso.services.epidemics.filtering.model.step import growth_of, reproduction_of

__all__ = ["Record", "quantiles"]


@dataclass
class Record:
    """Rows x days x levels; NaN on days of which nothing is known yet."""

    rows: int
    days: int
    levels: Numbers
    reproduction: Numbers = field(init=False)
    """As it was seen on the day itself."""
    revised: Numbers = field(init=False)
    """As it was seen `PAST_DAYS` - 1 days later, or on the last day."""
    growth: Numbers = field(init=False)
    growing: Numbers = field(init=False)
    """Rows x days: P(R > 1) on the day itself."""

    def __post_init__(self) -> None:
        shape = (self.rows, self.days, len(self.levels))
        self.reproduction, self.revised, self.growth = (np.full(shape, np.nan) for _ in range(3))
        self.growing = np.full(shape[:2], np.nan)

    def keep(self, index: int, day: int, ensemble: Numbers, log_weight: Numbers | None) -> None:
        log_r = reproduction_of(ensemble, day)
        weight = None if log_weight is None else np.exp(log_weight)
        above = log_r > 0
        self.growing[:, index] = above.mean(-1) if weight is None else (above * weight).sum(-1)
        self.reproduction[:, index] = np.exp(quantiles(log_r, weight, self.levels))
        self.growth[:, index] = quantiles(growth_of(ensemble, log_r), weight, self.levels)
        if index >= PAST_DAYS - 1:
            self.revise(index - PAST_DAYS + 1, day - PAST_DAYS + 1, ensemble, weight)

    def revise(self, index: int, day: int, ensemble: Numbers, weight: Numbers | None) -> None:
        past = reproduction_of(ensemble, day)
        self.revised[:, index] = np.exp(quantiles(past, weight, self.levels))

    def close(self, day: int, ensemble: Numbers, log_weight: Numbers | None) -> None:
        """`day` is the last one: those days are revised that nothing later will revise."""
        weight = None if log_weight is None else np.exp(log_weight)
        for back in range(min(PAST_DAYS - 1, self.days)):
            self.revise(self.days - 1 - back, day - back, ensemble, weight)

    def forget(self, starts: NDArray[np.int64]) -> None:
        """Days of a row before its first count say nothing but what was believed beforehand."""
        unknown = np.arange(self.days) < starts[:, None]
        for values in (self.reproduction, self.revised, self.growth, self.growing):
            values[unknown] = np.nan


def quantiles(values: Numbers, weight: Numbers | None, levels: Numbers) -> Numbers:
    """Of rows x members; rows x levels."""
    if weight is None:
        ordered = np.sort(values, axis=-1)
        place = levels * (values.shape[-1] - 1)
        left = np.minimum(place.astype(np.int64), values.shape[-1] - 2)
        between: Numbers = ordered[:, left] + (ordered[:, left + 1] - ordered[:, left]) * (place - left)
        return between
    order = np.argsort(values, axis=-1)
    reached = np.cumsum(np.take_along_axis(weight, order, -1), axis=-1)
    found = np.stack([(reached < level).sum(-1) for level in levels], axis=-1)
    place = np.minimum(found, values.shape[-1] - 1)
    return np.take_along_axis(values, np.take_along_axis(order, place, -1), -1)
