"""What a table is: the columns of a kind of record, and what its rows are held against and written by.

A file that was exported, changed by hand and brought back means what it says: headings are codes and not words, so
that a file is read in every language alike; a column that a file lacks is left as it is on record. Columns that are
`told` go out for people to read and are passed over when a file comes in.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise

from anso.alliance.network.tables.cells import same, told
from anso.alliance.people.actions import problems
from anso.alliance.people.models import User

__all__ = ["Change", "Fate", "Given", "RowFate", "Shelf", "Table"]


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Change:
    """One field, as it is and as it would be."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Given:
    """What a row says: of which record, if any is meant, and what its fields would hold."""

    name: str
    held: Any = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    code: str = ""
    key: Any = None
    """Two rows of one key are of one record."""


@dataclass(frozen=True)
class RowFate:
    """What would become of one row."""

    number: int
    fate: Fate
    name: str
    code: str = ""
    changes: tuple[Change, ...] = ()
    why: tuple[str, ...] = ()
    like: tuple[Any, ...] = ()
    """The records that a doubtful row resembles."""
    given: Given = Given("")


class Shelf(ABC):
    """All that the rows of one file are held against, read from the database once and not for every row."""

    @abstractmethod
    def read(self, cells: Mapping[str, str]) -> Given:
        """What a row says; raises `UnreadableCellError`."""

    def complaints(self, record: Any) -> Sequence[str]:
        """What is wrong with a record as it would be."""
        links = [column.name for column in record._meta.concrete_fields if column.is_relation]
        try:
            record.clean_fields(exclude=links)
            record.clean()
        except ValidationError as error:
            return tuple(
                f"{found.where}: {found.message}" if found.where else found.message
                for found in problems(error)
            )
        return ()

    def refusals(self, given: Given, changes: Sequence[Change]) -> Sequence[str]:
        """What speaks against a row beyond its record: for tables whose rows depend on each other."""
        del given, changes
        return ()

    def settled(self, found: list[RowFate]) -> list[RowFate]:
        """The last word on all rows together."""
        return found


class Table(ABC):
    """One kind of record as a table."""

    name: ClassVar[str]
    """In addresses, names of files and events."""
    title: ClassVar[str | Promise]
    model: ClassVar[type[models.Model]]
    columns: ClassVar[tuple[str, ...]]
    needed: ClassVar[tuple[tuple[str, ...], ...]]
    """Of each group, at least one column must stand in a file."""
    told: ClassVar[tuple[str, ...]] = ()
    inside: ClassVar[tuple[str, ...]] = ()
    """Columns that only those who bring tables in are given."""
    sees: ClassVar[str]
    """The permission to take it away."""
    back: ClassVar[str]
    """The page that lists the records."""

    @abstractmethod
    def records(self, *, all_of_them: bool) -> Iterable[Any]:
        """In the order of an export: for those who keep them, or what everybody may see."""

    @abstractmethod
    def row_of(self, record: Any) -> dict[str, Any]:
        """A record as a row, by the names of all columns."""

    @abstractmethod
    def open(self) -> Shelf: ...

    @abstractmethod
    def add(self, actor: User | None, given: Given) -> None: ...

    def change(self, actor: User | None, given: Given) -> None:
        """Write a changed row; tables of history refuse such rows beforehand, and have no such verb."""
        raise TypeError(f"Rows of {self.name} are never changed ({actor}, {given.name}).")

    def made(self, given: Given) -> Any:
        """The record as it would be, not saved."""
        record = copy(given.held) if given.held is not None else self.model()
        for name, value in given.fields.items():
            setattr(record, name, value)
        return record

    def changes(self, given: Given) -> tuple[Change, ...]:
        if given.held is None:
            return tuple(Change(name, "", told(value)) for name, value in given.fields.items() if told(value))
        return tuple(
            Change(name, told(getattr(given.held, name)), told(value))
            for name, value in given.fields.items()
            if not same(getattr(given.held, name), value)
        )
