"""Records of governance: bodies and terms, meetings, ballots with what is kept of them, resolutions and tasks."""

from anso.alliance.governance.models.ballots import Ballot, Proxy
from anso.alliance.governance.models.bodies import Body, Term
from anso.alliance.governance.models.decisions import Resolution, Task
from anso.alliance.governance.models.kept import BallotBox, BallotRecord, MarkSheet, Opening, RollEntry
from anso.alliance.governance.models.meetings import AgendaItem, Attendance, Meeting, Minutes, Paper

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "BallotBox",
    "BallotRecord",
    "Body",
    "MarkSheet",
    "Meeting",
    "Minutes",
    "Opening",
    "Paper",
    "Proxy",
    "Resolution",
    "RollEntry",
    "Task",
    "Term",
]
