"""Candidates from a file: application, score (or adjusted, as calibrating writes it), and any facts beside them."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from anso.alliance.calls.assigning.reading.cells import empty_names, numbers
from anso.alliance.calls.assigning.reading.table import Table, place, read_table
from anso.alliance.calls.selecting.quotas import Candidates
from anso.errors import InvalidInputError, Problem

__all__ = ["read_ranked", "whole_table"]

NAMES = ("application", "id", "candidate", "applicant")
SCORES = ("score", "adjusted", "total", "points")


def read_ranked(path: Path) -> Candidates:
    """Every column is a fact that a quota may ask for, the score too."""
    table = whole_table(path)
    columns = table.cells.columns
    name = next((one for one in NAMES if one in columns), None)
    score = next((one for one in SCORES if one in columns), None)
    problems = [
        Problem(
            str(path),
            f"has no column {wanted}; its first line must name the columns application and score, "
            f"and it names {', '.join(columns) or 'nothing'}",
        )
        for wanted, found in (("application", name), ("score", score))
        if found is None
    ]
    if name is None or score is None:
        raise InvalidInputError(problems)
    values, wrong = numbers(table, score, np.ones(len(table.cells), dtype=bool))
    problems = empty_names(table, name) + wrong
    ids = table.cells[name].to_list()
    seen: dict[str, int] = {}
    for row, one in enumerate(ids):
        if one in seen and one:
            problems.append(
                Problem(
                    place(table, row, name),
                    f"{one} stands in row {seen[one] + 1} already; leave one of the two",
                )
            )
        seen.setdefault(one, row)
    if problems:
        raise InvalidInputError(problems[:20])
    return Candidates(tuple(ids), values, {column: table.cells[column].to_list() for column in columns})


def whole_table(path: Path) -> Table:
    """All columns as text, by names without capitals; decimal commas made points."""
    import polars as pl

    table = read_table(path, needed=(), known=None)
    if not table.decimal_comma:
        return table
    return replace(
        table, cells=table.cells.with_columns(pl.all().str.replace(r"^(-?\d+),(\d+)$", "${1}.${2}"))
    )
