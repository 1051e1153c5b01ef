"""What is compared: somebody who acts in a call, and an application with everybody who stands behind it."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

__all__ = ["Acting", "Case", "Interest", "Named", "Stay"]


@dataclass(frozen=True)
class Stay:
    """A time at an institution; it lasts where no end is known."""

    name: str
    keys: frozenset[str]
    """What it is recognised by: its number on record and every folded name; one in common is enough."""
    until: date | None = None


@dataclass(frozen=True)
class Named:
    """Somebody who is named, on either side, by whatever of the two is known."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Interest:
    """What somebody declared on their profile: with an institution, with a person, or both."""

    kind: str
    """One of the kinds of `models.Conflict` that it counts as."""
    person: Named = Named()
    institution: Stay | None = None


@dataclass(frozen=True)
class Acting:
    """A reviewer, officer or member of the board."""

    person: int
    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    country: str = ""
    stays: tuple[Stay, ...] = ()
    works: dict[str, int | None] = field(default_factory=dict)
    """DOIs with the year, where one is said."""
    orcid: str = ""
    interests: tuple[Interest, ...] = ()


@dataclass(frozen=True)
class Case:
    """An application."""

    application: UUID
    people: frozenset[int]
    """Accounts of those who write it."""
    named: tuple[Named, ...] = ()
    """Everybody it is of: applicants, co-applicants, partners, the nominee."""
    countries: frozenset[str] = frozenset()
    stays: tuple[Stay, ...] = ()
    nominating: tuple[Stay, ...] = ()
    referees: tuple[Named, ...] = ()
    supervisors: tuple[Named, ...] = ()
    works: dict[str, int | None] = field(default_factory=dict)
    orcids: frozenset[str] = frozenset()
    interests: tuple[Interest, ...] = ()
    """What those who write it declared on their own profiles."""
