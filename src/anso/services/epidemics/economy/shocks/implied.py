"""What a scenario implies for industries: its infections keep workers at home, its measures close workplaces.

In: a scenario's assumptions and the share of people newly infected, weeks x places. Out: a course. Only what the
scenario adds to today is counted: "as today" closes nothing more.
"""

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.economy.shocks.course import (
    DAYS,
    Course,
    absence,
    avoided,
    closed,
    laid_out,
    weeks_off,
)
from anso.services.epidemics.economy.shocks.ends import End
from anso.services.epidemics.economy.shocks.named import shocks
from anso.services.epidemics.scenarios.assumed import Scenario

__all__ = ["CARING", "DAYS_OFF", "FALLING_ILL", "FULL_REDUCTION", "closing", "implied"]

Numbers = NDArray[np.float64]

FALLING_ILL = 0.65
"""Of the infected; 35.1% never have symptoms: Sah and others 2021, PNAS 118(34): e2109229118."""
DAYS_OFF = 10
"""Of work for everybody who falls ill: an assumption of ours."""
CARING = 0.25
"""Workers who stay with somebody ill, as long, for everybody who falls ill: an assumption of ours."""
FULL_REDUCTION = 0.77
"""Fall of transmission with all measures of spring 2020 together (67 to 85%): Brauner and others 2021, Science 371:
eabd9338. That they close workplaces as the shock `lockdown` does, and weaker ones a part, is an assumption of ours."""


def implied(scenario: Scenario, infections: Numbers, end: End, severity: float = 1.0) -> Course:
    """`severity`: so many times as much work lost as is assumed."""
    strength = severity * end.strength
    later = weeks_off(DAYS_OFF)
    ill = FALLING_ILL * (1 + CARING) * np.pad(infections, ((0, later), (0, 0)))
    share = closing(_reduction(scenario, end)) * np.pad(_in_force(scenario, len(infections)), (0, later))
    return laid_out(
        absence(ill, DAYS_OFF) * strength,
        closed(share * strength),
        avoided(shocks()["lockdown"].avoided * share * strength),
    )


def closing(reduction: float) -> float:
    """How far workplaces are closed where measures lower transmission so: 1 as in the shock `lockdown`.

    Effects of measures multiply (Brauner and others 2021), so their logarithms add up.
    """
    return float(min(np.log1p(-reduction) / np.log1p(-FULL_REDUCTION), 1.0))


def _reduction(scenario: Scenario, end: End) -> float:
    stated = scenario.assumed["measures.reduction"]
    low, high = stated.range or (stated.value[0], stated.value[0])
    return (low, stated.value[0], high)[end.number]


def _in_force(scenario: Scenario, weeks: int) -> Numbers:
    """Of each week's days, those on which measures are in force."""
    begins, lasting = (scenario.assumed[f"measures.{part}"].value[0] for part in ("from", "length"))
    day = np.arange(weeks * DAYS)
    on = (day >= begins) & (day < begins + lasting)
    return np.asarray(on.reshape(weeks, DAYS).mean(axis=1))
