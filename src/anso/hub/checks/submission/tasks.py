"""A submission's rows: whether each is of a task that is asked, derived columns are right, and none stands twice."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from anso.errors import Problem
from anso.hub.checks.registry import NotAsked, check
from anso.hub.checks.report import Fault, at_rows, limited
from anso.hub.checks.submission.state import Submission, row_keys
from anso.hub.checks.words import meant, some
from anso.hub.definition import ModelTask
from anso.release.forecast import OUTPUT_TYPE, OUTPUT_TYPE_ID

__all__ = ["grouped_rows"]

SUBJECT = "submission"

Rows = NDArray[np.int64]


@check(SUBJECT, "valid_vals", "Every row is of a task and an output that the round asks", needs=("colnames",))
def valid_vals(submission: Submission) -> Iterable[Problem]:
    wrong = submission.matched.groups < 0
    if not wrong.any():
        return []
    faults, explained = _unknown_values(submission, wrong)
    return limited([*faults, *_misfits(submission, np.flatnonzero(wrong & ~explained))])


def _unknown_values(
    submission: Submission, wrong: NDArray[np.bool_]
) -> tuple[list[Fault], NDArray[np.bool_]]:
    """Values that no group of tasks has, and the rows that hold any."""
    tasks = submission.round.model_tasks
    faults: list[Fault] = []
    explained = np.zeros(len(wrong), dtype=bool)
    for name in (*submission.task_columns, OUTPUT_TYPE):
        of_output = name == OUTPUT_TYPE
        column = submission.output_type if of_output else submission.coded(name)
        values = [tuple(task.output_type) if of_output else task.texts(name) for task in tasks]
        allowed = list(dict.fromkeys(text for texts in values for text in texts))
        known = column.where(set(allowed))
        if not all(values):  # a group without values leaves the column empty
            known |= column.missing
        bad = wrong & ~known
        explained |= bad
        for text, rows in grouped_rows(column.codes, np.flatnonzero(bad), column.texts):
            said = "is empty" if text is None else f"{text!r} is no value of this column"
            faults.append(at_rows(f"{said}{meant(text, allowed)}", rows, column=name))
    return faults, explained


def _misfits(submission: Submission, rows: Rows) -> Iterator[Fault]:
    """Rows whose values are each known, but not together."""
    matched = submission.matched
    left = np.ones(len(rows), dtype=bool)
    for task, has_task_ids in zip(submission.round.model_tasks, matched.by_task_ids, strict=True):
        here = left & has_task_ids[rows]
        left &= ~here
        yield from _wrong_outputs(submission, task, rows[here])
    lone = rows[left]
    keys = row_keys([submission.coded(name) for name in submission.task_columns], lone, submission.read.rows)
    for _, same in _groups(keys, lone):
        yield at_rows(f"no group of tasks has these together: {submission.told(int(same[0]))}", same)


def _wrong_outputs(submission: Submission, task: ModelTask, rows: Rows) -> Iterator[Fault]:
    """Rows of a task in an output type, or with an id, that the task is not asked in."""
    types = submission.output_type
    target = some([target.value for target in task.target_metadata])
    for name, of_type in grouped_rows(types.codes, rows, types.texts):
        if name not in task.output_type:
            said = f"{name!r} is not asked of {target}{meant(name, list(task.output_type))}"
            yield at_rows(said, of_type, column=OUTPUT_TYPE)
            continue
        stated = task.output_type[name]
        ids = submission.coded(OUTPUT_TYPE_ID, numeric=stated.samples is None)
        for text, same in grouped_rows(ids.codes, of_type, ids.texts):
            yield at_rows(_wrong_id(text, name, stated, target), same, column=OUTPUT_TYPE_ID)


def _wrong_id(text: str | None, name: str, stated: object, target: str) -> str:
    from anso.hub.definition import OutputType

    assert isinstance(stated, OutputType)  # noqa: S101  # a value of the definition's own mapping
    found = "is empty" if text is None else f"{text!r}"
    if stated.samples is not None and stated.samples.type == "integer":
        return (
            f"{found} is no index of a sample; give whole numbers"
            if text
            else f"{found}; give each sample a number"
        )
    if stated.samples is not None:
        return f"{found} names no sample; names have up to {stated.samples.max_length} characters"
    if not stated.levels:
        return f"{found} should be empty (NA): a {name} has no ids"
    if text is None:
        return f"is empty; a {name} of {target} has the ids {some(stated.level_texts)}"
    return f"{found} is no {name} asked of {target}{meant(text, stated.level_texts)}"


@check(SUBJECT, "derived_task_id_vals", "Derived task ids hold values of the hub", needs=("colnames",))
def derived_task_id_vals(submission: Submission) -> Iterable[Problem]:
    if not submission.round.derived:
        raise NotAsked("the round has no derived task ids")
    faults: list[Fault] = []
    for name in submission.round.derived:
        column = submission.coded(name)
        wrong = np.zeros(submission.read.rows, dtype=bool)
        allowed: dict[str, None] = {}
        for number, task in enumerate(submission.round.model_tasks):
            wrong |= (submission.matched.groups == number) & ~submission.allowed(task, name)
            allowed.update(dict.fromkeys(task.texts(name)))
        for text, rows in grouped_rows(column.codes, np.flatnonzero(wrong), column.texts):
            said = "is empty" if text is None else f"{text!r} is no value of this column"
            faults.append(at_rows(f"{said}{meant(text, list(allowed))}", rows, column=name))
    return limited(faults)


@check(SUBJECT, "rows_unique", "No forecast is stated twice", needs=("colnames",))
def rows_unique(submission: Submission) -> Iterable[Problem]:
    columns = [submission.coded(name) for name in submission.task_columns]
    keys = row_keys([*columns, submission.output_type, submission.ids], None, submission.read.rows)
    order = np.argsort(keys, kind="stable")
    again = np.flatnonzero(keys[order][1:] == keys[order][:-1]) + 1
    if not len(again):
        return []
    begins = np.concatenate([[True], keys[order][1:] != keys[order][:-1]])
    first = order[np.maximum.accumulate(np.where(begins, np.arange(len(order)), 0))]
    doubles = sorted(zip(order[again].tolist(), first[again].tolist(), strict=True))
    faults = [
        at_rows(
            f"states the same as row {before + 1} ({_whole(submission, row)}); keep one of the two", [row]
        )
        for row, before in doubles[:MOST]
    ]
    if len(doubles) > MOST:
        faults.append(at_rows(f"{len(doubles) - MOST:,} further rows state what another row does"))
    return faults


MOST = 20


def _whole(submission: Submission, row: int) -> str:
    output = " ".join(filter(None, [submission.output_type.text(row), submission.ids.text(row)]))
    return f"{submission.told(row)}, {output}"


def grouped_rows(codes: NDArray[np.int32], rows: Rows, texts: list[str]) -> Iterator[tuple[str | None, Rows]]:
    """The rows by what they hold, in the order in which that first stands."""
    for code, same in _groups(codes[rows].astype(np.int64), rows):
        yield (None if code < 0 else texts[code]), same


def _groups(keys: NDArray[np.int64], rows: Rows) -> Iterator[tuple[int, Rows]]:
    """Rows of the same key; after so many keys, all further rows count as the last one's."""
    if not len(rows):
        return
    found, first, number = np.unique(keys, return_index=True, return_inverse=True)
    in_order = np.argsort(first)
    for place, one in enumerate(in_order[:MANY].tolist()):
        same = np.isin(number, in_order[MANY - 1 :]) if place == MANY - 1 else number == one
        yield int(found[one]), rows[same]


MANY = 50
