"""Schulze's method: every two options are compared, and the strongest chain of comparisons decides.

A vote prefers each option it ranks to those ranked lower and to all it does not rank. d(A, B) is the number of
votes that prefer A to B; a path is as strong as its weakest link, a link A-B counting only where d(A, B) >
d(B, A); A is elected if for no B the strongest path from B to A beats that from A to B. An option that beats
every other one by itself (a Condorcet winner) is therefore elected.

M. Schulze (2011), A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
election method, Social Choice and Welfare 36, 267-303, section 2.3.1 (winning votes).
"""

from collections.abc import Mapping
from itertools import combinations, permutations

from anso.alliance.governance.counting.outcome import Act, Outcome, Status, Step
from anso.alliance.governance.counting.ties import TieBreaker, UndecidedError
from anso.alliance.governance.counting.votes import Vote

__all__ = ["compare", "strongest_paths"]

Pairs = dict[tuple[str, str], int]


def compare(codes: tuple[str, ...], votes: Mapping[Vote, int], ties: TieBreaker) -> Outcome:
    """Count votes, each kind of vote with how often it was cast."""
    preferred = preferences(codes, votes)
    paths = strongest_paths(codes, preferred)
    unbeaten = [
        code
        for code in codes
        if all(paths[code, other] >= paths[other, code] for other in codes if other != code)
    ]
    steps = [Step(Act.PAIRS, tally=written(preferred)), Step(Act.PATHS, tally=written(paths))]
    if len(unbeaten) > 1:
        try:
            chosen, told = ties.prefer(unbeaten)
        except UndecidedError as equal:
            return Outcome(Status.UNDECIDED, undecided=equal.tied, steps=tuple(steps))
        unbeaten, steps = list(chosen), [*steps, told]
    steps.append(Step(Act.ELECT, tuple(unbeaten)))
    return Outcome(Status.ELECTED, tuple(unbeaten), steps=tuple(steps))


def preferences(codes: tuple[str, ...], votes: Mapping[Vote, int]) -> Pairs:
    """How many votes prefer one option to another."""
    found = dict.fromkeys(permutations(codes, 2), 0)
    for vote, often in votes.items():
        unranked = [code for code in codes if code not in vote]
        for higher, lower in combinations(vote, 2):
            found[higher, lower] += often
        for higher in vote:
            for lower in unranked:
                found[higher, lower] += often
    return found


def strongest_paths(codes: tuple[str, ...], preferred: Pairs) -> Pairs:
    """Floyd and Warshall's algorithm for the widest path between every two."""
    found = {
        (one, other): votes if votes > preferred[other, one] else 0
        for (one, other), votes in preferred.items()
    }
    for middle, start, end in ((m, s, e) for m in codes for s in codes for e in codes if len({m, s, e}) == 3):
        through = min(found[start, middle], found[middle, end])
        found[start, end] = max(found[start, end], through)
    return found


def written(pairs: Pairs) -> dict[str, int]:
    return {f"{one}>{other}": value for (one, other), value in pairs.items()}
