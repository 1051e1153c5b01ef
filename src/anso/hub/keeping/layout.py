"""Where in a hub's folder what lies, as hubverse has it: paths from names, and names from paths.

In come the paths of files; out come records that say which model and which round each is of, so that a
question about five of seven thousand files opens five.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anso.errors import InvalidInputError, Problem
from anso.hub.reading.names import ending, model_and_round

__all__ = [
    "MODEL_METADATA",
    "ORACLE_OUTPUT",
    "TARGET_DATA",
    "TIME_SERIES",
    "ModelFile",
    "metadata_path",
    "model_file",
    "model_files",
    "output_path",
]

MODEL_METADATA = "model-metadata"
TARGET_DATA = "target-data"
TIME_SERIES = "time-series"
ORACLE_OUTPUT = "oracle-output"
MODEL_ID = re.compile(r"[A-Za-z0-9_]+-[A-Za-z0-9_]+")
ROUND_ID = re.compile(r"\d{4}-\d{2}-\d{2}|[A-Za-z0-9_]+")


@dataclass(frozen=True)
class ModelFile:
    """One model's submission to one round."""

    path: str
    model: str
    round: str
    """Nothing where the file's name does not say it; it may then be of any."""

    @property
    def parquet(self) -> bool:
        return ending(self.path) == ".parquet"

    @property
    def reference_date(self) -> date | None:
        """The round's date, where rounds are named by dates."""
        try:
            return date.fromisoformat(self.round)
        except ValueError:
            return None


def model_file(path: str) -> ModelFile | None:
    """What a file of model-output is, by its name and folder; none when it is no submission."""
    model, round_id = model_and_round(path)
    if not ending(path) or model is None:
        return None
    return ModelFile(path, model, round_id or "")


def model_files(paths: Iterable[str]) -> list[ModelFile]:
    """The submissions among files, in the order of their paths."""
    return [file for path in sorted(paths) if (file := model_file(path)) is not None]


def output_path(folder: str, model: str, round_id: str) -> str:
    """Where a model's submission to a round is written."""
    problems = wrong_names(model)
    if not ROUND_ID.fullmatch(round_id):
        problems.append(
            Problem("round_id", f"{round_id!r} is no round's name; rounds are dates or letters, digits and _")
        )
    if problems:
        raise InvalidInputError(problems)
    return f"{folder}/{model}/{round_id}-{model}.parquet"


def metadata_path(model: str) -> str:
    """Where a model's metadata is written."""
    if problems := wrong_names(model):
        raise InvalidInputError(problems)
    return f"{MODEL_METADATA}/{model}.yml"


def wrong_names(model: str) -> list[Problem]:
    if MODEL_ID.fullmatch(model):
        return []
    return [
        Problem(
            "model_id", f"{model!r} is no model's name; a hub's are team-model, each of letters, digits and _"
        )
    ]
