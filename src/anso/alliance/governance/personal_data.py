"""What governance holds of a person, and what becomes of it.

Who sat on a body, who was there and who could vote is the body's record and stays, as statutes ask; what somebody
voted in a secret ballot is held of nobody.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anso.alliance.governance.models import Attendance, RollEntry
from anso.alliance.people.models import User
from anso.alliance.people.privacy import Fate, Holding, exempt, hold

__all__: list[str] = []


def attendances_of(person: User) -> QuerySet[Attendance]:
    return Attendance.objects.filter(term__person=person)


def entries_of(person: User) -> QuerySet[RollEntry]:
    return RollEntry.objects.filter(person=person.audit_id)


hold(
    Holding(
        "governance.Term",
        ("person",),
        Fate.FORGOTTEN,
        also=("name",),
        why=_(
            "Your seats on bodies of the alliance. Who held a seat stays on record; the link to your account goes."
        ),
    ),
    Holding(
        "governance.Attendance",
        ("name",),
        Fate.KEPT,
        rows=attendances_of,
        why=_("When you were at meetings of a body you sat on: its quorum rests on it."),
    ),
    Holding(
        "governance.RollEntry",
        ("person",),
        Fate.KEPT,
        rows=entries_of,
        also=("name",),
        why=_(
            "That you could vote in a ballot: its result rests on it. What you voted in a secret ballot is not known."
        ),
    ),
    Holding(
        "governance.Task",
        ("person",),
        Fate.FORGOTTEN,
        also=("responsible",),
        why=_("Tasks that a resolution gave you."),
    ),
)
BODY_TEXT = "A text of a body about its own work, kept by its secretariat."
exempt("governance.Body", "name", why="The name of a body.")
exempt("governance.AgendaItem", "title", "note", why=BODY_TEXT)
exempt("governance.Paper", "title", "text", "file_name", why=BODY_TEXT)
exempt("governance.Meeting", "title", why=BODY_TEXT)
exempt("governance.Minutes", "text", why=BODY_TEXT)
exempt("governance.Resolution", "title", "text", why=BODY_TEXT)
exempt("governance.Task", "title", "note", why=BODY_TEXT)
exempt(
    "governance.BallotRecord", "text", why="Votes by random codes; of an open ballot, by numbers on its roll."
)
