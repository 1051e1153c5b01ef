"""Publishing and opening a release with a table of a million rows, beside plain pyarrow.

Runs alternate, so that whatever else the machine does falls on both; medians are compared.
"""

import hashlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from anso.release import Manifest, ReleaseWriter, Store
from benches.report import Measurement

__all__ = ["measure"]

ROWS = 1_000_000
PAIRS = 15
MOST_TIMES_PLAIN = 1.3


def measure() -> list[Measurement]:
    table = make_table()
    with tempfile.TemporaryDirectory(prefix="anso-bench-") as folder:
        store = Store(f"{folder}/releases")
        plain_path = Path(folder) / "plain.parquet"
        published: list[str] = []

        def fresh(write: Callable[[Path], object]) -> Callable[[], object]:
            """A release is always written to new files, so the peers are too."""

            def write_anew() -> None:
                plain_path.unlink(missing_ok=True)
                write(plain_path)

            return write_anew

        def publish() -> None:
            published.append(publish_release(store, table, len(published)))

        write, write_plain, write_durable = alternate(
            publish,
            fresh(lambda path: pq.write_table(table, path, compression="zstd")),
            fresh(lambda path: write_durably(table, path)),
        )
        read, read_plain = alternate(
            lambda: store.open(published[0]).table("numbers"), lambda: pq.read_table(plain_path)
        )
        size = plain_path.stat().st_size / 1e6
    ratio = write / write_plain
    return [
        Measurement(
            f"publish a release: table of 1 M rows, {size:.0f} MB; against pyarrow's write",
            f"{write * 1000:.0f} ms ({ratio:.2f}x)",
            f"{write_plain * 1000:.0f} ms",
            f"at most {MOST_TIMES_PLAIN}x",
            ratio <= MOST_TIMES_PLAIN,
        ),
        Measurement(
            "the same, against pyarrow's write made durable and hashed",
            f"{write * 1000:.0f} ms ({write / write_durable:.2f}x)",
            f"{write_durable * 1000:.0f} ms",
        ),
        Measurement(
            "open the release and read the table; against pyarrow's read",
            f"{read * 1000:.0f} ms ({read / read_plain:.2f}x)",
            f"{read_plain * 1000:.0f} ms",
        ),
    ]


def make_table() -> pa.Table:
    """What releases hold: a few codes, a date, counts and estimates."""
    rng = np.random.default_rng(2020)
    return pa.table(
        {
            "country": pa.array(rng.choice([f"C{code:03}" for code in range(250)], ROWS)),
            "date": pa.array(np.datetime64("2020-01-01") + rng.integers(0, 365, ROWS)),
            "cases": pa.array(rng.poisson(40, ROWS)),
            "low": pa.array(rng.normal(0, 1, ROWS)),
            "middle": pa.array(rng.normal(0, 1, ROWS)),
            "high": pa.array(rng.normal(0, 1, ROWS)),
        }
    )


def publish_release(store: Store, table: pa.Table, number: int) -> str:
    with ReleaseWriter(store) as writer:
        writer.table("numbers", table)
        return writer.publish(
            Manifest(
                product="benches.table", title={"en": "Table"}, corridor="alliance", issued=date(2020, 6, 8),
                request={"number": number}, code="benches",
            )
        ).id  # fmt: skip


def write_durably(table: pa.Table, path: Path) -> None:
    """What a careful person would do by hand."""
    pq.write_table(table, path, compression="zstd")
    with path.open("rb+") as file:
        hashlib.file_digest(file, "sha256")
        os.fsync(file.fileno())


def alternate(*actions: Callable[[], Any]) -> list[float]:
    """The median seconds of each, run in turns after one round that does not count."""
    seconds: list[list[float]] = [[] for _ in actions]
    for turn in range(PAIRS + 1):
        for action, taken in zip(actions, seconds, strict=True):
            began = time.perf_counter()
            action()
            if turn:
                taken.append(time.perf_counter() - began)
    return [statistics.median(taken) for taken in seconds]
