"""Bring a backup back: unpack and verify all of it first, then put each part in its place."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from anso.cli.keeping.archive import Listing, unpack
from anso.cli.keeping.records import load_records, records_are_empty, records_kind, records_name
from anso.cli.keeping.taking import KEPT_FILES, KEPT_FOLDERS, RELEASE_FOLDERS
from anso.cli.up.state import alone_in, forget
from anso.config import Config
from anso.errors import AnsoError
from anso.product import store_for
from anso.release import Store
from anso.release.manifest import MANIFEST

__all__ = ["restore"]

DERIVED = {"logs", "state", "static", "assets", "cache"}
"""What the site makes by itself: its presence does not make a home a used one."""
SQLITE_COMPANIONS = tuple(f"{records_name('sqlite')}{ending}" for ending in ("-wal", "-shm"))


def restore(
    settings: Config, source: Path, *, replace: bool, progress: Callable[[float, str], None]
) -> Listing:
    """Restore into the home of these settings; gives what the backup held."""
    home = settings.home
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    refuse_used(settings, replace=replace)
    with alone_in(home), tempfile.TemporaryDirectory(prefix=".restoring-", dir=home) as folder:
        unpacked = Path(folder)
        progress(0.1, "Unpacking and verifying")
        listing = unpack(source, unpacked)
        if listing.records != records_kind(settings):
            raise AnsoError(
                f"The backup holds the records of a {names(listing.records)} database, and ANSO_DATABASE asks for "
                f"{names(records_kind(settings))}; "
                + ("unset it" if listing.records == "sqlite" else "set it to an empty PostgreSQL database")
            )
        progress(0.5, "Records")
        load_records(settings, unpacked / records_name(listing.records))
        for name in (
            "-wal",
            "-shm",
        ):  # of the records that are replaced; they must not be read into the new ones
            (home / f"{records_name('sqlite')}{name}").unlink(missing_ok=True)
        for name in (records_name("sqlite"), *KEPT_FOLDERS, *KEPT_FILES):
            put_in_place(unpacked / name, home / name, unpacked / "replaced" / name)
        progress(0.7, "Releases")
        for private, ids in ((False, listing.releases), (True, listing.private_releases)):
            store = store_for(private=private)
            if replace and store.url not in listing.left_out:
                remove_others(store, set(ids))
            for release_id in ids:
                bring_back(store, release_id, unpacked / RELEASE_FOLDERS[private] / release_id)
        forget(home, "prepared")
    return listing


def refuse_used(settings: Config, *, replace: bool) -> None:
    used = sorted(
        path.name
        for path in settings.home.iterdir()
        if path.name not in DERIVED and not path.name.startswith((".", *SQLITE_COMPANIONS))
    )
    if replace:
        return
    if used:
        raise AnsoError(
            f"{settings.home} is in use: it holds {', '.join(used)}. Set ANSO_HOME to an empty folder, "
            "or give --replace to lose what is there"
        )
    if not records_are_empty(settings):
        raise AnsoError(
            "The database of ANSO_DATABASE holds records. Choose an empty one, or give --replace to lose them"
        )


def names(kind: str) -> str:
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[kind]


def put_in_place(new: Path, place: Path, aside: Path) -> None:
    """Move a part to its place; what was there goes aside, also when the backup holds no such part."""
    if place.exists():
        aside.parent.mkdir(parents=True, exist_ok=True)
        place.rename(aside)
    if new.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new.rename(place)


def remove_others(store: Store, kept: set[str]) -> None:
    for release_id in [one for one in store.ids() if one not in kept]:
        store.delete(release_id)


def bring_back(store: Store, release_id: str, folder: Path) -> None:
    """Put a release where releases are kept, its manifest last; one that is there already stays."""
    if store.exists(release_id):
        return
    if store.local is not None:
        place = store.local / release_id
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder, place)
        return
    files = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    for name in sorted(files, key=lambda name: name == MANIFEST):
        store.fs.put_file(str(folder / name), f"{store.root}/{release_id}/{name}")
