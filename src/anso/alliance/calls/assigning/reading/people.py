"""What is known of reviewers and applications beyond their pairs: loads, countries, languages.

In come tables of one row a person or application; out go limits and panels in the order of the pairs. A name that
has no pair joins as somebody who may review, or be reviewed by, nobody.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from anso.alliance.calls.assigning.problem import Panel, Whole
from anso.alliance.calls.assigning.reading.cells import empty_names, whole_numbers
from anso.alliance.calls.assigning.reading.pairs import Pairs
from anso.alliance.calls.assigning.reading.table import Table, place, read_table
from anso.errors import InvalidInputError, Problem

__all__ = ["Roster", "read_applications", "read_reviewers"]

REVIEWERS = ("load", "min_load", "country", "institution", "languages")
APPLICATIONS = ("reviews", "language")


@dataclass(frozen=True)
class Roster:
    """By name: whole numbers and texts of the columns that the file has."""

    path: Path
    names: tuple[str, ...]
    numbers: dict[str, Whole]
    texts: dict[str, tuple[str, ...]]
    ignored: tuple[str, ...]

    def number(self, column: str, names: tuple[str, ...], otherwise: int) -> Whole:
        """The numbers of these names, -1 and names unknown taking the one given for all."""
        given = dict(zip(self.names, self.numbers.get(column, np.array([])).tolist(), strict=False))
        values = np.array([given.get(name, -1) for name in names], dtype=np.int64)
        return np.where(values < 0, otherwise, values)

    def text(self, column: str, names: tuple[str, ...]) -> list[str]:
        if column not in self.texts:
            raise InvalidInputError([Problem(str(self.path), f"has no column {column}, which was asked for")])
        given = dict(zip(self.names, self.texts[column], strict=True))
        return [given.get(name, "") for name in names]


def read_reviewers(path: Path) -> Roster:
    return roster(read_table(path, needed=("reviewer",), known=REVIEWERS), "reviewer")


def read_applications(path: Path) -> Roster:
    return roster(read_table(path, needed=("application",), known=APPLICATIONS), "application")


def roster(table: Table, key: str) -> Roster:
    faults = empty_names(table, key)
    names = table.cells[key].to_list()
    seen: dict[str, int] = {}
    for row, name in enumerate(names):
        if name in seen:
            faults.append(
                Problem(
                    place(table, row, key),
                    f"{name} stands in row {table.rows[seen[name]] + 1} already; leave one",
                )
            )
        seen.setdefault(name, row)
    numbers: dict[str, Whole] = {}
    for column in ("load", "min_load", "reviews"):
        if column in table.cells.columns:
            numbers[column], wrong = whole_numbers(table, column, -1)
            faults += wrong
    if faults:
        raise InvalidInputError(faults)
    texts: dict[str, tuple[str, ...]] = {
        column: tuple(table.cells[column].to_list())
        for column in ("country", "institution", "languages", "language")
        if column in table.cells.columns
    }
    return Roster(table.path, tuple(names), numbers, texts, table.ignored)


def joined(pairs: Pairs, applications: tuple[str, ...], reviewers: tuple[str, ...]) -> Pairs:
    """The pairs with rows and columns for names that have none."""
    more_rows = tuple(name for name in applications if name not in set(pairs.applications))
    more_columns = tuple(name for name in reviewers if name not in set(pairs.reviewers))
    wider = (0, len(more_rows)), (0, len(more_columns))
    return replace(
        pairs,
        applications=pairs.applications + more_rows,
        reviewers=pairs.reviewers + more_columns,
        affinity=np.pad(pairs.affinity, wider),
        scores=np.pad(pairs.scores, wider),
        allowed=np.pad(pairs.allowed, wider),
    )


def panels(
    pairs: Pairs,
    reviewers: Roster | None,
    applications: Roster | None,
    per_country: int | None,
    per_institution: int | None,
) -> tuple[Panel, ...]:
    """The rules on who may sit together, and that somebody speaks the application's language."""
    made: list[Panel] = []
    for column, at_most in (("country", per_country), ("institution", per_institution)):
        if at_most is not None:
            if reviewers is None:
                raise InvalidInputError(
                    [Problem(f"--per-{column}", f"needs --reviewers with a column {column}: name the file")]
                )
            made += Panel.spread(
                column, reviewers.text(column, pairs.reviewers), len(pairs.applications), at_most
            )
    if applications is not None and "language" in applications.texts:
        if reviewers is None or "languages" not in reviewers.texts:
            raise InvalidInputError(
                [
                    Problem(
                        str(applications.path), "asks for languages; give --reviewers with a column languages"
                    )
                ]
            )
        spoken = [
            [language.strip().casefold() for language in text.replace(";", " ").replace(",", " ").split()]
            for text in reviewers.text("languages", pairs.reviewers)
        ]
        needed = [text.casefold() for text in applications.text("language", pairs.applications)]
        made.append(Panel.speakers(needed, spoken))
    return tuple(made)
