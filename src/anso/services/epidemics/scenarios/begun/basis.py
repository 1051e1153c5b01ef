"""The counts a projection begins from, laid out, and what the filter makes of them.

One kind of count drives the model: cases where there are any, else hospital admissions, else deaths. Weeks are
mended as for the short-term models; the filter is theirs too, with each place's own people.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.services.epidemics.counting import Counted
from anso.services.epidemics.filtering import Estimate, Settings, estimate_everywhere
from anso.services.epidemics.forecasting.known import Almanac
from anso.services.epidemics.forecasting.models.seir import PRIOR, assimilated, days_of
from anso.services.epidemics.scenarios.assumed import Assumption
from anso.services.epidemics.scenarios.begun.notes import not_projected, people_unknown

__all__ = ["DRIVERS", "Basis", "basis_of", "driver_of"]

Numbers = NDArray[np.float64]
DRIVERS = ("cases", "admissions", "deaths")
WEEK = 7
MIDDLE_90 = 2 * 1.6448536269514722
"""Standard deviations between the 5% and 95% quantiles of a normal distribution."""
FEWEST_PEOPLE = 10_000.0
FULLEST = 0.25
"""Of the people of a place whose number nobody told, the part infected in its fullest year."""


@dataclass(frozen=True)
class Basis:
    driver: str
    target: str
    """The driver, as the source calls it."""
    places: tuple[str, ...]
    people: Numbers
    last: date
    """The last day of the newest week."""
    weeks: Numbers
    """Mended weekly counts of the driver: places x weeks, the last ending on `last`; NaN where unknown."""
    others: dict[str, tuple[str, Numbers]]
    """By kind: another target's name, and its counts in the same shape."""
    found: Estimate


def driver_of(counted: Counted) -> str:
    told = set(counted.weekly["target"].unique())
    for kind in DRIVERS:
        if any(target in told for target in counted.of(kind)):
            return kind
    raise InvalidInputError(
        [Problem("source", f"{counted.title} tells no cases, admissions or deaths to begin projections from")]
    )


def basis_of(counted: Counted, share: Assumption, members: int, notes: list[dict[str, str]]) -> Basis:
    """`share`: what part of infections the driver counts. Places that cannot be projected are named in `notes`."""
    driver = driver_of(counted)
    state = Almanac(counted.archive(), 1, counted.issued).state(counted.issued)
    target = next(target for target in counted.of(driver) if target in state.known.targets)
    rows = row_numbers(state.known.targets, state.known.places, target)
    told = np.nan_to_num(state.series.clean[rows]).sum(-1) > 0
    usable = state.series.usable[rows] & told
    if left := [place for place, kept in zip(state.known.places, usable, strict=True) if not kept]:
        notes.append(not_projected([counted.places[place] for place in left if place in counted.places]))
    if not usable.any():
        raise InvalidInputError(
            [Problem("issued", f"no place of {counted.title} told enough counts before {counted.issued}")]
        )
    order = {place: number for number, place in enumerate(counted.places)}
    kept = sorted(np.flatnonzero(usable), key=lambda number: order[state.known.places[number]])
    places = tuple(state.known.places[number] for number in kept)
    chosen = rows[kept]
    weeks = state.series.clean[chosen]
    people = np.array([counted.places[place].people for place in places])
    middle = float(np.sqrt(share.range[0] * share.range[1])) if share.range else share.value[0]
    if (unknown := ~(people > 0)).any():
        year = np.nan_to_num(weeks)[:, -52:].sum(-1)
        people = np.where(unknown, np.maximum(year / (FULLEST * middle), FEWEST_PEOPLE), people)
        lacking = [place for place, lacks in zip(places, unknown, strict=True) if lacks]
        notes.append(people_unknown([counted.places[place] for place in lacking]))
    begun = (state.known.day - state.known.weeks[-1].astype(object)).days - 1
    days = days_of(state, begun)
    observed = assimilated(state, days, begun)
    ends = observed.counts.shape[1] - begun
    observed = replace(
        observed,
        names=places,
        counts=observed.counts[chosen, :ends],
        weekly=observed.weekly[chosen, :ends],
        people=people,
        weekday=observed.weekday[chosen],
        left_out=observed.left_out[chosen],
    )
    spread = float(np.log(share.range[1] / share.range[0])) / MIDDLE_90 if share.range else 0.05
    prior = replace(PRIOR, share=(middle, spread))
    found = estimate_everywhere(
        observed, Settings(members=members, prior=prior, seed=counted.issued.toordinal())
    )
    others = {
        kind: (name, state.series.clean[row_numbers(state.known.targets, state.known.places, name)[kept]])
        for kind in DRIVERS
        if kind != driver
        for name in [one for one in counted.of(kind) if one in state.known.targets][:1]
    }
    last = state.known.weeks[-1].astype(object)
    return Basis(driver, target, places, people, last, weeks, others, found)


def row_numbers(targets: tuple[str, ...], places: tuple[str, ...], target: str) -> NDArray[np.int64]:
    return targets.index(target) * len(places) + np.arange(len(places))
