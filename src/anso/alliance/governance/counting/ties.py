"""Deciding between equals by the rule that was stated beforehand.

A ranked count first looks back: among those equal now, the one with fewest votes in the latest earlier stage
in which they differed goes out (and the one with most is preferred). Only if they were equal throughout does
the chair or the lot decide.

The lot is an order of all options: they are sorted by SHA-256 of `SEED:CODE`, so that anybody who knows the
seed, which is published with the result, can draw it again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from anso.alliance.governance.counting.definition import Definition, Tie
from anso.alliance.governance.counting.outcome import Act, Step, Tally

__all__ = ["TieBreaker", "UndecidedError", "lot_order", "tie_breaker"]


class UndecidedError(Exception):
    """The rule has no answer yet (the chair is to say) or says that nothing changes."""

    def __init__(self, tied: tuple[str, ...], rule: Tie) -> None:
        super().__init__(f"{', '.join(tied)} are equal")
        self.tied, self.rule = tied, rule


def lot_order(codes: Iterable[str], seed: str) -> tuple[str, ...]:
    """All options, the one that the lot prefers first."""
    return tuple(sorted(codes, key=lambda code: sha256(f"{seed}:{code}".encode()).hexdigest()))


@dataclass(frozen=True)
class TieBreaker:
    """A rule, and for the chair or the lot the order of options that it gives, the preferred first."""

    rule: Tie
    order: tuple[str, ...] = ()

    def prefer(self, tied: Sequence[str], count: int = 1) -> tuple[tuple[str, ...], Step]:
        """The preferred among equals, and the step that says so."""
        if self.rule is Tie.STATUS_QUO or not set(tied) <= set(self.order):
            raise UndecidedError(tuple(sorted(tied)), self.rule)
        ordered = sorted(tied, key=self.order.index)
        return tuple(ordered[:count]), Step(Act.TIE, tuple(ordered), note=self.rule.value)

    def last(self, tied: Sequence[str], earlier: Sequence[Tally]) -> tuple[str, tuple[Step, ...]]:
        """Who goes out among those equal now."""
        return self._look_back(tied, earlier, fewest=True)

    def first(self, tied: Sequence[str], earlier: Sequence[Tally]) -> tuple[str, tuple[Step, ...]]:
        """Who comes first among those equal now."""
        return self._look_back(tied, earlier, fewest=False)

    def _look_back(
        self, tied: Sequence[str], earlier: Sequence[Tally], *, fewest: bool
    ) -> tuple[str, tuple[Step, ...]]:
        if len(tied) == 1:
            return tied[0], ()
        left = sorted(tied)
        for tally in reversed(earlier):
            votes = {code: Fraction(tally[code]) for code in left if code in tally}
            if len(votes) < len(left):
                continue
            extreme = min(votes.values()) if fewest else max(votes.values())
            left = [code for code in left if votes[code] == extreme]
            if len(left) == 1:
                return left[0], (
                    Step(Act.TIE, (left[0], *(c for c in sorted(tied) if c != left[0])), note="earlier"),
                )
        ordered, step = self.prefer(left, len(left))
        return (ordered[-1] if fewest else ordered[0]), (step,)


def tie_breaker(definition: Definition, *, seed: str, chair: Sequence[str]) -> TieBreaker:
    """The breaker of a ballot, given the published seed and what the chair has said."""
    match definition.tie:
        case Tie.LOT if seed:
            return TieBreaker(Tie.LOT, lot_order(definition.codes, seed))
        case Tie.CHAIR:
            return TieBreaker(Tie.CHAIR, tuple(chair))
        case rule:
            return TieBreaker(rule)
