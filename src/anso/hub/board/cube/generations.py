"""Cubes on disk: each a folder of its own, named in one small file that is replaced at once.

Readers in any process find the newest whole cube and map it; a writer that is killed leaves a folder that
nobody names, which the next writer sweeps away. A mapped file stays readable after its folder is gone.
"""

import json
import os
import shutil
import uuid
from pathlib import Path
from typing import Any, Literal

import numpy as np
import polars as pl

from anso.hub.board.cube.arrays import DTYPES, Cube, Draft
from anso.hub.board.cube.axes import Axes

__all__ = ["generation_of", "open_cube", "publish"]

POINTER = "current"
VINTAGES = "vintages.parquet"
ROWS_A_GROUP = 20_000
"""Small, so that the versions of one series are read without the others."""
FORMAT = 1
"""Raised when arrays change their meaning; cubes of another format are made anew."""
ATTEMPTS = 3


def generation_of(folder: Path) -> str:
    """The name of the newest cube; empty when there is none."""
    try:
        return (folder / POINTER).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def open_cube(folder: Path) -> Cube | None:
    """The newest cube, or none where none of this format was made yet."""
    for _attempt in range(ATTEMPTS):
        generation = generation_of(folder)
        if not generation:
            return None
        try:
            return _opened(folder / generation)
        except FileNotFoundError:
            continue  # swept away between the two looks; a newer one stands there now
    return None


def publish(folder: Path, draft: Draft, sources: dict[str, Any], vintages: pl.DataFrame) -> str:
    """Write a cube beside the present one and make it the one that readers find."""
    generation = uuid.uuid4().hex[:12]
    place = folder / generation
    place.mkdir(parents=True)
    for name, array in draft.arrays.items():
        np.save(place / f"{name}.npy", array)
    np.save(place / "ends.npy", draft.ends)
    by_series(vintages).write_parquet(place / VINTAGES, row_group_size=ROWS_A_GROUP)
    held = {"format": FORMAT, "axes": draft.axes.as_json(), "sources": sources}
    (place / "axes.json").write_text(json.dumps(held), encoding="utf-8")
    for written in place.iterdir():
        with written.open("rb") as file:
            os.fsync(file.fileno())
    before = generation_of(folder)
    pointer = folder / f".{POINTER}-{generation}"
    pointer.write_text(generation, encoding="ascii")
    pointer.replace(folder / POINTER)
    _sweep(folder, {before, generation})
    return generation


def by_series(vintages: pl.DataFrame) -> pl.DataFrame:
    first = [name for name in ("location", "target") if name in vintages.columns]
    return vintages.sort(first, maintain_order=True) if first else vintages


def _opened(place: Path) -> Cube | None:
    held = json.loads((place / "axes.json").read_text(encoding="utf-8"))
    if held["format"] != FORMAT:
        return None
    axes = Axes.from_json(held["axes"])
    mapped: Literal["r"] | None = None if 0 in axes.shape else "r"  # nothing cannot be mapped
    return Cube(
        axes=axes,
        arrays={name: np.load(place / f"{name}.npy", mmap_mode=mapped) for name in DTYPES},
        ends=np.load(place / "ends.npy"),
        sources=held["sources"],
        vintages_file=place / VINTAGES,
        generation=place.name,
    )


def _sweep(folder: Path, kept: set[str]) -> None:
    for old in folder.iterdir():
        if old.is_dir() and old.name not in kept:
            shutil.rmtree(old, ignore_errors=True)  # another writer may sweep it, too
