"""Whether a submission holds all that it must, given what it holds.

A round asks nothing of most tasks; but whoever forecasts one must also forecast those that it requires:
of each task id that has required values, all of them, together with the optional values that are given. In
every such task each required output type is stated, and every output type that is stated is stated whole.
(hubverse, hubValidations: `check_tbl_values_required`, with schema v4's `is_required`.)
"""

from collections.abc import Iterable, Iterator
from itertools import chain, combinations

import numpy as np
import polars as pl

from anso.errors import Problem
from anso.hub.checks.registry import check
from anso.hub.checks.report import Fault, at_rows
from anso.hub.checks.submission.state import Submission
from anso.hub.checks.words import some
from anso.hub.definition import ModelTask, OutputType

SUBJECT = "submission"

IDS = "ids stated"
FIRST = "first row"


@check(
    SUBJECT,
    "req_vals",
    "Every forecast that the round requires is there",
    needs=("colnames", "match_round_id"),
)
def req_vals(submission: Submission) -> Iterable[Problem]:
    faults: list[Fault] = []
    for group, task in enumerate(submission.round.model_tasks):
        required = _required_values(submission, task)
        everything = _tasks(submission, np.flatnonzero(submission.matched.groups == group))
        for name, output_type in task.output_type.items():
            rows = submission.belongs(group, name)
            stated = _tasks(submission, rows)
            asked = everything if output_type.is_required else stated
            wanted = _wanted(asked, required, whole_grid=output_type.is_required)
            faults += _missing(submission, wanted, stated, rows, name, output_type)
    return faults


def _required_values(submission: Submission, task: ModelTask) -> dict[str, list[str]]:
    """Of each task id, the values that must be there; of the round's own, the file's round."""
    required = {}
    for name in submission.task_columns:
        task_id = task.task_ids.get(name)
        required[name] = [] if task_id is None else list(task_id.texts[: len(task_id.required or ())])
        if name == submission.round.variable and submission.name.round_id in task.texts(name):
            required[name] = [submission.name.round_id]
    return required


def _tasks(submission: Submission, rows: np.ndarray) -> pl.DataFrame:
    """The tasks of some rows, each once, with the number of different ids that are stated of it."""
    columns = {name: submission.coded(name) for name in submission.task_columns}
    codes = pl.DataFrame({name: column.codes[rows] for name, column in columns.items()}).with_columns(
        pl.Series(IDS, submission.ids.codes[rows]), pl.Series(FIRST, rows)
    )
    found = codes.group_by(list(columns), maintain_order=True).agg(
        pl.col(IDS).n_unique(), pl.col(FIRST).min()
    )
    texts = {
        name: pl.Series(name, [*column.texts, None], dtype=pl.String).gather(
            np.where((numbers := found[name].to_numpy()) < 0, len(column.texts), numbers)
        )
        for name, column in columns.items()
    }
    return pl.DataFrame([*texts.values(), found[IDS], found[FIRST]])


def _wanted(given: pl.DataFrame, required: dict[str, list[str]], *, whole_grid: bool) -> pl.DataFrame:
    """The given tasks and all that go with them: optional values kept, in turn and together, by all required ones."""
    names = list(required)
    free = [name for name in names if not required[name]]
    mixed = [name for name in names if required[name]]
    parts = [given.select(names)]
    if free and given.is_empty():
        return parts[0]
    for kept in chain.from_iterable(combinations(mixed, number) for number in range(len(mixed))):
        if not free and not kept:
            base = pl.DataFrame({}) if whole_grid or len(given) else None
        else:
            base = given.select([*free, *kept]).unique(maintain_order=True)
        if base is None:
            continue
        for name in mixed:
            if name not in kept:
                values = pl.DataFrame({name: required[name]}, schema={name: pl.String})
                base = values if base.width == 0 else base.join(values, how="cross")
        parts.append(base.select(names))
    return pl.concat(parts).unique(maintain_order=True)


def _missing(
    submission: Submission,
    wanted: pl.DataFrame,
    stated: pl.DataFrame,
    rows: np.ndarray,
    name: str,
    output_type: OutputType,
) -> Iterator[Fault]:
    """Wanted tasks that are not stated in this output type, or not with all its ids."""
    ids = max(len(output_type.levels), 1)
    found = wanted.join(stated, on=wanted.columns, how="left", nulls_equal=True, maintain_order="left")
    lacking = found.filter(pl.col(IDS).is_null() | ((pl.col(IDS) < ids) & bool(output_type.levels)))
    keys = submission.task_keys(rows) if lacking[FIRST].drop_nulls().len() else None
    for row in lacking.head(MOST).iter_rows(named=True):
        task = ", ".join(f"{column} {row[column] or 'nothing'}" for column in wanted.columns)
        if row[FIRST] is None or keys is None:
            yield at_rows(f"has no {name} of {task}; add {_all_of(name, output_type)}")
            continue
        same = rows[keys == keys[np.searchsorted(rows, row[FIRST])]]
        have = {submission.ids.text(int(row_number)) for row_number in same}
        absent = [text for text in output_type.level_texts if text not in have]
        yield at_rows(f"has no {name} {some(absent)} of {task}; add {'them' if len(absent) > 1 else 'it'}")
    if len(lacking) > MOST:
        yield at_rows(f"lacks a {name} of {len(lacking) - MOST:,} further tasks")


MOST = 20


def _all_of(name: str, output_type: OutputType) -> str:
    if output_type.samples is not None:
        return f"at least {output_type.samples.min_samples_per_task} samples"
    if not output_type.levels:
        return "it"
    return (
        f"{name}s {some(output_type.level_texts)}"
        if name == "quantile"
        else f"its ids {some(output_type.level_texts)}"
    )
