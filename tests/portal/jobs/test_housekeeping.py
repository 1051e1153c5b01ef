"""Housekeeping beside the jobs: each chore in its time, whatever became of the others."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from anso.portal import cleanup
from anso.portal.jobs.actions import ask
from anso.portal.jobs.models import Job
from anso.portal.jobs.reap import forget_old_tasks
from anso.portal.jobs.worker import Chore, housekeep_once
from anso.product import get_product


def test_chore_is_done_when_its_time_has_come_even_after_another_failed() -> None:
    done: list[str] = []

    def fail() -> None:
        done.append("failing")
        raise OSError("disk full")

    due = [Chore("failing", fail, 5), Chore("other", lambda: done.append("other"), 10)]
    for now in (0, 4, 5, 10):
        housekeep_once(due, now)

    assert done == ["failing", "other", "failing", "failing", "other"]


@pytest.mark.django_db
def test_old_records_of_the_queue_are_forgotten_and_the_jobs_kept() -> None:
    job = ask(get_product("tests.counts"), {"issued": "2020-06-08"}, requester=None)
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=timezone.now() - timedelta(days=6))

    assert forget_old_tasks() == 0
    assert forget_old_tasks(timezone.now() + timedelta(days=2)) == 1
    assert Job.objects.get() == job


def test_derived_files_are_kept_small_and_the_oldest_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cleanup.LARGEST_BYTES, "pictures", 25)
    folder = cleanup.pictures_folder() / "tests.sweep" / "2020-06-08-0123456789"
    folder.mkdir(parents=True)
    for age, name in enumerate(("new", "middle", "old")):
        path = folder / name
        path.write_bytes(b"x" * 10)
        moment = timezone.now().timestamp() + 10**6 - age
        import os

        os.utime(path, (moment, moment))
    cleanup.sweep(0)

    assert sorted(path.name for path in folder.iterdir()) == ["middle", "new"]
    cleanup.forget_release_files("tests.sweep/2020-06-08-0123456789")
