"""A model's metadata as the hub's file: made from its entry, checked by the hub's own schema.

In comes what a team says of its model; out comes the YAML file that hubverse's tools read, with the names by
which the team and the model are on record, whatever was typed.
"""

from typing import Any

from anso.alliance.teams.models import TeamModel
from anso.hub.keeping import layout
from anso.hub.keeping.metadata import yaml_bytes

__all__ = ["completed", "file_of", "path_for"]


def path_for(model: TeamModel) -> str:
    """Where the file lies in a hub."""
    return layout.metadata_path(model.model_id)


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


def file_of(metadata: dict[str, Any]) -> bytes:
    """The file itself."""
    return yaml_bytes(metadata)
