"""Which models there are, by the name under which their forecasts are published."""

from collections.abc import Callable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known import Almanac
from anso.services.epidemics.forecasting.models.baseline import baseline
from anso.services.epidemics.forecasting.models.lagged import lagged
from anso.services.epidemics.forecasting.models.pooled.pooled import Kind, pooled
from anso.services.epidemics.forecasting.models.renewal.renewal import renewal
from anso.services.epidemics.forecasting.models.seir import seir
from anso.services.epidemics.forecasting.models.trend import trend

__all__ = ["AT_FIRST", "MEMBERS", "MODELS", "Model"]

Model = Callable[[Almanac, date, int, NDArray[np.float64]], NDArray[np.float64]]
"""What was known, the day of issue, the weeks ahead, the levels; quantiles of rows x steps x levels.

Rows are the targets x places of the almanac's state. Where a model has nothing to say, it gives NaN.
"""

MODELS: dict[str, Model] = {
    "anso-baseline": baseline,
    "anso-trend": trend,
    "anso-lagged": lagged,
    "anso-renewal": renewal,
    "anso-seir": seir,
    "anso-pooled-log": pooled(Kind("log", "hint")),
    "anso-pooled-root": pooled(Kind("root", "start")),
}

MEMBERS = ("anso-lagged", "anso-seir", "anso-pooled-log", "anso-pooled-root")
"""Those that the ensemble is made of; the others stand beside it to be compared with."""

AT_FIRST = ("anso-lagged", "anso-seir")
"""Members that count one week ahead alone, if others speak: further ahead the trees, which see the line of `lagged`,
are better without them, whatever their weight."""
