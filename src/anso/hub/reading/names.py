"""Whose file it is and for which round, by its name and folders, as hubverse names submissions."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from anso.release.forecast import MODEL

__all__ = ["ENDINGS", "ending", "model_and_round", "partitions", "several"]

ENDINGS = (".parquet", ".csv", ".csv.gz")
OF_A_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")
OF_A_ROUND = re.compile(r"([A-Za-z0-9_]+)-([A-Za-z0-9_]+-[A-Za-z0-9_-]+)")
"""Where the round is no date, the model must be team-model, or `part-0` would be taken for one."""


def ending(path: str) -> str:
    """What kind of table a file's name says it is; nothing for any other file."""
    name = PurePosixPath(path).name.lower()
    return next((known for known in ENDINGS if name.endswith(known)), "")


def several(asked: Any) -> list[Any] | None:
    """What was asked for, one thing or more; a single name is one name, not its letters."""
    if asked is None:
        return None
    return [asked] if isinstance(asked, str) or not isinstance(asked, Iterable) else list(asked)


def partitions(path: str) -> dict[str, str]:
    """What the folders of a hive-partitioned file say: `as_of=2024-01-06/part-0.parquet`."""
    folders = PurePosixPath(path).parts[:-1]
    return dict(part.split("=", 1) for part in folders if "=" in part and not part.startswith("="))


def model_and_round(path: str) -> tuple[str | None, str | None]:
    """The model and the round; nothing when neither name nor folder says it."""
    place = PurePosixPath(path)
    # A compression may stand before the ending: 2024-01-06-team-model.snappy.parquet
    stem = place.name[: len(place.name) - len(ending(path))].partition(".")[0]
    folder = partitions(path).get(MODEL) or place.parent.name
    if folder and stem.endswith(f"-{folder}"):
        return folder, stem.removesuffix(f"-{folder}")
    if MODEL in partitions(path):
        return folder, None
    found = OF_A_DAY.fullmatch(stem) or OF_A_ROUND.fullmatch(stem)
    return (found[2], found[1]) if found else (None, None)
