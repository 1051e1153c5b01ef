"""What may be made again (pictures, local copies of tables) and what outlives its use (uploads), kept small.

In comes a release's id, or nothing but the passage of time; out goes disk space.
"""

import shutil
import time
from pathlib import Path

from anso.config import config

__all__ = ["forget_release_files", "pictures_folder", "sweep", "tables_folder", "uploads_folder"]

LARGEST_BYTES = {"pictures": 500_000_000, "tables": 2_000_000_000}
UPLOADS_KEPT_SECONDS = 24 * 3600


def pictures_folder() -> Path:
    return config().home / "cache" / "pictures"


def tables_folder() -> Path:
    return config().home / "cache" / "tables"


def uploads_folder() -> Path:
    return config().home / "uploads"


def forget_release_files(release_id: str) -> None:
    """Remove everything that was derived from a release."""
    for folder in (pictures_folder(), tables_folder()):
        shutil.rmtree(folder / release_id, ignore_errors=True)  # often there is none


def sweep(now: float | None = None) -> int:
    """Remove the oldest derived files above the limit, and uploads older than a day; gives how many."""
    moment = time.time() if now is None else now
    removed = sum(
        _shrink(folder, LARGEST_BYTES[folder.name]) for folder in (pictures_folder(), tables_folder())
    )
    for item in uploads_folder().iterdir() if uploads_folder().exists() else ():
        if moment - item.stat().st_mtime > UPLOADS_KEPT_SECONDS:
            if item.is_dir():
                shutil.rmtree(item)
            else:
                item.unlink(missing_ok=True)
            removed += 1
    return removed


def _shrink(folder: Path, limit: int) -> int:
    files = sorted(
        ((path.stat().st_mtime, path.stat().st_size, path) for path in folder.rglob("*") if path.is_file()),
        reverse=True,
    )
    kept, removed = 0, 0
    for _, size, path in files:
        kept += size
        if kept > limit:
            path.unlink(missing_ok=True)
            removed += 1
    return removed
