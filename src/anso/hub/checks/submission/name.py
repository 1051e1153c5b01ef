"""What the name of a file says: round, team and model; or the mend of a name that says nothing."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from anso.errors import InvalidInputError
from anso.hub.checks.report import at_rows

__all__ = ["MetadataName", "SubmissionName", "metadata_name", "submission_name"]

CODECS = ("snappy", "gzip", "gz", "brotli", "zstd", "lz4", "lzo", "bz2")
"""Compressions that may be named before the ending, as in 2022-10-22-team-model.snappy.parquet."""
PART = r"[A-Za-z0-9_]+"
DAY = r"\d{4}-\d{2}-\d{2}"
SUBMISSION = re.compile(rf"({DAY}|(?!{DAY}){PART})-({PART})-({PART})")
METADATA = re.compile(rf"({PART})-({PART})")


@dataclass(frozen=True)
class MetadataName:
    """Of a model."""

    team: str
    model: str

    @property
    def model_id(self) -> str:
        return f"{self.team}-{self.model}"


@dataclass(frozen=True)
class SubmissionName(MetadataName):
    """Of a model's submission to a round."""

    round_id: str
    ending: str


def submission_name(path: str) -> SubmissionName:
    """The parts of `<round_id>-<team>-<model>.<ending>`."""
    stem, _, ending = PurePosixPath(path).name.rpartition(".")
    body, dot, codec = stem.rpartition(".")
    if dot and codec in CODECS:
        stem = body
    found = SUBMISSION.fullmatch(stem)
    if found is None:
        raise InvalidInputError(
            [at_rows(_mend(stem, "<round_id>-<team>-<model>, such as 2022-10-22-team-model"))]
        )
    return SubmissionName(team=found[2], model=found[3], round_id=found[1], ending=ending.lower())


def metadata_name(path: str) -> MetadataName:
    """The parts of `<team>-<model>.yml`."""
    stem = PurePosixPath(path).stem
    found = METADATA.fullmatch(stem)
    if found is None:
        raise InvalidInputError([at_rows(_mend(stem, "<team>-<model>, such as team-model"))])
    return MetadataName(found[1], found[2])


def _mend(stem: str, pattern: str) -> str:
    strange = sorted(set(re.sub(r"[A-Za-z0-9_-]", "", stem)))
    if strange:
        marks = " ".join("a space" if mark == " " else mark for mark in strange)
        return f"its name holds {marks}; a name has letters, digits and _ in its parts, and is {pattern}"
    return f"its name, {stem}, should be {pattern}"
