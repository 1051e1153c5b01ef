"""What is still to be done because of resolutions."""

from django.db.models import QuerySet

from anso.alliance.governance.models import Task
from anso.alliance.people.models import User
from anso.alliance.people.rules import Visitor, may

__all__ = ["tasks_for"]


def tasks_for(user: Visitor) -> QuerySet[Task]:
    """Tasks that are still open, the most pressing first: all of them for staff, else one's own."""
    found = Task.objects.filter(state=Task.State.OPEN).select_related("resolution__body", "person")
    if may(user, "governance.see_all_tasks"):
        return found
    return found.filter(person=user) if isinstance(user, User) else found.none()
