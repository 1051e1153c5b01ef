"""A submission's columns: the round they state, their names and their types."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from anso.errors import Problem
from anso.hub.checks.registry import NotAsked, check
from anso.hub.checks.report import at_rows
from anso.hub.checks.submission.state import Submission
from anso.hub.checks.types import fits, said_type, text_type
from anso.hub.checks.words import meant, some
from anso.release.forecast import OUTPUT, OUTPUT_TYPE, OUTPUT_TYPE_ID, VALUE

SUBJECT = "submission"


@check(
    SUBJECT,
    "valid_round_id_col",
    "The column that states the round is there",
    needs=("file_read", "round_id_valid"),
)
def valid_round_id_col(submission: Submission) -> Iterable[Problem]:
    column = _round_column(submission)
    if column not in submission.read.columns:
        yield at_rows(f"is missing{_perhaps(column, submission)}", column=column)


def _round_column(submission: Submission) -> str:
    if submission.round.variable is None:
        raise NotAsked("the hub's rounds are told apart by the file's name alone")
    return submission.round.variable


@check(SUBJECT, "unique_round_id", "All rows are of one round", needs=("valid_round_id_col",))
def unique_round_id(submission: Submission) -> Iterable[Problem]:
    column = _round_column(submission)
    coded = submission.coded(column)
    if coded.missing.any():
        yield at_rows("is empty; state the round in every row", np.flatnonzero(coded.missing), column=column)
    if len(coded.texts) > 1:
        yield at_rows(
            f"states {len(coded.texts)} rounds ({some(sorted(coded.texts))}); submit a file for each",
            column=column,
        )


@check(SUBJECT, "match_round_id", "The rows' round is that of the file's name", needs=("unique_round_id",))
def match_round_id(submission: Submission) -> Iterable[Problem]:
    column = _round_column(submission)
    found = submission.coded(column).texts[0]
    if found != submission.name.round_id:
        yield at_rows(
            f"is {found} in every row, and {submission.name.round_id} in the file's name; mend the one that is wrong",
            column=column,
        )


@check(
    SUBJECT,
    "colnames",
    "The columns are the round's task ids and the three of the output",
    needs=("file_read", "round_id_valid"),
)
def colnames(submission: Submission) -> Iterable[Problem]:
    expected = (*submission.round.task_columns, *OUTPUT)
    found = submission.read.columns
    for name in expected:
        if name not in found:
            yield at_rows(f"is missing{_perhaps(name, submission)}", column=name)
    for name in found:
        if name not in expected:
            also = " (the file's name says which model it is)" if name == "model_id" else ""
            mend = f"; leave it out{also}" if name in ("model_id", "") else meant(name, expected)
            yield at_rows(f"is no column of this round{mend}", column=name or '""')


@check(SUBJECT, "col_types", "The columns' types are those of the hub", needs=("colnames",))
def col_types(submission: Submission) -> Iterable[Problem]:
    if not submission.read.typed:
        raise NotAsked(
            "a CSV file states no types; what its cells hold is checked by valid_vals and value_col_valid"
        )
    for name, wanted in _wanted(submission).items():
        found = submission.read.columns[name].type
        if not fits(found, wanted):
            yield at_rows(f"is {said_type(found)}; write it as {text_type(wanted)}", column=name)


def _wanted(submission: Submission) -> dict[str, str]:
    """The type of each column, as hubverse's schema of the hub has it."""
    one = submission.round
    wanted = {}
    for name in one.task_columns:
        values = [
            value for task in one.model_tasks if name in task.task_ids for value in task.task_ids[name].values
        ]
        wanted[name] = _of_values(values)
    outputs = [output for task in one.model_tasks for output in task.output_type.items()]
    stated = submission.hub.definition.output_type_id_datatype
    if stated == "auto":
        levels = [level for _, output in outputs for level in output.levels]
        levels += ["" for _, output in outputs if output.samples and output.samples.type == "character"]
        kind = _of_values(levels)
        stated = "double" if kind == "integer" and any(name == "quantile" for name, _ in outputs) else kind
    kinds = {output.value.type for _, output in outputs}
    wanted[OUTPUT_TYPE] = "character"
    wanted[OUTPUT_TYPE_ID] = stated
    wanted[VALUE] = (
        "integer" if kinds == {"integer"} else "double" if kinds <= {"integer", "double"} else "character"
    )
    return wanted


def _of_values(values: list[Any]) -> str:
    """The simplest type that holds them all."""
    if not values:
        return "any"
    if all(isinstance(value, bool) for value in values):
        return "logical"
    if all(isinstance(value, int) and not isinstance(value, bool) for value in values):
        return "integer"
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return "double"
    return "Date" if all(_is_date(value) for value in values) else "character"


def _is_date(value: Any) -> bool:
    parts = str(value).split("-")
    return [len(part) for part in parts] == [4, 2, 2] and all(part.isdigit() for part in parts)


def _perhaps(name: str, submission: Submission) -> str:
    """The mend of a missing column, from those that are there."""
    spare = [
        found for found in submission.read.columns if found not in (*submission.round.task_columns, *OUTPUT)
    ]
    near = meant(name, spare) if spare else ""
    return (
        f"; is it the one called {near.removeprefix('; did you mean ')}"
        if "did you mean" in near
        else "; add it"
    )
