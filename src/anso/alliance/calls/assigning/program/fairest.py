"""The fairest assignment: the worst-off application as well off as can be, then the largest total that allows.

An application is as well off as its reviewers are worth to it: their sum of scores, by review where applications get
unequal numbers (Stelmakh, Shah, Singh, PeerReview4All, 2019; Kobren, Saha, McCallum, 2019). How high the floor under
all applications can be is bounded by each one's own best reviewers, and by shared pairs; whole pairs are then looked
for under floors between what is had and that bound, until the two meet or the time is over. In come a problem, pairs
that stay and seconds; out goes the assignment with what is proven of its floor.
"""

from dataclasses import replace
from time import monotonic

import numpy as np

from anso.alliance.calls.assigning.assignment import Assignment
from anso.alliance.calls.assigning.flow import best_total
from anso.alliance.calls.assigning.problem import Mask, Problem
from anso.alliance.calls.assigning.program.integer import Found, largest_with_rules
from anso.alliance.calls.assigning.program.panelled import best_with_panels, judged
from anso.alliance.calls.assigning.program.relaxation import Relaxation
from anso.alliance.calls.assigning.program.rules import Rules

__all__ = ["ceiling", "fairest"]

SAME = 1e-8
"""Floors as near to each other as this, relatively, are one."""
TINY = 1e-9
"""A step as small as this, relatively, is the last."""
BROKEN = 1e-7
"""What a solver leaves of a rule that holds."""
SHARE = 0.15
"""What one attempt may take of all the time."""
FOR_TOTAL = 0.3
"""What is left of the time for the total once the floor is settled."""


def fairest(problem: Problem, kept: Mask, seconds: float) -> Assignment | None:
    """The highest floor, then the largest total above it; nothing when no assignment keeps the rules."""
    begun = monotonic()
    first = best_with_panels(problem, kept, seconds) if problem.panels else plain(problem)
    if first is None:
        return None
    flow = best_total(problem)
    rules = Rules(problem, kept)
    deciding = problem.reviews > 0
    if flow is None or not deciding.any():
        return replace(first, objective="worst-off", bound=None)
    relaxation = Relaxation(problem, flow, kept=kept)
    chosen, low = first.chosen, worst(rules, first.chosen)
    scale = max(1.0, float(np.abs(problem.scores).max()))
    high = max(low, ceiling(rules))
    until = begun + seconds * (1 - FOR_TOTAL - SHARE)
    # Below `tried` nothing is known to be out of reach; above it attempts failed, proven or for want of time.
    tried = target = high
    while tried - low > SAME * scale and monotonic() < until:
        found = attempt(problem, rules, relaxation, target, min(until - monotonic(), seconds * SHARE))
        if found.chosen is not None:
            chosen, low = found.chosen, max(low, worst(rules, found.chosen))
        else:
            tried = target
            high = target if found.impossible else high
        target = (low + tried) / 2
    if high - low > SAME * scale:
        relaxation.until = monotonic() + seconds * SHARE
        high = max(low, highest_floor(relaxation, rules, high))
    left = max(seconds * FOR_TOTAL / 2, begun + seconds - monotonic())
    at = replace(rules, floor=low)
    relaxation.retarget(at)
    final = largest_with_rules(problem, at, relaxation, left)
    if final.chosen is None:
        # What kept this floor is still there; only its total is not the largest that is known to be possible.
        final = Found(chosen, final.bound if np.isfinite(final.bound) else flow.bound, impossible=False)
    done = judged(problem, final, left)
    proven = high - low <= SAME * scale
    return done and replace(
        done,
        objective="worst-off",
        status=done.status if proven else "within the gap",
        gap=0.0 if proven else high - low,
        total_gap=done.gap,
        bound=high,
    )


def plain(problem: Problem) -> Assignment | None:
    flow = best_total(problem)
    return None if flow is None else Assignment.of(problem, flow.chosen)


def worst(rules: Rules, chosen: Mask) -> float:
    """The least mean of what is still to be decided."""
    sums = np.where(chosen, rules.scores, 0.0).sum(1) + rules.held
    mine = rules.problem.reviews > 0
    return float((sums[mine] / rules.wanted[mine]).min())


def ceiling(rules: Rules) -> float:
    """No floor is above what some application's own best reviewers are worth to it."""
    problem = rules.problem
    order = np.sort(np.where(problem.allowed, problem.scores, -np.inf), axis=1)[:, ::-1]
    counted = np.arange(order.shape[1]) < problem.reviews[:, None]
    best = np.where(counted, order, 0.0).sum(1) + rules.held
    mine = problem.reviews > 0
    return float((best[mine] / rules.wanted[mine]).min())


def highest_floor(relaxation: Relaxation, rules: Rules, floor: float) -> float:
    """The highest floor up to this one that shared pairs can keep.

    How far a floor is from being kept is convex in it, and its slope stands in the multipliers of the rows: so
    Newton's steps come down to the highest floor and never pass it; each is a bound, where time is over.
    """
    while True:
        at = replace(rules, floor=floor)
        relaxation.retarget(at)
        try:
            found = relaxation.least_broken(at)
        except TimeoutError:
            return floor
        if found.broken <= BROKEN or not found.slope:
            return floor
        lower = floor - found.broken / found.slope
        if lower >= floor - TINY * max(1.0, abs(floor)):
            return floor
        floor = lower


def attempt(problem: Problem, rules: Rules, relaxation: Relaxation, floor: float, seconds: float) -> Found:
    """Any assignment that keeps this floor."""
    at = replace(rules, floor=floor)
    relaxation.retarget(at)
    return largest_with_rules(problem, at, relaxation, seconds, any_will_do=True)
