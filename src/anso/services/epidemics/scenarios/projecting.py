"""From counts and a set of scenarios to projections: the whole way, as a pure function.

In: `Counted`, a `ScenarioSet`, people by age. Out: `Projections` of all places. Blocks of places are independent
and may be computed anywhere: `spread` maps a function over them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.counting import Counted, Where
from anso.services.epidemics.hospital import admission_shares, deaths_for_each, intensive_shares, mean_of
from anso.services.epidemics.hospital.ratios import ratio_of
from anso.services.epidemics.hospital.severity import ADMITTED
from anso.services.epidemics.hospital.severity import AGES as SEVERITY_AGES
from anso.services.epidemics.hospital.shares import FIVE_YEARS, admissions_for_each_death
from anso.services.epidemics.scenarios.assumed import ScenarioSet, drawn
from anso.services.epidemics.scenarios.begun.basis import Basis, basis_of, driver_of
from anso.services.epidemics.scenarios.begun.people import ages_by_five, grouped, latitudes
from anso.services.epidemics.scenarios.begun.start import Known
from anso.services.epidemics.scenarios.results.project import Item, Projected, Projector

__all__ = ["Projections", "project"]

Numbers = NDArray[np.float64]
Spread = Callable[[Projector, Sequence[Item]], Sequence[Projected]]
MEMBERS = 200
TOGETHER = 5
"""Places computed at once, so that they fit into a processor's cache."""
WEEK = 7


@dataclass(frozen=True)
class Projections:
    """All places; arrays of places x scenarios first."""

    chosen: ScenarioSet
    basis: Basis
    wheres: tuple[Where, ...]
    names: dict[str, str]
    """By kind, what the source calls it; the kind itself where the model alone gives it."""
    weeks: int
    result: Projected

    @property
    def last(self) -> date:
        """The last day that was counted."""
        return self.basis.last


def project(
    counted: Counted,
    chosen: ScenarioSet,
    population: Any,
    weeks: int,
    *,
    notes: list[dict[str, str]],
    random: np.random.Generator,
    spread: Spread,
    members: int = MEMBERS,
) -> Projections:
    """`population` is the source of people by age; what was left out or stands in is told in `notes`."""
    seed = counted.issued.toordinal()
    share = chosen.common[f"counts.share_of_{driver_of(counted)}"]
    basis = basis_of(counted, share, members, notes)
    wheres = tuple(counted.places[place] for place in basis.places)
    five = ages_by_five(population, wheres, basis.last.year, notes)
    values = drawn(chosen.scenarios, members, random)
    items = blocks(
        basis, wheres, five, values["disease.fatality"], float(values["disease.death_days"].mean())
    )
    parts = spread(Projector(values, basis.driver, weeks, seed), items)
    names = {"infections": "infections", "admissions": "admissions", basis.driver: basis.target}
    names |= {kind: name for kind, (name, _) in basis.others.items()}
    return Projections(chosen, basis, wheres, names, weeks, joined(parts))


def blocks(
    basis: Basis, wheres: Sequence[Where], five: Numbers, fatality: Numbers, death_days: float
) -> list[Item]:
    ages, latitude = grouped(five), latitudes(wheres)
    group = np.searchsorted(SEVERITY_AGES, FIVE_YEARS, side="right") - 1
    severe = np.broadcast_to(grouped(five, ADMITTED[group])[..., None], (*ages.shape, fatality.shape[1]))
    deadly = np.broadcast_to(fatality[..., 0], severe.shape)
    weights = np.stack([severe, deadly])
    deaths, admissions = (basis.others.get(kind, (None, None))[1] for kind in ("deaths", "admissions"))
    death_ratio = None if deaths is None else deaths_for_each(deaths, basis.weeks, death_days)
    dying = np.full(len(wheres), np.nan) if death_ratio is None else mean_of(death_ratio)
    admission_ratio = None if admissions is None else ratio_of(admissions, np.nan_to_num(basis.weeks))
    admitted = admission_shares(five) if death_ratio is None else admissions_for_each_death(five)
    intensive = intensive_shares(five)
    found = basis.found

    def block(part: slice) -> Item:
        return Item(
            Known(
                basis.places[part],
                basis.people[part],
                ages[part],
                latitude[part],
                basis.weeks[part],
                dying[part],
                found.ensemble[part],
                found.last,
            ),
            weights[:, part],
            None if death_ratio is None else death_ratio[part],
            None if admission_ratio is None else admission_ratio[part],
            admitted[part],
            intensive[part],
        )

    return [block(slice(first, first + TOGETHER)) for first in range(0, len(wheres), TOGETHER)]


def joined(parts: Sequence[Projected]) -> Projected:
    one = parts[0]

    def whole(name: str) -> Numbers | None:
        return None if getattr(one, name) is None else np.concatenate([getattr(part, name) for part in parts])

    return Projected(
        {kind: np.concatenate([part.weekly[kind] for part in parts]) for kind in one.weekly},
        {kind: np.concatenate([part.totals[kind] for part in parts]) for kind in one.totals},
        *(whole(name) for name in ("beds", "height", "day", "high")),
    )
