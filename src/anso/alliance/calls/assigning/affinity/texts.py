"""How near reviewers' writings and fields are to applications: between 0 and 1, computed here.

Terms are weighed by how seldom they are (1 + log count, times log of (1 + N) / (1 + n) + 1, then scaled to length 1:
Salton and Buckley, Term-weighting approaches in automatic text retrieval, 1988), and texts compared by the cosine.
Where both sides also name terms of expertise, the share of the application's terms that the reviewer names counts
beside it. In come texts and terms; out goes a matrix of applications by reviewers.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from anso.alliance.calls.assigning.affinity.words import folded, terms
from anso.alliance.calls.assigning.problem import Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["affinity", "agreement", "similarity"]

BY_TERMS = 0.5
"""What agreement of named terms counts, the rest being similarity of texts, where an application names any."""


def affinity(
    texts: Sequence[str],
    reviewer_texts: Sequence[str],
    named: Sequence[Iterable[str]] | None = None,
    reviewer_named: Sequence[Iterable[str]] | None = None,
) -> Floats:
    """How well each reviewer fits each application, by texts and by terms of expertise that both sides name.

    The reviewers' terms also belong to what they wrote, so that an application that names none finds them.
    """
    given = [list(mine) for mine in reviewer_named] if reviewer_named is not None else []
    asked = [list(mine) for mine in named] if named is not None else []
    works = joined(texts, asked)
    people = joined(reviewer_texts, given)
    near = similarity(works, people)
    if not asked or not given:
        return near
    share = np.array([[BY_TERMS if mine else 0.0] for mine in asked]).reshape(-1, 1)
    mixed: Floats = (1 - share) * near + share * agreement(asked, given)
    return mixed


def joined(texts: Sequence[str], named: list[list[str]]) -> list[str]:
    return (
        [f"{text} {' '.join(mine)}" for text, mine in zip(texts, named, strict=True)]
        if named
        else list(texts)
    )


def similarity(texts: Sequence[str], others: Sequence[str]) -> Floats:
    """The cosine of the weighted terms of each text with each other."""
    if not texts or not others:
        return np.zeros((len(texts), len(others)))
    counts = counted([*texts, *others])
    documents = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log((1 + counts.shape[0]) / (1 + documents)) + 1
    weights = (1 + np.log(counts.data)) * rarity[counts.indices]
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    length = np.sqrt(np.bincount(row, weights=weights**2, minlength=counts.shape[0]))
    counts.data = weights / length[row]
    near: Floats = (counts[: len(texts)] @ counts[len(texts) :].T).toarray()
    return np.clip(near, 0.0, 1.0)


def counted(texts: Sequence[str]) -> "csr_array":
    """How often each text has each term."""
    from scipy.sparse import csr_array

    places: dict[str, int] = {}
    lists = [[places.setdefault(term, len(places)) for term in terms(text)] for text in texts]
    sizes = np.array([len(mine) for mine in lists])
    column = np.fromiter((place for mine in lists for place in mine), dtype=np.int64, count=int(sizes.sum()))
    row = np.repeat(np.arange(len(lists)), sizes)
    shape = (len(texts), max(1, len(places)))
    counts = csr_array((np.ones(len(column)), (row, column)), shape=shape)
    counts.sum_duplicates()
    return counts


def agreement(named: Sequence[Iterable[str]], reviewer_named: Sequence[Iterable[str]]) -> Floats:
    """The share of each application's terms that each reviewer names; 0 where it names none."""
    from scipy.sparse import csr_array

    sides = [
        [{folded(term).strip() for term in mine} - {""} for mine in side] for side in (named, reviewer_named)
    ]
    places = {term: place for place, term in enumerate(sorted(set().union(*sides[0], *sides[1])))}

    def matrix(side: list[set[str]]) -> "csr_array":
        column = [places[term] for mine in side for term in sorted(mine)]
        row = np.repeat(np.arange(len(side)), [len(mine) for mine in side])
        return csr_array((np.ones(len(column)), (row, column)), shape=(len(side), max(1, len(places))))

    if not sides[0] or not sides[1]:
        return np.zeros((len(sides[0]), len(sides[1])))
    shared: Floats = (matrix(sides[0]) @ matrix(sides[1]).T).toarray()
    return shared / np.maximum([[len(mine)] for mine in sides[0]], 1)
