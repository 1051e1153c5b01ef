"""What the jobs app holds of a person, and what becomes of it."""

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anso.alliance.people.models import User
from anso.alliance.people.privacy import Fate, Holding, exempt, forbid_deletion, hold
from anso.portal.jobs.models import UNDER_WAY, Job

__all__: list[str] = []


def private_jobs(person: User) -> QuerySet[Job]:
    return Job.objects.filter(requester=person, private=True)


def still_at_work(person: User) -> list[str]:
    if not private_jobs(person).filter(state__in=UNDER_WAY).exists():
        return []
    return [
        gettext("A private request of yours is still being worked on: cancel it, or wait until it is done.")
    ]


hold(
    Holding(
        "jobs.Job",
        ("requester",),
        Fate.DELETED,
        rows=private_jobs,
        also=("given", "message", "log"),
        hidden=("defect", "fingerprint"),
        why=_("What you asked for privately, and its log."),
    ),
    Holding(
        "jobs.Job",
        ("requester",),
        Fate.FORGOTTEN,
        hidden=("defect", "fingerprint"),
        why=_("A public request stays; that it was yours is forgotten."),
    ),
    Holding(
        "jobs.Job_askers",
        ("user",),
        Fate.DELETED,
        why=_("Requests of others that you followed."),
        title=_("requests you followed"),
    ),
)
forbid_deletion(still_at_work)
exempt("jobs.ScheduledRun", "name", why="names of entries of the schedule")
