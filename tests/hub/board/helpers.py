"""Cubes made by hand."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.hub.board.cube import SCORED, Axes, Cube, empty_draft, open_cube, publish

FIRST = date(2024, 1, 1)
VINTAGES = pl.DataFrame({"target_end_date": [FIRST], "location": ["a"], "target": ["t"], "value": [1.0]})


def axes(models: list[str], *, rounds: int = 1, horizons: int = 1, locations: int = 1) -> Axes:
    return Axes(
        models=tuple(sorted(models)),
        rounds=tuple(FIRST + timedelta(days=7 * number) for number in range(rounds)),
        targets=("t",),
        horizons=tuple(range(1, horizons + 1)),
        locations=tuple("abcdefghij"[:locations]),
    )


def cube_of(folder: Path, wis: Mapping[str, NDArray[np.float64] | list[float]], **sizes: int) -> Cube:
    """A cube of one target; a task that a model did not forecast is NaN. Rounds, then horizons, then places."""
    draft = empty_draft(axes(list(wis), **sizes))
    for number, model in enumerate(draft.axes.models):
        values = np.asarray(wis[model], dtype=np.float64).reshape(draft.axes.shape[1:])
        draft.arrays["wis"][number] = np.nan_to_num(values)
        draft.arrays["status"][number] = np.where(np.isnan(values), 0, SCORED)
    publish(folder, draft, {}, VINTAGES)
    cube = open_cube(folder)
    assert cube is not None
    return cube
