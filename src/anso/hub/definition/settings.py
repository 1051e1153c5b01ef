"""What admin.json and target-data.json say, as records whose names are those of the JSON."""

from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StrictBool

from anso.hub.definition.records import FileFormat
from anso.hub.definition.values import Names, Record, distinct

__all__ = ["Admin", "TargetData"]


def known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"{name!r} is no time zone; give one such as US/Eastern or Europe/Berlin")
    return name


def plain_folder(path: str) -> str:
    parts = path.strip("/").split("/")
    if path.startswith("/") or ".." in parts or not path.strip("/"):
        raise ValueError(f"{path!r} is not a folder inside the hub; give a relative one such as model-output")
    return "/".join(parts)


class Admin(Record):
    """Who runs the hub, where and in which formats."""

    schema_version: str
    name: str
    maintainer: str
    contact: dict[str, Any]
    repository: dict[str, Any]
    file_format: Annotated[tuple[FileFormat, ...], Field(min_length=1)]
    timezone: Annotated[str, AfterValidator(known_zone)]
    zoltar_project_id: int | None = None
    citation: str = ""
    model_output_dir: Annotated[str, AfterValidator(plain_folder)] = "model-output"
    cloud: dict[str, Any] | None = None


class TimeSeries(Record):
    """The observations as a series."""

    non_task_id_schema: dict[str, Literal["character", "double", "integer", "logical", "Date"]] | None = None
    observable_unit: Names = None
    versioned: StrictBool | None = None


class OracleOutput(Record):
    """The observations as a model would have stated them that knew all."""

    has_output_type_ids: StrictBool = False
    observable_unit: Names = None
    versioned: StrictBool | None = None


class TargetData(Record):
    """What the columns of target-data are (schema v6)."""

    schema_version: str
    observable_unit: Annotated[tuple[str, ...], AfterValidator(distinct), Field(min_length=1)]
    date_col: str | None
    versioned: StrictBool = False
    time_series: TimeSeries = Field(default_factory=TimeSeries, alias="time-series")
    oracle_output: OracleOutput = Field(default_factory=OracleOutput, alias="oracle-output")
    additional_metadata: dict[str, Any] | None = None
