"""Whether a submission holds all that it must, given what it holds.

A round asks nothing of most tasks; but whoever forecasts one must also forecast those that it requires:
of each task id that has required values, all of them, together with the optional values that are given. In
every such task each required output type is stated, and every output type that is stated is stated whole.
(hubverse, hubValidations: `check_tbl_values_required`, with schema v4's `is_required`.) What a row would state
if its one wrong cell were mended counts as stated: `valid_vals` says what is wrong with that row.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, combinations

import numpy as np
import polars as pl

from anso.errors import Problem
from anso.hub.checks.reading import Coded
from anso.hub.checks.registry import check
from anso.hub.checks.report import Fault, at_rows
from anso.hub.checks.submission.state import Submission
from anso.hub.checks.words import some
from anso.hub.definition import ModelTask, OutputType
from anso.release.forecast import OUTPUT_TYPE, OUTPUT_TYPE_ID

SUBJECT = "submission"

IDS = "ids stated"
WHOLLY = "nothing stated"


@check(
    SUBJECT,
    "req_vals",
    "Every forecast that the round requires is there",
    needs=("colnames", "match_round_id"),
)
def req_vals(submission: Submission) -> Iterable[Problem]:
    faults: list[Fault] = []
    misfits = _cells(submission, np.flatnonzero(submission.matched.groups < 0))
    for group, task in enumerate(submission.round.model_tasks):
        required = _required_values(submission, task)
        everything = _tasks(submission, np.flatnonzero(submission.matched.groups == group))
        for name, output_type in task.output_type.items():
            rows = submission.belongs(group, name)
            stated = _tasks(submission, rows)
            asked = everything if output_type.is_required else stated
            wanted = _wanted(asked, required, whole_grid=output_type.is_required)
            lacking = _lacking(submission, wanted, stated, rows, output_type)
            faults += _told(_unexplained(lacking, misfits, name), name, output_type)
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
        pl.Series(IDS, submission.ids.codes[rows])
    )
    found = codes.group_by(list(columns), maintain_order=True).agg(pl.col(IDS).n_unique())
    texts = [_text(name, column, found[name].to_numpy()) for name, column in columns.items()]
    return pl.DataFrame([*texts, found[IDS]])


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


def _cells(submission: Submission, rows: np.ndarray) -> pl.DataFrame:
    """The task, output type and id of some rows, as text."""
    columns = {name: submission.coded(name) for name in submission.task_columns}
    columns |= {OUTPUT_TYPE: submission.output_type, OUTPUT_TYPE_ID: submission.ids}
    return pl.DataFrame([_text(name, column, column.codes[rows]) for name, column in columns.items()])


def _text(name: str, column: Coded, codes: np.ndarray) -> pl.Series:
    texts = pl.Series(name, [*column.texts, None], dtype=pl.String)
    return texts.gather(np.where(codes < 0, len(column.texts), codes))


def _lacking(
    submission: Submission,
    wanted: pl.DataFrame,
    stated: pl.DataFrame,
    rows: np.ndarray,
    output_type: OutputType,
) -> pl.DataFrame:
    """Wanted tasks that are not stated in this output type, or not with all its ids; a row for each id that lacks."""
    names = wanted.columns
    ids = max(len(output_type.levels), 1)
    found = wanted.join(stated, on=names, how="left", nulls_equal=True, maintain_order="left")
    tasks = found.filter(pl.col(IDS).is_null() | ((pl.col(IDS) < ids) & bool(output_type.levels)))
    texts = pl.Series(OUTPUT_TYPE_ID, output_type.level_texts or (None,), dtype=pl.String).to_frame()
    cells = tasks.select(*names, pl.col(IDS).is_null().alias(WHOLLY)).join(
        texts, how="cross", maintain_order="left_right"
    )
    if tasks[IDS].is_null().all():
        return cells
    there = _cells(submission, rows).select(*names, OUTPUT_TYPE_ID)
    return cells.join(there, on=there.columns, how="anti", nulls_equal=True, maintain_order="left")


def _unexplained(lacking: pl.DataFrame, misfits: pl.DataFrame, name: str) -> pl.DataFrame:
    """What lacks, but for what a row would state that fits but for one task id, or but for its output."""
    if lacking.is_empty() or misfits.is_empty():
        return lacking
    names = [column for column in misfits.columns if column not in (OUTPUT_TYPE, OUTPUT_TYPE_ID)]
    same_output = misfits.filter(pl.col(OUTPUT_TYPE) == name)
    if lacking[OUTPUT_TYPE_ID].null_count():  # of a mean or a sample, the ids do not matter
        same_output = same_output.with_columns(pl.lit(None, dtype=pl.String).alias(OUTPUT_TYPE_ID))
    for rows, but in [(same_output, column) for column in names] + [(misfits, OUTPUT_TYPE_ID)]:
        on = [column for column in (*names, OUTPUT_TYPE_ID) if column != but]
        lacking = lacking.join(rows, on=on, how="anti", nulls_equal=True, maintain_order="left")
    return lacking


def _told(lacking: pl.DataFrame, name: str, output_type: OutputType) -> Iterator[Fault]:
    names = [column for column in lacking.columns if column not in (OUTPUT_TYPE_ID, WHOLLY)]
    tasks = lacking.group_by(names, maintain_order=True).agg(pl.col(OUTPUT_TYPE_ID), pl.col(WHOLLY).first())
    for row in tasks.head(MOST).iter_rows(named=True):
        task = ", ".join(f"{column} {row[column] or 'nothing'}" for column in names)
        absent = row[OUTPUT_TYPE_ID]
        if row[WHOLLY] and len(absent) == max(len(output_type.levels), 1):
            yield at_rows(f"has no {name} of {task}; add {_all_of(name, output_type)}")
        else:
            yield at_rows(
                f"has no {name} {some(absent)} of {task}; add {'them' if len(absent) > 1 else 'it'}"
            )
    if len(tasks) > MOST:
        yield at_rows(f"lacks a {name} of {len(tasks) - MOST:,} further tasks")


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
