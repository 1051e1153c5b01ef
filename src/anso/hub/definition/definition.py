"""A hub's definition, read whole from its hub-config folder.

In comes a hub's folder; out comes one record with everything that readers, checks, boards and teams ask of
it, or `InvalidInputError` with every fault of every file: file, JSON path and mend.
"""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import Field

from anso.errors import AnsoError, InvalidInputError, NotFoundError, Problem
from anso.hub.definition.consistency import inconsistencies
from anso.hub.definition.document import MAXIMUM_BYTES, parsed, record
from anso.hub.definition.records import Round, Target
from anso.hub.definition.settings import Admin, TargetData
from anso.hub.definition.values import Names, Record, as_text
from anso.hub.definition.versions import schema_version
from anso.hub.folder import HubFolder

__all__ = ["ADMIN", "CONFIG", "METADATA_SCHEMA", "TARGET_DATA", "TASKS", "Definition", "contents"]

CONFIG = "hub-config"
ADMIN = f"{CONFIG}/admin.json"
TASKS = f"{CONFIG}/tasks.json"
TARGET_DATA = f"{CONFIG}/target-data.json"
METADATA_SCHEMA = f"{CONFIG}/model-metadata-schema.json"


class Tasks(Record):
    """tasks.json as it is written."""

    schema_version: str
    rounds: tuple[Round, ...] = Field(min_length=1)
    output_type_id_datatype: str = "auto"
    derived_task_ids: Names = None
    additional_metadata: dict[str, Any] | None = None


@dataclass(frozen=True)
class Definition:
    """What a hub asks for."""

    tasks_version: str
    rounds: tuple[Round, ...]
    name: str
    timezone: ZoneInfo
    file_formats: tuple[str, ...]
    model_output_dir: str
    output_type_id_datatype: str = "auto"
    target_data: TargetData | None = None
    metadata_schema: dict[str, Any] | None = None
    documents: dict[str, dict[str, Any]] = field(default_factory=dict, compare=False, repr=False)
    """The files it was read from, as they are: path within the hub and parsed JSON."""

    @classmethod
    def read(cls, hub: HubFolder | str | Path) -> Self:
        """The definition in a hub's folder."""
        return cls.of(contents(hub if isinstance(hub, HubFolder) else HubFolder(hub)))

    @classmethod
    def of(cls, contents: dict[str, bytes]) -> Self:
        """The definition that files of these paths and bytes state."""
        problems: list[Problem] = []
        documents: dict[str, dict[str, Any]] = {}
        for path, content in contents.items():
            document, faults = parsed(content, path)
            problems += faults
            if document is not None:
                documents[path] = document
        admin = _record(Admin, documents, ADMIN, "admin", problems)
        tasks = _record(Tasks, documents, TASKS, "tasks", problems)
        target_data = _record(TargetData, documents, TARGET_DATA, "target-data", problems)
        if tasks is not None:
            problems += inconsistencies(tasks.rounds, tasks.derived_task_ids or (), TASKS)
        if problems or admin is None or tasks is None:
            raise InvalidInputError(problems)
        version, _ = schema_version(documents[TASKS], TASKS, "tasks")
        return cls(
            tasks_version=version,
            rounds=tuple(
                round_.in_zone(admin.timezone, tasks.derived_task_ids or ()) for round_ in tasks.rounds
            ),
            name=admin.name,
            timezone=ZoneInfo(admin.timezone),
            file_formats=admin.file_format,
            model_output_dir=admin.model_output_dir,
            output_type_id_datatype=tasks.output_type_id_datatype,
            target_data=target_data,
            metadata_schema=documents.get(METADATA_SCHEMA),
            documents=documents,
        )

    def round_ids(self) -> list[str]:
        """Every round's id, in the order they are configured."""
        return list(dict.fromkeys(name for round_ in self.rounds for name in round_.ids))

    def round(self, round_id: str) -> Round:
        """The round of that id."""
        for round_ in self.rounds:
            if str(round_id) in round_.ids:
                return round_
        raise NotFoundError(f"{self.name} has no round {round_id}; its rounds are {_some(self.round_ids())}")

    @cached_property
    def task_columns(self) -> tuple[str, ...]:
        """The task id columns of all rounds, in the order they are configured."""
        return tuple(dict.fromkeys(name for round_ in self.rounds for name in round_.task_columns))

    @cached_property
    def target_metadata(self) -> dict[str, Target]:
        """What is known of each target, by its name in the tables."""
        return {
            target.value: target
            for round_ in self.rounds
            for task in round_.model_tasks
            for target in task.target_metadata
        }

    @property
    def targets(self) -> list[str]:
        """The targets, as the tables name them."""
        return list(self.target_metadata)

    @property
    def series_types(self) -> dict[str, str]:
        """The types of columns that describe the observations: hubverse's words, such as double or Date."""
        said = self.target_data.time_series.non_task_id_schema if self.target_data else None
        return dict(said or {})

    @property
    def locations(self) -> list[str]:
        """The places that forecasts may be of."""
        return self.values("location")

    @property
    def horizons(self) -> list[int]:
        """The horizons that forecasts may have, ascending."""
        found = [value for value in self._values("horizon") if isinstance(value, int | float)]
        return sorted({int(value) for value in found if float(value).is_integer()})

    def values(self, column: str) -> list[str]:
        """The values that a task id column may hold, as text, in the order they are configured."""
        return list(dict.fromkeys(as_text(value) for value in self._values(column)))

    @cached_property
    def output_types(self) -> dict[str, tuple[Any, ...]]:
        """Each output type with its levels or categories over all tasks; samples, means and medians have none."""
        found: dict[str, dict[Any, None]] = {}
        for round_ in self.rounds:
            for task in round_.model_tasks:
                for name, output_type in task.output_type.items():
                    found.setdefault(name, {}).update(dict.fromkeys(output_type.levels))
        return {
            name: tuple(sorted(levels) if name == "quantile" else levels) for name, levels in found.items()
        }

    def _values(self, column: str) -> list[Any]:
        return [
            value
            for round_ in self.rounds
            for task in round_.model_tasks
            if column in task.task_ids
            for value in task.task_ids[column].values
        ]


def contents(folder: HubFolder) -> dict[str, bytes]:
    """The files of hub-config by their path; `InvalidInputError` where one that is needed cannot be read."""
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in (ADMIN, TASKS, TARGET_DATA, METADATA_SCHEMA):
        try:
            found[path] = folder.read(path, limit=MAXIMUM_BYTES)
        except NotFoundError:
            if path in (ADMIN, TASKS):
                problems.append(Problem(path, f"is missing; a hub's folder holds {ADMIN} and {TASKS}"))
        except AnsoError as error:
            problems.append(Problem(path, str(error)))
    if problems:
        raise InvalidInputError(problems)
    return found


def _record(
    model: type[Any], documents: dict[str, dict[str, Any]], path: str, kind: str, problems: list[Problem]
) -> Any:
    document = documents.get(path)
    if document is None:
        return None
    _, faults = schema_version(document, path, kind)
    if faults:
        problems += faults
        return None  # another version's properties would be called wrong one by one
    found, faults = record(model, document, path)
    problems += faults
    return found


def _some(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= 8 else f"{', '.join(names[:4])} ... {', '.join(names[-2:])}"
