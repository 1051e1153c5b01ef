"""What is asked of governance: who sits where, what was decided, what waits; and who may see which of it.

A meeting is everybody's once it is convened, a resolution and a result once they are published; what is being
prepared is its body's and its keepers'.
"""

from anso.alliance.governance.queries.ballots import ballot_for, ballots_for
from anso.alliance.governance.queries.bodies import bodies, body_called, seated, terms_over
from anso.alliance.governance.queries.meetings import (
    Agenda,
    agenda_for,
    meeting_for,
    meetings_for,
    minutes_for,
    when,
)
from anso.alliance.governance.queries.merges import objection_to_merge
from anso.alliance.governance.queries.offered import institution_panel, searchable
from anso.alliance.governance.queries.papers import (
    files_named,
    paper_for,
    paper_with_file,
    upload_rules,
)
from anso.alliance.governance.queries.resolutions import resolution_for, resolutions_for
from anso.alliance.governance.queries.sight import Sight, inside, sight_of
from anso.alliance.governance.queries.tasks import tasks_for

__all__ = [
    "Agenda",
    "Sight",
    "agenda_for",
    "ballot_for",
    "ballots_for",
    "bodies",
    "body_called",
    "files_named",
    "inside",
    "institution_panel",
    "meeting_for",
    "meetings_for",
    "minutes_for",
    "objection_to_merge",
    "paper_for",
    "paper_with_file",
    "resolution_for",
    "resolutions_for",
    "searchable",
    "seated",
    "sight_of",
    "tasks_for",
    "terms_over",
    "upload_rules",
    "when",
]
