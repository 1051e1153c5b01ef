"""A model's metadata as the hub's file: made from its entry, checked by the hub's own schema.

In comes what a team says of its model; out comes the YAML file that hubverse's tools read, with the names by
which the team and the model are on record, whatever was typed.
"""

from typing import Any

import yaml

from anso.alliance.teams.models import ModelEntry, TeamModel

__all__ = ["completed", "metadata_file", "metadata_path", "path_for"]


def path_for(model: TeamModel) -> str:
    return f"model-metadata/{model.model_id}.yml"


def metadata_path(entry: ModelEntry) -> str:
    return path_for(entry.model)


def completed(model: TeamModel, given: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """What was said, under the names of the record; names that the schema does not have are left out."""
    own = {
        "team_name": model.team.name,
        "team_abbr": model.team.abbr,
        "model_id": model.model_id,
        "model_abbr": model.abbr,
    }
    known = schema.get("properties", {})
    named = {field: value for field, value in own.items() if field in known}
    if not {"model_id", "model_abbr"} & named.keys():
        named = {field: own[field] for field in ("team_abbr", "model_abbr")}
    said = {
        field: value for field, value in given.items() if field not in own and value not in ("", None, [])
    }
    return named | said


def metadata_file(entry: ModelEntry) -> bytes:
    return file_of(entry.metadata)


def file_of(metadata: dict[str, Any]) -> bytes:
    return yaml.safe_dump(metadata, sort_keys=False, allow_unicode=True, width=100).encode("utf-8")
