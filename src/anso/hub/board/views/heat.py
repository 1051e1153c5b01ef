"""One model's skill against the baseline, week by week and place by place, and along a single axis.

Skill is the ratio of summed WIS over the tasks that both forecast: below 1 the model did better.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.hub.board.cube import Cube
from anso.hub.board.cube.arrays import PARTS
from anso.hub.board.views.leaderboard import COVERAGES
from anso.hub.board.views.selection import EVERYTHING, Part, Selection, part_of

__all__ = ["heat_map", "skill_by"]

ROUND, HORIZON, LOCATION = 0, 2, 3
"""Dimensions of one model's arrays."""
AXES = {"round": ROUND, "horizon": HORIZON, "location": LOCATION}


def heat_map(cube: Cube, model: str, baseline: str, selection: Selection = EVERYTHING) -> pl.DataFrame:
    """Columns round, location, ratio, n; a row for each round and place that both forecast."""
    part = part_of(cube, selection)
    own, theirs, n = _shared(part, model, baseline, (1, 2))
    rounds, locations = np.nonzero(n)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = own[rounds, locations] / theirs[rounds, locations]
    return pl.DataFrame(
        {
            "round": pl.Series(part.rounds, dtype=pl.Date)[rounds],
            "location": pl.Series(part.locations, dtype=pl.String)[locations],
            "ratio": ratio,
            "n": n[rounds, locations],
        }
    ).filter(pl.col("ratio").is_finite())


def skill_by(
    cube: Cube, model: str, baseline: str, axis: str, selection: Selection = EVERYTHING
) -> pl.DataFrame:
    """A row a round, horizon or location: n, mean WIS, coverage, and the ratio over tasks shared with the baseline."""
    part = part_of(cube, selection)
    number = cube.axes.models.index(model)
    others = tuple(dimension for dimension in range(4) if dimension != AXES[axis])
    scored = part.scored()[number]
    n = scored.sum(axis=others)
    own, theirs, _n = _shared(part, model, baseline, others)
    values = {"round": part.rounds, "horizon": part.horizons, "location": part.locations}[axis]
    stated, inside = (part.array(name)[number] for name in ("stated", "inside"))
    with np.errstate(divide="ignore", invalid="ignore"):
        table = pl.DataFrame(
            {
                axis: values,
                "n": n,
                **{
                    name: part.array(name)[number].sum(axis=others, dtype=np.float64) / n
                    for name in (*PARTS, "bias")
                },
                **{
                    name: np.count_nonzero(inside & bit, axis=others)
                    / np.count_nonzero(stated & bit, axis=others)
                    for name, bit in _bits(cube).items()
                },
                "sum_ratio": own / theirs,
            }
        )
    return table.filter(pl.col("n") > 0).with_columns(pl.col(pl.Float64).fill_nan(None))


def _bits(cube: Cube) -> dict[str, np.uint32]:
    return {name: np.uint32(1 << cube.axes.levels.index(level)) for name, level in COVERAGES.items()}


def _shared(
    part: Part, model: str, baseline: str, over: tuple[int, ...]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Sums of both models' WIS over the tasks they share, and how many these are."""
    models = part.cube.axes.models
    wis, scored = part.array("wis"), part.scored()
    first = models.index(model)
    second = models.index(baseline) if baseline in models else None
    if second is None:
        n = scored[first].sum(axis=over)
        return wis[first].sum(axis=over, dtype=np.float64), np.full(n.shape, np.nan), n
    both = scored[first] & scored[second]
    return (
        np.where(both, wis[first], 0).sum(axis=over, dtype=np.float64),
        np.where(both, wis[second], 0).sum(axis=over, dtype=np.float64),
        both.sum(axis=over),
    )
