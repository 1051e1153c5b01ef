"""How long patients stay in hospital and in intensive care, as shares still there after so many days.

In: medians and quartiles as reviews publish them. Out: survival functions by day. A patient admitted on a day is
counted in bed on that day's midnight, so the share still there after 0 days is 1.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["STAY", "LogNormal", "Stay"]

Numbers = NDArray[np.float64]

UPPER_QUARTILE = 0.6744897501960817
"""Of the standard normal distribution."""
NEGLIGIBLE = 1e-4
"""The share of patients still in bed at which the tail of the stay is cut off."""


@dataclass(frozen=True)
class LogNormal:
    """A log-normal duration with the given median and the given ratio of its quartiles."""

    median: float
    lower: float
    upper: float
    """The quartiles, of which the ratio alone is kept; all in days."""

    def __post_init__(self) -> None:
        if not 0 < self.lower < self.upper or not self.lower <= self.median <= self.upper:
            raise ValueError(f"no quartiles: {self.lower}, {self.median}, {self.upper}")

    @property
    def sigma(self) -> float:
        return float(np.log(self.upper / self.lower) / (2 * UPPER_QUARTILE))

    @cached_property
    def remaining(self) -> Numbers:
        """Share still there after 0, 1, 2 ... days, until next to none is."""
        from scipy.stats import lognorm

        law = lognorm(self.sigma, scale=self.median)
        return np.asarray(law.sf(np.arange(int(law.isf(NEGLIGIBLE)) + 2)))


@dataclass(frozen=True)
class Stay:
    """How long those who stay on the ward and those who need intensive care stay.

    Rees EM and others (2020), COVID-19 length of hospital stay: a systematic review and data synthesis, BMC
    Medicine 18:270: outside China a median of 5 days in hospital (quartiles 3 and 9), 7 in intensive care (4 and 11).
    """

    ward: LogNormal = field(default_factory=lambda: LogNormal(5, 3, 9))
    intensive: LogNormal = field(default_factory=lambda: LogNormal(7, 4, 11))
    days_to_intensive: int = 1
    """From admission; an assumption of ours."""
    days_to_admission: int = 0
    """From being reported as a case; an assumption of ours: both come about a week after falling ill."""

    def __post_init__(self) -> None:
        if self.days_to_intensive < 0 or self.days_to_admission < 0:
            raise ValueError("delays are whole days from 0 on")

    @cached_property
    def in_ward(self) -> Numbers:
        """Of those who never need intensive care: share in a bed after so many days."""
        return self.ward.remaining

    @cached_property
    def in_intensive(self) -> Numbers:
        """Of those who need intensive care: share in it after so many days from admission."""
        return np.concatenate([np.zeros(self.days_to_intensive), self.intensive.remaining])

    @cached_property
    def in_either(self) -> Numbers:
        """Of those who need intensive care: share in any bed. Recovery on the ward afterwards is not counted."""
        return np.concatenate([np.ones(self.days_to_intensive), self.intensive.remaining])


STAY = Stay()
