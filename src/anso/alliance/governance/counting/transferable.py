"""The single transferable vote: several seats, by the Droop quota and weighted inclusive Gregory transfers.

Quota: the whole part of votes / (seats + 1), plus one. Whoever reaches it is elected. A surplus goes on by
weight: every paper of the elected, however it came to them, goes to its next preference still standing at
its weight times surplus / votes; papers without one are exhausted, and so much of the surplus is lost. The
largest surplus goes first. When none is left, the last standing is eliminated and their papers go on at the
weight they have. When no more stand than there are free seats, they are elected.

Scottish Local Government Elections Order 2007 (SSI 2007/42), rules 44-52, but in exact fractions: the Order cuts
each weight to five decimals, which is a matter of counting by hand. Equals: `ties`.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from anso.alliance.governance.counting.outcome import Act, Outcome, Status, Step
from anso.alliance.governance.counting.ties import TieBreaker, UndecidedError
from anso.alliance.governance.counting.votes import Vote

__all__ = ["droop", "transfer"]

Pile = defaultdict[Vote, Fraction]
"""Papers of one candidate: what is left of each ranking, and its weight in votes."""


def droop(votes: int, seats: int) -> int:
    return votes // (seats + 1) + 1


@dataclass
class Stage:
    """Where the count stands."""

    codes: tuple[str, ...]
    seats: int
    quota: int
    ties: TieBreaker
    piles: dict[str, Pile]
    standing: list[str]
    elected: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    """Elected, with a surplus still to go on."""
    kept: dict[str, Fraction] = field(default_factory=dict)
    """What the elected hold whose surplus has gone on."""
    exhausted: Fraction = Fraction(0)
    earlier: list[dict[str, Fraction]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    @property
    def free(self) -> int:
        return self.seats - len(self.elected)

    def tally(self) -> dict[str, Fraction]:
        held = {code: Fraction(sum(pile.values())) for code, pile in self.piles.items()} | self.kept
        return {code: held[code] for code in self.codes if code in held}

    def hand_on(self, code: str, factor: Fraction) -> None:
        """Give a candidate's papers to their next preferences, each at a part of its weight."""
        standing = set(self.standing)
        for vote, weight in self.piles.pop(code).items():
            rest = vote
            while rest and rest[0] not in standing:
                rest = rest[1:]
            if rest:
                self.piles[rest[0]][rest] += weight * factor
            else:
                self.exhausted += weight * factor


def transfer(codes: tuple[str, ...], seats: int, votes: Mapping[Vote, int], ties: TieBreaker) -> Outcome:
    """Count votes, each kind of vote with how often it was cast."""
    quota = droop(sum(votes.values()), seats)
    piles: dict[str, Pile] = {code: defaultdict(Fraction) for code in codes}
    for vote, often in votes.items():
        piles[vote[0]][vote] += Fraction(often)
    stage = Stage(codes, seats, quota, ties, piles, list(codes))
    stage.steps.append(Step(Act.QUOTA, tally={"quota": quota, "votes": sum(votes.values()), "seats": seats}))
    try:
        while stage.free:
            advance(stage)
    except UndecidedError as equal:
        return Outcome(Status.UNDECIDED, tuple(stage.elected), undecided=equal.tied, steps=tuple(stage.steps))
    return Outcome(Status.ELECTED, tuple(stage.elected), steps=tuple(stage.steps))


def advance(stage: Stage) -> None:
    """One stage: who reached the quota, then one surplus or one elimination."""
    tally = stage.tally()
    stage.steps.append(Step(Act.TALLY, tally=tally | {"exhausted": stage.exhausted}))
    elect(stage, tally)
    if not stage.free:
        return
    if len(stage.standing) <= stage.free:
        fill(stage, tally)
        return
    stage.waiting = [code for code in stage.waiting if tally[code] > stage.quota]
    if stage.waiting:
        hand_surplus(stage, tally)
    else:
        eliminate(stage, tally)
    stage.earlier.append(tally)


def elect(stage: Stage, tally: dict[str, Fraction]) -> None:
    """Those who reached the quota, the most votes first."""
    reached = [code for code in stage.standing if tally[code] >= stage.quota]
    if not reached:
        return
    ordered = in_order(reached, tally)
    stage.elected += ordered
    stage.waiting += ordered
    stage.standing = [code for code in stage.standing if code not in reached]
    stage.steps.append(Step(Act.ELECT, tuple(ordered), {"quota": stage.quota}))


def fill(stage: Stage, tally: dict[str, Fraction]) -> None:
    ordered = in_order(stage.standing, tally)
    stage.elected += ordered
    stage.standing = []
    stage.steps.append(Step(Act.FILL, tuple(ordered)))


def in_order(chosen: list[str], tally: dict[str, Fraction]) -> list[str]:
    """By votes; equals by their code, for between those who are all elected there is nothing to decide."""
    return sorted(chosen, key=lambda code: (-tally[code], code))


def hand_surplus(stage: Stage, tally: dict[str, Fraction]) -> None:
    largest = max(tally[code] for code in stage.waiting)
    equals = [code for code in stage.waiting if tally[code] == largest]
    code, told = stage.ties.first(equals, stage.earlier)
    stage.steps += told
    stage.waiting.remove(code)
    surplus = tally[code] - stage.quota
    factor = surplus / tally[code]
    stage.steps.append(Step(Act.SURPLUS, (code,), {"surplus": surplus, "factor": factor}))
    stage.hand_on(code, factor)
    stage.kept[code] = Fraction(stage.quota)


def eliminate(stage: Stage, tally: dict[str, Fraction]) -> None:
    """The last; those without a vote together, as long as that leaves more than the free seats."""
    empty = [code for code in stage.standing if tally[code] == 0]
    if empty and len(stage.standing) - len(empty) >= stage.free:
        out = empty
    else:
        fewest = min(tally[code] for code in stage.standing)
        last, told = stage.ties.last(
            [code for code in stage.standing if tally[code] == fewest], stage.earlier
        )
        stage.steps += told
        out = [last]
    stage.steps.append(Step(Act.ELIMINATE, tuple(out)))
    stage.standing = [code for code in stage.standing if code not in out]
    for code in out:
        stage.hand_on(code, Fraction(1))
