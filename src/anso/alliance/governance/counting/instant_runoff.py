"""Instant-runoff voting: one seat; the last is eliminated and its votes go on to their next preference.

Each vote counts for the highest of its preferences that is still standing; one that names none of them is
exhausted and counts no more. As soon as somebody has more than half of the votes that still count, they are
elected. One is eliminated at a time, except those without a single vote, who go together: whichever of them
went first, nothing would move. Equals are told apart by earlier stages, then by the stated rule (`ties`).

Robert's Rules of Order, 12th ed., 45:62-69 (preferential voting); the Alternative Vote of the Australian House.
"""

from collections import Counter
from collections.abc import Mapping

from anso.alliance.governance.counting.outcome import Act, Outcome, Status, Step
from anso.alliance.governance.counting.ties import TieBreaker, UndecidedError
from anso.alliance.governance.counting.votes import Vote

__all__ = ["run_off"]


def run_off(codes: tuple[str, ...], votes: Mapping[Vote, int], ties: TieBreaker) -> Outcome:
    """Count votes, each kind of vote with how often it was cast."""
    standing = list(codes)
    steps: list[Step] = []
    earlier: list[dict[str, int]] = []
    while True:
        tally = first_preferences(standing, votes)
        steps.append(Step(Act.TALLY, tally=tally | {"exhausted": sum(votes.values()) - sum(tally.values())}))
        leader = max(standing, key=lambda code: tally[code])
        if 2 * tally[leader] > sum(tally.values()):
            steps.append(Step(Act.ELECT, (leader,), {"whole": sum(tally.values())}))
            return Outcome(Status.ELECTED, (leader,), steps=tuple(steps))
        out = [code for code in standing if tally[code] == 0]
        if not out:
            fewest = min(tally.values())
            try:
                last, told = ties.last([code for code in standing if tally[code] == fewest], earlier)
            except UndecidedError as equal:
                return Outcome(Status.UNDECIDED, undecided=equal.tied, steps=tuple(steps))
            out = [last]
            steps += told
        steps.append(Step(Act.ELIMINATE, tuple(out)))
        standing = [code for code in standing if code not in out]
        earlier.append(tally)


def first_preferences(standing: list[str], votes: Mapping[Vote, int]) -> dict[str, int]:
    """How many votes each has that still stands."""
    still = set(standing)
    counted: Counter[str] = Counter()
    for vote, often in votes.items():
        preferred = next((code for code in vote if code in still), None)
        if preferred is not None:
            counted[preferred] += often
    return {code: counted[code] for code in standing}
