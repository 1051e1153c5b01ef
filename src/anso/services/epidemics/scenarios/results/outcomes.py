"""From the course of infections to what is counted: cases, admissions, deaths, a day, in people.

Reports come from the model. Deaths follow the infections of the weeks before, in the place's own ratio; admissions
follow reports in the shares that hospital load is stated with. Both change as far as the infected are of other ages
or better protected than at the start; so do reports where what is reported is severe disease itself.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.hospital.following import followed
from anso.services.epidemics.hospital.ratios import REPORT_DAYS, death_delays, past_days
from anso.services.epidemics.scenarios.model.simulate import Course, Start

__all__ = ["ADMISSION", "FATALITY", "Followed", "outcomes"]

Numbers = NDArray[np.float64]
ADMISSION, FATALITY = 0, 1
"""The weightings of severity."""
PAST = 63
"""Days before the start whose infections are followed to deaths."""


@dataclass(frozen=True)
class Followed:
    """What follows from reports in some places."""

    deaths: Numbers | None
    """For each report, places x members; None where none were counted."""
    admissions: Numbers | None
    """For each report, places x members or places x 1."""
    death_days: float


def outcomes(
    course: Course, start: Start, weeks: Numbers, driver: str, shares: Followed
) -> dict[str, Numbers]:
    """By kind, places x scenarios x members x days."""
    heads = start.people[:, None, None, None]
    infections = course.infections * heads
    relative = course.severity / np.maximum(course.infections, 1e-300)
    relative /= relative[..., :1]
    later = np.concatenate([np.ones_like(relative[..., :REPORT_DAYS]), relative[..., :-REPORT_DAYS]], axis=-1)
    reports = course.reports * heads
    if driver == "admissions":
        reports = reports * later[ADMISSION]
    elif driver == "deaths":
        reports = reports * later[FATALITY]
    found = {"infections": infections, driver: reports}
    if shares.admissions is not None and driver != "admissions":
        found["admissions"] = reports * later[ADMISSION] * shares.admissions[:, None, :, None]
    if shares.deaths is not None and driver != "deaths":
        due = infections * start.share[..., None] * relative[FATALITY]
        before = past_days(weeks, PAST, REPORT_DAYS)[:, None, None]
        before = np.broadcast_to(before, (*due.shape[:-1], PAST)).copy()
        bridge(before, due)
        events = followed(np.concatenate([before, due], axis=-1), death_delays(shares.death_days))
        found["deaths"] = events[..., PAST:] * shares.deaths[:, None, :, None]
    return found


def bridge(before: Numbers, after: Numbers) -> None:
    """Fills the last `REPORT_DAYS` days of `before`, of which nothing was reported yet, evenly on the logarithm."""
    step = np.arange(1, REPORT_DAYS + 1) / (REPORT_DAYS + 1)
    low = np.log(np.maximum(before[..., -REPORT_DAYS - 1], 1e-6))[..., None]
    high = np.log(np.maximum(after[..., 0], 1e-6))[..., None]
    before[..., -REPORT_DAYS:] = np.exp(low + step * (high - low))
