"""Forms of reviewing: the review itself, answers of reviewers, and what officers do with pool and assignment."""

from anso.alliance.calls.forms.reviewing.assignment import AssignForm, ChangeForm
from anso.alliance.calls.forms.reviewing.pool import AnswerForm, InviteForm, LoadForm, NoteConflictForm
from anso.alliance.calls.forms.reviewing.review import CriterionShown, ReviewSent, criteria_shown, read_review
from anso.alliance.calls.forms.reviewing.stages import DeadlineForm

__all__ = [
    "AnswerForm",
    "AssignForm",
    "ChangeForm",
    "CriterionShown",
    "DeadlineForm",
    "InviteForm",
    "LoadForm",
    "NoteConflictForm",
    "ReviewSent",
    "criteria_shown",
    "read_review",
]
