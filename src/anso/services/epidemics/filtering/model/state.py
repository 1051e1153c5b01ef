"""What a member of the ensemble holds: an epidemic in one place, with the parameters that drive it.

Ensembles are arrays of places x slots x members, members running fastest. Every slot is kept on a scale on
which it may take any value (the logarithm of people, the logit of a share), so that an update of the ensemble
Kalman filter can neither make people negative nor a share larger than 1 (Gaussian anamorphosis: Bertino,
Evensen & Wackernagel 2003, International Statistical Review 71: 223).
"""

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "DELAY_DAYS",
    "DRIVE",
    "EXPOSED",
    "INFECTIOUS",
    "INFECTIOUS_DAYS",
    "LATENT_DAYS",
    "MOVING",
    "PARAMETERS",
    "PAST",
    "PAST_DAYS",
    "PEOPLE",
    "REPORTED",
    "RESTLESS",
    "SCATTER",
    "SHARE",
    "SLOTS",
    "SUSCEPTIBLE",
    "WAITING",
    "WEEKDAY",
    "Numbers",
    "logit",
    "odds",
]

Numbers = NDArray[np.float64]

PAST_DAYS = 21
"""Days for which the reproduction number is revised by what is observed later."""

SUSCEPTIBLE = 0
"""Logit of the share of people who can be infected."""
EXPOSED = slice(1, 3)
INFECTIOUS = slice(3, 5)
WAITING = slice(5, 8)
"""Cases that will be reported, in three stages of waiting."""
PEOPLE = slice(1, 8)
DRIVE = 8
"""Logarithm of the reproduction number that there would be if everybody could be infected."""
SHARE = 9
"""Logarithm of the share of infections that are ever reported."""
LATENT_DAYS, INFECTIOUS_DAYS, DELAY_DAYS = 10, 11, 12
"""Logarithms of mean durations."""
RESTLESS = 13
"""Logarithm of the standard deviation of a day's change of the drive."""
SCATTER = slice(14, 16)
"""Logarithms of the overdispersion of a day's and of a week's count: Var = mean + overdispersion mean^2."""
WEEKDAY = slice(16, 23)
"""Logarithms of how much is reported on each day of the week, up to a common factor."""
REPORTED = slice(23, 30)
"""Logarithms of the reports expected on the last seven days, each at the place of its day of the week."""
PAST = slice(30, 30 + PAST_DAYS)
"""Logarithms of the reproduction number of the last days, turning round."""
SLOTS = PAST.stop

MOVING = slice(1, 9)
PARAMETERS = slice(SHARE, WEEKDAY.stop)


def logit(share: Numbers) -> Numbers:
    result: Numbers = np.log(share / (1.0 - share))
    return result


def odds(value: Numbers) -> Numbers:
    """The inverse of `logit`."""
    result: Numbers = 1.0 / (1.0 + np.exp(-value))
    return result
