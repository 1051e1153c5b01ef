"""What tasks.json says, as records: rounds, the tasks of each, their output types, targets and dates due.

In comes the parsed JSON of hubverse's schema v4 to v6; out come frozen records whose names are those of the
JSON. A value of the wrong kind is pydantic's error; `document.py` says it in words and with its JSON path.
"""

from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field, StrictBool, StrictInt, model_validator

from anso.hub.definition.values import Day, Names, Number, OutputTypeName, Record, Scalars, as_text

__all__ = [
    "Due",
    "ModelTask",
    "OutputType",
    "Round",
    "Samples",
    "Target",
    "TaskId",
    "ValueRange",
]

FileFormat = Literal["csv", "parquet", "arrow"]
LEVEL_TYPES = ("quantile", "cdf", "pmf")
"""Output types that state a value for each of several ids."""


class TaskId(Record):
    """The values a task id column may hold."""

    required: Scalars
    optional: Scalars

    @cached_property
    def values(self) -> tuple[Any, ...]:
        return (*(self.required or ()), *(self.optional or ()))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return tuple(as_text(value) for value in self.values)


class ValueRange(Record):
    """What a value may be."""

    type: Literal["double", "integer", "character", "logical", "Date"]
    minimum: Number = None
    maximum: Number = None


class Samples(Record):
    """How samples are told apart, how many there are, and which task ids they share."""

    type: Literal["character", "integer"]
    min_samples_per_task: Annotated[StrictInt, Field(ge=1)]
    max_samples_per_task: Annotated[StrictInt, Field(ge=1)]
    max_length: Annotated[StrictInt, Field(ge=1)] | None = None
    compound_taskid_set: Names = None


class Levels(Record):
    """The ids of an output type; null for a mean and a median."""

    required: Scalars


class OutputType(Record):
    """One way in which forecasts of a task are stated."""

    output_type_id: Levels | None = None
    output_type_id_params: Samples | None = None
    value: ValueRange
    is_required: StrictBool

    @property
    def levels(self) -> tuple[Any, ...]:
        """The ids that a forecast of this type states; none for samples, means and medians."""
        return () if self.output_type_id is None else self.output_type_id.required or ()

    @cached_property
    def level_texts(self) -> tuple[str, ...]:
        """The ids as text."""
        return tuple(as_text(level) for level in self.levels)

    @property
    def samples(self) -> Samples | None:
        return self.output_type_id_params


class Target(Record):
    """What one target is."""

    model_config = ConfigDict(extra="allow")

    target_id: str
    target_name: str
    target_units: str
    target_keys: dict[str, str] | None
    target_type: Literal["continuous", "discrete", "date", "binary", "nominal", "ordinal", "compositional"]
    is_step_ahead: StrictBool
    time_unit: Literal["day", "week", "month"] | None = None
    description: str = ""

    @property
    def column(self) -> str | None:
        """The task id column that names the target; none when the hub has one target and no such column."""
        return next(iter(self.target_keys), None) if self.target_keys else None

    @property
    def value(self) -> str:
        """The target as its column names it."""
        return next(iter(self.target_keys.values())) if self.target_keys else self.target_id


class ModelTask(Record):
    """A group of tasks: all combinations of its task ids' values, stated in each of its output types."""

    task_ids: Annotated[dict[str, TaskId], Field(min_length=1)]
    output_type: Annotated[dict[OutputTypeName, OutputType], Field(min_length=1)]
    target_metadata: Annotated[tuple[Target, ...], Field(min_length=1)]

    def texts(self, task_id: str) -> tuple[str, ...]:
        """The values that a task id may have here; none of one that this group does not have."""
        return self.task_ids[task_id].texts if task_id in self.task_ids else ()


class Due(Record):
    """When submissions are taken: two dates, or days from a date that the submission names."""

    relative_to: str | None = None
    start: StrictInt | Day
    end: StrictInt | Day

    @model_validator(mode="before")
    @classmethod
    def of_one_kind(cls, given: Any) -> Any:
        if isinstance(given, dict) and {"start", "end"} <= given.keys():
            kind, words = (int, "a whole number of days") if "relative_to" in given else (str, "a date")
            for name in ("start", "end"):
                if not isinstance(given[name], kind) or isinstance(given[name], bool):
                    without = "" if "relative_to" in given else " without relative_to"
                    raise ValueError(  # noqa: TRY004  # pydantic reads ValueError as a fault of the document
                        f"{name} should be {words} here{without}; it is {given[name]!r}"
                    )
        return given


class Round(Record):
    """One round, or all rounds that a date column tells apart."""

    model_config = ConfigDict(extra="allow")

    round_id_from_variable: StrictBool
    round_id: str
    round_name: str = ""
    model_tasks: Annotated[tuple[ModelTask, ...], Field(min_length=1)]
    submissions_due: Due
    last_data_date: Day | None = None
    file_format: tuple[FileFormat, ...] = ()
    derived_task_ids: Names = None
    timezone: str = Field("UTC", exclude=True)

    def in_zone(self, timezone: str, derived: tuple[str, ...]) -> Self:
        """The round with what the hub as a whole says: its time zone, and its derived task ids if it has no own."""
        own = self.derived_task_ids if self.derived_task_ids is not None else derived
        return self.model_copy(update={"timezone": timezone, "derived_task_ids": own})

    @property
    def variable(self) -> str | None:
        """The column that says which round a row belongs to."""
        return self.round_id if self.round_id_from_variable else None

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The rounds' ids: the values of the column, or the one that is given."""
        if not self.round_id_from_variable:
            return (self.round_id,)
        found = [
            task.task_ids[self.round_id].texts for task in self.model_tasks if self.round_id in task.task_ids
        ]
        return tuple(dict.fromkeys(text for texts in found for text in texts))

    @cached_property
    def task_columns(self) -> tuple[str, ...]:
        """The task id columns of a submission, in the order they are configured."""
        return tuple(dict.fromkeys(name for task in self.model_tasks for name in task.task_ids))

    @property
    def derived(self) -> tuple[str, ...]:
        """Task ids whose values follow from the others'."""
        return self.derived_task_ids or ()

    def submission_window(self, reference_date: date | str | None = None) -> tuple[datetime, datetime]:
        """The first and the last moment at which a submission is taken, in the hub's time zone.

        Relative windows count from the date that the submission states, which is usually its round's. Both
        days count whole, as hubverse has it: from 00:00:00 of the first to 23:59:59 of the last.
        """
        first, last = self.submissions_due.start, self.submissions_due.end
        if isinstance(first, int) or isinstance(last, int):
            if reference_date is None:
                raise ValueError(
                    f"the window of {self.round_id} is relative to {self.submissions_due.relative_to}"
                )
            day = date.fromisoformat(str(reference_date))
            opens, closes = day + timedelta(days=int(first)), day + timedelta(days=int(last))
        else:
            opens, closes = date.fromisoformat(first), date.fromisoformat(last)
        zone = ZoneInfo(self.timezone)
        return datetime.combine(opens, time.min, zone), datetime.combine(closes, time(23, 59, 59), zone)
