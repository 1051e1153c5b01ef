"""What is asked of jobs: those one may list, and one that one may follow."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from anso.alliance.people.models import User
from anso.alliance.people.rules import STAFF, Visitor, may
from anso.errors import NotFoundError
from anso.portal.jobs.models import Job

__all__ = ["followed_job", "jobs_of", "may_see_all"]


def may_see_all(viewer: Visitor) -> bool:
    return bool(STAFF.predicate.test(viewer, None)) or bool(getattr(viewer, "is_superuser", False))


def jobs_of(viewer: Visitor, *, everybodys: bool = False) -> QuerySet[Job]:
    """The viewer's own jobs, newest first; everybody's for staff who ask for them."""
    jobs = Job.objects.select_related("requester")
    if everybodys and may_see_all(viewer):
        return jobs
    return jobs.filter(askers=viewer) if isinstance(viewer, User) else jobs.none()


def followed_job(job_id: UUID, viewer: Visitor) -> Job:
    """The job, if the viewer may follow it; any other does not exist for them."""
    job = Job.objects.select_related("requester").filter(pk=job_id).first()
    if job is None or not may(viewer, "jobs.view_job", job):
        raise NotFoundError(_("There is no job %(number)s that you may follow.") % {"number": job_id})
    return job
