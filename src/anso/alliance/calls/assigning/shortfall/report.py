"""Why an assignment is impossible and what smallest change would make it possible: as data and in sentences.

In comes what stands in the way, by application and reviewer; out go sentences for the person who must decide.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Lack", "Rivalry", "Shortfall"]

NAMED = 8
"""So many are named in a sentence; the data names all."""


@dataclass(frozen=True)
class Lack:
    """One application with too few who may review it, or one reviewer with too few to review."""

    who: str
    needed: int
    eligible: int


@dataclass(frozen=True)
class Rivalry:
    """Applications that together need more from some reviewers than these can take (Hall's condition fails)."""

    applications: tuple[str, ...]
    reviewers: tuple[str, ...]
    needed: int
    available: int
    everyone: bool
    """All applications compete for all reviewers: there is simply too little time."""


@dataclass(frozen=True)
class Shortfall:
    """What stands in the way, and changes of which each would be enough together with the others of its kind."""

    lacking: tuple[Lack, ...] = ()
    """Applications that fewer may review than it needs; only other reviewers or fewer reviews mend that."""
    rivalry: Rivalry | None = None
    raise_loads: dict[str, int] = field(default_factory=dict)
    """By how much to raise whose load: the smallest sum that is enough, spread as evenly as it can be."""
    fewer_reviews: dict[str, int] = field(default_factory=dict)
    """Instead: how many reviews fewer for whom; the smallest sum, once those that lack reviewers are mended."""
    same_load: int | None = None
    """The smallest load that would be enough for all, where all have the same."""
    idle: tuple[Lack, ...] = ()
    """Reviewers who must take more than they may review."""
    underused: Rivalry | None = None
    """Reviewers who must take more, together, than the applications they may review can give them."""
    lower_least: dict[str, int] = field(default_factory=dict)
    """By how much to lower whose least load: the smallest sum that is enough."""
    relaxed: dict[str, int] = field(default_factory=dict)
    """Where panels matter: the smallest set of limits to relax, each by how much, in words."""

    @property
    def missing(self) -> int:
        """How many reviews cannot be placed."""
        return sum(lack.needed - lack.eligible for lack in self.lacking) + sum(self.raise_loads.values())

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(self._said())

    def as_dict(self) -> dict[str, Any]:
        from dataclasses import asdict

        return {**asdict(self), "missing": self.missing, "sentences": list(self.sentences)}

    def _said(self) -> Iterator[str]:
        if self.lacking:
            shown = "; ".join(
                f"{lack.who} needs {lack.needed}, {lack.eligible} may review it"
                for lack in self.lacking[:NAMED]
            )
            yield (
                f"{count(len(self.lacking), 'application')} {verb(len(self.lacking), 'has', 'have')} too few eligible "
                f"reviewers: {shown}{more(len(self.lacking))}."
            )
            yield (
                "Smallest change: find "
                + listed([f"{lack.needed - lack.eligible} more for {lack.who}" for lack in self.lacking])
                + " (another reviewer, or a conflict that does not hold), or ask for so many reviews fewer there."
            )
        if self.rivalry is not None:
            yield from self._rivals(self.rivalry)
        if self.idle:
            shown = "; ".join(
                f"{lack.who} must take {lack.needed} and may review {lack.eligible}"
                for lack in self.idle[:NAMED]
            )
            yield f"Least loads cannot be reached: {shown}{more(len(self.idle))}."
        if self.underused is not None:
            rivals = self.underused
            yield (
                f"{said(rivals.reviewers, 'reviewer')} must take {rivals.needed:,} reviews at least, but the applications "
                f"that they may review have {rivals.available:,} to give."
            )
        if self.lower_least:
            yield (
                f"Smallest change: lower least loads by {sum(self.lower_least.values()):,} in all: "
                + listed([f"{by} less for {who}" for who, by in self.lower_least.items()])
                + "."
            )
        if self.relaxed:
            yield (
                "The rules cannot all hold together. Smallest change: "
                + listed([f"{what} by {by}" for what, by in self.relaxed.items()])
                + "."
            )

    def _rivals(self, rivals: Rivalry) -> Iterator[str]:
        if rivals.everyone:
            yield (
                f"{count(rivals.needed, 'review')} {verb(rivals.needed, 'is', 'are')} wanted, but the "
                f"{count(len(rivals.reviewers), 'reviewer')} can take {rivals.available:,} together."
            )
        else:
            yield (
                f"{said(rivals.applications, 'application')} {verb(len(rivals.applications), 'needs', 'need')} "
                f"{count(rivals.needed, 'review')} from {lower(said(rivals.reviewers, 'reviewer'))}, who can take "
                f"{rivals.available:,} together."
            )
        short = sum(self.raise_loads.values())
        yield (
            f"Smallest change: raise loads by {short:,} in all: "
            + listed([f"{by} more for {who}" for who, by in self.raise_loads.items()])
            + (f" (or a load of {self.same_load} for everybody)" if self.same_load is not None else "")
            + f"; or ask for {count(short, 'review')} fewer in all: "
            + listed([f"{by} fewer for {who}" for who, by in self.fewer_reviews.items()])
            + "."
        )


def count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def verb(number: int, one: str, many: str) -> str:
    return one if number == 1 else many


def more(total: int) -> str:
    return f"; and {total - NAMED:,} more" if total > NAMED else ""


def listed(parts: Sequence[str]) -> str:
    shown = ", ".join(parts[:NAMED])
    return f"{shown} and {len(parts) - NAMED:,} more" if len(parts) > NAMED else shown


def said(names: Sequence[str], thing: str) -> str:
    """The application A; the 12 applications A, B and 10 more."""
    return f"The {thing} {names[0]}" if len(names) == 1 else f"The {len(names):,} {thing}s {listed(names)}"


def lower(text: str) -> str:
    return text[:1].lower() + text[1:]
