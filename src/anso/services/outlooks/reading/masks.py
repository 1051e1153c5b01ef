"""Points that are left out on purpose: where the season is dry, terciles of rain mean little."""

import numpy as np

from anso.services.outlooks.known.numbers import Numbers, Truths
from anso.services.outlooks.reading.opened import refused
from anso.services.outlooks.reading.units import monthly_millimetres

__all__ = ["DRY_MILLIMETRES", "dry"]

DRY_MILLIMETRES = 10.0
"""A month on average, 30 in a season of three: with less, a few showers decide the tercile."""


def dry(observed: Numbers, units: str, where: str) -> Truths:
    """Latitudes x longitudes; the mean is taken over the years that are observed."""
    factor = monthly_millimetres(units)
    if factor is None:
        raise refused(
            where,
            f"--mask dry needs observations of rain, and their units are {units or 'not given'!r}: "
            "give units such as mm/day, mm/month or mm/season, or leave the mask out",
        )
    known = np.isfinite(observed)
    mean = np.where(known, observed, 0).sum(0) / np.maximum(known.sum(0), 1)
    answer: Truths = known.any(0) & (mean * factor < DRY_MILLIMETRES)
    return answer
