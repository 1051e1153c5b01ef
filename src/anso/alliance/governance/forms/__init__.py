"""The forms of governance: they ask; the actions decide."""

from anso.alliance.governance.forms.ballots import BallotForm
from anso.alliance.governance.forms.bodies import BodyForm, TermForm
from anso.alliance.governance.forms.meetings import (
    ArrivalForm,
    ItemForm,
    MeetingForm,
    MinutesForm,
    PaperForm,
)
from anso.alliance.governance.forms.resolutions import ResolutionForm
from anso.alliance.governance.forms.tasks import TaskForm
from anso.alliance.governance.forms.voting import OrderForm, VoteForm

__all__ = [
    "ArrivalForm",
    "BallotForm",
    "BodyForm",
    "ItemForm",
    "MeetingForm",
    "MinutesForm",
    "OrderForm",
    "PaperForm",
    "ResolutionForm",
    "TaskForm",
    "TermForm",
    "VoteForm",
]
