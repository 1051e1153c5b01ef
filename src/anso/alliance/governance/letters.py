"""Letters that governance sends: the invitation to a meeting, the reminder of a task. Sending them is the mail's."""

from django.db.models import Q
from django.utils.translation import gettext

from anso.alliance.governance.models import Body, Meeting, Task
from anso.alliance.network.queries import members
from anso.alliance.people.models import RoleGrant, User
from anso.alliance.people.roles import ScopeKind
from anso.alliance.words import day
from anso.config import config

__all__ = ["addresses_of", "invitation", "reminder"]


def addresses_of(body: Body) -> list[str]:
    """Where the people of a body's seats are reached: a seat's own account, else its institution's contacts."""
    terms = list(body.terms.holding().select_related("institution"))
    people = {term.person_id for term in terms if term.person_id}
    institutions = {term.institution.code for term in terms if term.institution and not term.person_id}
    if body.of_all_members:
        institutions |= {membership.institution.code for membership in members()}
    contacts = RoleGrant.objects.holding().filter(
        role="member-contact", scope_kind=ScopeKind.INSTITUTION.value, scope_code__in=institutions
    )
    board = RoleGrant.objects.holding().filter(
        role="board-member", scope_kind=ScopeKind.BODY.value, scope_code=body.code
    )
    chosen = Q(pk__in=people) | Q(pk__in=contacts.values("person")) | Q(pk__in=board.values("person"))
    found = User.objects.filter(chosen, is_active=True, is_synthetic=False).order_by("email")
    return list(found.values_list("email", flat=True))


def invitation(meeting: Meeting) -> tuple[str, str]:
    """Subject and text."""
    subject = gettext("Invitation: %(meeting)s") % {"meeting": meeting.title}
    when = day(meeting.starts_on)
    if meeting.begins_at:
        when = gettext("%(day)s, %(time)s") % {
            "day": when,
            "time": f"{meeting.begins_at:%H:%M} {meeting.zone}",
        }
    agenda = "\n".join(str(item) for item in meeting.items.all())
    lines = [
        gettext("%(body)s is invited to: %(meeting)s")
        % {"body": meeting.body.name, "meeting": meeting.title},
        when,
        " · ".join(filter(None, (str(meeting.get_form_display()), meeting.place))),
        "",
        gettext("Agenda"),
        agenda,
        "",
        f"{config().site_url}{meeting.get_absolute_url()}",
    ]
    return subject, "\n".join(lines)


def reminder(task: Task) -> tuple[str, str]:
    """Subject and text."""
    subject = gettext("Due on %(day)s: %(task)s") % {"day": day(task.due), "task": task.title}
    resolution = task.resolution
    text = gettext("Resolution %(sign)s of %(body)s asks for this. Say what became of it here:") % {
        "sign": resolution.sign,
        "body": resolution.body.name,
    }
    return subject, f"{task.title}\n\n{text}\n\n{config().site_url}{resolution.get_absolute_url()}\n"
