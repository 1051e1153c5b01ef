"""Requests, files and runs that counting is tried with."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso import sources
from anso.product import Upload
from anso.services.epidemics.counting import Counted, CountsRequest, read_counts
from anso.services.epidemics.counting.mending import Ledger, Taken, mend

MONDAY = date(2021, 3, 1)
WEEK = 7

Numbers = NDArray[np.float64]


class Reading:
    """As much of a run as reading asks for; sources may be replaced."""

    def __init__(self, instead: Mapping[str, Any] | None = None) -> None:
        self.instead = instead or {}

    def source(self, name: str) -> Any:
        return self.instead.get(name) or sources.open(name)

    def log(self, message: str) -> None: ...


def read(**asked: Any) -> Counted:
    instead, besides = asked.pop("instead", None), asked.pop("besides", "")
    return read_counts(CountsRequest(**asked), Reading(instead), besides)  # type: ignore[arg-type]


def upload(path: Path, text: str | bytes) -> Upload:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Upload.of(path)


def days_of(first: date, values: Iterable[float | None], place: str = "FR") -> str:
    """Lines of a table of a place and its days."""
    return "".join(
        f"{place},{first + timedelta(days=number)},{'' if value is None else value}\n"
        for number, value in enumerate(values)
    )


def entered(reports: list[float] | Numbers, *, cumulative: bool = True) -> tuple[Ledger, list[Taken]]:
    """One series of new counts in a ledger."""
    matrix = np.atleast_2d(np.asarray(reports, dtype=float))
    ledger = Ledger(len(matrix), -(-matrix.shape[1] // WEEK) * WEEK, from_nothing=cumulative)
    return ledger, mend(matrix, ledger, cumulative=cumulative)


def as_known(table: pl.DataFrame, day: date, axis: str) -> dict[tuple[str, str, date], float]:
    """The newest versions told by a day."""
    newest = (
        table.filter(pl.col("as_of") <= day)
        .sort("as_of", maintain_order=True)
        .unique(["location", "target", axis], keep="last", maintain_order=True)
    )
    return {(row["location"], row["target"], row[axis]): row["value"] for row in newest.iter_rows(named=True)}
