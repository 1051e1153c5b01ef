"""What is still to be done because of resolutions."""

from django.db.models import Q, QuerySet

from anso.alliance.governance.models import Task
from anso.alliance.governance.queries.sight import Sight, sight_of
from anso.alliance.people.models import User
from anso.alliance.people.rules import Visitor, may

__all__ = ["tasks_for"]


def tasks_for(user: Visitor, sight: Sight | None = None) -> QuerySet[Task]:
    """Tasks that are still open, the most pressing first: all for staff, else one's own and those of one's bodies."""
    found = Task.objects.filter(state=Task.State.OPEN).select_related("resolution__body", "person")
    if may(user, "governance.see_all_tasks"):
        return found
    if not isinstance(user, User):
        return found.none()
    return found.filter(Q(person=user) | Q(resolution__body__in=(sight or sight_of(user)).bodies))
