"""One submission as its checks look at it: each thing worked out when it is first asked for."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray

from anso.errors import InvalidInputError
from anso.hub.checks.grounds import Grounds
from anso.hub.checks.reading import LIMITS, Coded, Read, read_table
from anso.hub.checks.report import at_rows
from anso.hub.checks.submission.name import SubmissionName, submission_name
from anso.hub.definition import ModelTask, Round
from anso.hub.definition.values import as_text
from anso.release.forecast import OUTPUT_TYPE, OUTPUT_TYPE_ID

__all__ = ["Matched", "Submission", "row_keys"]


@dataclass(frozen=True)
class Matched:
    """Which group of tasks each row belongs to, by its number; -1 where no group has such a row."""

    groups: NDArray[np.int64]
    by_task_ids: list[NDArray[np.bool_]]
    """For each group, which rows have task ids of it, whatever their output."""


class Submission:
    """A model-output file, of a hub or meant for it."""

    def __init__(
        self,
        hub: Grounds,
        path: str,
        *,
        content: bytes | None = None,
        now: datetime | None = None,
        closed: bool = False,
    ) -> None:
        self.hub = hub
        self.path = path
        self.given = content
        self.now = now
        self.closed = closed
        """Whether what it holds is not to be touched, since that brought a process down."""

    @cached_property
    def name(self) -> SubmissionName:
        return submission_name(self.path)

    @cached_property
    def round(self) -> Round:
        """The round that the file's name states."""
        return self.hub.definition.round(self.name.round_id)

    @property
    def ending(self) -> str:
        return PurePosixPath(self.path).suffix.lstrip(".").lower()

    @cached_property
    def content(self) -> bytes:
        if self.given is not None:
            return self.given
        return self.hub.folder.read(self.path, limit=LIMITS.bytes)

    @cached_property
    def read(self) -> Read:
        if self.closed:
            raise InvalidInputError([at_rows("cannot be read")])
        return read_table(self.content, self.ending)

    @cached_property
    def task_columns(self) -> tuple[str, ...]:
        """The task ids of which any combination may be asked: those that follow from others are left out."""
        return tuple(name for name in self.round.task_columns if name not in self.round.derived)

    @cached_property
    def _coded(self) -> dict[tuple[str, bool], Coded]:
        return {}

    def coded(self, name: str, *, numeric: bool | None = None) -> Coded:
        """A column's values; a column whose configured values are all numbers is compared as numbers."""
        as_numbers = self._numeric(name) if numeric is None else numeric
        if (name, as_numbers) not in self._coded:
            self._coded[name, as_numbers] = self.read.coded(name, numeric=as_numbers)
        return self._coded[name, as_numbers]

    def _numeric(self, name: str) -> bool:
        found = [
            value
            for task in self.round.model_tasks
            if name in task.task_ids
            for value in task.task_ids[name].values
        ]
        return bool(found) and all(is_number(value) for value in found)

    @property
    def output_type(self) -> Coded:
        return self.coded(OUTPUT_TYPE, numeric=False)

    @property
    def ids(self) -> Coded:
        """Output type ids, numbers among them in our one way of writing."""
        return self.coded(OUTPUT_TYPE_ID, numeric=True)

    def is_type(self, name: str) -> NDArray[np.bool_]:
        """Which rows are of an output type."""
        return self.output_type.where({name})

    @cached_property
    def matched(self) -> Matched:
        """Rows by the group of tasks that has them."""
        groups = np.full(self.read.rows, -1, dtype=np.int64)
        by_task_ids = []
        for number, task in enumerate(self.round.model_tasks):
            rows = self._has_task_ids(task)
            by_task_ids.append(rows)
            if rows.any():
                groups[rows & (groups < 0) & self._has_output(task)] = number
        return Matched(groups, by_task_ids)

    def allowed(self, task: ModelTask, name: str) -> NDArray[np.bool_]:
        """Which rows hold a value that the group has for this task id."""
        texts = set(task.texts(name))
        column = self.coded(name)
        return column.where(texts) if texts else column.missing

    def has_id(self, task: ModelTask, output_type: str) -> NDArray[np.bool_]:
        """Which rows hold an id that this output type has in the group."""
        stated = task.output_type[output_type]
        if stated.samples is not None:
            return _sample_names(
                self.coded(OUTPUT_TYPE_ID, numeric=False), stated.samples.type, stated.samples.max_length
            )
        if not stated.levels:
            return self.ids.missing
        numbers = {as_text(level) for level in stated.levels if is_number(level)}
        words = {as_text(level) for level in stated.levels if not is_number(level)}
        found = self.ids.where(numbers) if numbers else np.zeros(self.read.rows, dtype=bool)
        return found | self.coded(OUTPUT_TYPE_ID, numeric=False).where(words) if words else found

    def _has_task_ids(self, task: ModelTask) -> NDArray[np.bool_]:
        rows = np.ones(self.read.rows, dtype=bool)
        for name in self.task_columns:
            rows &= self.allowed(task, name)
        return rows

    def _has_output(self, task: ModelTask) -> NDArray[np.bool_]:
        rows = np.zeros(self.read.rows, dtype=bool)
        for name in task.output_type:
            of_type = self.is_type(name)
            if of_type.any():
                rows |= of_type & self.has_id(task, name)
        return rows

    def told(self, row: int, names: tuple[str, ...] | None = None) -> str:
        """The task of a row in words."""
        of = self.task_columns if names is None else names
        return ", ".join(f"{name} {self.coded(name).text(row) or 'nothing'}" for name in of)

    def belongs(self, group: int, output_type: str) -> NDArray[np.int64]:
        """The rows of an output type in a group of tasks."""
        return np.flatnonzero((self.matched.groups == group) & self.is_type(output_type))

    def task_keys(self, rows: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
        """A number for each row's task; the same for rows of the same task."""
        return row_keys([self.coded(name) for name in self.task_columns], rows, self.read.rows)


def row_keys(columns: list[Coded], rows: NDArray[np.int64] | None, total: int) -> NDArray[np.int64]:
    """One number for each row that says all these columns' values."""
    keys = np.zeros(total if rows is None else len(rows), dtype=np.int64)
    span = 1
    for column in columns:
        codes = (column.codes if rows is None else column.codes[rows]).astype(np.int64) + 1
        values = len(column.texts) + 1
        if span * values >= 1 << 62:
            _, keys = np.unique(keys, return_inverse=True)
            span = int(keys.max(initial=0)) + 1
        keys = keys * values + codes
        span *= values
    return keys


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _sample_names(ids: Coded, kind: str, longest: int | None) -> NDArray[np.bool_]:
    """Which rows name a sample as its type wants."""
    if kind == "integer":
        sound = {text for text in ids.texts if _is_whole(text)}
    else:
        sound = {text for text in ids.texts if longest is None or len(text) <= longest}
    return ids.where(sound)


def _is_whole(text: str) -> bool:
    return text.lstrip("-").isascii() and text.lstrip("-").isdigit()
