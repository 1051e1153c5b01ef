"""Records of calls: programmes and their calls, applications, reviews, and what was decided."""

from anso.alliance.calls.models.applications import (
    Application,
    Attachment,
    Participant,
    Reference,
    Submission,
)
from anso.alliance.calls.models.deciding import Award, Decision, Letter, Score, Selection, StageRun
from anso.alliance.calls.models.programmes import Call, CallVersion, Programme
from anso.alliance.calls.models.reviewing import Bid, Conflict, PoolInvitation, Remark, Review, Reviewer

__all__ = [
    "Application",
    "Attachment",
    "Award",
    "Bid",
    "Call",
    "CallVersion",
    "Conflict",
    "Decision",
    "Letter",
    "Participant",
    "PoolInvitation",
    "Programme",
    "Reference",
    "Remark",
    "Review",
    "Reviewer",
    "Score",
    "Selection",
    "StageRun",
    "Submission",
]
