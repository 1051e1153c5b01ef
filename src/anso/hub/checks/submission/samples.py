"""A submission's samples: which task ids each sample keeps fixed, which it runs through, how many there are.

A sample is one draw from a joint distribution, and its index is shared by all rows that were drawn together.
The task ids that are the same throughout a sample are its compound task ids; the hub says which they may be
(`compound_taskid_set`), and a submission may keep fewer of them fixed (coarser), never others (finer).
(hubverse, hubDocs: "Sample output type"; hubValidations: `check_tbl_spl_*`.)
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from anso.errors import Problem
from anso.hub.checks.registry import Hindered, NotAsked, check
from anso.hub.checks.report import Fault, at_rows, limited
from anso.hub.checks.submission.state import Submission, row_keys
from anso.hub.checks.words import some
from anso.hub.definition import Samples
from anso.release.forecast import OUTPUT_TYPE_ID

__all__ = ["Drawn", "fixed_ids", "within_samples"]

SUBJECT = "submission"

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Drawn:
    """The samples of one group of tasks."""

    group: int
    asked: Samples
    rows: Rows
    names: list[str]
    """Of the samples."""
    sample: NDArray[np.int64]
    """For each row, the number of its sample."""
    columns: tuple[str, ...]
    constant: NDArray[np.bool_]
    """Samples x task ids: whether the task id has one value throughout the sample."""
    varied: NDArray[np.bool_]
    """For each task id, whether it has several values over all samples."""

    @property
    def allowed(self) -> tuple[str, ...]:
        """The task ids that samples may keep fixed."""
        given = self.asked.compound_taskid_set
        return self.columns if given is None else tuple(name for name in self.columns if name in given)

    def rows_of(self, samples: Iterable[int]) -> Rows:
        return self.rows[np.isin(self.sample, list(samples))]


@lru_cache(maxsize=1)  # several checks look at the same submission, one after the other
def drawn(submission: Submission) -> tuple[Drawn, ...]:
    """The samples of a submission, group by group; rows that name none are to be mended first."""
    if (submission.is_type("sample") & (submission.matched.groups < 0)).any():
        raise Hindered("valid_vals")
    found = []
    for group, task in enumerate(submission.round.model_tasks):
        rows = submission.belongs(group, "sample")
        asked = task.output_type["sample"].samples if "sample" in task.output_type else None
        if len(rows) and asked is not None:
            found.append(within_samples(submission, group, asked, rows))
    if not found:
        raise NotAsked("there are no samples")
    return tuple(found)


def within_samples(submission: Submission, group: int, asked: Samples, rows: Rows) -> Drawn:
    """Which task ids are constant within each sample."""
    ids = submission.coded(OUTPUT_TYPE_ID, numeric=False)
    codes, sample = np.unique(ids.codes[rows], return_inverse=True)
    columns = submission.task_columns
    constant = np.empty((len(codes), len(columns)), dtype=bool)
    varied = np.empty(len(columns), dtype=bool)
    for number, name in enumerate(columns):
        values = submission.coded(name).codes[rows]
        low = np.full(len(codes), np.iinfo(np.int32).max)
        high = np.full(len(codes), -2)
        np.minimum.at(low, sample, values)
        np.maximum.at(high, sample, values)
        constant[:, number] = low == high
        varied[number] = values.min() != values.max()
    return Drawn(group, asked, rows, [ids.texts[code] for code in codes], sample, columns, constant, varied)


def fixed_ids(draws: Drawn) -> NDArray[np.bool_]:
    """Samples x task ids: which task ids a sample keeps fixed.

    A task id that has one value in the whole file tells nothing, unless the hub lists it.
    """
    listed = np.array([name in draws.allowed for name in draws.columns])
    fixed: NDArray[np.bool_] = draws.constant & (draws.varied | listed)
    return fixed


@check(SUBJECT, "spl_mt_unique", "No sample runs through several groups of tasks", needs=("colnames",))
def spl_mt_unique(submission: Submission) -> Iterable[Problem]:
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for draws in drawn(submission):
        shared = [number for number, name in enumerate(draws.names) if name in seen]
        if shared:
            names = some([draws.names[number] for number in shared])
            said = f"sample {names} is of another group of tasks too; number the samples of each group on their own"
            faults.append(at_rows(said, draws.rows_of(shared), column=OUTPUT_TYPE_ID))
        seen.update(dict.fromkeys(draws.names, draws.group))
    return faults


@check(
    SUBJECT,
    "spl_compound_taskid_set",
    "All samples keep the same task ids fixed, and only such as the hub lists",
    needs=("colnames",),
)
def spl_compound_taskid_set(submission: Submission) -> Iterable[Problem]:
    faults: list[Fault] = []
    for draws in drawn(submission):
        kinds, first, kind, times = np.unique(
            fixed_ids(draws), axis=0, return_index=True, return_inverse=True, return_counts=True
        )
        words = [
            some([name for name, fixed in zip(draws.columns, row, strict=True) if fixed]) for row in kinds
        ]
        usual = int(np.argmax(times))
        for one in np.argsort(first).tolist():
            samples = np.flatnonzero(kind.ravel() == one)
            names = some([draws.names[number] for number in samples])
            finer = [
                name
                for name, fixed in zip(draws.columns, kinds[one], strict=True)
                if fixed and name not in draws.allowed
            ]
            if finer:
                said = (
                    f"sample {names} has one {' and '.join(finer)} only; a sample is to run through all of them, "
                    f"with {some(draws.allowed)} alone kept fixed"
                )
                faults.append(at_rows(said, draws.rows_of(samples), column=OUTPUT_TYPE_ID))
            elif one != usual:
                said = f"sample {names} keeps {words[one]} fixed, the other samples {words[usual]}; draw all alike"
                faults.append(at_rows(said, draws.rows_of(samples), column=OUTPUT_TYPE_ID))
    return limited(faults)


@check(
    SUBJECT,
    "spl_compound_tid",
    "Each sample has one value of each task id that it keeps fixed",
    needs=("spl_compound_taskid_set",),
)
def spl_compound_tid(submission: Submission) -> Iterable[Problem]:
    return limited([fault for draws in drawn(submission) for fault in mixed_samples(draws, _kept(draws))])


def mixed_samples(draws: Drawn, kept: tuple[str, ...]) -> Iterator[Fault]:
    """Samples that have several values of a task id that they are to keep fixed."""
    for number, name in enumerate(draws.columns):
        wrong = np.flatnonzero(~draws.constant[:, number]) if name in kept else np.array([], dtype=np.int64)
        if len(wrong):
            names = some([draws.names[sample] for sample in wrong])
            yield at_rows(f"sample {names} has several values of {name}", draws.rows_of(wrong), column=name)


@check(
    SUBJECT,
    "spl_non_compound_tid",
    "All samples run through the same tasks",
    needs=("spl_compound_tid",),
)
def spl_non_compound_tid(submission: Submission) -> Iterable[Problem]:
    faults: list[Fault] = []
    for draws in drawn(submission):
        through = [name for name in draws.columns if name not in _kept(draws)]
        if not through:
            continue
        keys = row_keys([submission.coded(name) for name in through], draws.rows, submission.read.rows)
        tasks, first, number = np.unique(keys, return_index=True, return_inverse=True)
        has = np.zeros((len(draws.names), len(tasks)), dtype=bool)
        has[draws.sample, number] = True
        told = [submission.told(int(draws.rows[row]), tuple(through)) for row in first]
        usual = has.sum(axis=0) * 2 >= len(draws.names)
        kinds, kind = np.unique(has, axis=0, return_inverse=True)
        for one in np.flatnonzero((kinds != usual).any(axis=1)).tolist():
            lacks, more = np.flatnonzero(usual & ~kinds[one]), np.flatnonzero(~usual & kinds[one])
            parts = [
                f"{verb} {some([told[task] for task in tasks], FEW)}, {others}"
                for verb, tasks, others in (
                    ("lacks", lacks, "which other samples have"),
                    ("has", more, "which other samples lack"),
                )
                if len(tasks)
            ]
            samples = np.flatnonzero(kind.ravel() == one)
            names = some([draws.names[sample] for sample in samples])
            said = f"sample {names} {' and '.join(parts)}"
            faults.append(at_rows(said, draws.rows_of(samples), column=OUTPUT_TYPE_ID))
    return limited(faults)


FEW = 3
"""Tasks that a sentence names."""


@check(SUBJECT, "spl_n", "Each task has as many samples as the hub asks", needs=("spl_compound_tid",))
def spl_n(submission: Submission) -> Iterable[Problem]:
    faults: list[Fault] = []
    for draws in drawn(submission):
        kept = _kept(draws)
        keys = row_keys([submission.coded(name) for name in kept], draws.rows, submission.read.rows)
        pairs = np.unique(np.column_stack([keys, draws.sample]), axis=0)
        compounds, counts = np.unique(pairs[:, 0], return_counts=True)
        least, most = draws.asked.min_samples_per_task, draws.asked.max_samples_per_task
        sound = counts[(counts >= least) & (counts <= most)]
        usual = int(np.bincount(sound).argmax()) if len(sound) else 0
        for compound, count in zip(compounds.tolist(), counts.tolist(), strict=True):
            if least <= count <= most and count == usual:
                continue
            rows = draws.rows[keys == compound]
            task = submission.told(int(rows[0]), kept) or "every task"
            if not least <= count <= most:
                asked = f"{least}" if least == most else f"{least} to {most}"
                said = f"{count} samples of {task}; give {asked}"
            else:
                said = f"{count} samples of {task}, {usual} of other tasks; give all the same number"
            faults.append(at_rows(said, rows, column=OUTPUT_TYPE_ID))
            if len(faults) > MOST:
                break
    return limited(faults)


MOST = 100


def _kept(draws: Drawn) -> tuple[str, ...]:
    """The task ids that every sample keeps fixed."""
    throughout = [bool(column.all()) for column in fixed_ids(draws).T]
    return tuple(name for name, fixed in zip(draws.columns, throughout, strict=True) if fixed)
