"""What oracle output holds: the ids of observed distributions, and their values. (hubverse: `check_target_tbl_*`.)"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from anso.errors import Problem
from anso.hub.checks.reading import Coded
from anso.hub.checks.registry import NotAsked, check
from anso.hub.checks.report import Fault, at_rows, limited
from anso.hub.checks.submission.state import row_keys
from anso.hub.checks.submission.tasks import grouped_rows
from anso.hub.checks.targets.state import TargetFile
from anso.hub.checks.targets.units import key_columns, number_of, target_column
from anso.hub.checks.words import meant, some
from anso.release.forecast import OUTPUT_TYPE, OUTPUT_TYPE_ID, PMF_TOLERANCE

SUBJECT = "target data"

DISTRIBUTED = ("pmf", "cdf")
MOST = 20


@check(
    SUBJECT,
    "target_tbl_output_type_ids",
    "Observed distributions have all their ids, other outputs none",
    needs=("target_tbl_values",),
)
def target_tbl_output_type_ids(file: TargetFile) -> Iterable[Problem]:
    types, ids = _outputs(file)
    faults: list[Fault] = []
    plain = ~np.isin(types.codes, [number for number, text in enumerate(types.texts) if text in DISTRIBUTED])
    stated = np.flatnonzero(plain & ~types.missing & ~ids.missing)
    for text, rows in grouped_rows(types.codes, stated, types.texts):
        faults.append(at_rows(f"should be empty (NA) for {text}; empty it", rows, column=OUTPUT_TYPE_ID))
    column = target_column(file)
    for kind in DISTRIBUTED:
        for target, levels in _levels(file, kind).items():
            mask = types.where({kind})
            if column is not None:
                mask &= file.coded(column).where({target})
            rows = np.flatnonzero(mask)
            if not len(rows):
                continue
            for text, same in grouped_rows(ids.codes, rows[~ids.where(set(levels))[rows]], ids.texts):
                said = "is empty" if text is None else f"{text!r} is no {kind} of {target}"
                faults.append(at_rows(f"{said}{meant(text, levels)}", same, column=OUTPUT_TYPE_ID))
            keys, first = _units(file, rows)
            for one in np.flatnonzero(np.bincount(keys, minlength=len(first)) < len(levels))[:MOST].tolist():
                same = rows[keys == one]
                have = {ids.text(int(row)) for row in same}
                absent = some([level for level in levels if level not in have])
                faults.append(
                    at_rows(f"this observation has no {kind} {absent}; add it", same, column=OUTPUT_TYPE_ID)
                )
    return limited(faults)


@check(
    SUBJECT,
    "target_tbl_oracle_value",
    "Observed distributions are 0 and 1: a pmf 1 once, a cdf rising",
    needs=("target_tbl_values",),
)
def target_tbl_oracle_value(file: TargetFile) -> Iterable[Problem]:
    types, ids = _outputs(file)
    values = np.array(
        [number_of(text) for text in file.coded("oracle_value").texts] + [np.nan], dtype=np.float64
    )[file.coded("oracle_value").codes]
    spread = types.where(set(DISTRIBUTED))
    if not spread.any():
        raise NotAsked("there is no observed pmf or cdf")
    faults: list[Fault] = []
    strange = np.flatnonzero(spread & ~np.isin(values, (0.0, 1.0)))
    if len(strange):
        faults.append(
            at_rows(
                "should be 0 or 1: what happened has no other probability", strange, column="oracle_value"
            )
        )
    rows = np.flatnonzero(types.where({"pmf"}))
    if len(rows):
        keys, _ = _units(file, rows)
        sums = np.bincount(keys, weights=np.nan_to_num(values[rows]))
        wrong = np.flatnonzero(np.abs(sums - 1) > PMF_TOLERANCE)[:MOST].tolist()
        faults += [
            at_rows(f"sum to {sums[one]:g}, not to 1", rows[keys == one], column="oracle_value")
            for one in wrong
        ]
    rows = np.flatnonzero(types.where({"cdf"}))
    if len(rows):
        keys, _ = _units(file, rows)
        place = {text: number for number, text in enumerate(_ascending(file))}
        ranks = np.array([place.get(text, -1) for text in ids.texts] + [-1], dtype=np.int64)[ids.codes[rows]]
        order = np.lexsort((ranks, keys))
        falls = (np.diff(keys[order]) == 0) & (np.diff(values[rows][order]) < 0)
        said = "falls from 1 to 0 as the threshold rises; a cdf never falls"
        fallen = sorted(rows[order][1:][falls].tolist())[:MOST]
        faults += [at_rows(said, [row], column="oracle_value") for row in fallen]
    return limited(faults)


def _outputs(file: TargetFile) -> tuple[Coded, Coded]:
    if file.target_type != "oracle-output":
        raise NotAsked("asked of oracle output alone")
    if not {OUTPUT_TYPE, OUTPUT_TYPE_ID} <= set(file.names):
        raise NotAsked("the file has no output types")
    return file.coded(OUTPUT_TYPE), file.coded(OUTPUT_TYPE_ID)


def _units(file: TargetFile, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The number of each row's observation, and the first row of each."""
    names = [name for name in key_columns(file) if name != OUTPUT_TYPE_ID]
    keys = row_keys([file.coded(name) for name in names], rows, file.read.rows)
    _, first, number = np.unique(keys, return_index=True, return_inverse=True)
    return number, rows[first]


def _levels(file: TargetFile, kind: str) -> dict[str, list[str]]:
    """The ids of an output type by target."""
    return {
        target.value: list(task.output_type[kind].level_texts)
        for one in file.hub.definition.rounds
        for task in one.model_tasks
        if kind in task.output_type
        for target in task.target_metadata
    }


def _ascending(file: TargetFile) -> list[str]:
    texts = list(dict.fromkeys(text for levels in _levels(file, "cdf").values() for text in levels))
    return sorted(texts, key=number_of) if all(np.isfinite(number_of(text)) for text in texts) else texts
