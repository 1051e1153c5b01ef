"""A user's table, from the file to rows of counts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.product import Upload
from anso.services.epidemics.counting.counted import Localised, Where
from anso.services.epidemics.counting.table import sentences
from anso.services.epidemics.counting.table.dates import read_dates
from anso.services.epidemics.counting.table.mapping import KINDS, mapped
from anso.services.epidemics.counting.table.naming import named
from anso.services.epidemics.counting.table.numbers import MISSING, read_numbers
from anso.services.epidemics.counting.table.opened import ROW, Opened, opened
from anso.services.epidemics.counting.table.series import SERIES, with_series

__all__ = ["Table", "read_table"]

SHOWN = 3
TOTAL = re.compile("total|cumul|累计|всего|итог", re.IGNORECASE)
MOST_REPEATED = 0.2
"""A table of which more counts than this repeat a place and day has a column too few named."""


@dataclass(frozen=True)
class Table:
    """What the file says."""

    rows: pl.DataFrame
    """as_of (null where the table does not say), location, target, date, value."""
    places: Mapping[str, Where]
    """By code."""
    notes: tuple[Localised, ...]
    totals: bool
    """Whether the names of columns that were guessed say that they hold totals so far."""


def read_table(upload: Upload, said: Mapping[str, str]) -> Table:
    """The counts of a file whose columns are as said, or as their names let guess."""
    notes: list[Localised] = []
    with opened(upload.path, upload.name) as file:
        roles, guessed = mapped(file.columns, said, upload.name)
        if guessed:
            notes.append(sentences.guessed({role: roles[role] for role in guessed}))
        summed = [roles[role] for role in guessed if role in KINDS and TOTAL.search(roles[role])]
        if summed:
            notes.append(sentences.totals_by_name(summed))
        cells = file.cells(list(roles.values()), notes)
        rows = _read(file, roles, cells, notes)
    if rows.is_empty():
        raise InvalidInputError(
            [Problem(upload.name, "holds no row with a place, a date and a count that can be read")]
        )
    rows = _each_once(rows, upload.name, notes)
    people = dict(rows.filter(pl.col("people") > 0).group_by("location").agg(pl.last("people")).iter_rows())
    known, unknown = named(rows["location"].unique(maintain_order=True).to_list(), people)
    notes += unknown
    codes = {text: place.code for text, place in known.items()}
    rows = rows.with_columns(pl.col("location").replace_strict(codes)).drop("people")
    return Table(
        _each_once(rows, upload.name, notes).select("as_of", "location", "target", "date", "value"),
        {place.code: place for place in known.values()},
        tuple(notes),
        bool(summed),
    )


def _read(
    file: Opened, roles: Mapping[str, str], cells: pl.DataFrame, notes: list[Localised]
) -> pl.DataFrame:
    """Every cell read; those that cannot be are named, and the counts they stand beside left out."""
    date_role = "date" if "date" in roles else "week_start"
    where = f"{file.name}, column {roles[date_role]}"
    dates = read_dates(cells[roles[date_role]], where)
    if dates.how not in ("iso", "iso-week"):
        notes.append(sentences.dates_read(roles[date_role], dates.how))
    days = dates.days if date_role == "date" else dates.days.dt.offset_by("6d")
    _name_unread(file, roles[date_role], cells, days.is_null(), notes)
    if "location" in roles:
        place = cells[roles["location"]].cast(pl.String).str.strip_chars()
        _name_unread(file, roles["location"], cells, place.is_null() | (place == ""), notes, empty=True)
    else:
        stem = file.name.partition(".")[0]
        place = pl.Series([stem]).new_from_index(0, len(cells))
        notes.append(sentences.one_place(stem))
    told = (
        read_dates(cells[roles["as_of"]], f"{file.name}, column {roles['as_of']}").days
        if "as_of" in roles
        else None
    )
    base = pl.DataFrame(
        {
            "location": place,
            "date": days,
            "as_of": pl.Series([None], dtype=pl.Date).new_from_index(0, len(cells)) if told is None else told,
            "people": _numbers(file, roles, "population", cells, notes),
        }
    )
    counted = [kind for kind in KINDS if kind in roles] or ["value"]
    parts = []
    for kind in counted:
        target = pl.lit(kind) if kind != "value" else _targets(roles, cells)
        values = _numbers(file, roles, kind, cells, notes)
        parts.append(base.with_columns(target.alias("target"), values.alias("value")))
    rows = pl.concat(parts).filter(
        pl.col("value").is_not_null(),
        pl.col("date").is_not_null(),
        pl.col("location").is_not_null() & (pl.col("location") != ""),
        pl.col("target").is_not_null(),
    )
    return rows if told is None else rows.filter(pl.col("as_of").is_not_null())


def _targets(roles: Mapping[str, str], cells: pl.DataFrame) -> pl.Series | pl.Expr:
    if "target" in roles:
        return cells[roles["target"]].cast(pl.String).str.strip_chars()
    return pl.lit("cases")


def _numbers(
    file: Opened, roles: Mapping[str, str], role: str, cells: pl.DataFrame, notes: list[Localised]
) -> pl.Series:
    if role not in roles:
        return pl.Series([None], dtype=pl.Float64).new_from_index(0, len(cells))
    read = read_numbers(cells[roles[role]], semicolons=file.separator == ";")
    if read.marks:
        notes.append(sentences.marks_read(roles[role], read.marks))
    _name_unread(file, roles[role], cells, read.unreadable, notes)
    return read.values


def _name_unread(
    file: Opened,
    column: str,
    cells: pl.DataFrame,
    wrong: pl.Series,
    notes: list[Localised],
    *,
    empty: bool = False,
) -> None:
    """Rows whose cell holds something that cannot be read."""
    if not empty:
        text = cells[column].cast(pl.String).str.strip_chars().str.to_lowercase()
        wrong = wrong & ~text.is_in(MISSING).fill_null(value=True)
    if not wrong.any():
        return
    rows = cells.filter(wrong)
    shown = [(int(row), str(value or "")) for row, value in rows.select(ROW, column).head(SHOWN).iter_rows()]
    notes.append(sentences.unread(file.name, column, shown, len(rows) - len(shown)))


def _each_once(rows: pl.DataFrame, name: str, notes: list[Localised]) -> pl.DataFrame:
    """Of a count told twice the later row counts, as in a file that was appended to."""
    numbered = with_series(rows)
    key = [SERIES, "date", *(["as_of"] if rows["as_of"].count() else [])]
    repeated = len(rows) - numbered.select(pl.struct(key).n_unique()).item()
    if not repeated:
        return rows
    kept = numbered.unique(key, keep="last", maintain_order=True).drop(SERIES)
    different = len(numbered.unique([*key, "value"])) - len(kept)
    if different and repeated > MOST_REPEATED * len(rows):
        raise InvalidInputError(
            [
                Problem(
                    "columns",
                    f"{name}: {repeated:,} of {len(rows):,} counts are of a place and day that were given before, and differ; "
                    "name the column that tells them apart, such as location=Province or as_of=Published",
                )
            ]
        )
    if different:
        notes.append(sentences.told_twice(different))
    return kept
