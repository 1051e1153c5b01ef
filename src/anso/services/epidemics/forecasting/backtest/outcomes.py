"""What was known on a day of what had been forecast on the days before it."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.backtest.plan import Plan
from anso.services.epidemics.forecasting.known import Almanac

__all__ = ["outcomes"]

Numbers = NDArray[np.float64]


def outcomes(almanac: Almanac, plan: Plan, days: Sequence[date]) -> Callable[[int], Numbers]:
    """A function of a day's number: earlier days x targets x places x horizons; corrections are NaN."""
    issued = np.array(days, dtype="datetime64[D]")
    ahead = (plan.offset + 7 * np.array(plan.horizons)).astype("timedelta64[D]")

    def known(number: int) -> Numbers:
        state = almanac.state(days[number]).known
        column = ((issued[:number, None] + ahead - state.weeks[0]).astype(np.int64)) // 7
        inside = (column >= 0) & (column < len(state.weeks))
        counts = state.raw[..., np.clip(column, 0, len(state.weeks) - 1)]
        counts = np.where(inside & (counts >= 0), counts, np.nan)
        return np.moveaxis(counts, 2, 0)

    return known
