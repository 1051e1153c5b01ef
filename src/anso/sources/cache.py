"""The newest answer of each provider, kept on disk.

In: an answer's bytes as they arrive. Out: the file and its label (address, when it came, ETag, hash). The
bytes are written under their own hash and the label is replaced last, by an atomic rename, so a reader
sees either the old answer or the new one, whole. The answer before the newest is kept for readers that
opened its label a moment ago, and so is whatever was written in the last hour: another process may be
about to label it.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict, ValidationError

from anso.config import config

__all__ = ["Copy", "Label", "keep", "newest"]

LABEL = "answer.json"
IN_USE_SECONDS = 3600


class Label(BaseModel):
    """What is known of a kept answer."""

    model_config = ConfigDict(frozen=True)

    url: str
    retrieved: datetime
    sha256: str
    etag: str = ""
    last_modified: str = ""
    previous: str = ""


class Copy(BaseModel):
    """A kept answer and its label."""

    model_config = ConfigDict(frozen=True)

    path: Path
    label: Label


def folder(name: str) -> Path:
    return config().home / "cache" / "sources" / name


def newest(name: str, url: str) -> Copy | None:
    """The newest answer from that address; none when there is none or it was damaged on the disk."""
    try:
        label = Label.model_validate_json((folder(name) / LABEL).read_bytes())
        path = folder(name) / label.sha256
        whole = _sha256(path) == label.sha256
    except (FileNotFoundError, ValidationError):
        return None
    return Copy(path=path, label=label) if whole and label.url == url else None


def keep(
    name: str, url: str, chunks: Iterable[bytes], *, retrieved: datetime, etag: str, last_modified: str
) -> Copy:
    """Write an answer as it arrives; nothing of it is seen until all of it is on the disk."""
    target = folder(name)
    target.mkdir(parents=True, exist_ok=True)
    before = newest(name, url)
    digest = hashlib.sha256()
    with _scratch(target) as (scratch, stream):
        for chunk in chunks:
            digest.update(chunk)
            stream.write(chunk)
        _onto_disk(stream)
        path = scratch.replace(target / digest.hexdigest())
    label = Label(
        url=url,
        retrieved=retrieved,
        sha256=path.name,
        etag=etag,
        last_modified=last_modified,
        previous=before.label.sha256 if before else "",
    )
    with _scratch(target) as (scratch, stream):
        stream.write(label.model_dump_json(indent=1).encode())
        _onto_disk(stream)
        scratch.replace(target / LABEL)
    _forget_older(target, keeping={label.sha256, label.previous, LABEL})
    return Copy(path=path, label=label)


@contextmanager
def _scratch(directory: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A hidden file beside its target, removed at the end unless it was renamed into place."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=directory)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield Path(name), stream
    finally:
        Path(name).unlink(missing_ok=True)


def _onto_disk(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _forget_older(directory: Path, *, keeping: set[str]) -> None:
    """Older answers, and what killed processes left half written."""
    for path in directory.iterdir():
        with suppress(FileNotFoundError):  # another process cleared it away
            if path.name not in keeping and time.time() - path.stat().st_mtime > IN_USE_SECONDS:
                path.unlink()


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
