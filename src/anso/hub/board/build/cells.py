"""From rows of forecasts, scores or observations to the cube's five axes, whatever a hub calls its columns.

A hub may date its rounds by `reference_date`, `origin_date` or a column of its own, which its definition
names, have no horizon or no location, and ask by further columns (age groups, scenarios); a target of the
cube is one combination of the target with those.
"""

from collections.abc import Sequence

import polars as pl

from anso.errors import AnsoError
from anso.hub.definition import Definition
from anso.release.forecast import HORIZON, MODEL, ORIGINS, task_columns

__all__ = [
    "CELL",
    "END",
    "END_COLUMNS",
    "JOINT",
    "LOCATION",
    "ROUND",
    "ROUND_COLUMNS",
    "TARGET",
    "end_column",
    "round_column",
    "round_columns",
    "series",
    "series_columns",
    "with_cells",
]

ROUND, TARGET, END, LOCATION = "round", "series", "end", "place"
CELL = (MODEL, ROUND, TARGET, "ahead", LOCATION)
"""What a cell of the cube is known by, in the order of its axes."""
JOINT = " · "
"""Between a target and the other things that it is asked by."""
ROUND_COLUMNS = (*ORIGINS, "round_id")
"""What usually names the round, where a hub's definition does not say."""
END_COLUMNS = ("target_end_date", "target_date")
EVERYWHERE = "all"
DAYS_A_WEEK = 7


def round_columns(definition: Definition) -> tuple[str, ...]:
    """The columns that may name the round: those that the hub says, before those that are usual."""
    own = (one.variable for one in definition.rounds if one.variable)
    return tuple(dict.fromkeys((*own, *ROUND_COLUMNS)))


def round_column(columns: Sequence[str], rounds: Sequence[str] = ROUND_COLUMNS) -> str | None:
    """The column that says which round a forecast belongs to."""
    return next((name for name in rounds if name in columns), None)


def end_column(columns: Sequence[str]) -> str | None:
    """The column that says which day is forecast."""
    return next((name for name in END_COLUMNS if name in columns), None)


def series_columns(columns: Sequence[str], rounds: Sequence[str] = ROUND_COLUMNS) -> list[str]:
    """The columns that together say what is asked of a place and day, in the order in which a series names them."""
    known = {*rounds, *END_COLUMNS, HORIZON, "location", "target"}
    return [*(["target"] if "target" in columns else []), *(name for name in columns if name not in known)]


def series(columns: Sequence[str], rounds: Sequence[str] = ROUND_COLUMNS) -> pl.Expr:
    """A target with whatever else it is asked by."""
    parts = series_columns(columns, rounds)
    return (
        pl.concat_str([pl.col(name).cast(pl.String) for name in parts], separator=JOINT, ignore_nulls=True)
        if parts
        else pl.lit(EVERYWHERE)
    )


def with_cells(
    table: pl.DataFrame, tasks: Sequence[str] | None = None, *, rounds: Sequence[str] = ROUND_COLUMNS
) -> pl.DataFrame:
    """The table with the columns of `CELL` and the day forecast (`end`) beside its own.

    `tasks` are the columns that say what was forecast, where the table has others that do not; `rounds` those
    that may name the round.
    """
    columns = task_columns(table) if tasks is None else tasks
    dated, ending = round_column(columns, rounds), end_column(columns)
    if dated is None:
        raise AnsoError(
            f"The forecasts cannot be told apart by round: of their columns ({', '.join(columns)}) none names it. "
            f"Let the hub's tasks.json name one as round_id, with round_id_from_variable, or call one {rounds[0]}"
        )
    day = (
        pl.col(dated)
        if table[dated].dtype == pl.Date
        else pl.col(dated).cast(pl.String).str.to_date(strict=False)
    )
    if HORIZON in columns:
        ahead = pl.col(HORIZON).cast(pl.Int64)
    elif ending is not None:
        ahead = (pl.col(ending) - day).dt.total_days() // DAYS_A_WEEK
    else:
        ahead = pl.lit(0, dtype=pl.Int64)
    end = pl.col(ending) if ending is not None else day + pl.duration(days=DAYS_A_WEEK * ahead)
    return table.with_columns(
        day.alias(ROUND),
        series(columns, rounds).alias(TARGET),
        ahead.alias("ahead"),
        (pl.col("location").cast(pl.String) if "location" in columns else pl.lit(EVERYWHERE)).alias(LOCATION),
        end.cast(pl.Date).alias(END),
    )
