"""Jobs whose worker died: found by the silence of their records, and run again or given up.

A queued job can be lost as well, when its worker died between taking its task and starting it; then the
task is taken, and old, and the job still waits.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from anso.portal.jobs.actions import enqueue, forget_uploads, task_key
from anso.portal.jobs.models import Job, JobState
from anso.portal.jobs.supervise import MOST_TRIES, give_back, give_up

__all__ = ["SILENT_SECONDS", "forget_old_tasks", "reap"]

SILENT_SECONDS = 30
TASKS_KEPT_DAYS = 7


def reap(now: datetime | None = None) -> list[Job]:
    """See to every job whose worker has been silent too long; gives those jobs."""
    silent_since = (now or timezone.now()) - timedelta(seconds=SILENT_SECONDS)
    return [*_running_and_silent(silent_since), *_queued_and_forgotten(silent_since)]


def _running_and_silent(since: datetime) -> list[Job]:
    lost = list(
        Job.objects.select_related("requester").filter(state=JobState.RUNNING, heartbeat_at__lt=since)
    )
    for job in lost:
        DBTaskResult.objects.filter(pk=task_key(job)).delete()
        if job.cancel_requested:
            Job.objects.filter(pk=job.pk, worker=job.worker, state=JobState.RUNNING).update(
                state=JobState.CANCELLED, finished_at=timezone.now()
            )
            forget_uploads(job.pk)
        elif job.tries < MOST_TRIES:
            give_back(job)
        else:
            give_up(job, "its worker stopped answering")
    return lost


def _queued_and_forgotten(since: datetime) -> list[Job]:
    forgotten = []
    for job in Job.objects.filter(state=JobState.QUEUED, created_at__lt=since):
        with transaction.atomic():
            task = DBTaskResult.objects.select_for_update().filter(pk=task_key(job)).first()
            if task is not None and (task.status == "READY" or (task.started_at and task.started_at > since)):
                continue
            if task is not None:
                task.delete()
            enqueue(job)
        forgotten.append(job)
    return forgotten


def forget_old_tasks(now: datetime | None = None) -> int:
    """Drop the queue's own records of what ended long ago; jobs keep theirs."""
    before = (now or timezone.now()) - timedelta(days=TASKS_KEPT_DAYS)
    return DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()[0]
