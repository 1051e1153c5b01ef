"""What a file of target data holds: columns, types, tasks, ids and values. (hubverse: `check_target_tbl_*`.)"""

from collections.abc import Iterable

import numpy as np

from anso.errors import Problem
from anso.hub.checks.registry import NotAsked, check
from anso.hub.checks.report import Fault, at_rows, limited
from anso.hub.checks.submission.state import row_keys
from anso.hub.checks.submission.tasks import grouped_rows
from anso.hub.checks.targets.state import TargetFile
from anso.hub.checks.targets.units import AS_OF, key_columns, number_of, target_column
from anso.hub.checks.types import fits, said_type, text_type
from anso.hub.checks.words import meant
from anso.release.forecast import OUTPUT_TYPE, OUTPUT_TYPE_ID

SUBJECT = "target data"

SERIES_TYPES = ("continuous", "discrete", "binary", "compositional")
"""Types of target that a time series can hold, each with a value at every time."""


@check(SUBJECT, "target_tbl_colnames", "The columns are those of target data", needs=("target_file_read",))
def target_tbl_colnames(file: TargetFile) -> Iterable[Problem]:
    definition = file.hub.definition
    column = target_column(file)
    wanted = [name for name in (file.value_column, column) if name]
    strange: list[str] = []
    if file.target_type == "time-series":
        strange = [
            name for name in file.names if name in ("value", OUTPUT_TYPE, OUTPUT_TYPE_ID, "oracle_value")
        ]
    else:
        known = {*definition.task_columns, file.value_column, OUTPUT_TYPE, OUTPUT_TYPE_ID, AS_OF}
        strange = [name for name in file.names if name not in known]
        if definition.target_data is not None and definition.target_data.oracle_output.has_output_type_ids:
            wanted += [OUTPUT_TYPE, OUTPUT_TYPE_ID]
    if definition.target_data is not None:
        kind = (
            definition.target_data.time_series
            if file.target_type == "time-series"
            else definition.target_data.oracle_output
        )
        wanted += [*(kind.observable_unit or definition.target_data.observable_unit or ())]
        if file.target_type == "time-series" and (
            kind.versioned or (kind.versioned is None and definition.target_data.versioned)
        ):
            wanted.append(AS_OF)
    for name in dict.fromkeys(wanted):
        if name not in file.names:
            yield at_rows("is missing; add it", column=name)
    for name in strange:
        yield at_rows(f"is no column of {file.target_type} data; leave it out", column=name)


@check(
    SUBJECT, "target_tbl_coltypes", "The columns' types are those of the hub", needs=("target_tbl_colnames",)
)
def target_tbl_coltypes(file: TargetFile) -> Iterable[Problem]:
    faults: list[Fault] = []
    for name in file.read.columns:
        wanted = _wanted_type(file, name)
        if file.read.typed:
            found = file.read.columns[name].type
            if not fits(found, wanted):
                faults.append(at_rows(f"is {said_type(found)}; write it as {text_type(wanted)}", column=name))
            continue
        column = file.read.coded(name, numeric=False)
        wrong = {text for text in column.texts if not _reads_as(text, wanted)}
        for text, rows in grouped_rows(column.codes, np.flatnonzero(column.where(wrong)), column.texts):
            faults.append(at_rows(f"{text!r} should be one of {text_type(wanted)}", rows, column=name))
    return limited(faults)


@check(
    SUBJECT,
    "target_tbl_ts_targets",
    "The targets of a time series are such as have one",
    needs=("target_tbl_colnames",),
)
def target_tbl_ts_targets(file: TargetFile) -> Iterable[Problem]:
    if file.target_type != "time-series":
        raise NotAsked("asked of time series alone")
    known = file.hub.definition.target_metadata
    fit = [
        name for name, target in known.items() if target.is_step_ahead and target.target_type in SERIES_TYPES
    ]
    column = target_column(file)
    if column is None:
        if not fit:
            yield at_rows("no target of the hub is a step ahead; leave the time series out")
        return
    coded = file.coded(column)
    bad = np.flatnonzero(~coded.where(set(fit)))
    faults = []
    for text, rows in grouped_rows(coded.codes, bad, coded.texts):
        if text in known:
            said = f"{text!r} is {known[text].target_type}, not a step-ahead number, and has no time series; leave it out"
        else:
            said = f"{'is empty' if text is None else f'{text!r} is no target of the hub'}{meant(text, fit)}"
        faults.append(at_rows(said, rows, column=column))
    yield from limited(faults)


@check(SUBJECT, "target_tbl_rows_unique", "No observation is stated twice", needs=("target_tbl_colnames",))
def target_tbl_rows_unique(file: TargetFile) -> Iterable[Problem]:
    names = key_columns(file)
    keys = row_keys([file.coded(name) for name in names], None, file.read.rows)
    _, first, number = np.unique(keys, return_index=True, return_inverse=True)
    again = np.flatnonzero(first[number] != np.arange(len(keys)))
    faults = [
        at_rows(
            f"states the same observation as row {int(first[number[row]]) + 1} "
            f"({', '.join(f'{name} {file.coded(name).text(row)}' for name in names)}); keep one of the two",
            [row],
        )
        for row in again[:MOST].tolist()
    ]
    if len(again) > MOST:
        faults.append(at_rows(f"{len(again) - MOST:,} further rows state what another row does"))
    return faults


MOST = 20


@check(
    SUBJECT,
    "target_tbl_values",
    "Task ids and outputs hold values of the hub",
    needs=("target_tbl_colnames",),
)
def target_tbl_values(file: TargetFile) -> Iterable[Problem]:
    definition = file.hub.definition
    stated = definition.target_data
    # A series begins before the hub does, and goes on after it: its dates are not those of the tasks.
    dates = {stated.date_col if stated is not None else None, "target_end_date", "target_date", "date", AS_OF}
    names = [
        name
        for name in file.names
        if name in definition.task_columns and not (file.target_type == "time-series" and name in dates)
    ]
    outputs = [name for name in (OUTPUT_TYPE,) if name in file.names]
    if not names and not outputs:
        raise NotAsked("the file has no column of task ids or outputs")
    faults: list[Fault] = []
    for name in (*names, *outputs):
        allowed = list(definition.output_types) if name == OUTPUT_TYPE else definition.values(name)
        coded = file.coded(name)
        bad = ~coded.where(set(allowed))
        if name == OUTPUT_TYPE or not allowed:
            bad &= ~coded.missing
        for text, rows in grouped_rows(coded.codes, np.flatnonzero(bad), coded.texts):
            said = "is empty" if text is None else f"{text!r} is no value of this column"
            faults.append(at_rows(f"{said}{meant(text, allowed)}", rows, column=name))
    return limited(faults)


def _wanted_type(file: TargetFile, name: str) -> str:
    stated = file.hub.definition.target_data
    if kind := file.hub.definition.series_types.get(name):
        return kind
    if name == file.value_column:
        return "double"
    dated = stated.date_col if stated is not None else "target_end_date"
    if name in (dated, AS_OF):
        return "Date"
    values = file.hub.definition.values(name)
    return "Date" if values and all(_reads_as(text, "Date") for text in values) else "any"


def _reads_as(text: str, kind: str) -> bool:
    from datetime import date

    if kind in ("any", "character"):
        return True
    if kind == "logical":
        return text.casefold() in ("true", "false", "t", "f")
    if kind == "Date":
        try:
            date.fromisoformat(text)
        except ValueError:
            return False
        return len(text) == len("2022-10-22")
    number = number_of(text)
    return np.isfinite(number) and (kind == "double" or float(number).is_integer())
