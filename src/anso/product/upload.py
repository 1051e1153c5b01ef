"""A file given with a request: a path on the command line, a multipart part in the API, a field of a form."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from anso.config import config
from anso.product.sentences import bad_value, figure, shown

__all__ = ["Upload", "UploadRule", "upload_rules"]


class Upload(BaseModel):
    """A file that was given: where it lies now, what its giver calls it, and what is in it."""

    model_config = ConfigDict(frozen=True)

    path: Path
    name: str
    sha256: str
    bytes: int

    @classmethod
    def of(cls, path: Path, name: str = "") -> "Upload":
        """The file at that path; its name tells nothing of the folder it lies in."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return cls(path=path, name=name or path.name, sha256=digest, bytes=path.stat().st_size)


@dataclass(frozen=True)
class UploadRule:
    """What a file field accepts, as in `sequences: Annotated[Upload, UploadRule((".fasta", ".fa"), megabytes=50)]`."""

    endings: tuple[str, ...] = ()
    megabytes: int = 0
    """0: the installation's own limit (`ANSO_UPLOAD_LIMIT`)."""

    @property
    def limit(self) -> int:
        """Bytes accepted at the most."""
        megabytes = min(self.megabytes, config().upload_limit) if self.megabytes else config().upload_limit
        return megabytes * 1_000_000

    def accept(self, value: Any) -> Upload:
        # A text is never taken for a path: over the network it would name a file of the server's own.
        if not isinstance(value, Path | Upload):
            raise bad_value("file_as_text")
        path = value if isinstance(value, Path) else value.path
        if not path.is_file():
            raise bad_value("file_not_there", lambda language: {"name": shown(str(path), language)})
        size, name = path.stat().st_size, value.name
        if self.endings and not name.lower().endswith(self.endings):
            raise bad_value(
                "file_type",
                lambda language: {"name": shown(name, language), "endings": ", ".join(self.endings)},
            )
        if size > self.limit:
            raise bad_value(
                "file_too_large",
                lambda language: {
                    "name": shown(name, language),
                    "size": figure(size / 1e6, language, 1),
                    "limit": figure(self.limit / 1e6, language),
                },
            )
        if size == 0:
            raise bad_value("file_empty", lambda language: {"name": shown(name, language)})
        return value if isinstance(value, Upload) else Upload.of(path)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.accept,
            # A request is kept by the content of its files, not by where they happened to lie.
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda upload: {"name": upload.name, "sha256": upload.sha256, "bytes": upload.bytes}
            ),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        kinds = ", ".join(self.endings) or "any type"
        return {
            "type": "string",
            "format": "binary",
            "title": f"File ({kinds}, at most {self.limit / 1e6:g} MB)",
        }


def upload_rules(model: type[BaseModel]) -> dict[str, UploadRule]:
    """The file fields of a request model, and what each accepts."""
    return {
        name: next((note for note in _annotations(field) if isinstance(note, UploadRule)), UploadRule())
        for name, field in model.model_fields.items()
        if Upload in _annotations(field)
    }


def _annotations(field: FieldInfo) -> list[Any]:
    """A field's type and notes, seen through `Annotated` and `… | None`."""
    found, waiting = list(field.metadata), [field.annotation]
    while waiting:
        part = waiting.pop()
        found.append(part)
        waiting += [inner for inner in get_args(part) if isinstance(inner, type) or get_args(inner)]
        found += getattr(part, "__metadata__", ())
    return found
