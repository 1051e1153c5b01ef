"""Files to problems: pairs, and where they are given what is known of reviewers and applications."""

from dataclasses import dataclass
from pathlib import Path

from anso.alliance.calls.assigning.problem import Problem
from anso.alliance.calls.assigning.reading.pairs import Pairs, read_kept, read_pairs
from anso.alliance.calls.assigning.reading.people import joined, panels, read_applications, read_reviewers
from anso.errors import InvalidInputError
from anso.errors import Problem as Fault

__all__ = ["Asked", "Limits", "read"]


@dataclass(frozen=True)
class Limits:
    """What holds for everybody of whom no file says otherwise."""

    reviews: int
    load: int
    min_load: int = 0
    per_country: int | None = None
    per_institution: int | None = None


@dataclass(frozen=True)
class Asked:
    """What the files ask for."""

    problem: Problem
    pairs: Pairs
    kept: list[tuple[int, int]]
    ignored: dict[str, tuple[str, ...]]


def read(
    path: Path,
    limits: Limits,
    *,
    reviewers: Path | None = None,
    applications: Path | None = None,
    keep: Path | None = None,
) -> Asked:
    """The problem that these files state."""
    pairs = read_pairs(path)
    people = read_reviewers(reviewers) if reviewers is not None else None
    works = read_applications(applications) if applications is not None else None
    ignored = {str(path): pairs.ignored}
    ignored |= {str(roster.path): roster.ignored for roster in (people, works) if roster is not None}
    pairs = joined(pairs, works.names if works else (), people.names if people else ())
    load = people.number("load", pairs.reviewers, limits.load) if people else limits.load
    least = people.number("min_load", pairs.reviewers, limits.min_load) if people else limits.min_load
    reviews = works.number("reviews", pairs.applications, limits.reviews) if works else limits.reviews
    problem = Problem.of(
        pairs.scores,
        reviews=reviews,
        load=load,
        min_load=least,
        allowed=pairs.allowed,
        applications=pairs.applications,
        reviewers=pairs.reviewers,
        panels=panels(pairs, people, works, limits.per_country, limits.per_institution),
    )
    kept = read_kept(keep, pairs.applications, pairs.reviewers) if keep is not None else []
    if len(set(kept)) < len(kept):
        raise InvalidInputError([Fault(str(keep), "names a pair twice; leave one")])
    return Asked(problem, pairs, kept, {file: names for file, names in ignored.items() if names})
