"""One file and one hub in, all checks of the file's kind run, the report out; in whichever process this is."""

from datetime import datetime
from typing import Literal

from anso.hub.checks.grounds import Grounds
from anso.hub.checks.metadata import Metadata
from anso.hub.checks.registry import run
from anso.hub.checks.report import Check, Outcome, Report, at_rows
from anso.hub.checks.submission import Submission
from anso.hub.checks.targets import TARGET_TYPES, Dataset, TargetFile
from anso.hub.folder import HubFolder

__all__ = ["Kind", "fallen", "inspect"]

Kind = Literal["submission", "metadata", "target data", "target dataset"]

READING = {
    "submission": "file_read",
    "metadata": "metadata_matches_schema",
    "target data": "target_file_read",
    "target dataset": "target_dataset_rows_unique",
}
"""The check that a file fails when it brings down the process that reads it."""


def inspect(kind: Kind, folder: HubFolder, path: str, content: bytes | None, now: datetime | None) -> Report:
    """Every check of a file; of a dataset, the path is the kind of target data."""
    hub = Grounds(folder)
    if kind == "submission":
        return Report(tuple(run(kind, Submission(hub, path, content=content, now=now), path)))
    if kind == "metadata":
        return Report(tuple(run(kind, Metadata(hub, path, content=content), path)))
    if kind == "target dataset":
        return Report(tuple(run(kind, Dataset(hub, path), f"target-data/{path}")))
    of_type = next((one for one in TARGET_TYPES if f"/{one}" in f"/{path}"), TARGET_TYPES[0])
    return Report(tuple(run(kind, TargetFile(hub, path, of_type, content=content), path)))


def fallen(kind: Kind, folder: HubFolder, path: str, now: datetime | None, manner: str) -> Report:
    """The report on a file that brought its reader down: what can be said without looking into it."""
    failed = Check(
        READING[kind],
        Outcome.FAILED,
        "The file can be read",
        (at_rows(manner, file=path),),
        path,
    )
    if kind != "submission":
        return Report((failed,))
    submission = Submission(Grounds(folder), path, content=b"", now=now, closed=True)
    return Report(tuple(run(kind, submission, path, given=[failed])))
