"""Whose file it is and for which round, by its name and folder, as hubverse names submissions."""

import re
from pathlib import PurePosixPath

__all__ = ["ENDINGS", "ending", "model_and_round"]

ENDINGS = (".parquet", ".csv", ".csv.gz")
ROUND_AND_MODEL = re.compile(r"(\d{4}-\d{2}-\d{2}|[A-Za-z0-9_]+)-(.+)")


def ending(path: str) -> str:
    """What kind of table a file's name says it is; nothing for any other file."""
    name = PurePosixPath(path).name.lower()
    return next((known for known in ENDINGS if name.endswith(known)), "")


def model_and_round(path: str) -> tuple[str | None, str | None]:
    """The model and the round; nothing when the name is of another kind."""
    place = PurePosixPath(path)
    # A compression may stand before the ending: 2024-01-06-team-model.snappy.parquet
    stem = place.name[: len(place.name) - len(ending(path))].partition(".")[0]
    folder = place.parent.name
    if folder and stem.endswith(f"-{folder}"):
        return folder, stem.removesuffix(f"-{folder}")
    found = ROUND_AND_MODEL.fullmatch(stem)
    return (found[2], found[1]) if found else (None, None)
