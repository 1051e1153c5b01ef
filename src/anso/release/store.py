"""Where releases are kept: a local folder or any fsspec address, with one way to publish into either.

A local folder publishes by renaming a finished staging folder. Other stores have no atomic rename, so
there the files are uploaded first and the manifest last; readers look for the manifest and nothing else.
Identical releases have identical ids, so whoever publishes second finds the work done and discards its own.
"""

import contextlib
import errno
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec

from anso.config import config
from anso.errors import AnsoError, NotFoundError
from anso.release.manifest import MANIFEST, RELEASE_ID, Manifest
from anso.release.reader import Release

__all__ = ["Store", "UnwritableStoreError"]

STAGING = ".staging"
ABANDONED_AFTER_SECONDS = 24 * 3600


class UnwritableStoreError(AnsoError):
    """There is no room for a release, or no leave to write one."""

    @classmethod
    def because(cls, place: str | Path, error: OSError) -> "UnwritableStoreError":
        return cls(
            f"No release can be written in {place}: {error.strerror or error}. "
            "Make room or give leave to write there, or set ANSO_RELEASES to another place"
        )


class Store:
    """A collection of releases at one address."""

    def __init__(self, url: str, **options: Any) -> None:
        protocol = fsspec.utils.get_protocol(url)
        if protocol == "s3" and config().s3_endpoint:
            options.setdefault("endpoint_url", config().s3_endpoint)
        if protocol == "s3":
            options.setdefault("use_listings_cache", False)  # other processes publish and delete as well
        self.url = url
        self.fs, root = fsspec.core.url_to_fs(url, **options)
        self.root = str(root).rstrip("/")
        self.local = Path(self.root) if protocol in ("file", "local") else None
        # Beside the releases, where a rename can publish it; releases that are uploaded are made at home.
        self._staging = (config().home if self.local is None else self.local) / STAGING

    def __repr__(self) -> str:
        return f"Store({self.url!r})"

    def products(self) -> list[str]:
        """The products that have at least one folder here."""
        return sorted(name for name in self._names(self.root) if not name.startswith("."))

    def ids(self, product: str | None = None) -> Iterator[str]:
        """The ids of the published releases, product by product, oldest first."""
        for slug in self.products() if product is None else [product]:
            for name in sorted(self._names(f"{self.root}/{slug}")):
                if RELEASE_ID.fullmatch(f"{slug}/{name}") and self.exists(f"{slug}/{name}"):
                    yield f"{slug}/{name}"

    def exists(self, release_id: str) -> bool:
        return bool(self.fs.exists(f"{self.root}/{release_id}/{MANIFEST}"))

    def open(self, release_id: str) -> Release:
        """The release of that id; reading its manifest is the proof that it is there."""
        if not RELEASE_ID.fullmatch(release_id):
            raise NotFoundError(
                f"{release_id!r} is no release id; ids look like epidemics.situation/2020-06-08-3f9c2a41bd"
            )
        release = Release(
            self.fs, f"{self.root}/{release_id}", release_id, self.local and self.local / release_id
        )
        try:
            _ = release.manifest
        except (FileNotFoundError, IsADirectoryError):
            raise self._no_release(release_id) from None
        return release

    def _no_release(self, release_id: str) -> NotFoundError:
        return NotFoundError(f"There is no release {release_id} in {self.url}")

    def staging(self) -> Path:
        """A new empty folder to write a release into."""
        folder = self._staging / f"{os.getpid()}-{uuid.uuid4().hex}"
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise UnwritableStoreError.because(self._staging.parent, error) from error
        return folder

    def publish(self, staged: Path, manifest: Manifest) -> Release:
        """Make the staged folder, whose manifest is not yet written, the release its manifest describes."""
        content = manifest.to_bytes()
        release_id = manifest.id
        if self.local is not None:
            _write_durably(staged / MANIFEST, content)
            self._rename(staged, self.local / release_id, content)
        elif self.exists(release_id):
            shutil.rmtree(staged)
        else:
            for name in manifest.files:
                self.fs.put_file(str(staged / name), f"{self.root}/{release_id}/{name}")
            self.fs.pipe_file(f"{self.root}/{release_id}/{MANIFEST}", content)
            shutil.rmtree(staged)
        self.fs.invalidate_cache()
        return self.open(release_id)

    def delete(self, release_id: str) -> None:
        """Remove a release; for readers it is gone at once, whatever remains to be cleaned."""
        release = self.open(release_id)
        if self.local is not None:
            try:
                self._set_aside(self.local / release_id)
            except FileNotFoundError:  # somebody else deleted it a moment ago
                raise self._no_release(release_id) from None
        else:
            self.fs.rm_file(release.address(MANIFEST))
            self.fs.rm(f"{self.root}/{release_id}", recursive=True)
            self.fs.invalidate_cache()

    def sweep(self, older_than_seconds: float = ABANDONED_AFTER_SECONDS) -> int:
        """Clear away what interrupted runs left in staging; gives the number of folders removed."""
        if not self._staging.exists():
            return 0
        now = time.time()
        abandoned = [
            folder
            for folder in self._staging.iterdir()
            if (changed := _last_changed(folder)) is not None and now - changed >= older_than_seconds
        ]
        for folder in abandoned:
            _remove(folder)
        return len(abandoned)

    def _rename(self, staged: Path, final: Path, manifest: bytes) -> None:
        for folder in (staged, *(path for path in staged.rglob("*") if path.is_dir())):
            _sync_folder(folder)
        final.parent.mkdir(parents=True, exist_ok=True)
        while staged.exists():
            try:
                staged.rename(final)
            except OSError as error:
                if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                    raise
                if _content(final / MANIFEST) == manifest:
                    shutil.rmtree(staged)  # the same release was published while this one was being written
                else:
                    # What stands there is damaged: it is not what its id says. Another run may mend it as well.
                    with contextlib.suppress(FileNotFoundError):
                        self._set_aside(final)
        _sync_folder(final.parent)

    def _set_aside(self, folder: Path) -> None:
        """Take a release out of sight at once, and then away; what a killed process leaves of it is swept."""
        doomed = self._staging / f"deleted-{uuid.uuid4().hex}"
        doomed.parent.mkdir(exist_ok=True)
        folder.rename(doomed)
        _remove(doomed)

    def _names(self, folder: str) -> list[str]:
        try:
            entries = (
                self.fs.ls(folder, detail=True, refresh=True) if self.local is None else self.fs.ls(folder)
            )
        except FileNotFoundError:
            return []
        return [
            str(entry["name"] if isinstance(entry, dict) else entry).rstrip("/").rsplit("/", 1)[-1]
            for entry in entries
        ]


def _last_changed(folder: Path) -> float | None:
    """When something was last written in the folder, at any depth; none when it has gone meanwhile."""
    try:
        return max(path.stat().st_mtime for path in (folder, *folder.rglob("*")))
    except FileNotFoundError:
        return None


def _remove(folder: Path) -> None:
    """Remove a folder that another process may be removing as well."""
    while folder.exists():
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(folder)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(
            OSError
        ):  # some file systems cannot sync a folder; the rename is atomic all the same
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
