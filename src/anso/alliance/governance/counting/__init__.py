"""Counting a ballot: exact, reproducible, and told step by step. Nothing here knows Django or a database.

In come a `Definition` (what is asked, and by which rules) and the votes, each the codes of the options chosen;
out comes an `Outcome` with every step that led to it. The same votes give the same outcome in whatever order
they come, and no number is ever rounded: shares of votes are fractions.

`shares` part of a whole, as rules put it · `definition` what is asked · `votes` what may be answered ·
`problems` what can be wrong with either · `ties` · one module a method · `count` all of it.
"""

from anso.alliance.governance.counting.count import Turnout, count
from anso.alliance.governance.counting.definition import Amendment, Definition, Method, Option, Tie
from anso.alliance.governance.counting.outcome import Outcome, Status, Step
from anso.alliance.governance.counting.problems import WrongVoteError
from anso.alliance.governance.counting.shares import Base, Majority, Share
from anso.alliance.governance.counting.votes import Vote, clean_vote

__all__ = [
    "Amendment",
    "Base",
    "Definition",
    "Majority",
    "Method",
    "Option",
    "Outcome",
    "Share",
    "Status",
    "Step",
    "Tie",
    "Turnout",
    "Vote",
    "WrongVoteError",
    "clean_vote",
    "count",
]
