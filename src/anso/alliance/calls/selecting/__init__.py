"""Choosing under quotas: the largest total of scores that all quotas allow, exactly, and what each of them costs.

`quotas` says whom a quota counts, `problem` makes arrays, `relaxation` and `optimum` solve them, `conflict` tells why
nothing is possible, `swaps` who waits and why, `prices` what quotas cost, `changes` what becomes of a selection.
"""

from anso.alliance.calls.selecting.changes import (
    Difference,
    Replacement,
    replace_declined,
    what_if,
    with_places,
    with_quota,
    without_quota,
)
from anso.alliance.calls.selecting.conflict import Conflict, ImpossibleError
from anso.alliance.calls.selecting.prices import Price, prices
from anso.alliance.calls.selecting.problem import Selecting, selecting
from anso.alliance.calls.selecting.quotas import Candidates, Quota, Test
from anso.alliance.calls.selecting.select import Count, Selection, select

__all__ = [
    "Candidates",
    "Conflict",
    "Count",
    "Difference",
    "ImpossibleError",
    "Price",
    "Quota",
    "Replacement",
    "Selecting",
    "Selection",
    "Test",
    "prices",
    "replace_declined",
    "select",
    "selecting",
    "what_if",
    "with_places",
    "with_quota",
    "without_quota",
]
