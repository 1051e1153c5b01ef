"""Reviewers for applications, chosen as well as it can be done and proven so.

In comes a `Problem` of plain arrays (`problem`). Out goes an `Assignment` with the best total (`flow`), with rules
on whole panels or the best worst-off application (`program`), or drawn at random against collusion (`chance`); or
why there is none (`shortfall`), and what an edit costs (`edits`). `affinity` says how well a pair fits.
"""

from anso.alliance.calls.assigning.affinity import affinity
from anso.alliance.calls.assigning.assign import ImpossibleError, assign
from anso.alliance.calls.assigning.assignment import Assignment
from anso.alliance.calls.assigning.edits import Consequence, consequence
from anso.alliance.calls.assigning.problem import Panel, Problem
from anso.alliance.calls.assigning.shortfall import Shortfall, explain

__all__ = [
    "Assignment",
    "Consequence",
    "ImpossibleError",
    "Panel",
    "Problem",
    "Shortfall",
    "affinity",
    "assign",
    "consequence",
    "explain",
]
