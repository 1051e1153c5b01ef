"""The pairs that may be assigned, from a file of one row a pair.

In comes PAIRS (application, reviewer, affinity; conflict and bid where it has them); out go names in the order in
which they first appear and matrices of what was written. A pair that is not in the file may not be assigned.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from anso.alliance.calls.assigning.affinity.bids import BIDS, bid_values, with_bids
from anso.alliance.calls.assigning.problem import Floats, Mask, Whole
from anso.alliance.calls.assigning.reading.cells import answers, empty_names, named, numbers
from anso.alliance.calls.assigning.reading.table import Table, place, read_table
from anso.errors import InvalidInputError, Problem

__all__ = ["Pairs", "codes", "read_kept", "read_pairs"]


@dataclass(frozen=True)
class Pairs:
    applications: tuple[str, ...]
    reviewers: tuple[str, ...]
    affinity: Floats
    """As it was written; 0 where no pair was."""
    scores: Floats
    """Affinity with bids."""
    allowed: Mask
    offered: int
    """How many rows the file has."""
    conflicts: int
    bids: bool
    ignored: tuple[str, ...]


def read_pairs(path: Path) -> Pairs:
    """Read and check the whole file; every fault is named at once."""
    table = read_table(path, needed=("application", "reviewer", "affinity"), known=("conflict", "bid"))
    rows = len(table.cells)
    faults = empty_names(table, "application") + empty_names(table, "reviewer")
    conflict = np.zeros(rows, dtype=bool)
    if "conflict" in table.cells.columns:
        conflict, wrong = answers(table, "conflict")
        faults += wrong
    affinity, wrong = numbers(table, "affinity", ~conflict)
    faults += wrong
    bids = np.zeros(rows, dtype=np.int64)
    if "bid" in table.cells.columns:
        bids, wrong = read_bids(table)
        faults += wrong
    applications, row = codes(table, "application")
    reviewers, column = codes(table, "reviewer")
    shape = len(applications), len(reviewers)
    faults += doubled(table, row * shape[1] + column)
    if faults:
        raise InvalidInputError(faults)

    def matrix(values: Floats) -> Floats:
        filled = np.zeros(shape)
        filled[row, column] = values
        return filled

    allowed = np.zeros(shape, dtype=bool)
    allowed[row, column] = ~conflict
    return Pairs(
        applications,
        reviewers,
        matrix(affinity),
        matrix(with_bids(affinity, bids)),
        allowed,
        rows,
        int(conflict.sum()),
        bool(bids.any()),
        table.ignored,
    )


def codes(table: Table, column: str) -> tuple[tuple[str, ...], Whole]:
    """The names in the order of their first appearance, and the place of each row's among them."""
    import polars as pl

    names = table.cells[column].unique(maintain_order=True)
    places = table.cells[column].cast(pl.Enum(names)).to_physical()
    return tuple(names.to_list()), places.to_numpy().astype(np.int64)


def doubled(table: Table, keys: Whole) -> list[Problem]:
    """Pairs that stand in the file twice, with both rows."""
    first, where = np.unique(keys, return_index=True)
    if len(first) == len(keys):
        return []
    again = np.ones(len(keys), dtype=bool)
    again[where] = False
    before = dict(zip(first.tolist(), where.tolist(), strict=True))
    shown = np.flatnonzero(again)
    faults = [
        Problem(
            place(table, row),
            f"application {table.cells['application'][row]} and reviewer {table.cells['reviewer'][row]} stand in row "
            f"{table.rows[before[keys[row]]] + 1} already; leave one of the two",
        )
        for row in shown[:10].tolist()
    ]
    if len(shown) > 10:
        faults.append(Problem(str(table.path), f"{len(shown) - 10:,} more rows repeat a pair"))
    return faults


def read_bids(table: Table) -> tuple[Whole, list[Problem]]:
    texts = table.cells["bid"].str.to_lowercase()
    known = {*BIDS, "2", "1", "0", "-1", "-2", "+1", "+2"}
    wrong = ~texts.is_in(list(known)).to_numpy()
    words = ", ".join(word for word in BIDS if word)
    faults = named(table, "bid", wrong, lambda text: f"{text!r} is no bid; write {words}, or -2 to 2")
    if faults:
        return np.zeros(len(texts), dtype=np.int64), faults
    return bid_values(texts.to_numpy()), []


def read_kept(path: Path, applications: tuple[str, ...], reviewers: tuple[str, ...]) -> list[tuple[int, int]]:
    """Pairs that stay as they are, from a file such as this command writes."""
    table = read_table(path, needed=("application", "reviewer"))
    faults, columns = [], []
    for column, names in (("application", applications), ("reviewer", reviewers)):
        places = {name: number for number, name in enumerate(names)}
        found = np.array([places.get(name, -1) for name in table.cells[column].to_list()])
        faults += named(table, column, found < 0, lambda text: f"{text!r} stands in no row of the pairs")
        columns.append(found.tolist())
    if faults:
        raise InvalidInputError(faults)
    return list(zip(*columns, strict=True))
