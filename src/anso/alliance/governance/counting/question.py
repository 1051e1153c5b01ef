"""A question: yes, no or an abstention, by the majority that was stated."""

from anso.alliance.governance.counting.definition import NO, YES, Tie
from anso.alliance.governance.counting.outcome import Act, Outcome, Status, Step
from anso.alliance.governance.counting.shares import Majority
from anso.alliance.governance.counting.ties import TieBreaker, UndecidedError

__all__ = ["decide"]


def decide(yes: int, no: int, whole: int, majority: Majority, ties: TieBreaker) -> Outcome:
    """Adopted where the majority is reached.

    Votes are equal when as many said yes as no and one more yes would carry: only then has the chair a say.
    """
    tally = Step(Act.TALLY, tally={YES: yes, NO: no})
    reached = majority.reached(yes, whole)
    said = Step(Act.MAJORITY, tally={YES: yes, "whole": whole}, note="reached" if reached else "missed")
    if reached:
        return Outcome(Status.ADOPTED, (YES,), steps=(tally, said))
    if yes == no and yes > 0 and majority.reached(yes + 1, whole):
        try:
            preferred, step = ties.prefer((YES, NO))
        except UndecidedError as equal:
            if equal.rule is not Tie.STATUS_QUO:
                return Outcome(Status.UNDECIDED, undecided=equal.tied, steps=(tally, said))
            fallen = Step(Act.TIE, equal.tied, note=Tie.STATUS_QUO.value)
            return Outcome(Status.REJECTED, (NO,), steps=(tally, said, fallen))
        status = Status.ADOPTED if preferred == (YES,) else Status.REJECTED
        return Outcome(status, preferred, steps=(tally, said, step))
    return Outcome(Status.REJECTED, (NO,), steps=(tally, said))
