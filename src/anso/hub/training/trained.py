"""The trained ensemble of a whole table of forecasts.

In come everybody's forecasts and the truth with the day each value was published; out goes one model's table,
an ensemble for every reference date in the forecasts, each from what had been published on that day.
"""

from collections.abc import Callable, Iterable

import numpy as np
import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.hub.ensembles.members.selection import select
from anso.hub.rounds import REFERENCE_DATE, TARGET, TARGET_END_DATE
from anso.hub.training.known.cube import Cube, cube_of
from anso.hub.training.known.truth import observations_of, refuse_unusable, with_publication
from anso.hub.training.settings import DEFAULT, Settings
from anso.hub.training.target import trained_target
from anso.release.forecast import HORIZON, MODEL, OUTPUT_TYPE, OUTPUT_TYPE_ID, VALUE, tidy

__all__ = ["trained"]

Progress = Callable[[float], None]


def trained(
    forecasts: pl.DataFrame,
    vintages: pl.DataFrame | None,
    *,
    truth: pl.DataFrame | None = None,
    name: str = "trained",
    models: Iterable[str] | None = None,
    exclude: Iterable[str] = (),
    settings: Settings = DEFAULT,
    progress: Progress | None = None,
) -> pl.DataFrame:
    """The ensemble's quantiles, in the columns of the forecasts.

    Other output types are left alone, and so is what has no date of its own, such as the height of a season's peak.

    `vintages` has a column `as_of`. Without it the truth is used, each value as if it had been published the
    day after its date ended and never revised. A hub's own ensembles are no members unless named in `models`.
    """
    published = vintages if vintages is not None else truth
    if published is None:
        raise InvalidInputError(
            [Problem("truth", "is needed to train; give observations with as_of, or the truth as it became")]
        )
    where = "vintages" if vintages is not None else "truth"
    rows = tidy(forecasts).filter(pl.col(OUTPUT_TYPE) == "quantile")
    refuse_incomplete(rows)
    rows = rows.drop_nulls([REFERENCE_DATE, TARGET_END_DATE, HORIZON])
    refuse_unusable(published, rows, where)
    members = select(rows, name=name, models=models, exclude=exclude).table
    observed = with_publication(published)
    targets = members.partition_by(TARGET, maintain_order=False) if TARGET in members.columns else [members]
    targets.sort(key=lambda rows: str(rows[TARGET][0]) if TARGET in rows.columns else "")
    cubes = [cube for cube in map(cube_of, targets) if cube is not None]
    rounds = sum(len(cube.rounds) for cube in cubes)
    done = 0

    def counted() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done / rounds)

    tables = []
    for cube in cubes:
        own = observed.filter(pl.col(TARGET) == cube.target) if TARGET in observed.columns else observed
        ends = np.unique(cube.ends[~np.isnat(cube.ends)]).tolist()
        values = trained_target(cube, observations_of(own, cube.places, ends), settings, counted)
        tables.append(table_of(cube, values, name, rows))
    return pl.concat(tables) if tables else rows.head(0)


def refuse_incomplete(rows: pl.DataFrame) -> None:
    missing = [column for column in (REFERENCE_DATE, TARGET_END_DATE, HORIZON) if column not in rows.columns]
    if missing:
        raise InvalidInputError(
            [
                Problem(
                    "forecasts",
                    f"have no column {' or '.join(missing)}; training must know when each forecast was made and for when",
                )
            ]
        )


def table_of(cube: Cube, values: np.ndarray, name: str, like: pl.DataFrame) -> pl.DataFrame:
    """The rows of the ensemble, with the columns of the forecasts in their order."""
    horizon, at, place = np.nonzero(np.isfinite(values).all(axis=-1))
    keys = cube.places[place].with_columns(
        pl.lit(name).alias(MODEL),
        pl.Series(REFERENCE_DATE, cube.rounds, dtype=pl.Date)[at],
        pl.Series(HORIZON, cube.horizons, dtype=like.schema[HORIZON])[horizon],
        pl.Series(TARGET_END_DATE, cube.ends[horizon, at]).cast(pl.Date),
        pl.lit(cube.target).alias(TARGET),
    )
    levels = len(cube.levels)
    rows = keys.select(pl.all().repeat_by(levels).explode()).with_columns(
        pl.lit("quantile").alias(OUTPUT_TYPE),
        pl.Series(OUTPUT_TYPE_ID, np.tile(cube.levels, len(keys))).cast(like.schema[OUTPUT_TYPE_ID]),
        pl.Series(VALUE, values[horizon, at, place].ravel()),
    )
    return rows.select(like.columns).sort(REFERENCE_DATE, *cube.places.columns, HORIZON, maintain_order=True)
