"""Values of configuration files as pydantic reads them: what a cell may hold, names that stand once, days, levels."""

import math
from datetime import date
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict

from anso.release.forecast import OUTPUT_TYPES

__all__ = ["Day", "Names", "Number", "OutputTypeName", "Record", "Scalars", "as_text", "distinct"]


def scalar(value: Any) -> Any:
    """A value that a column may hold."""
    if not isinstance(value, bool | int | float | str) or (
        isinstance(value, float) and not math.isfinite(value)
    ):
        raise ValueError("should be a text, a number, or true or false")
    return value


def distinct(values: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    """An array that names each value once."""
    texts = [as_text(value) for value in values or ()]
    doubled = {text for text in texts if texts.count(text) > 1} if len(set(texts)) < len(texts) else set()
    if doubled:
        raise ValueError(f"names {', '.join(sorted(doubled))} more than once; keep each value once")
    return values


def as_text(value: Any) -> str:
    """A value as the text that a CSV file would hold: whole numbers without a point, dates in ISO form."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def calendar_day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a date such as 2022-11-05") from None
    return text


def number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"should be a number, without quotes; it is {value!r}")  # noqa: TRY004  # a document's fault
    return value


def output_type_name(name: str) -> str:
    if name not in OUTPUT_TYPES:
        raise ValueError(f"is no output type; there are {', '.join(OUTPUT_TYPES)}")
    return name


Scalar = Annotated[Any, AfterValidator(scalar)]
Scalars = Annotated[tuple[Scalar, ...] | None, AfterValidator(distinct)]
Number = Annotated[Any, AfterValidator(number)]
Names = Annotated[tuple[str, ...] | None, AfterValidator(distinct)]
OutputTypeName = Annotated[str, AfterValidator(output_type_name)]
Day = Annotated[str, AfterValidator(calendar_day)]


class Record(BaseModel):
    """A part of a configuration file; a property that the schema does not know is refused, as hubverse does."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))
