"""Take a backup of the running installation."""

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from anso.cli.keeping.archive import ArchiveWriter, Listing
from anso.cli.keeping.records import dump_records, records_kind
from anso.config import Config
from anso.product import store_for
from anso.release import Release, Store
from anso.release.manifest import MANIFEST

__all__ = ["KEPT_FILES", "KEPT_FOLDERS", "RELEASE_FOLDERS", "take_backup"]

KEPT_FOLDERS = ("uploads", "submissions", "documents", "secrets")
KEPT_FILES = ("schedule.toml", "sample-sign-ins.json", "state/sample.json", "state/sample-releases.json")
RELEASE_FOLDERS = {False: "releases", True: "private-releases"}
"""Where releases lie in the archive; the key says whether they are private."""

Progress = Callable[[float, str], None]


def take_backup(
    settings: Config, target: Path, *, with_releases: bool, progress: Progress
) -> tuple[Listing, list[str]]:
    """Write the backup; gives what it holds, and sentences about releases that were found altered."""
    listing = Listing(
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        version=version("anso"),
        records=records_kind(settings),
    )
    altered: list[str] = []
    with (
        ArchiveWriter(target, listing) as archive,
        tempfile.TemporaryDirectory(prefix=".backup-", dir=settings.home) as folder,
    ):
        progress(0.0, "Records")
        records = dump_records(settings, Path(folder))
        archive.add_path(records.name, records)
        for path in kept(settings.home):
            add_if_there(archive, path.relative_to(settings.home).as_posix(), path)
        for private in (False, True):
            store = store_for(private=private)
            if store.local is None and not with_releases:
                listing.left_out.append(store.url)
                continue
            held = listing.private_releases if private else listing.releases
            ids = list(store.ids())
            for number, release_id in enumerate(ids, 1):
                progress(number / len(ids), release_id)
                altered += add_release(archive, store, release_id, RELEASE_FOLDERS[private], held)
    return listing, altered


def kept(home: Path) -> Iterator[Path]:
    """The files of the home that no release and no record holds."""
    for name in KEPT_FOLDERS:
        for folder, _folders, files in os.walk(home / name):
            yield from (Path(folder) / file for file in sorted(files) if not file.startswith("."))
    yield from (home / name for name in KEPT_FILES)


def add_if_there(archive: ArchiveWriter, name: str, path: Path) -> None:
    try:
        archive.add_path(name, path)
    except FileNotFoundError:
        return  # an upload whose job has ended meanwhile, or a file this installation does not have


def add_release(
    archive: ArchiveWriter, store: Store, release_id: str, folder: str, held: list[str]
) -> list[str]:
    """Its files, and its manifest last; one that its owner deletes meanwhile is left out."""
    altered = []
    try:
        release = store.open(release_id)
        manifest = release.read(MANIFEST)
        for name, entry in release.manifest.files.items():
            found = add_file(archive, f"{folder}/{release_id}/{name}", release, name)
            if found != entry.sha256:
                altered.append(f"{release_id}: {name} is not as it was published")
        archive.add_bytes(f"{folder}/{release_id}/{MANIFEST}", manifest)
    except FileNotFoundError:
        if store.exists(release_id):
            raise
        return []
    held.append(release_id)
    return altered


def add_file(archive: ArchiveWriter, name: str, release: Release, path: str) -> str:
    local = release.local_path(path)
    return archive.add_path(name, local) if local is not None else archive.add_bytes(name, release.read(path))
