"""Which records hold something of a person, and what becomes of them: one registry, filled by every app.

An app enters its part in a module `personal_data.py` beside its models: for each model, the fields by which
a row belongs to a person, what of it is given to the person who asks for their data, and what happens to it
when the account is deleted. The export, the deletion, the tables of the privacy notice and the test that
walks the whole schema are made from what is entered here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.text import capfirst

from anso.alliance.people.models import User
from anso.errors import AnsoError

__all__ = [
    "Fate",
    "Holding",
    "Obstacle",
    "Retention",
    "exempt",
    "exemptions",
    "forbid_deletion",
    "hold",
    "holdings",
    "obstacles",
    "retain",
    "retentions",
]


class UnknownHoldingError(AnsoError):
    """A holding that does not fit its model."""


class Fate(StrEnum):
    """What becomes of a row when the account that it belongs to is deleted."""

    DELETED = "deleted"
    """The row goes."""
    FORGOTTEN = "forgotten"
    """The row stays; what it says of the person is taken out."""
    KEPT = "kept"
    """The row stays as it is, under the public id of an account that is empty from then on."""


@dataclass(frozen=True)
class Holding:
    """One way in which rows of a model belong to a person."""

    model: str
    """`app.Model`."""
    person: tuple[str, ...]
    """The fields by which a row is the person's: links to the account, or texts that name it."""
    fate: Fate
    why: str | Promise
    """What the rows are, or why they are kept: a sentence for the privacy notice."""
    hidden: tuple[str, ...] = ()
    """Fields that are not given out, for they are secrets even from their owner."""
    blank: dict[str, Any] = field(default_factory=dict)
    """For `FORGOTTEN`: what the fields hold afterwards; links are cut by themselves."""
    also: tuple[str, ...] = ()
    """Further fields that say something of the person; given out and forgotten with the row."""
    rows: Callable[[User], QuerySet[Any]] | None = None
    """Finds the rows where no link leads to the account."""
    files: Callable[[Any], Iterable[tuple[str, bytes]]] | None = None
    """The files of a row: names and contents. One that is missing raises `AnsoError` or `OSError`."""
    erase: Callable[[User], None] | None = None
    """Deletes where more is to be done than to delete rows."""
    title: str | Promise = ""
    """What the rows are called; for tables of libraries, whose own names are theirs and not for readers."""

    @property
    def model_class(self) -> type[models.Model]:
        return apps.get_model(self.model)

    @property
    def heading(self) -> str:
        return capfirst(str(self.title or self.model_class._meta.verbose_name_plural))

    def rows_of(self, person: User) -> QuerySet[Any]:
        if self.rows is not None:
            return self.rows(person)
        wanted = Q()
        for name in self.person:
            wanted |= Q(**{name: person})
        return self.model_class._default_manager.filter(wanted)


Obstacle = Callable[[User], Iterable[str]]
"""Gives the sentences that say why an account cannot be deleted yet, and what to do about it."""


@dataclass(frozen=True)
class Retention:
    """A rule by which rows are removed in time, by the nightly chore."""

    name: str
    says: str | Promise
    remove: Callable[[], int]
    """Removes what is due; gives how many."""


_holdings: list[Holding] = []
_exempt: dict[tuple[str, str], str] = {}
_obstacles: list[Obstacle] = []
_retentions: dict[str, Retention] = {}


def hold(*entered: Holding) -> None:
    """Enter holdings; each must name fields that its model has."""
    for holding in entered:
        names = {found.name for found in holding.model_class._meta.get_fields()}
        unknown = [name for name in (*holding.person, *holding.hidden, *holding.also) if name not in names]
        if unknown:
            raise UnknownHoldingError(f"{holding.model} has no field {', '.join(unknown)}.")
        _holdings.append(holding)


def exempt(model: str, *fields: str, why: str) -> None:
    """Say why fields that look like a person's are none, or are nobody's to export and delete."""
    meta = apps.get_model(model)._meta
    for name in fields:
        meta.get_field(name)
        _exempt[meta.label_lower, name] = why


def forbid_deletion(obstacle: Obstacle) -> None:
    _obstacles.append(obstacle)


def retain(rule: Retention) -> None:
    _retentions[rule.name] = rule


@cache
def filled() -> bool:
    """Has every app entered its part? Asked the first time that anybody wants to know."""
    autodiscover_modules("personal_data")
    return True


def holdings() -> tuple[Holding, ...]:
    filled()
    return tuple(_holdings)


def exemptions() -> dict[tuple[str, str], str]:
    filled()
    return dict(_exempt)


def obstacles(person: User) -> list[str]:
    """Why this account cannot be deleted yet."""
    filled()
    return [told for obstacle in _obstacles for told in obstacle(person)]


def retentions() -> tuple[Retention, ...]:
    filled()
    return tuple(_retentions.values())
