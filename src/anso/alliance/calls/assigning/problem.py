"""What is to be assigned: applications, reviewers, how well each pair fits, and what must hold.

In comes plain data of any source; out goes a frozen `Problem` of arrays, checked, which everything else here
reads. Rows are applications, columns are reviewers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anso.errors import InvalidInputError
from anso.errors import Problem as Fault

__all__ = ["Panel", "Problem"]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Panel:
    """What the reviewers of one application must be like together: so many at least or at most of a kind.

    `members[i, j]` says whether reviewer j is of the kind for application i: of one country, of one
    institution, or a speaker of its language.
    """

    name: str
    members: Mask
    at_least: int = 0
    at_most: int | None = None

    @classmethod
    def spread(cls, what: str, groups: Sequence[str], applications: int, at_most: int) -> tuple[Self, ...]:
        """At most so many reviewers of one country (institution, ...) for an application; one panel a group.

        A reviewer of an unknown group (an empty text) is counted in none.
        """
        column = np.asarray([str(group) for group in groups], dtype=object)
        names, counts = np.unique(column[column != ""].astype(str), return_counts=True)
        return tuple(
            cls(f"{what} {name}", np.broadcast_to(column == name, (applications, len(column))), 0, at_most)
            for name, count in zip(names.tolist(), counts.tolist(), strict=True)
            if count > at_most
        )

    @classmethod
    def speakers(cls, needed: Sequence[str], spoken: Sequence[Sequence[str]], at_least: int = 1) -> Self:
        """At least so many reviewers who speak the application's language; an empty language asks for nobody."""
        members = np.array(
            [[not language or language in languages for languages in spoken] for language in needed],
            dtype=bool,
        ).reshape(len(needed), len(spoken))
        return cls("speakers of the application's language", members, at_least)


@dataclass(frozen=True)
class Problem:
    """Applications and reviewers, the fit of each pair, and the rules an assignment must keep."""

    applications: tuple[str, ...]
    reviewers: tuple[str, ...]
    scores: Floats
    """How well reviewer j fits application i; any finite number, more is better."""
    allowed: Mask
    """False where the pair may not be: a conflict, or a pair that nobody offered."""
    reviews: Whole
    """How many reviewers each application gets."""
    least: Whole
    """How many applications each reviewer takes at least."""
    most: Whole
    """How many applications each reviewer takes at most."""
    panels: tuple[Panel, ...] = ()

    def __post_init__(self) -> None:
        faults = list(self._faults())
        if faults:
            raise InvalidInputError(faults)

    @classmethod
    def of(
        cls,
        scores: ArrayLike,
        *,
        reviews: ArrayLike,
        load: ArrayLike,
        min_load: ArrayLike = 0,
        allowed: ArrayLike | None = None,
        bids: ArrayLike | None = None,
        applications: Sequence[str] | None = None,
        reviewers: Sequence[str] | None = None,
        panels: Sequence[Panel] = (),
    ) -> Self:
        """From a matrix of scores; single numbers hold for all, and bids (words or numbers) change the scores."""
        from anso.alliance.calls.assigning.affinity import with_bids

        matrix = np.array(scores, dtype=np.float64, ndmin=2)
        rows, columns = matrix.shape
        mask = np.ones(matrix.shape, dtype=bool) if allowed is None else np.array(allowed, dtype=bool)
        if bids is not None:
            matrix = with_bids(matrix, bids)
        return cls(
            applications=tuple(applications) if applications is not None else numbered(rows),
            reviewers=tuple(reviewers) if reviewers is not None else numbered(columns),
            scores=np.where(mask, matrix, 0.0) if mask.shape == matrix.shape else matrix,
            allowed=mask,
            reviews=whole(reviews, rows),
            least=whole(min_load, columns),
            most=whole(load, columns),
            panels=tuple(panels),
        )

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.applications), len(self.reviewers)

    def changed(self, **fields: Any) -> Self:
        return replace(self, **fields)

    def _faults(self) -> Iterator[Fault]:
        rows, columns = self.shape
        for name, array in (("scores", self.scores), ("allowed", self.allowed)):
            if array.shape != (rows, columns):
                yield Fault(
                    name,
                    f"has the shape {array.shape}, but there are {rows} applications and {columns} reviewers",
                )
                return
        for name, ids in (("applications", self.applications), ("reviewers", self.reviewers)):
            if len(set(ids)) < len(ids):
                yield Fault(name, "names one twice; each needs a name of its own")
        for name, numbers, size in (
            ("reviews", self.reviews, rows),
            ("least", self.least, columns),
            ("most", self.most, columns),
        ):
            if numbers.shape != (size,):
                yield Fault(name, f"holds {numbers.size} numbers where {size} are needed")
                return
            if numbers.size and numbers.min() < 0:
                yield Fault(name, f"holds {numbers.min()}; it cannot be negative")
        if not np.isfinite(self.scores[self.allowed]).all():
            yield Fault("scores", "holds a value of an allowed pair that is no finite number")
        crossed = np.flatnonzero(self.least > self.most)
        if crossed.size:
            who = crossed[0]
            yield Fault(
                f"reviewer {self.reviewers[who]}",
                f"must take at least {self.least[who]} and at most {self.most[who]}; raise the one or lower the other",
            )
        for panel in self.panels:
            if panel.members.shape != (rows, columns):
                yield Fault(panel.name, f"has the shape {panel.members.shape}, not {(rows, columns)}")


def numbered(count: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, count + 1))


def whole(numbers: ArrayLike, size: int) -> Whole:
    given = np.asarray(numbers)
    return np.array(np.broadcast_to(given, (size,)) if given.ndim == 0 else given, dtype=np.int64)
