"""Ballots that are marked and not ranked: the most votes win, one seat or several.

One option each (plurality, absolute majority) or several (approval, k of n): the count is the same.
"""

from anso.alliance.governance.counting.definition import Definition, Tie
from anso.alliance.governance.counting.outcome import Act, Outcome, Status, Step
from anso.alliance.governance.counting.ties import TieBreaker, UndecidedError

__all__ = ["absolute", "most_votes"]


def most_votes(definition: Definition, tally: dict[str, int], whole: int, ties: TieBreaker) -> Outcome:
    """The options with most votes take the seats; where a majority is asked besides, those that reach it."""
    steps = [Step(Act.TALLY, tally=tally)]
    standing = [code for code in definition.codes if tally[code] > 0]
    if definition.majority is not None:
        standing = [code for code in standing if definition.majority.reached(tally[code], whole)]
        steps.append(Step(Act.MAJORITY, tuple(standing), {"whole": whole}))
    winners: list[str] = []
    for votes in sorted({tally[code] for code in standing}, reverse=True):
        level = [code for code in standing if tally[code] == votes]
        free = definition.seats - len(winners)
        if len(level) > free > 0:
            try:
                chosen, step = ties.prefer(level, free)
            except UndecidedError as equal:
                if equal.rule is not Tie.STATUS_QUO:
                    return Outcome(Status.UNDECIDED, tuple(winners), undecided=equal.tied, steps=tuple(steps))
                chosen, step = (), Step(Act.TIE, equal.tied, note=Tie.STATUS_QUO.value)
            steps.append(step)
            level = list(chosen)
            winners += level
            break
        winners += level[:free]
    if winners:
        steps.append(Step(Act.ELECT, tuple(winners)))
    status = Status.ELECTED if len(winners) == definition.seats else Status.SHORT
    return Outcome(status, tuple(winners), steps=tuple(steps))


def absolute(definition: Definition, tally: dict[str, int], whole: int, ties: TieBreaker) -> Outcome:
    """The one that reaches the majority; else the leading two, for a further ballot.

    All that are equal in second place go on: leaving one of them out would be a decision that nobody took.
    """
    majority = definition.majority
    if majority is None:
        raise TypeError("An absolute majority was counted without one being stated.")
    steps = [Step(Act.TALLY, tally=tally)]
    reached = [code for code in definition.codes if majority.reached(tally[code], whole)]
    note = "reached" if reached else "missed"
    steps.append(Step(Act.MAJORITY, tuple(reached), {"whole": whole}, note))
    if len(reached) > 1:  # a majority of half or less can be reached by several: the most votes decide
        return most_votes(definition, tally, whole, ties)
    if reached:
        return Outcome(Status.ELECTED, tuple(reached), steps=(*steps, Step(Act.ELECT, tuple(reached))))
    second = sorted(tally.values(), reverse=True)[1]
    leading = sorted(
        (code for code in definition.codes if tally[code] >= second and tally[code] > 0),
        key=lambda code: -tally[code],
    )
    return Outcome(Status.NO_MAJORITY, runoff=tuple(leading), steps=tuple(steps))
