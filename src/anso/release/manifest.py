"""What a release says of itself. The bytes of `manifest.json` are a pure function of its content."""

import hashlib
import json
import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from anso.release.alert import Alert
from anso.release.localised import Localised

__all__ = [
    "DIGEST_LENGTH",
    "MANIFEST",
    "RELEASE_ID",
    "FileEntry",
    "Input",
    "Manifest",
    "Output",
    "content_digest",
]

MANIFEST = "manifest.json"
DIGEST_LENGTH = 10
RELEASE_ID = re.compile(rf"[a-z0-9_-]+(\.[a-z0-9_-]+)*/\d{{4}}-\d{{2}}-\d{{2}}-[0-9a-f]{{{DIGEST_LENGTH}}}")

OutputKind = Literal["table", "grid", "chart", "text", "facts", "file"]


def _inside(path: str) -> str:
    parts = path.split("/")
    if not all(parts) or {".", ".."} & set(parts):
        raise ValueError(f"{path!r} does not lie in the release's folder")
    return path


InnerPath = Annotated[str, AfterValidator(_inside)]
"""A file's path within the release; one that leads elsewhere would show a reader files of the machine."""


class Input(BaseModel):
    """Something the run read: who gave it, as known when, and the hash of its bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    title: str
    url: str
    licence: str
    as_of: date
    sha256: str
    how: str = Field(description="packaged, live or cached")


class FileEntry(BaseModel):
    """One file of the release."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    bytes: int


class Output(BaseModel):
    """One thing the release offers: a table, a chart, a text; `path` is a file, or a folder for grids."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: OutputKind
    path: InnerPath
    sha256: str
    title: Localised | None = None
    alt: Localised | None = Field(None, description="A chart in words, for those who do not see it")
    columns: dict[str, Localised] = Field({}, description="What the columns of a table mean, with units")
    words: dict[str, Localised] = Field(
        {}, description="Values of a table that are words, as each language says them"
    )
    rows: int | None = None
    forecast: bool = Field(
        default=False, description="A table of forecasts in the hub's convention, sound by its rules"
    )
    languages: tuple[str, ...] = ()
    by: str | None = Field(None, description="Column whose values each have a chart of their own")
    lead: bool = Field(default=False, description="The picture to show when there is room for one")


class Manifest(BaseModel):
    """The whole release, described."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    product: str
    title: Localised
    corridor: str
    issued: date
    request: dict[str, Any]
    finding: Localised | None = None
    holds: Localised | None = Field(None, description="When and for whom the finding holds")
    places: tuple[str, ...] = ()
    inputs: tuple[Input, ...] = ()
    code: str = Field(description="Package and version that made it")
    synthetic: bool = Field(default=False, description="Made from synthetic data")
    owner: str | None = Field(None, description="Whose private release it is; none: public")
    outputs: tuple[Output, ...] = ()
    alerts: tuple[Alert, ...] = ()
    files: dict[InnerPath, FileEntry] = {}

    def to_bytes(self) -> bytes:
        content = self.model_dump(mode="json", exclude_defaults=True) | {"format": self.format}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode()

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.to_bytes()).hexdigest()

    @property
    def id(self) -> str:
        return f"{self.product}/{self.issued.isoformat()}-{self.digest[:DIGEST_LENGTH]}"

    def output(self, kind: OutputKind, name: str) -> Output | None:
        return next((output for output in self.outputs if (output.kind, output.name) == (kind, name)), None)

    def of_kind(self, kind: OutputKind) -> tuple[Output, ...]:
        return tuple(output for output in self.outputs if output.kind == kind)


def content_digest(files: dict[str, FileEntry], path: str) -> str:
    """The hash of one output: of its file, or of the names and hashes of all files in its folder."""
    if path in files:
        return files[path].sha256
    lines = sorted(f"{name} {entry.sha256}\n" for name, entry in files.items() if name.startswith(f"{path}/"))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
