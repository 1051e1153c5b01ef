"""Coverage of every central interval: how often the observation lay within what a model stated."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from anso.hub.board.cube import Cube
from anso.hub.board.views.selection import EVERYTHING, Selection, part_of

__all__ = ["coverage"]


def coverage(cube: Cube, models: Sequence[str], selection: Selection = EVERYTHING) -> pl.DataFrame:
    """Columns model_id, level, coverage, n; levels that a model never stated are left out."""
    part = part_of(cube, selection)
    numbers = [cube.axes.models.index(model) for model in models]
    stated, inside = (part.array(name)[numbers].reshape(len(numbers), -1) for name in ("stated", "inside"))
    rows = []
    for place, level in enumerate(cube.axes.levels):
        bit = np.uint32(1 << place)
        n = np.count_nonzero(stated & bit, axis=1)
        held = np.count_nonzero(inside & bit, axis=1)
        rows.append(
            pl.DataFrame({"model_id": list(models), "level": level, "held": held, "n": n}).filter(
                pl.col("n") > 0
            )
        )
    return (
        pl.concat(rows)
        .select("model_id", "level", (pl.col("held") / pl.col("n")).alias("coverage"), "n")
        .sort("model_id", "level")
    )
