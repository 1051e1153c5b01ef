"""Draw the charts of a release, as a page would: with the rows of its own tables."""

from collections.abc import Callable
from datetime import date
from typing import Any

from anso.chart import Reference
from anso.release import Release

__all__ = ["rows_of"]


def rows_of(release: Release) -> Callable[[Reference], list[dict[str, Any]]]:
    def fetch(reference: Reference) -> list[dict[str, Any]]:
        table = release.table(
            reference.path[-1],
            reference.columns or None,
            [(key, "==", value) for key, value in reference.where],
        )
        return [
            {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
            for row in table.to_pylist()
        ]

    return fetch
