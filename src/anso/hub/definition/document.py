"""A configuration file as JSON and as a record, every fault said with its file, JSON path and mend.

In come bytes, which may be anything; out comes the parsed document and the record of it, or problems.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from anso.errors import Problem

__all__ = ["MAXIMUM_BYTES", "json_path", "parsed", "record"]

MAXIMUM_BYTES = 50_000_000
"""The largest configuration file read; real ones have well under one megabyte."""

Model = TypeVar("Model", bound=BaseModel)

MENDS = {
    "missing": "is missing; add it",
    "extra_forbidden": "is no property that the schema knows; take it out, or mend its spelling",
    "bool_type": "should be true or false, without quotes",
    "int_type": "should be a whole number, without quotes",
    "float_type": "should be a number, without quotes",
    "string_type": "should be a text in quotes",
    "tuple_type": "should be an array in square brackets",
    "dict_type": "should be an object in braces",
    "model_type": "should be an object in braces",
    "model_attributes_type": "should be an object in braces",
    "too_short": "should not be empty",
}
"""What pydantic's kinds of error mean to whoever writes the file."""


def parsed(content: bytes, file: str) -> tuple[Any, list[Problem]]:
    """The document, or what keeps the bytes from being one."""
    if len(content) > MAXIMUM_BYTES:
        return None, [
            Problem(file, f"is larger than {MAXIMUM_BYTES / 1e6:.0f} MB; this is no configuration file")
        ]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [Problem(file, f"is not UTF-8 text (byte {error.start + 1}); save it as UTF-8")]
    doubled: list[str] = []
    try:
        document = json.loads(
            text, object_pairs_hook=lambda pairs: _object(pairs, doubled), parse_constant=_no_constant
        )
    except json.JSONDecodeError as error:
        return None, [
            Problem(
                f"{file}, line {error.lineno}, column {error.colno}",
                f"is not JSON: {error.msg}; mend it there",
            )
        ]
    except (ValueError, RecursionError) as error:
        said = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        return None, [Problem(file, f"is not JSON that can be read: {said}")]
    if not isinstance(document, dict):
        return None, [Problem(file, "should be a JSON object in braces")]
    return document, [
        Problem(file, f"an object has the property {name!r} twice; keep one of the two")
        for name in sorted(set(doubled))
    ]


def record(model: type[Model], document: Any, file: str) -> tuple[Model | None, list[Problem]]:
    """The document as that record, or every fault of it."""
    try:
        return model.model_validate(document), []
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False)
        # Pydantic calls an array too short whose every item is faulty; the items' own faults say it better.
        meant = [fault for fault in faults if fault["type"] != "too_short" or not fault["input"]]
        return None, list(dict.fromkeys(_problem(fault, document, file) for fault in meant))


def json_path(parts: Sequence[str | int]) -> str:
    """A place in a document: rounds[0].model_tasks[1].task_ids.horizon."""
    path = ""
    for part in parts:
        if isinstance(part, int):
            path += f"[{part}]"
        elif re.fullmatch(r"[\w-]+", part):
            path += f".{part}" if path else part
        else:
            path += f"[{json.dumps(part, ensure_ascii=False)}]"
    return path


def _problem(fault: Mapping[str, Any], document: Any, file: str) -> Problem:
    kind, location = str(fault["type"]), _steps(fault, document)
    said = MENDS.get(kind) or _sentence(str(fault["msg"]))
    if kind not in ("missing", "extra_forbidden", "value_error") and kind in MENDS:
        said += f"; it is {_shortly(fault['input'])}"
    path = json_path(location)
    return Problem(f"{file}, {path}" if path else file, said)


def _sentence(message: str) -> str:
    message = message.removeprefix("Value error, ").removeprefix("Input ")
    return message[0].lower() + message[1:] if message[1:2].islower() else message


def _steps(fault: Mapping[str, Any], document: Any) -> list[str | int]:
    """The place as far as it exists in the document: pydantic adds names of its own, such as a union's."""
    steps: list[str | int] = []
    here = document
    for part in fault["loc"]:
        if (isinstance(here, dict) and part in here) or (
            isinstance(here, list) and isinstance(part, int) and part < len(here)
        ):
            here = here[part]
        elif fault["type"] != "missing" or part != fault["loc"][-1]:
            continue
        steps.append(part)
    return steps


def _shortly(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _object(pairs: list[tuple[str, Any]], doubled: list[str]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        doubled += [name for name in found if names.count(name) > 1]
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"it holds {name}, which is no JSON; give a number or leave the property out")
