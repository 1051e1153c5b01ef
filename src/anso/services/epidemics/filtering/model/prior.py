"""What is believed of an epidemic before any count is seen."""

from dataclasses import dataclass

import numpy as np

from anso.services.epidemics.filtering.model.state import (
    DELAY_DAYS,
    DRIVE,
    EXPOSED,
    INFECTIOUS,
    INFECTIOUS_DAYS,
    LATENT_DAYS,
    PAST,
    REPORTED,
    RESTLESS,
    SCATTER,
    SHARE,
    SUSCEPTIBLE,
    WAITING,
    WEEKDAY,
    Numbers,
    logit,
)

__all__ = ["PRIOR", "Prior", "initial"]

LEAST_LEVEL = 0.5
"""Reports a day from which an epidemic starts where next to nothing is counted."""
LEVEL_SPREAD, STAGE_SPREAD = 0.5, 0.2
"""Of the logarithm of all people in the chain together, and of each stage's beside them."""


@dataclass(frozen=True)
class Prior:
    """Each a median and the standard deviation of its logarithm; durations in days."""

    latent_days: tuple[float, float] = (2.7, 0.2)
    infectious_days: tuple[float, float] = (3.2, 0.2)
    """With the latent days a generation time of 2.7 + 3/4 3.2 = 5.1 days: COVID-19 (Ganyani et al. 2020,
    Eurosurveillance 25: 2000257: 5.2; Knight & Mishra 2020, Infectious Disease Modelling 5: 889: 4.9 to 5.1)."""
    delay_days: tuple[float, float] = (6.0, 0.3)
    """From becoming infectious to being reported (Abbott et al. 2020, Wellcome Open Research 5: 112)."""
    share: tuple[float, float] = (0.25, 0.5)
    """Of infections that are reported. Counts alone say little of it; forecasts hang on it where many are
    infected."""
    restless: tuple[float, float] = (0.03, 0.4)
    """A day's change of log R: 8% a week."""
    reproduction: tuple[float, float] = (1.0, 0.3)
    scatter_day: tuple[float, float] = (0.03, 0.7)
    scatter_week: tuple[float, float] = (0.01, 0.7)
    weekday: float = 0.1
    """Standard deviation of each day's effect around what the first weeks show."""
    immune: tuple[float, float] = (0.1, 0.5)


PRIOR = Prior()


def initial(prior: Prior, level: Numbers, weekday: Numbers, people: Numbers, noise: Numbers) -> Numbers:
    """Members around a steady epidemic of `level` reports a day; `noise` is standard normal, as the result.

    `level` and `people` have one entry a place, `weekday` is places x 7.
    """
    first = np.zeros(noise.shape)
    for slot, (median, spread) in {
        LATENT_DAYS: prior.latent_days,
        INFECTIOUS_DAYS: prior.infectious_days,
        DELAY_DAYS: prior.delay_days,
        SHARE: prior.share,
        RESTLESS: prior.restless,
        SCATTER.start: prior.scatter_day,
        SCATTER.start + 1: prior.scatter_week,
        DRIVE: prior.reproduction,
    }.items():
        first[:, slot] = np.log(median) + spread * noise[:, slot]
    first[:, SHARE] = np.minimum(first[:, SHARE], 0.0)
    first[:, WEEKDAY] = weekday[..., None] + prior.weekday * noise[:, WEEKDAY]
    immune = logit(np.array(prior.immune[0])) + prior.immune[1] * noise[:, SUSCEPTIBLE]
    first[:, SUSCEPTIBLE] = -immune
    reports = np.log(np.maximum(level, LEAST_LEVEL))[:, None] + LEVEL_SPREAD * noise[:, PAST.start]
    infections = np.minimum(reports - first[:, SHARE], np.log(0.02 * people)[:, None])
    for stages, flow, days in (
        (EXPOSED, infections, LATENT_DAYS),
        (INFECTIOUS, infections, INFECTIOUS_DAYS),
        (WAITING, reports, DELAY_DAYS),
    ):
        each = flow + first[:, days] - np.log(stages.stop - stages.start)
        first[:, stages] = each[:, None] + STAGE_SPREAD * noise[:, stages]
    first[:, REPORTED] = reports[:, None]
    first[:, PAST] = first[:, DRIVE, None]
    return first
