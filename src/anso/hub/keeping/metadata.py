"""What is known of the models of a hub: their metadata files, read with patience.

In comes a hub's folder; out comes a record for each model that has a metadata file or a submission. A file
that cannot be read is a problem of that model, and of nobody else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from anso.errors import AnsoError, Problem
from anso.hub.folder import HubFolder
from anso.hub.keeping.layout import MODEL_METADATA
from anso.hub.yaml_text import read_yaml

__all__ = ["Model", "models", "yaml_bytes"]

MAXIMUM_BYTES = 1 << 20


@dataclass(frozen=True)
class Model:
    """One model, as its metadata describes it."""

    id: str
    metadata: dict[str, Any] = field(default_factory=dict, hash=False)
    """The file's content; empty when there is none or it cannot be read."""
    problems: tuple[Problem, ...] = ()

    @property
    def team(self) -> str:
        return str(self.metadata.get("team_name") or self.id.partition("-")[0])

    @property
    def name(self) -> str:
        return str(self.metadata.get("model_name") or self.id)

    @property
    def designated(self) -> bool:
        """Whether the team wants this model to count for it, in hub ensembles for one."""
        return bool(self.metadata.get("designated_model", True))


def models(folder: HubFolder, submitting: Iterable[str]) -> list[Model]:
    """Every model of the hub, by name."""
    found = {
        name: _read(folder, f"{MODEL_METADATA}/{file}", name)
        for file in folder.names(MODEL_METADATA)
        if (name := _model_of(file))
    }
    for name in submitting:
        if name not in found:
            missing = Problem(
                f"{MODEL_METADATA}/{name}.yml", "is missing; every model of a hub has such a file"
            )
            found[name] = Model(name, problems=(missing,))
    return [found[name] for name in sorted(found)]


def yaml_bytes(metadata: Mapping[str, Any]) -> bytes:
    import yaml

    return yaml.safe_dump(dict(metadata), allow_unicode=True, sort_keys=False).encode()


def _model_of(file: str) -> str:
    path = PurePosixPath(file)
    return path.stem if path.suffix.lower() in (".yml", ".yaml") else ""


def _read(folder: HubFolder, path: str, model: str) -> Model:
    try:
        content = read_yaml(folder.read(path, limit=MAXIMUM_BYTES))
    except AnsoError as error:
        return Model(model, problems=(Problem(path, str(error)),))
    if not isinstance(content, dict):
        return Model(model, problems=(Problem(path, "holds no names with values, such as team_name: …"),))
    said = {str(key): value for key, value in content.items()}
    stated = said.get("model_id") or "-".join(
        str(said[part]) for part in ("team_abbr", "model_abbr") if said.get(part)
    )
    if stated and stated != model:
        problem = Problem(path, f"is about {stated!r} by its content; the file is named for {model!r}")
        return Model(model, said, (problem,))
    return Model(model, said)
