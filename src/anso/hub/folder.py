"""A hub's folder as it lies, on this machine or at any fsspec address: names and bytes, read and never written.

In comes an address; out come the names of files and what they hold. Every path is relative to the hub and
stays inside it. A folder is told to other processes by its address alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import fsspec

from anso.config import config
from anso.errors import AnsoError, NotFoundError

__all__ = ["HubFolder", "TooLargeError", "inside"]


class TooLargeError(AnsoError):
    """A file is larger than what may be read of it."""


class HubFolder:
    """One hub's files."""

    def __init__(self, address: str | Path, **options: Any) -> None:
        self.address = str(address)
        self._options = options
        protocol = fsspec.utils.get_protocol(self.address)
        if protocol == "s3":
            options = {"use_listings_cache": False, **options}  # teams add files while we look
            if config().s3_endpoint:
                options = {"endpoint_url": config().s3_endpoint, **options}
        try:
            self.fs, root = fsspec.core.url_to_fs(self.address, **options)
        except (ImportError, ValueError) as error:
            raise NotFoundError(f"{self.address} is no address that can be opened: {error}") from error
        self.root = str(root).rstrip("/")
        self.faults = _faults_of(protocol)
        """What the file system raises where it cannot do what it is asked."""
        self.local = Path(self.root) if protocol in ("file", "local") else None

    def __repr__(self) -> str:
        return f"HubFolder({self.address!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _reopened, (self.address, self._options)

    @property
    def there(self) -> bool:
        """Whether there is any such folder."""
        with self._reached():
            return bool(self.fs.isdir(self.root))

    def place(self, path: str) -> str:
        """The address of a path for the file system itself."""
        return f"{self.root}/{inside(path)}" if path else self.root

    def exists(self, path: str) -> bool:
        """Whether a file of that path is there."""
        with self._reached():
            return bool(self.fs.isfile(self.place(path)))

    def size(self, path: str) -> int:
        """In bytes."""
        try:
            return int(self.fs.size(self.place(path)) or 0)
        except self.faults as error:
            raise self._unreadable(path, error) from error

    def read(self, path: str, *, limit: int | None = None) -> bytes:
        """All bytes of a file; one that is larger than the limit is refused before it is read."""
        if limit is not None and (size := self.size(path)) > limit:
            raise TooLargeError(
                f"{path} has {size / 1e6:,.0f} MB; at most {limit / 1e6:,.0f} MB are read. "
                "Write it as Parquet, or with fewer decimals, or split it"
            )
        try:
            with self.fs.open(self.place(path), "rb") as file:
                return bytes(file.read() if limit is None else file.read(limit + 1))
        except self.faults as error:
            raise self._unreadable(path, error) from error

    def names(self, folder: str = "") -> list[str]:
        """What lies right in a folder, files and folders alike, in order; hidden ones are not named."""
        return sorted(
            name
            for entry in self._listing(folder)
            if not (name := PurePosixPath(entry["name"]).name).startswith(".")
        )

    def folders(self, folder: str = "") -> list[str]:
        """The folders right in a folder."""
        return sorted(
            name
            for entry in self._listing(folder)
            if entry["type"] == "directory"
            and not (name := PurePosixPath(entry["name"]).name).startswith(".")
        )

    def files(self, folder: str = "") -> list[str]:
        """Every file below a folder, as paths relative to the hub, in order; hidden ones are not named."""
        place = self.place(folder)
        try:
            with self._reached():
                found = self.fs.find(place)
        except (FileNotFoundError, NotADirectoryError):
            return []
        relative = [str(path)[len(self.root) :].lstrip("/") for path in found]
        return sorted(
            path
            for path in relative
            if path and not any(part.startswith(".") for part in PurePosixPath(path).parts)
        )

    def _listing(self, folder: str) -> list[dict[str, Any]]:
        place = self.place(folder)
        try:
            with self._reached():
                found = self.fs.ls(place, detail=True)
        except (FileNotFoundError, NotADirectoryError):
            return []
        # Object stores list a folder's own marker among what it holds.
        return [entry for entry in found if entry["name"].rstrip("/") != place]

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """A place that is away or lets nobody in is told in words; what is not there is its asker's to tell."""
        try:
            yield
        except (FileNotFoundError, NotADirectoryError):
            raise
        except self.faults as error:
            raise AnsoError(f"{self.address} cannot be read: {error}") from error

    def _unreadable(self, path: str, error: Exception) -> AnsoError:
        if isinstance(error, FileNotFoundError):
            return NotFoundError(f"There is no file {path} in {self.address}")
        if isinstance(error, IsADirectoryError):
            return NotFoundError(f"{path} in {self.address} is a folder, not a file")
        return AnsoError(
            f"{path} in {self.address} cannot be read: {getattr(error, 'strerror', None) or error}"
        )


def inside(path: str) -> str:
    """The path, when it names something below a folder and nothing else."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    if not parts or parts[0].startswith("/") or ".." in parts or "\0" in path:
        raise NotFoundError(
            f"{path!r} is no path inside a hub; give one such as model-output/team-model/file.csv"
        )
    return "/".join(parts)


def _faults_of(protocol: str) -> tuple[type[Exception], ...]:
    """An object store that is away or knows us not has errors of its own."""
    if protocol != "s3":
        return (OSError,)
    from botocore.exceptions import BotoCoreError  # type: ignore[import-untyped]

    return (OSError, BotoCoreError)


def _reopened(address: str, options: dict[str, Any]) -> HubFolder:
    return HubFolder(address, **options)
