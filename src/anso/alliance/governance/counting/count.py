"""The whole count of a ballot: who took part, whether that is enough, and what was decided."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from anso.alliance.governance.counting.definition import NO, YES, Definition, Method
from anso.alliance.governance.counting.instant_runoff import run_off
from anso.alliance.governance.counting.marks import absolute, most_votes
from anso.alliance.governance.counting.outcome import Act, Outcome, Status, Step
from anso.alliance.governance.counting.question import decide
from anso.alliance.governance.counting.schulze import compare
from anso.alliance.governance.counting.shares import Base, Majority
from anso.alliance.governance.counting.ties import TieBreaker, tie_breaker
from anso.alliance.governance.counting.transferable import transfer
from anso.alliance.governance.counting.votes import Vote, clean_vote

__all__ = ["Turnout", "count"]


@dataclass(frozen=True)
class Turnout:
    """How many could have voted, and how many were there."""

    entitled: int
    present: int | None = None
    """Where the ballot is taken in a meeting: those present when it opened."""


def count(
    definition: Definition,
    votes: Iterable[Sequence[str]],
    turnout: Turnout,
    *,
    seed: str = "",
    chair: Sequence[str] = (),
) -> Outcome:
    """Count a ballot.

    `seed` is what a lot is drawn from; `chair` is what the chair has said between equals, the preferred first.
    """
    cast: Counter[Vote] = Counter()
    for vote, often in Counter(map(tuple, votes)).items():
        cast[clean_vote(definition, vote)] += often
    number = cast.total()
    blank = cast.pop((), 0)
    said = {"entitled": turnout.entitled, "cast": number, "abstained": blank}
    if turnout.present is not None:
        said["present"] = turnout.present
    steps = [Step(Act.TURNOUT, tally=said)]
    if definition.quorum is not None:
        there = definition.quorum.reached(number, turnout.entitled)
        needed = definition.quorum.least(turnout.entitled)
        steps.append(
            Step(Act.QUORUM, tally={"cast": number, "needed": needed}, note="reached" if there else "missed")
        )
        if not there:
            return Outcome(Status.NO_QUORUM, steps=tuple(steps))
    if not cast:
        status = Status.REJECTED if definition.method is Method.QUESTION else Status.NO_VOTES
        return Outcome(status, steps=tuple(steps))
    found = counted(definition, cast, number, turnout, tie_breaker(definition, seed=seed, chair=chair))
    return Outcome(found.status, found.winners, found.runoff, found.undecided, (*steps, *found.steps))


def counted(
    definition: Definition, cast: Counter[Vote], number: int, turnout: Turnout, ties: TieBreaker
) -> Outcome:
    """What the method makes of the votes that choose something."""
    match definition.method:
        case Method.RUNOFF:
            return run_off(definition.codes, cast, ties)
        case Method.TRANSFERABLE:
            return transfer(definition.codes, definition.seats, cast, ties)
        case Method.SCHULZE:
            return compare(definition.codes, cast, ties)
    tally = dict.fromkeys(definition.codes, 0)
    for vote, often in cast.items():
        for code in vote:
            tally[code] += often
    whole = base_of(definition.majority, cast.total(), number, turnout)
    if definition.method is Method.QUESTION and definition.majority is not None:
        return decide(tally[YES], tally[NO], whole, definition.majority, ties)
    if definition.method is Method.ABSOLUTE:
        return absolute(definition, tally, whole, ties)
    return most_votes(definition, tally, whole, ties)


def base_of(majority: Majority | None, decided: int, cast: int, turnout: Turnout) -> int:
    """What the majority is of, in persons."""
    match majority.of if majority else Base.DECIDED:
        case Base.DECIDED:
            return decided
        case Base.CAST:
            return cast
        case Base.ENTITLED:
            return turnout.entitled
        case Base.PRESENT:
            if turnout.present is None:
                raise ValueError("This majority is of those present, and nobody said how many were.")
            return turnout.present
