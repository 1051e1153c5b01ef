"""The state from which the model goes on, from what the filter believes and what was counted before.

R, the people on their way through the disease and reports under way are the filter's members. What share of
infections is reported counts hardly tell: it is drawn evenly on the logarithm within its stated range, and people
scaled to it, so that reports stay as they are. Who was infected before follows from past reports over that share, as
infections that fall by chance on people; when the last one was tells how far immunity has waned since.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.filtering.model.state import (
    DELAY_DAYS,
    EXPOSED,
    INFECTIOUS,
    INFECTIOUS_DAYS,
    LATENT_DAYS,
    RESTLESS,
    SHARE,
    WAITING,
)
from anso.services.epidemics.filtering.model.step import reproduction_of
from anso.services.epidemics.filtering.model.streams import Streams
from anso.services.epidemics.scenarios.assumed import Drawn
from anso.services.epidemics.scenarios.model.immunity import LADDERS, NAIVE, STAGES, protections
from anso.services.epidemics.scenarios.model.mixing import dominant, relative_contacts
from anso.services.epidemics.scenarios.model.simulate import Start

__all__ = ["Known", "begin"]

Numbers = NDArray[np.float64]
WEEK = 7
REMEMBERED = 156
"""Weeks of past counts that immunity is made from."""
MOST_SICK = 0.5
"""Of the never immune, the part that may be infected just now."""
OLD_CLASSES = 7
FATALITY_ALLOWED = 1.5
"""Times the published fatality that infections of a place may be as deadly: an assumption of ours."""
NARROWEST = 2.0
"""The least ratio of the ends between which a bounded share is drawn."""


@dataclass(frozen=True)
class Known:
    """Some places of the basis."""

    names: tuple[str, ...]
    people: Numbers
    ages: Numbers
    """Shares of people by age group, places x ages."""
    latitude: Numbers
    weeks: Numbers
    """Counts of the driver, places x weeks."""
    dying: Numbers
    """Deaths for each report of late, NaN where nobody counts them; places."""
    ensemble: Numbers
    last: int


def begin(known: Known, drawn: Drawn, driver: str, seed: int) -> Start:
    filtered = known.ensemble
    members = filtered.shape[-1]
    heads = known.people[:, None, None]
    ages = known.ages[:, :, None, None]
    contacts = relative_contacts(drawn["people.contacts"], ages)
    taking = contacts * drawn["people.susceptibility"]
    most = most_reported(known.dying, taking * ages, drawn["disease.fatality"]) if driver == "cases" else None
    share = drawn_shares(known.names, drawn[f"counts.share_of_{driver}"], members, seed, most)
    rescaled = np.exp(filtered[:, SHARE])[:, None] / share
    exposed, infectious = (
        np.moveaxis(np.exp(filtered[:, stages]), 1, 0)[:, :, None] * rescaled / heads
        for stages in (EXPOSED, INFECTIOUS)
    )
    waiting = np.moveaxis(np.exp(filtered[:, WAITING]), 1, 0)[:, :, None] / heads
    immune = immunity(known, drawn, ages, taking, share)
    groups = protections(drawn, 1)
    open_to = sum(immune[one.first : one.last + 1].sum(0) * (1.0 - one.infection[0]) for one in groups)
    radius, by_age = dominant(contacts, taking * open_to, ages, drawn["people.assortative"])
    sick = (exposed.sum(0) + infectious.sum(0))[:, None] * by_age
    fits = np.minimum(MOST_SICK * immune[NAIVE] / np.maximum(sick, 1e-300), 1.0)
    immune[NAIVE] -= sick * fits
    days = np.exp(filtered[:, [LATENT_DAYS, INFECTIOUS_DAYS, DELAY_DAYS]])
    leaving = np.minimum(np.array([2.0, 2.0, 3.0])[:, None] / days, 1.0)
    reproduction = np.exp(reproduction_of(filtered, known.last))[:, None]
    lasting = 2.0 / leaving[:, 1][:, None]
    return Start(
        people=known.people,
        ages=ages,
        latitude=known.latitude,
        contacts=contacts,
        immune=immune,
        exposed=exposed[:, :, None] * (by_age * fits),
        infectious=infectious[:, :, None] * (by_age * fits),
        waiting=np.broadcast_to(waiting, (3, *share.shape)).copy(),
        share=share,
        leaving=np.moveaxis(leaving, 1, 0)[:, :, None],
        transmission=reproduction / (lasting * radius),
        restless=np.exp(filtered[:, RESTLESS])[:, None],
    )


def most_reported(dying: Numbers, infected: Numbers, fatality: Numbers) -> Numbers:
    """The largest share of infections that may be reported, places x scenarios; `infected` are as places x ages."""
    deadly = (infected * fatality).sum(1)[..., 0] / infected.sum(1)[..., 0]
    most: Numbers = FATALITY_ALLOWED * deadly / np.where(np.isnan(dying), 1e-300, dying)[:, None]
    return most


def drawn_shares(
    names: tuple[str, ...], ranges: Numbers, members: int, seed: int, most: Numbers | None
) -> Numbers:
    """Places x scenarios x members. `ranges` holds each scenario's ends, between which a place's members lie; what a
    scenario states as one number stays."""
    low, high = (ends[None] for ends in (ranges.min(-1), ranges.max(-1)))
    if most is not None:
        bounded = np.where(high > low, np.minimum(high, most), high)
        low, high = np.where(bounded < high, np.minimum(low, bounded / NARROWEST), low), bounded
    order = Streams([f"share {name}" for name in names], seed).orders(members, np.arange(len(names)))
    rank = (order + 0.5) / members
    share: Numbers = low[..., None] * (high / low)[..., None] ** rank[:, None]
    return share


def immunity(known: Known, drawn: Drawn, ages: Numbers, taking: Numbers, share: Numbers) -> Numbers:
    """People by class; classes x places x ages x scenarios x members."""
    weeks = np.nan_to_num(known.weeks[:, -REMEMBERED:]) / known.people[:, None]
    risk = taking / (taking * ages).sum(1, keepdims=True)
    count = weeks.shape[1]
    since = (np.arange(count, 0, -1) - 0.5) * WEEK
    result = np.zeros((OLD_CLASSES, *np.broadcast_shapes(risk.shape, share[:, None].shape)))
    ahead = np.zeros(result.shape[1:])
    rate = 2.0 / drawn["past.days"]
    first = LADDERS["infection"]
    for week in range(count - 1, -1, -1):
        hazard = weeks[:, week, None, None, None] / share[:, None] * risk
        last_here = np.exp(-ahead) * (1.0 - np.exp(-hazard))
        passed = rate * since[week]
        fresh, older = np.exp(-passed), passed * np.exp(-passed)
        for stage, part in enumerate((fresh, older, 1.0 - fresh - older)):
            result[first + stage] += last_here * part
        ahead += hazard
    never = np.exp(-ahead)
    covered = drawn["doses.covered"]
    result[LADDERS["dose"] + STAGES - 1] = never * covered
    result[NAIVE] = never * (1.0 - covered)
    result *= ages
    return result
