"""A hub's cube brought up to date, step by step.

Each step scores some submissions and publishes a whole cube with them; a process that is killed loses the
step it was in. One process at a time works on a hub's cube; others find it as it was last published.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from anso.errors import NotFoundError
from anso.hub.board.build.cells import CELL, END, round_column, round_columns
from anso.hub.board.build.changes import Stamps, Unit, as_day, changed_days, stale_units, stamps_of
from anso.hub.board.build.rounds import Aliases, round_of, with_one_date
from anso.hub.board.build.scored import Cells, cells_of
from anso.hub.board.cube import FORECAST, Cube, Draft, open_cube, publish
from anso.hub.board.cube.axes import NAMES
from anso.hub.keeping import Hub
from anso.hub.keeping.target_data import known
from anso.release.forecast import MODEL, VALUE

__all__ = ["update"]

FILES_A_STEP = 200
"""Submissions read at once: some million rows, a few hundred megabytes."""
LOCK = ".lock"

Progress = Callable[[float], None]


def update(hub: Hub, folder: Path, *, progress: Progress | None = None) -> Cube | None:
    """The cube of what the hub holds now; as it stands, when another process is at it."""
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder) as mine:
        cube = open_cube(folder)
        if mine:
            for share in _steps(hub, folder, cube):
                if progress is not None:
                    progress(share)
        return open_cube(folder)


@dataclass(frozen=True)
class _Plan:
    """What is to be done, and what is known beside it."""

    stamps: Stamps
    stale: list[Unit]
    gone: list[Unit]
    vintages: pl.DataFrame
    observations: pl.DataFrame
    """Of every version the newest."""
    anew: bool
    """Nothing of the present cube may stay."""
    due: bool


def _plan(hub: Hub, cube: Cube | None) -> _Plan:
    stamps = stamps_of(hub.folder, hub.definition.model_output_dir)
    vintages = _vintages(hub)
    observations = known(vintages, None)
    days = changed_days(None if cube is None else known(cube.vintages, None), observations)
    stale, gone = stale_units(stamps, cube, days)
    return _Plan(
        stamps,
        stale,
        gone,
        vintages,
        observations,
        anew=days is None,
        due=bool(stale or gone or days or days is None),
    )


def _steps(hub: Hub, folder: Path, cube: Cube | None) -> Iterator[float]:
    plan = _plan(hub, cube)
    if not plan.due:
        return
    yield 0.0
    left_out = {} if cube is None or plan.anew else dict(cube.sources.get("left_out", {}))
    aliases = {} if cube is None or plan.anew else dict(cube.aliases)
    if plan.anew:
        cube = None
    waiting = dict.fromkeys(plan.stale, "")  # a stamp that no file has: not scored yet
    files = {**plan.stamps, **waiting}
    rounds = round_columns(hub.definition)
    batches = [plan.stale[start : start + FILES_A_STEP] for start in range(0, len(plan.stale), FILES_A_STEP)]
    for number, batch in enumerate(batches or [[]]):
        cells = cells_of(_forecasts(hub, batch), plan.observations, rounds)
        files |= {unit: plan.stamps[unit] for unit in batch}
        removed = [*batch, *(plan.gone if number == 0 else ())]
        left_out = {
            name: why for name, why in left_out.items() if name not in map(" ".join, removed)
        } | cells.left_out
        draft, aliases = with_one_date(_drafted(cube, cells, removed, aliases), aliases)
        held = [[*unit, stamp] for unit, stamp in files.items()]
        publish(folder, draft, {"files": held, "left_out": left_out, "aliases": aliases}, plan.vintages)
        cube = open_cube(folder)
        yield (number + 1) / max(len(batches), 1)


def _vintages(hub: Hub) -> pl.DataFrame:
    """All versions of the observations; nothing in a hub that has none yet."""
    try:
        return hub.vintages()
    except NotFoundError:
        return pl.DataFrame(schema={VALUE: pl.Float64})


def _forecasts(hub: Hub, batch: list[Unit]) -> pl.DataFrame:
    """The quantiles of these submissions."""
    table = hub.forecasts(
        models=sorted({model for model, _round in batch}),
        reference_dates=sorted({day for _model, round_id in batch if (day := as_day(round_id)) is not None}),
        output_types=["quantile"],
    )
    dated = round_column(table.columns, round_columns(hub.definition))
    if dated is None or table.is_empty():
        return table
    wanted = pl.DataFrame(batch, schema=[MODEL, "of"], orient="row")
    held = table.with_columns(pl.col(dated).cast(pl.String).alias("of"))
    return held.join(wanted, on=[MODEL, "of"], how="semi").drop("of")


def _drafted(cube: Cube | None, cells: Cells, removed: list[Unit], aliases: Aliases) -> Draft:
    """The present cube without what is removed and with the new cells."""
    axes = cells.axes() if cube is None else cube.axes.widened(cells.axes())
    draft = Draft.of(cube, axes)
    for model, round_id in removed:
        if model in axes.models:
            rounds = [
                place
                for place, day in enumerate(axes.rounds)
                if day.isoformat() == round_of(round_id, aliases)
            ]
            draft.forget(axes.models.index(model), rounds)
    made = _index(cells.made, draft)
    draft.put(made, {"status": np.full(len(cells.made), FORECAST, np.uint8)})
    draft.ends[tuple(made[1:4])] = cells.made[END].to_physical().to_numpy()
    draft.put(_index(cells.scores, draft), cells.columns(axes))
    return draft


def _index(table: pl.DataFrame, draft: Draft) -> list[np.ndarray[Any, np.dtype[np.int64]]]:
    """Each row's position along each axis."""
    found = []
    for name, column in zip(NAMES, CELL, strict=True):
        values = getattr(draft.axes, name)
        place = dict(zip(values, range(len(values)), strict=True))
        numbers = table[column].replace_strict(place, return_dtype=pl.Int64)
        found.append(numbers.cast(pl.Int64).to_numpy())  # without rows, nothing gives them the type
    return found


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Whether this process is the one that works on the cube; the lock ends with the process, however it ends."""
    with (folder / LOCK).open("w") as guard:
        try:
            fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
