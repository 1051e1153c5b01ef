"""A published release, read: its manifest, tables, grids, charts, texts, facts, and the proof of its bytes."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, Any, Self

import fsspec

from anso.errors import AnsoError, NotFoundError, Problem
from anso.release.localised import in_language
from anso.release.manifest import DIGEST_LENGTH, MANIFEST, Manifest, Output, OutputKind, content_digest

__all__ = ["DamagedReleaseError", "Release"]


class DamagedReleaseError(AnsoError):
    """A release's files are not what was published, and cannot be read."""

    def __init__(self, release_id: str, path: str) -> None:
        self.release_id, self.path = release_id, path
        super().__init__(
            f"Release {release_id}: {path} is damaged or missing; restore it from a backup "
            "(`anso release verify` names everything that was altered)"
        )

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        return type(self), (self.release_id, self.path)


class Release:
    """A release at an address. Opening reads the manifest alone; everything else is read when asked for."""

    def __init__(
        self, fs: fsspec.AbstractFileSystem, root: str, release_id: str, folder: Path | None
    ) -> None:
        self._fs = fs
        self._root = root
        self._folder = folder
        self.id = release_id

    def __repr__(self) -> str:
        return f"Release({self.id!r})"

    @cached_property
    def manifest(self) -> Manifest:
        content = self.read(MANIFEST)
        try:
            return Manifest.model_validate_json(content)
        except ValueError as error:
            raise DamagedReleaseError(self.id, MANIFEST) from error

    def address(self, path: str) -> str:
        return f"{self._root}/{path}"

    def local_path(self, path: str) -> Path | None:
        """The file on this machine, where the store is a local folder."""
        return self._folder / path if self._folder is not None else None

    def read(self, path: str) -> bytes:
        return bytes(self._fs.cat_file(self.address(path)))

    def open(self, path: str) -> IO[bytes]:
        return self._fs.open(self.address(path), "rb")  # type: ignore[no-any-return]  # fsspec gives a binary file

    def output(self, kind: OutputKind, name: str) -> Output:
        found = self.manifest.output(kind, name)
        if found is None:
            names = ", ".join(output.name for output in self.manifest.of_kind(kind)) or "none"
            raise NotFoundError(f"Release {self.id} has no {kind} {name!r}; it has: {names}")
        return found

    def table(
        self, name: str, columns: Iterable[str] | None = None, where: Iterable[tuple[str, str, Any]] = ()
    ) -> Any:
        """The table as a `pyarrow.Table`; `where` holds conditions such as `("country", "==", "PK")`."""
        import pyarrow.parquet as pq

        path = self.output("table", name).path
        selected = None if columns is None else list(columns)
        filters = list(where) or None
        with self._undamaged(path):
            if (local := self.local_path(path)) is not None:
                return pq.read_table(local, columns=selected, filters=filters)
            with self.open(path) as file:
                return pq.read_table(file, columns=selected, filters=filters)

    def grid(self, name: str) -> Any:
        """The labelled grid as a lazily read `xarray.Dataset`."""
        import xarray as xr
        import zarr

        path = self.output("grid", name).path
        if (local := self.local_path(path)) is not None:
            return xr.open_zarr(local, consolidated=False)
        return xr.open_zarr(
            zarr.storage.FsspecStore.from_mapper(self._fs.get_mapper(self.address(path)), read_only=True),
            consolidated=False,
        )

    def chart(self, name: str) -> dict[str, Any]:
        path = self.output("chart", name).path
        with self._undamaged(path):
            return dict(json.loads(self.read(path)))

    def text(self, name: str, language: str = "en") -> str:
        texts = {
            tag: f"texts/{name}.md" if tag == "en" else f"texts/{name}.{tag}.md"
            for tag in self.output("text", name).languages
        }
        path = in_language(texts, language)
        with self._undamaged(path):
            return self.read(path).decode()

    def facts(self) -> list[dict[str, Any]]:
        """What the release says of single places, for the pages of those places."""
        if not self.manifest.of_kind("facts"):
            return []
        with self._undamaged("facts.json"):
            return [dict(fact) for fact in json.loads(self.read("facts.json"))]

    def verify(self) -> list[Problem]:
        """Recompute every hash; gives what does not agree, nothing when all is as it was published."""
        manifest = self.manifest
        problems = []
        digest = hashlib.sha256(self.read(MANIFEST)).hexdigest()
        if not self.id.endswith(f"-{digest[:DIGEST_LENGTH]}"):
            problems.append(
                Problem(
                    MANIFEST, f"was altered: its hash begins {digest[:DIGEST_LENGTH]}, the id says otherwise"
                )
            )
        present = {str(path).removeprefix(f"{self._root}/") for path in self._fs.find(self._root)} - {
            MANIFEST
        }
        problems += [Problem(path, "is missing") for path in sorted(manifest.files.keys() - present)]
        problems += [
            Problem(path, "was added after publication") for path in sorted(present - manifest.files.keys())
        ]
        for path in sorted(manifest.files.keys() & present):
            found = self._hash(path)
            if found != manifest.files[path].sha256:
                problems.append(
                    Problem(
                        path,
                        f"was altered: sha256 is {found}, the manifest says {manifest.files[path].sha256}",
                    )
                )
        problems += [
            Problem(output.path, f"the hash of {output.kind} {output.name!r} does not agree with its files'")
            for output in manifest.outputs
            if content_digest(manifest.files, output.path) != output.sha256
        ]
        return problems

    @contextmanager
    def _undamaged(self, path: str) -> Iterator[None]:
        """When reading a file fails, the file is compared with its hash: is it at fault, or its reader?"""
        try:
            yield
        except Exception as error:
            if not self._as_published(path):
                raise DamagedReleaseError(self.id, path) from error
            raise

    def _as_published(self, path: str) -> bool:
        try:
            return path in self.manifest.files and self._hash(path) == self.manifest.files[path].sha256
        except FileNotFoundError:
            return False

    def _hash(self, path: str) -> str:
        with self.open(path) as file:
            digest = hashlib.sha256()
            while chunk := file.read(1 << 20):
                digest.update(chunk)
        return digest.hexdigest()
