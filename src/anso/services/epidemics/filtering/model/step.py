"""A day of the epidemic, for all members of all places at once.

    new infections = R_t x infectious / infectious days + imported,   R_t = exp(drive) x susceptible share
    E1 -> E2 -> I1 -> I2 -> immune -> susceptible again,    share of (E2 -> I1) -> W1 -> W2 -> W3 -> reported
Waiting times are sums of geometric ones (the discrete form of Erlang stages: Lloyd 2001, Theoretical Population
Biology 60: 59). The drive is a random walk of the logarithm whose growth leans back to none (Dureau, Kalogeropoulos
& Baguelin 2013, Biostatistics 14: 541, with the leaning added); infections scatter more than Poisson does, with
a log-normal of the right mean and variance.
"""

import numpy as np

from anso.services.epidemics.filtering.model.state import (
    DELAY_DAYS,
    DRIVE,
    INFECTIOUS_DAYS,
    LATENT_DAYS,
    PAST,
    PAST_DAYS,
    PEOPLE,
    REPORTED,
    RESTLESS,
    SHARE,
    SUSCEPTIBLE,
    WEEKDAY,
    Numbers,
    logit,
    odds,
)

__all__ = ["NOISES", "growth_of", "reproduction_of", "step"]

NOISES = 3
"""Standard normal numbers that a member takes a day."""
LEANING = 0.01
"""Share of log R that a day takes back towards R = 1."""
OVERDISPERSION = 5.0
"""Variance of new infections relative to their mean (superspreading: Lloyd-Smith et al. 2005, Nature 438: 355)."""
IMPORTED = 0.02
"""Infections a day that come from elsewhere, for each report that would come of them."""
IMMUNE_DAYS = 365.0
WEEKDAY_WALK = 0.03
LARGEST_DRIVE = 2.5
FEWEST = np.log(1e-3)
"""Logarithm of the fewest people in a stage, so that an epidemic may begin again."""


def step(ensemble: Numbers, day: int, people: Numbers, noise: Numbers) -> None:
    """Moves the ensemble (places x slots x members) on to `day`; noise is places x NOISES x members."""
    drive, share = ensemble[:, DRIVE], ensemble[:, SHARE]
    susceptible = odds(ensemble[:, SUSCEPTIBLE])
    log_r = drive + np.log(susceptible)
    drive += np.exp(ensemble[:, RESTLESS]) * noise[:, 0] - LEANING * log_r
    np.clip(drive, -LARGEST_DRIVE, LARGEST_DRIVE, out=drive)
    np.minimum(share, 0.0, out=share)
    today = day % 7
    ensemble[:, WEEKDAY.start + today] += WEEKDAY_WALK * noise[:, 2]

    e1, e2, i1, i2, w1, w2, w3 = np.moveaxis(np.exp(ensemble[:, PEOPLE]), 1, 0)
    days = np.exp(ensemble[:, LATENT_DAYS : DELAY_DAYS + 1])
    from_e, from_i = np.minimum(2.0 / days[:, 0], 1.0), np.minimum(2.0 / days[:, 1], 1.0)
    from_w = np.minimum(3.0 / days[:, 2], 1.0)
    heads = people[:, None]
    can = np.clip(heads - e1 - e2 - i1 - i2, 1e-6 * heads, susceptible * heads)
    reported_share = np.exp(share)
    r = np.exp(drive) * susceptible
    mean = r * (i1 + i2) * from_i / 2.0 + IMPORTED / reported_share
    variance = np.log1p(OVERDISPERSION / mean)
    new = np.minimum(mean * np.exp(np.sqrt(variance) * noise[:, 1] - variance / 2), 0.5 * can)
    immune = np.maximum(heads - can - e1 - e2 - i1 - i2, 0.0)
    left = np.clip((can - new + immune / IMMUNE_DAYS) / heads, 1e-6, 1.0 - 1e-6)

    out_e1, out_e2, out_i1, out_i2 = e1 * from_e, e2 * from_e, i1 * from_i, i2 * from_i
    out_w1, out_w2, out_w3 = w1 * from_w, w2 * from_w, w3 * from_w
    flows = (new, out_e1, out_e2, out_i1, reported_share * out_e2, out_w1, out_w2)
    leaving = (out_e1, out_e2, out_i1, out_i2, out_w1, out_w2, out_w3)
    stages = (e1, e2, i1, i2, w1, w2, w3)
    for number, (stage, into, away) in enumerate(zip(stages, flows, leaving, strict=True)):
        ensemble[:, PEOPLE.start + number] = stage - away + into
    moved = ensemble[:, PEOPLE]
    np.log(np.maximum(moved, 1e-9), out=moved)
    np.maximum(moved, FEWEST, out=moved)
    ensemble[:, SUSCEPTIBLE] = logit(left)
    ensemble[:, REPORTED.start + today] = np.log(np.maximum(out_w3, 1e-6))
    ensemble[:, PAST.start + day % PAST_DAYS] = drive + np.log(left)


def reproduction_of(ensemble: Numbers, day: int) -> Numbers:
    """Logarithm of the reproduction number of a day that is not long past; places x members."""
    value: Numbers = ensemble[:, PAST.start + day % PAST_DAYS]
    return value


def growth_of(ensemble: Numbers, log_r: Numbers) -> Numbers:
    """Growth a day that the reproduction number leads to, with each member's own generation time.

    r = (R^k - 1) / (k G) for a gamma distribution of mean G and squared coefficient of variation k (Park,
    Champredon, Weitz & Dushoff 2019, Epidemics 27: 12), whose two moments are those of the stages.
    """
    latent, infectious = np.exp(ensemble[:, LATENT_DAYS]), np.exp(ensemble[:, INFECTIOUS_DAYS])
    mean = latent + 0.75 * infectious
    variance = 2 * waiting_variance(latent / 2) + 1.5 * waiting_variance(infectious / 2) + infectious**2 / 16
    k = variance / mean**2
    rate: Numbers = np.expm1(k * log_r) / (k * mean)
    return rate


def waiting_variance(days: Numbers) -> Numbers:
    """Of a geometric waiting time of that mean, which is no less than a day."""
    result: Numbers = np.maximum(days, 1.0) * (np.maximum(days, 1.0) - 1.0)
    return result
