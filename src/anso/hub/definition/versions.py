"""Which version of hubverse's schemas a file is written for, and whether it can be read."""

import re
from typing import Any

from anso.errors import Problem

__all__ = ["NEWEST", "OLDEST", "schema_version"]

OLDEST, NEWEST = 4, 6
"""The major versions that are read."""

ADDRESS = re.compile(r"/v(\d+)\.(\d+)\.(\d+)(?:\.\d+)?/([a-z-]+)-schema\.json$")


def schema_version(document: dict[str, Any], file: str, kind: str) -> tuple[str, list[Problem]]:
    """The version, such as 5.1.0, that `schema_version` names; or why the file cannot be read."""
    where = f"{file}, schema_version"
    example = f"https://raw.githubusercontent.com/hubverse-org/schemas/main/v{NEWEST}.0.0/{kind}-schema.json"
    given = document.get("schema_version")
    if not isinstance(given, str):
        return "", [Problem(where, f"is missing; give the address of the schema, such as {example}")]
    found = ADDRESS.search(given)
    if found is None:
        return "", [
            Problem(where, f"{given!r} names no version of a hubverse schema; give one such as {example}")
        ]
    major = int(found[1])
    version = f"{major}.{int(found[2])}.{int(found[3])}"
    if major < OLDEST:
        return version, [
            Problem(
                where,
                f"is version {version}; versions {OLDEST} to {NEWEST} are read. Move the hub to a newer schema: "
                "each output type then says is_required, and its output_type_id has required alone",
            )
        ]
    if major > NEWEST:
        return version, [
            Problem(
                where,
                f"is version {version}, newer than what is read here ({OLDEST} to {NEWEST}); update anso",
            )
        ]
    if found[4] != kind:
        return version, [
            Problem(where, f"is the address of the {found[4]} schema; {file} needs {kind}-schema.json")
        ]
    return version, []
