"""What scenarios differ by: totals of the whole time, member by member against the first scenario.

Members share their random numbers between scenarios, so a difference is an effect of what is assumed; intervals
are those of the differences themselves. All places together add up member by member.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.services.epidemics.scenarios.projecting import Projections
from anso.services.epidemics.scenarios.results.tables import kinds_of

__all__ = ["ALL", "compared", "leading_kind"]

Numbers = NDArray[np.float64]
ALL = "all"
ENDS = {"": 0.5, "_low": 0.05, "_high": 0.95}


def leading_kind(made: Projections) -> str:
    """What a scenario is judged by first: deaths, or else whatever is counted."""
    return "deaths" if "deaths" in made.result.totals else made.basis.driver


def compared(made: Projections) -> pl.DataFrame:
    """A row a place (and all together), scenario and kind: total, difference to the first scenario, in percent."""
    codes = [ALL, *made.basis.places]
    names = ["All places", *(where.names["en"] for where in made.wheres)]
    letters = [scenario.letter for scenario in made.chosen.scenarios]
    frames = []
    for kind in kinds_of(made):
        totals = made.result.totals[kind]
        totals = np.concatenate([totals.sum(0, keepdims=True), totals])
        first = totals[:, :1]
        change = totals - first
        percent = 100.0 * change / np.maximum(first, 1e-9)
        columns = {
            f"{name}{end}": np.round(np.quantile(values, level, axis=-1).ravel(), digits)
            for name, values, digits in (("total", totals, 0), ("change", change, 0), ("percent", percent, 1))
            for end, level in ENDS.items()
        }
        frames.append(
            pl.DataFrame(
                {
                    "location": np.repeat(codes, len(letters)),
                    "name": np.repeat(names, len(letters)),
                    "scenario": letters * len(codes),
                    "kind": [kind] * (len(codes) * len(letters)),
                    **columns,
                }
            )
        )
    return pl.concat(frames)
