"""A release being made: outputs go to a staging folder, each hashed and made durable as it is written."""

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from anso.errors import AnsoError
from anso.release.localised import Localised
from anso.release.manifest import FileEntry, Manifest, Output, OutputKind, content_digest
from anso.release.reader import Release
from anso.release.store import Store, UnwritableStoreError

__all__ = ["ReleaseWriter"]

DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
PATH = re.compile(r"(tables|grids|charts|texts|files)/[a-z0-9][a-z0-9_.-]*|facts\.json")


class ReleaseWriter:
    """Use as a context: what was not published when the context ends, by return or by error, leaves no trace."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.folder = store.staging()
        self.files: dict[str, FileEntry] = {}
        self.outputs: list[Output] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)  # nothing is left of it once published
        if isinstance(error, OSError) and error.errno in DISK_FULL:
            raise UnwritableStoreError.because(self.folder.parent.parent, error) from error

    def table(
        self,
        name: str,
        table: Any,
        *,
        title: Localised | None = None,
        columns: Mapping[str, Localised] | None = None,
        words: Mapping[str, Localised] | None = None,
        forecast: bool = False,
    ) -> None:
        """A polars or pyarrow table, or anything that offers the Arrow stream interface."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        arrow = _without_views(
            # `pa.table` would do as well, but loads pandas to see whether it was given one of its frames.
            table if isinstance(table, pa.Table) else pa.RecordBatchReader.from_stream(table).read_all()
        )
        described = {key: value for key, value in (columns or {}).items() if key in arrow.column_names}
        if unknown := set(columns or {}) - set(described):
            raise AnsoError(
                f"table {name!r}: no column {', '.join(sorted(unknown))}; there are {', '.join(arrow.column_names)}"
            )
        path = self._new_path("table", f"tables/{name}.parquet")
        pq.write_table(arrow, path, compression="zstd")
        self._add(
            "table",
            name,
            path,
            title=title,
            columns=described,
            words=dict(words or {}),
            rows=arrow.num_rows,
            forecast=forecast,
        )

    def grid(self, name: str, dataset: Any, *, title: Localised | None = None) -> None:
        """An xarray dataset."""
        path = self._new_path("grid", f"grids/{name}.zarr")
        dataset.to_zarr(path, mode="w", zarr_format=3, consolidated=False)
        self._add("grid", name, path, title=title)

    def chart(
        self,
        name: str,
        spec: Mapping[str, Any],
        *,
        title: Localised | None = None,
        alt: Localised | None = None,
        by: str | None = None,
        lead: bool = False,
    ) -> None:
        """A Vega-Lite specification."""
        path = self._new_path("chart", f"charts/{name}.vl.json")
        path.write_text(
            json.dumps(spec, ensure_ascii=False, sort_keys=True, separators=(",", ":")), encoding="utf-8"
        )
        self._add("chart", name, path, title=title, alt=alt, by=by, lead=lead)

    def text(self, name: str, texts: Mapping[str, str], *, title: Localised | None = None) -> None:
        """Markdown in one language or more."""
        if "en" not in texts:
            raise AnsoError(f"text {name!r}: must be there in English ('en') at least")
        for language, markdown in texts.items():
            path = self._new_path(
                "text", f"texts/{name}.md" if language == "en" else f"texts/{name}.{language}.md"
            )
            path.write_text(markdown, encoding="utf-8")
            self._record_files(path)
        self._add("text", name, self.folder / f"texts/{name}.md", title=title, languages=tuple(sorted(texts)))

    def facts(self, facts: list[dict[str, Any]]) -> None:
        """What the release says of single places."""
        path = self._new_path("facts", "facts.json")
        path.write_text(
            json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")), encoding="utf-8"
        )
        self._add("facts", "facts", path)

    def file(self, name: str, content: bytes | Path, *, title: Localised | None = None) -> None:
        """Any other file, given as bytes or as a path to copy from."""
        path = self._new_path("file", f"files/{name}")
        if isinstance(content, Path):
            shutil.copyfile(content, path)
        else:
            path.write_bytes(content)
        self._add("file", name, path, title=title)

    def publish(self, manifest: Manifest) -> Release:
        """Publish what was written, described by the manifest; outputs and files are filled in here."""
        complete = manifest.model_copy(
            update={"outputs": tuple(self.outputs), "files": dict(sorted(self.files.items()))}
        )
        return self.store.publish(self.folder, complete)

    def _new_path(self, kind: OutputKind, relative: str) -> Path:
        name = relative.partition("/")[2]
        if not PATH.fullmatch(relative):
            raise AnsoError(
                f"{kind} {name!r}: names of outputs hold lower-case letters, digits, '_', '-' and '.' only"
            )
        path = self.folder / relative
        if path.exists():
            raise AnsoError(
                f"{kind} {name!r} was already written in this run; every output needs a name of its own"
            )
        path.parent.mkdir(exist_ok=True)
        return path

    def _add(self, kind: OutputKind, name: str, path: Path, **details: Any) -> None:
        self._record_files(path)
        relative = path.relative_to(self.folder).as_posix()
        self.outputs.append(
            Output(
                name=name, kind=kind, path=relative, sha256=content_digest(self.files, relative), **details
            )
        )

    def _record_files(self, path: Path) -> None:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            relative = file.relative_to(self.folder).as_posix()
            if file.is_file() and relative not in self.files:
                self.files[relative] = _hash_durably(file)


def _without_views(table: Any) -> Any:
    """Polars hands over strings as views, a type that Parquet readers cannot compare with plain strings."""
    import pyarrow as pa

    plain = {pa.string_view(): pa.string(), pa.binary_view(): pa.binary()}
    fields = [field.with_type(plain.get(field.type, field.type)) for field in table.schema]
    return table.cast(pa.schema(fields))


def _hash_durably(path: Path) -> FileEntry:
    """Hash a file while the disk takes it, which costs a large one no more than the slower of the two."""
    with path.open("rb+") as file, ThreadPoolExecutor(1) as beside:
        taken = beside.submit(os.fsync, file.fileno())
        digest = hashlib.file_digest(file, "sha256")
        taken.result()
    return FileEntry(sha256=digest.hexdigest(), bytes=path.stat().st_size)
