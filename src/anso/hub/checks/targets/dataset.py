"""Target data as a whole: one dataset of each kind, in one format, no observation stated by two of its files."""

from collections.abc import Iterable
from pathlib import PurePosixPath

import numpy as np
import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.hub.checks.registry import NotAsked, check
from anso.hub.checks.report import at_rows
from anso.hub.checks.targets.state import FOLDER, Dataset, TargetFile
from anso.hub.checks.targets.units import key_columns

SUBJECT = "target dataset"


@check(SUBJECT, "target_dataset_exists", "The target data are there")
def target_dataset_exists(dataset: Dataset) -> Iterable[Problem]:
    if not dataset.paths:
        yield at_rows(
            f"there is no {dataset.target_type} in {FOLDER}; add {dataset.target_type}.csv or a folder"
        )


@check(SUBJECT, "target_dataset_unique", "The target data are there once", needs=("target_dataset_exists",))
def target_dataset_unique(dataset: Dataset) -> Iterable[Problem]:
    if len(dataset.entries) > 1:
        yield at_rows(f"{FOLDER} holds {' and '.join(dataset.entries)}; keep one of them")


@check(
    SUBJECT,
    "target_dataset_file_ext_unique",
    "All files of the target data are of one format",
    needs=("target_dataset_unique",),
)
def target_dataset_file_ext_unique(dataset: Dataset) -> Iterable[Problem]:
    endings = sorted({PurePosixPath(path).suffix for path in dataset.paths})
    if len(endings) > 1:
        yield at_rows(f"its files end in {' and '.join(endings)}; write all in one format")


@check(
    SUBJECT,
    "target_dataset_rows_unique",
    "No observation is stated by two files",
    needs=("target_dataset_unique",),
)
def target_dataset_rows_unique(dataset: Dataset) -> Iterable[Problem]:
    if len(dataset.files) < 2:
        raise NotAsked("the target data are one file; target_tbl_rows_unique asks it")
    parts = []
    for number, file in enumerate(dataset.files):
        try:
            columns = [_text_column(file, name) for name in key_columns(file)]
        except InvalidInputError:
            continue  # said of that file
        parts.append(
            pl.DataFrame(columns)
            .unique(maintain_order=True)
            .with_columns(pl.lit(number).alias("file number"))
        )
    if not parts:
        return
    everything = pl.concat(parts, how="diagonal")
    keys = [name for name in everything.columns if name != "file number"]
    doubled = (
        everything.group_by(keys, maintain_order=True)
        .agg(pl.col("file number"))
        .filter(pl.col("file number").list.len() > 1)
    )
    for row in doubled.head(MOST).iter_rows(named=True):
        files = " and ".join(dataset.paths[number] for number in sorted(row["file number"]))
        told = ", ".join(f"{name} {row[name]}" for name in keys if row[name] is not None)
        yield at_rows(f"{told} is stated by {files}; keep it in one")
    if len(doubled) > MOST:
        yield at_rows(f"{len(doubled) - MOST:,} further observations are stated by several files")


MOST = 20


def _text_column(file: TargetFile, name: str) -> pl.Series:
    coded = file.coded(name)
    places = np.where(coded.missing, len(coded.texts), coded.codes)
    return pl.Series(name, [*coded.texts, None], dtype=pl.String).gather(places)
