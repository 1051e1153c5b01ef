"""What the scenarios of a set project for the struck countries, as shares of their people.

In: the set, the counts of a source as known on a day, a trade table's regions. Out: new infections by week, country
and scenario under each set of assumptions. The projections are those of `epidemics.scenarios`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.product import Run
from anso.services.epidemics.counting import Counted, CountsRequest, read_counts
from anso.services.epidemics.economy.shocks.course import Course
from anso.services.epidemics.economy.shocks.ends import ENDS, End
from anso.services.epidemics.economy.shocks.implied import implied
from anso.services.epidemics.economy.tables.regions import Region
from anso.services.epidemics.scenarios.assumed import ScenarioSet
from anso.services.epidemics.scenarios.projecting import Projections, project

__all__ = ["Ahead", "most_affected", "projected"]

Numbers = NDArray[np.float64]
FIFTY = 50


@dataclass(frozen=True)
class Ahead:
    """The projections, and where their countries stand in the table."""

    made: Projections
    struck: tuple[int, ...]
    """Numbers of the table's regions, in the order of the projections' places."""
    infections: Numbers
    """Ends x scenarios x weeks x countries, of their people."""

    def courses(self, end: End, severity: float) -> tuple[Course, ...]:
        """One a scenario."""
        return tuple(
            implied(scenario, self.infections[end.number, number], end, severity)
            for number, scenario in enumerate(self.made.chosen.scenarios)
        )


def most_affected(
    asked: CountsRequest, struck: Sequence[int], regions: Sequence[Region], run: Run
) -> Counted:
    """The counts of the struck countries, no more than the fifty most affected."""
    counted = read_counts(asked, run)
    wanted = {regions[number].code for number in struck}
    kept = [code for code in counted.places if code in wanted][:FIFTY]
    if not kept:
        raise InvalidInputError(
            [
                Problem(
                    "struck",
                    f"{counted.title} has no counts of it before {asked.issued}, so no scenario can be "
                    "projected; choose another country, or a later day",
                )
            ]
        )
    here = pl.col("location").is_in(kept)
    return replace(
        counted,
        weekly=counted.weekly.filter(here),
        daily=None if counted.daily is None else counted.daily.filter(here),
        places={code: counted.places[code] for code in kept},
        changes=counted.changes.filter(here),
    )


def projected(
    counted: Counted,
    chosen: ScenarioSet,
    weeks: int,
    regions: Sequence[Region],
    notes: list[dict[str, str]],
    run: Run,
) -> Ahead:
    """Countries that cannot be projected are named in `notes` and are not struck."""
    made = project(
        counted,
        chosen,
        run.source("un-population"),
        weeks,
        notes=notes,
        random=run.rng("assumptions"),
        spread=lambda function, items: run.map(function, items, "Projecting"),
    )
    numbers = {region.code: number for number, region in enumerate(regions)}
    struck = tuple(numbers[place] for place in made.basis.places)
    return Ahead(made, struck, infections_of(made))


def infections_of(made: Projections) -> Numbers:
    """The weekly course of the middle member, so high that its sum is the total at each end's quantile.

    Quantiles of each week would add up to more than any member's total.
    """
    weekly = made.result.weekly["infections"]
    shape = weekly[..., weekly.shape[-1] // 2]
    shape = shape / np.maximum(shape.sum(axis=-1, keepdims=True), np.finfo(float).tiny)
    totals = np.quantile(made.result.totals["infections"], [end.level for end in ENDS], axis=-1)
    people = made.basis.people[:, None, None]
    # Places x scenarios x weeks, the ends first.
    found = totals[..., None] * shape / people
    return np.ascontiguousarray(np.moveaxis(found, 1, -1))
