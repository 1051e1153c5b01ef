"""A job from being asked for to its end, in a real child process."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
import tests.portal.products  # noqa: F401  # declares the products
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from anso.alliance.people.models import AuditEvent
from anso.portal.index.models import ReleaseEntry
from anso.portal.jobs import supervise
from anso.portal.jobs.actions import ask, cancel
from anso.portal.jobs.models import Job, JobState
from anso.portal.jobs.reap import reap
from anso.portal.jobs.worker import work_off
from anso.product import get_product
from anso.release import Store

pytestmark = pytest.mark.django_db(transaction=True)


def asked(slug: str, **given: object) -> Job:
    return ask(get_product(slug), given, requester=None)


def worked_off(job: Job) -> Job:
    work_off()
    job.refresh_from_db()
    return job


def test_job_publishes_and_indexes_its_release(store: Store) -> None:
    job = worked_off(asked("tests.counts", issued="2020-06-08", rows=5))

    assert (job.state, job.error, job.progress, job.tries) == (JobState.DONE, "", 1.0, 1)
    assert list(store.ids()) == [job.release_id]
    assert job.lines == ["5 rows"]
    assert job.release_id.startswith("tests.counts/2020-06-08-")
    assert ReleaseEntry.objects.get().release_id == job.release_id


def test_job_tells_an_error_for_readers_as_it_is(store: Store) -> None:
    job = worked_off(asked("tests.trouble", kind="reader"))

    assert (job.state, job.error, job.defect) == (
        JobState.FAILED,
        "The river is dry; ask for another day",
        "",
    )
    assert list(store.ids()) == []


def test_job_hides_a_defect_behind_its_number_and_keeps_it_for_staff(store: Store) -> None:
    job = worked_off(asked("tests.trouble", kind="defect"))

    assert job.error == f"This is a defect of ours; its number is {job.pk}."
    assert "ZeroDivisionError: our own mistake" in job.defect


def test_job_killed_once_is_run_again(store: Store, tmp_path: Path) -> None:
    job = worked_off(asked("tests.trouble", kind="killed_once", marker=str(tmp_path / "once")))

    assert (job.state, job.tries) == (JobState.QUEUED, 1)
    job = worked_off(job)
    assert (job.state, job.tries, job.error, job.defect) == (JobState.DONE, 2, "", "")


def test_job_killed_every_time_is_given_up_after_three_tries(store: Store) -> None:
    job = asked("tests.trouble", kind="killed")
    for _ in range(4):
        worked_off(job)

    assert (job.state, job.tries) == (JobState.FAILED, 3)
    assert "started 3 times and lost each time (its process was ended by SIGKILL)" in job.error


def in_background(action: Callable[[], object]) -> Thread:
    thread = Thread(target=action)
    thread.start()
    return thread


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.05)


def meanwhile(job: Job, marker: Path, act: Callable[[], object]) -> Thread:
    """Act once the job's child is at work."""

    def acting() -> None:
        from django.db import connection

        try:
            wait_for(marker.exists)
            act()
        finally:
            connection.close()

    return in_background(acting)


def test_job_is_cancelled_while_it_runs(store: Store, tmp_path: Path) -> None:
    marker = tmp_path / "running"
    job = asked("tests.trouble", kind="slow", marker=str(marker))
    thread = meanwhile(job, marker, lambda: cancel(job=job, actor=AnonymousUser()))
    began = time.monotonic()
    job = worked_off(job)
    thread.join()

    assert job.state == JobState.CANCELLED
    assert time.monotonic() - began < 15
    assert list(store.ids()) == []
    assert list((Path(store.root) / ".staging").iterdir()) == []


def test_job_that_logs_without_end_is_heard_of_and_can_be_cancelled(store: Store, tmp_path: Path) -> None:
    marker = tmp_path / "running"
    job = asked("tests.trouble", kind="flood", marker=str(marker))

    def cancel_once_heard() -> None:
        wait_for(lambda: len(Job.objects.get(pk=job.pk).log) > 50_000)
        cancel(job=job, actor=AnonymousUser())

    thread = meanwhile(job, marker, cancel_once_heard)
    job = worked_off(job)
    thread.join()

    assert (job.state, job.tries) == (JobState.CANCELLED, 1)
    assert len(job.log) <= supervise.LOG_CHARACTERS
    assert max(map(len, job.lines)) == supervise.LINE_CHARACTERS + 1


def test_job_that_says_what_no_database_stores_ends_all_the_same(store: Store) -> None:
    job = worked_off(asked("tests.trouble", kind="garbled"))

    assert (job.state, job.defect) == (JobState.FAILED, "")
    assert job.lines == ["begun", "a\ufffdb ?"]
    assert job.error == "no text: \ufffd ?"


def test_job_goes_back_to_the_queue_when_the_worker_stops(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker = tmp_path / "running"
    job = asked("tests.trouble", kind="slow", marker=str(marker))
    thread = meanwhile(job, marker, supervise.stopping.set)
    try:
        job = worked_off(job)
    finally:
        thread.join()
        supervise.stopping.clear()

    assert (job.state, job.tries, job.worker) == (JobState.QUEUED, 0, "")


def test_job_of_a_dead_worker_is_found_and_run_again(store: Store) -> None:
    job = asked("tests.counts", issued="2020-06-08")
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, worker="dead", tries=1, heartbeat_at=timezone.now() - timedelta(seconds=31)
    )

    assert [lost.pk for lost in reap()] == [job.pk]
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    assert worked_off(job).state == JobState.DONE


def test_job_of_a_living_worker_is_left_alone(store: Store) -> None:
    job = asked("tests.counts", issued="2020-06-08")
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, worker="alive", tries=1, heartbeat_at=timezone.now() - timedelta(seconds=20)
    )

    assert reap() == []


def test_job_lost_three_times_by_workers_is_given_up(store: Store) -> None:
    job = asked("tests.counts", issued="2020-06-08")
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, worker="dead", tries=3, heartbeat_at=timezone.now() - timedelta(seconds=31)
    )
    reap()

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "its worker stopped answering" in job.error


def test_job_whose_task_was_lost_before_it_began_is_queued_anew(store: Store) -> None:
    job = asked("tests.counts", issued="2020-06-08")
    Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(minutes=1))
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.all().delete()
    reap()

    assert worked_off(job).state == JobState.DONE


def test_every_act_leaves_an_audit_event(store: Store) -> None:
    asked("tests.counts", issued="2020-06-08")
    job = asked("tests.counts", issued="2020-06-08")
    from django.contrib.auth.models import AnonymousUser

    cancel(job=job, actor=AnonymousUser())

    verbs = list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs[-3:] == ["jobs.ask", "jobs.join", "jobs.cancel"]
