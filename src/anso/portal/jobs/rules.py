"""Who may follow and cancel a job, and who may ask for more than the public does."""

from django.utils.translation import gettext_lazy as _

from anso.alliance.people.models import User
from anso.alliance.people.rules import (
    NOBODY,
    SIGNED_IN,
    STAFF,
    Visitor,
    Who,
    permit,
    permit_records,
    predicate,
)
from anso.portal.jobs.models import Job, ScheduledRun

__all__ = ["ASKER"]


def asked(user: Visitor, job: object) -> bool:
    """A job asked for without signing in is anybody's who holds its address."""
    if not isinstance(job, Job):
        return False
    return job.open_to_all or (isinstance(user, User) and job.askers.filter(pk=user.pk).exists())


ASKER = Who(_("whoever asked for it"), predicate("asked_for_job", asked))

permit_records(Job, view=ASKER | STAFF, change=NOBODY, delete=NOBODY)
permit_records(ScheduledRun, view=STAFF, change=NOBODY, delete=NOBODY)
permit("jobs.cancel_job", _("cancel a job"), ASKER | STAFF)
permit("jobs.give_files", _("give files with a request"), SIGNED_IN)
permit("jobs.ask_privately", _("ask for a private release"), SIGNED_IN)
permit("jobs.list_own", _("list one’s own jobs"), SIGNED_IN)
