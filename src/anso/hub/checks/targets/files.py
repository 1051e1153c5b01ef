"""A file of target data: its place, its name and whether it can be read."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from anso.errors import Problem
from anso.hub.checks.reading import READERS
from anso.hub.checks.registry import Hindered, NotAsked, check
from anso.hub.checks.report import at_rows
from anso.hub.checks.targets.state import TargetFile

SUBJECT = "target data"


@check(SUBJECT, "target_file_exists", "The file of target data is there")
def target_file_exists(file: TargetFile) -> Iterable[Problem]:
    if file.given is None and not file.hub.folder.exists(file.path):
        yield at_rows(f"is not in {file.hub.folder.address}; add it")


@check(SUBJECT, "target_partition_file_name", "The folders of a partitioned file name columns and values")
def target_partition_file_name(file: TargetFile) -> Iterable[Problem]:
    folders = PurePosixPath(file.path).parts[2:-1]
    if not any("=" in folder for folder in folders):
        raise NotAsked("the file is in no partition")
    for folder in folders:
        name, mark, value = folder.partition("=")
        if not (name and mark and value):
            yield at_rows(f"lies in {folder}; a partition is called column=value, such as target=inc%20hosp")


@check(SUBJECT, "target_file_ext", "The file of target data is CSV or Parquet by its name")
def target_file_ext(file: TargetFile) -> Iterable[Problem]:
    if file.partitions and file.ending != "parquet":
        yield at_rows(
            f"is a part of a partitioned dataset and ends in .{file.ending}; write parts as Parquet"
        )
    elif file.ending not in ("csv", "parquet"):
        yield at_rows(f"ends in .{file.ending}; write it as CSV or Parquet")


@check(SUBJECT, "target_file_read", "The file of target data can be read", needs=("target_file_exists",))
def target_file_read(file: TargetFile) -> Iterable[Problem]:
    if file.ending not in READERS:
        raise Hindered("target_file_ext")
    _ = file.read
    return ()
