"""A selection as an integer programme: who is chosen (0 or 1 each) so that the scores' sum is largest.

In come candidates, quotas, the number of places and a seed; out goes a `Programme` of plain arrays: one column a
candidate, one row a bound. Columns stand in the order of score, lot and name, whatever order the rows of a file had,
so that a selection never depends on it. A lot is drawn for each candidate from the seed and the name alone.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anso.alliance.calls.selecting.quotas import Candidates, Floats, Mask, Quota, count_of, each_by_itself
from anso.errors import InvalidInputError, Problem

__all__ = ["PLACES", "Programme", "Selecting", "programme_of", "selecting"]

PLACES = "places"
"""The name of the quota that `places` makes."""


@dataclass(frozen=True)
class Selecting:
    """What is asked: the most points for at most `places`, under all quotas at once; equal totals by lot."""

    candidates: Candidates
    quotas: tuple[Quota, ...]
    seed: int = 0


@dataclass(frozen=True)
class Programme:
    """The same, as arrays; `order[k]` is the candidate that column k stands for."""

    order: NDArray[np.int64]
    points: Floats
    """What a candidate adds to the total: the score, above the lowest one if any score is below nought."""
    lots: Floats
    quotas: tuple[Quota, ...]
    rows: Any
    """Sparse, bounds x candidates; each row divided by its largest entry."""
    scale: Floats
    lower: Floats
    upper: Floats
    quota_of: NDArray[np.int64]
    """The quota that a row belongs to."""

    @cached_property
    def dense(self) -> Floats:
        found: Floats = self.rows.toarray()
        return found

    def rows_of(self, quota: int) -> NDArray[np.int64]:
        return np.flatnonzero(self.quota_of == quota)

    def columns(self, mask: Mask) -> Mask:
        """A mask over candidates in the order of the columns."""
        return mask[self.order]

    def candidates(self, chosen: Mask) -> Mask:
        """A mask over columns in the order of the candidates."""
        found = np.zeros(len(self.order), dtype=bool)
        found[self.order] = chosen
        return found


def selecting(
    candidates: Candidates, quotas: Sequence[Quota], *, places: int | None = None, seed: int = 0
) -> Selecting:
    """What is asked, checked: names are used once, scores are numbers, bounds are in order."""
    problems = []
    if places is not None and places < 0:
        problems.append(Problem("places", f"{places} is below 0; give a whole number of people"))
    if len(set(candidates.ids)) < len(candidates.ids):
        twice = sorted({name for name in candidates.ids if candidates.ids.count(name) > 1})
        problems.append(Problem(f"application {twice[0]}", "stands twice; give each application once"))
    problems += [
        Problem(f"application {candidates.ids[row]}", "its score is no number; give one")
        for row in np.flatnonzero(~np.isfinite(candidates.scores))[:20]
    ]
    for quota in quotas:
        problems += problems_of(quota)
    if problems:
        raise InvalidInputError(problems)
    whole = Quota(PLACES, most=places)
    asked = [*([] if places is None else [whole]), *quotas]
    plain = each_by_itself(asked, candidates)
    names = [quota.name for quota in plain]
    if len(set(names)) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise InvalidInputError([Problem(f"quota {twice[0]}", "two quotas have this name; rename one")])
    return Selecting(candidates, plain, seed)


def problems_of(quota: Quota) -> list[Problem]:
    where = f"quota {quota.name}"
    least, most = quota.least, quota.most
    if least is None and most is None:
        return [Problem(where, "it bounds nothing; give min, max or both")]
    problems = [
        Problem(where, f"{bound} is no bound; give a number") for bound in (least, most) if bound != bound
    ]
    if least is not None and most is not None and least > most:
        problems.append(
            Problem(where, f"at least {least:g} is above at most {most:g}; exchange or mend them")
        )
    if quota.share and not all(bound is None or 0 <= bound <= 1 for bound in (least, most)):
        problems.append(Problem(where, "a share lies between 0 and 1 (40 % is 0.4)"))
    for bound in (least, most):
        if bound is None or quota.share or quota.sum_of:
            continue
        if bound < 0:
            problems.append(Problem(where, f"{bound:g} is below 0; give a whole number of people"))
        elif bound % 1:
            problems.append(
                Problem(
                    where,
                    f"{bound:g} is no whole number of people; for a part of those chosen, make it a share",
                )
            )
    return problems


def programme_of(asked: Selecting) -> Programme:
    from scipy.sparse import csr_array

    candidates = asked.candidates
    scores = np.asarray(candidates.scores, dtype=float)
    points = scores - min(0.0, float(scores.min())) if len(scores) else scores
    lots = np.array([lot(name, asked.seed) for name in candidates.ids])
    names = np.asarray(candidates.ids, dtype=str)
    order = np.lexsort((names, lots, -points))
    rows, lower, upper, owners = [], [], [], []
    for number, quota in enumerate(asked.quotas):
        for row, least, most in bounds_of(candidates, quota):
            rows.append(row[order])
            lower.append(least)
            upper.append(most)
            owners.append(number)
    matrix = np.array(rows).reshape(len(rows), len(order))
    scale = np.maximum(np.abs(matrix).max(axis=1, initial=0), 1e-300)
    scale[scale <= 1e-300] = 1
    return Programme(
        order=order,
        points=points[order],
        lots=lots[order],
        quotas=asked.quotas,
        rows=csr_array(matrix / scale[:, None]),
        scale=scale,
        lower=np.array(lower) / scale,
        upper=np.array(upper) / scale,
        quota_of=np.array(owners, dtype=np.int64),
    )


def bounds_of(candidates: Candidates, quota: Quota) -> list[tuple[Floats, float, float]]:
    """A quota's rows: one of numbers or sums, or for shares one for each bound."""
    count = count_of(candidates, quota)
    if not quota.share:
        least = -np.inf if quota.least is None else quota.least
        most = np.inf if quota.most is None else quota.most
        return [(count, least, most)]
    whole = count_of(candidates, quota, share=True)
    rows = []
    if quota.least is not None:
        rows.append((count - quota.least * whole, 0.0, np.inf))
    if quota.most is not None:
        rows.append((count - quota.most * whole, -np.inf, 0.0))
    return rows


def lot(name: str, seed: int) -> float:
    """Between 0 and 1, from the seed and the name alone; the smaller lot wins."""
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48
