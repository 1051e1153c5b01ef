"""Who is chosen: the largest total that the quotas allow, the waiting list, and why others are not.

In comes what is asked; out goes a `Selection`, or an `ImpossibleError` that names the quotas in conflict.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.alliance.calls.selecting.conflict import ImpossibleError, conflict_of
from anso.alliance.calls.selecting.optimum import best_within, by_lot, relaxation_of
from anso.alliance.calls.selecting.problem import PLACES, Programme, Selecting, programme_of
from anso.alliance.calls.selecting.quotas import Mask, Quota, count_of
from anso.alliance.calls.selecting.sentences import bound_of
from anso.alliance.calls.selecting.swaps import Bar, swaps_of

__all__ = ["Count", "Selection", "counts_of", "select"]


@dataclass(frozen=True)
class Count:
    """A quota and what it counts among those chosen: people, a sum, or a share (0 if it is one of nobody)."""

    quota: Quota
    amount: float
    met: bool
    """Whether the amount is within the bounds; a share of nobody is."""


@dataclass(frozen=True)
class Selection:
    """Arrays stand in the order of `asked.candidates`."""

    asked: Selecting
    chosen: Mask
    total: float
    """The sum of the chosen ones' scores."""
    waiting: NDArray[np.int64]
    """Places on the waiting list: the order of those who could take somebody's place; 0 for everybody else."""
    replacement: NDArray[np.int64]
    """For who is chosen, the candidate who would best take their place if they alone declined; -1 for nobody."""
    bars: tuple[tuple[Bar, ...], ...]
    """For who scores higher than somebody chosen: the quotas that keep them out; empty for others."""
    counts: tuple[Count, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(np.asarray(self.asked.candidates.ids, dtype=object)[self.chosen].tolist())

    def reason(self, candidate: int) -> str:
        """Why a candidate was not chosen, in English; nothing for who was."""
        if self.chosen[candidate]:
            return ""
        if self.bars[candidate]:
            bounds = [
                bound_of(self.asked.quotas[bar.quota], at_most=bar.at_most) for bar in self.bars[candidate]
            ]
            return f"kept out by {'; '.join(bounds)}"
        scores = self.asked.candidates.scores
        if not self.chosen.any():
            return "nobody could be chosen"
        if scores[candidate] >= scores[self.chosen].min():
            return "equal in score to the last one chosen"
        return "scores below everybody chosen"


def select(asked: Selecting) -> Selection:
    """The largest sum of scores within all quotas; of equal sums, the one with the smallest sum of lots."""
    programme = programme_of(asked)
    relaxed = relaxation_of(programme).solve()
    best = None if relaxed is None else best_within(programme, relaxed)
    if best is None:
        raise ImpossibleError(conflict_of(asked, programme))
    return selection_of(asked, programme, by_lot(programme, best))


def selection_of(asked: Selecting, programme: Programme, chosen: Mask) -> Selection:
    """Everything that follows from who is chosen, by column."""
    swaps = swaps_of(programme, chosen)
    order = programme.order
    size = len(order)
    waiting, replacement = np.zeros(size, dtype=np.int64), np.full(size, -1)
    waiting[order] = swaps.waiting
    has = swaps.replacement >= 0
    replacement[order[has]] = order[swaps.replacement[has]]
    bars: list[tuple[Bar, ...]] = [()] * size
    for column, own in swaps.bars.items():
        bars[order[column]] = own
    by_candidate = programme.candidates(chosen)
    return Selection(
        asked=asked,
        chosen=by_candidate,
        total=float(np.asarray(asked.candidates.scores, dtype=float)[by_candidate].sum()),
        waiting=waiting,
        replacement=replacement,
        bars=tuple(bars),
        counts=counts_of(asked, by_candidate),
    )


def counts_of(asked: Selecting, chosen: Mask) -> tuple[Count, ...]:
    """What each quota counts among the chosen."""
    counts = []
    for quota in asked.quotas:
        amount = float(count_of(asked.candidates, quota)[chosen].sum())
        whole = float(count_of(asked.candidates, quota, share=True)[chosen].sum()) if quota.share else 1.0
        amount = amount / whole if whole else 0.0
        counts.append(Count(quota, amount, not whole or within(quota, amount)))
    return tuple(counts)


def within(quota: Quota, amount: float) -> bool:
    """Whether an amount keeps both bounds, but for rounding."""
    margin = 1e-9 * max(1.0, abs(amount))
    least = -np.inf if quota.least is None else quota.least
    most = np.inf if quota.most is None else quota.most
    return bool(least - margin <= amount <= most + margin)


def limits_places(quota: Quota) -> bool:
    """Whether a quota says how many are chosen in all."""
    return quota.name == PLACES or not (quota.where or quota.sum_of or quota.share)
