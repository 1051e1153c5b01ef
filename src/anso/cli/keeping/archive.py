"""The tar file of a backup: files go in with their hashes, and come out only as they went in."""

import hashlib
import io
import json
import os
import shutil
import tarfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Any, Self

from anso.errors import AnsoError

__all__ = ["LISTING", "ArchiveWriter", "Listing", "unpack"]

LISTING = "backup.json"
FORMAT = 1
GZIPPED = (".gz", ".tgz")
CHUNK_BYTES = 1 << 20


@dataclass
class Listing:
    """What a backup says of itself."""

    made: str
    version: str
    records: str
    """`sqlite` or `postgresql`."""
    releases: list[str] = field(default_factory=list)
    private_releases: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """What the installation holds elsewhere and this backup does not."""
    files: dict[str, str] = field(default_factory=dict)
    """The sha256 of every file."""
    format: int = FORMAT


class ArchiveWriter:
    """Use as a context; the file appears under its name only when all of it is written."""

    def __init__(self, path: Path, listing: Listing) -> None:
        if path.exists():
            raise AnsoError(f"{path} is there already; choose another name, or remove it first")
        self.listing = listing
        self._path = path
        self._unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        descriptor = os.open(
            self._unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600
        )  # it holds secrets
        self._file = os.fdopen(descriptor, "wb")
        if path.suffix in GZIPPED:
            self._tar = tarfile.open(fileobj=self._file, mode="w|gz")  # noqa: SIM115  # closed in __exit__
        else:
            self._tar = tarfile.open(fileobj=self._file, mode="w|")  # noqa: SIM115

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                content = json.dumps(asdict(self.listing), indent=1).encode()
                self._add(LISTING, io.BytesIO(content), len(content))
            self._tar.close()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            if kind is None:
                self._unfinished.rename(self._path)
        finally:
            self._file.close()
            self._unfinished.unlink(missing_ok=True)

    def add_bytes(self, name: str, content: bytes) -> str:
        """Put a file in; gives its sha256."""
        return self.add_stream(name, io.BytesIO(content), len(content))

    def add_stream(self, name: str, source: IO[bytes], size: int) -> str:
        hashing = HashingReader(source)
        self._add(name, hashing, size)
        self.listing.files[name] = hashing.digest.hexdigest()
        return self.listing.files[name]

    def add_path(self, name: str, path: Path) -> str:
        with path.open("rb") as source:
            return self.add_stream(name, source, os.fstat(source.fileno()).st_size)

    def _add(self, name: str, source: Any, size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = size, 0o600, int(time.time())
        self._tar.addfile(info, source)


class HashingReader:
    """Hashes what is read through it."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._source.read(size)
        self.digest.update(chunk)
        return chunk


def unpack(path: Path, folder: Path) -> Listing:
    """Unpack a backup into a folder; raises unless every file is there, as it was put in."""
    found: dict[str, str] = {}
    listing: Listing | None = None
    try:
        with tarfile.open(path, mode="r|*") as tar:
            for member, source in files_in(tar, path):
                if member.name == LISTING:
                    listing = read_listing(source.read(), path)
                    continue
                found[member.name] = unpack_one(source, folder / member.name)
    except FileNotFoundError:
        raise AnsoError(f"There is no file {path}") from None
    except (tarfile.TarError, EOFError, OSError) as error:
        raise AnsoError(f"{path} cannot be read as a backup: {error}") from error
    if listing is None:
        raise AnsoError(f"{path} is no complete backup: it ends before its list of files ({LISTING})")
    for name in sorted(listing.files.keys() | found.keys()):
        if listing.files.get(name) != found.get(name):
            raise AnsoError(
                f"{path} is damaged: {name} is not as it was put in; nothing was restored. Use another backup"
            )
    return listing


def files_in(tar: tarfile.TarFile, path: Path) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    for member in tar:
        name = PurePosixPath(member.name)
        source = tar.extractfile(member) if member.isfile() else None
        if source is None or name.is_absolute() or ".." in name.parts:
            raise AnsoError(f"{path} is no backup of ours: it holds {member.name!r}")
        yield member, source


def unpack_one(source: IO[bytes], target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    hashing = HashingReader(source)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(hashing, file, CHUNK_BYTES)
        file.flush()
        os.fsync(file.fileno())
    return hashing.digest.hexdigest()


def read_listing(content: bytes, path: Path) -> Listing:
    described = json.loads(content)
    if described.get("format") != FORMAT:
        raise AnsoError(
            f"{path} was made by a newer version ({described.get('version')}); install that one to restore it"
        )
    return Listing(**described)
