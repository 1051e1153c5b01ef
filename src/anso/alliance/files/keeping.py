"""Documents as they lie on disk, by the SHA-256 of their bytes, outside of everything that a web server shows.

A file appears under its name whole or not at all. One that two records name lies here once; it goes when no app's
`files_named` names it any more. Somebody may be about to write the record that names a file kept a moment ago,
so a young one is left for the next `sweep`.
"""

import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from anso.alliance.files.checking import Checked
from anso.alliance.files.source import Source, opened
from anso.alliance.search import offers
from anso.config import config
from anso.errors import AnsoError, NotFoundError

__all__ = ["folder", "forget", "keep", "open_kept", "place", "sweep"]

DIGEST = re.compile("[0-9a-f]{64}")
YOUNG_SECONDS = 120
"""Longer than any transaction that keeps a file lasts."""
ASKED_AT_ONCE = 500


def folder() -> Path:
    return config().home / "documents"


def place(digest: str) -> Path:
    if not DIGEST.fullmatch(digest):
        raise AnsoError(f"{digest!r} is no SHA-256 that a document is kept by")
    return folder() / digest[:2] / digest


def keep(checked: Checked, source: Source) -> str:
    """Keep a document that was checked; gives the hash that its record names it by.

    Call it inside the transaction that writes the record, before it.
    """
    path = place(checked.sha256)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        os.utime(path)  # young again: whoever sweeps now leaves it
    except FileNotFoundError:
        write_whole(path, source)
    return checked.sha256


def write_whole(path: Path, source: Source) -> None:
    with (
        opened(source) as given,
        tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file,
    ):
        try:
            shutil.copyfileobj(given, file)
            file.flush()
            os.fsync(file.fileno())
            refuse_changed(Path(file.name), path.name)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def refuse_changed(path: Path, digest: str) -> None:
    """What lies here under a hash is what was checked, also if it was changed meanwhile."""
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise AnsoError(_("The file changed while it was being kept; send it again."))


def open_kept(digest: str) -> IO[bytes]:
    try:
        return place(digest).open("rb")
    except FileNotFoundError:
        told = _("This document is recorded here, but its file is missing; tell whoever runs the site.")
        raise NotFoundError(told) from None


def forget(digests: Iterable[str]) -> None:
    """Once the transaction at hand has ended, remove those of these files that no record names."""
    gone = {digest for digest in digests if digest}
    if gone:
        transaction.on_commit(lambda: remove_unnamed(gone, time.time()))


def sweep(now: float | None = None) -> int:
    """Remove the files that no record names, as acts leave them that were not carried through; gives how many."""
    moment = time.time() if now is None else now
    lying = sorted(path.name for path in folder().glob("??/*") if DIGEST.fullmatch(path.name))
    batches = (lying[start : start + ASKED_AT_ONCE] for start in range(0, len(lying), ASKED_AT_ONCE))
    return sum(remove_unnamed(batch, moment) for batch in batches)


def remove_unnamed(digests: Collection[str], now: float) -> int:
    named: set[str] = set()
    for _app, files_named in offers("files_named"):
        named.update(files_named(digests))
    return sum(remove_old(place(digest), now) for digest in sorted(set(digests) - named))


def remove_old(path: Path, now: float) -> bool:
    """Remove a file unless it is young; looked at aside, where nobody makes it young behind our back."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.going")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return False
    if now - aside.stat().st_mtime < YOUNG_SECONDS:
        aside.rename(path)
        return False
    aside.unlink()
    return True
