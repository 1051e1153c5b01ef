"""The worker: takes jobs from the queue one after another, and meanwhile keeps house.

Several may run, on several hosts. Housekeeping goes on in a thread of its own while a long job runs:
jobs of dead workers are put back, what the schedule says is asked for, releases published by others are
indexed, and what outlived its use is removed.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

import structlog
from django.db import OperationalError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import is_locked_database_exception

from anso.alliance import files
from anso.alliance.calls.actions import (
    find_due_conflicts,
    lapse_due_awards,
    remind_due_awards,
    remind_due_referees,
    remind_due_reviewers,
)
from anso.alliance.calls.decision_mail import mail_due_letters
from anso.alliance.governance.actions import close_due, remind
from anso.alliance.people.privacy.tidying import tidy
from anso.alliance.projects.actions import remind_due_reports
from anso.alliance.teams.actions import settle_pending
from anso.alliance.teams.tasks import fetch_due
from anso.portal import storage
from anso.portal.cleanup import sweep
from anso.portal.heartbeat import beat
from anso.portal.index import search
from anso.portal.index.sync import sync
from anso.portal.jobs.reap import forget_old_tasks, reap
from anso.portal.jobs.schedule import run_due
from anso.portal.jobs.supervise import WORKER, stopping

__all__ = ["housekeep_once", "serve", "work_off"]

LOOK_EVERY_SECONDS = 0.5

log = structlog.get_logger(__name__)


@dataclass
class Chore:
    """Something done again and again; a failure is logged and does not keep the next time from coming."""

    name: str
    do: Callable[[], object]
    every_seconds: float
    due_at: float = 0.0


def chores() -> list[Chore]:
    local = storage.store().local is not None
    return [
        Chore("sign of life", beat, 10),
        Chore("reap", reap, 5),
        Chore("schedule", run_due, 5),
        Chore("teams' forecasts", settle_pending, 30),
        Chore("teams' folders", fetch_due, 300),
        Chore("ballots", close_due, 30),
        Chore("reminders of tasks", remind, 3600),
        Chore("reminders of reviews", remind_due_reviewers, 600),
        Chore("conflicts of interest", find_due_conflicts, 3600),
        Chore("reminders of referees", remind_due_referees, 3600),
        Chore("letters of decisions", mail_due_letters, 30),
        Chore("reminders of awards", remind_due_awards, 3600),
        Chore("reminders of projects' reports", remind_due_reports, 3600),
        Chore("awards not answered", lapse_due_awards, 60),
        Chore("index", sync, 10 if local else 60),
        Chore("search", search.refresh, 24 * 3600),
        Chore("sweep", sweep, 3600),
        Chore("documents nobody names", files.sweep, 3600),
        Chore("staging", lambda: storage.store().sweep(), 3600),
        Chore("private staging", lambda: storage.store(private=True).sweep(), 3600),
        Chore("old tasks", forget_old_tasks, 3600),
        Chore("retention", tidy, 24 * 3600),
    ]


def serve() -> None:
    """Work until asked to stop (SIGTERM, SIGINT); the job at hand goes back into the queue."""
    stopping.clear()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _stop)
    housekeeper = threading.Thread(target=_keep_house, name="housekeeper", daemon=True)
    housekeeper.start()
    log.info("worker started", worker=WORKER)
    while not stopping.is_set():
        work_off()
        stopping.wait(LOOK_EVERY_SECONDS)
    housekeeper.join(timeout=10)
    log.info("worker stopped", worker=WORKER)


def work_off() -> None:
    """Run everything that waits in the queue."""
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
    close_old_connections()
    if not DBTaskResult.objects.ready().exists():
        return
    queue = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=WORKER,
    )
    try:
        queue.run()
    except OperationalError as error:
        if not is_locked_database_exception(error):
            raise
        log.info("records busy; trying again", error=str(error))


def housekeep_once(due: list[Chore], now: float) -> None:
    """Do the chores whose time has come."""
    for chore in due:
        if now < chore.due_at or stopping.is_set():
            continue
        chore.due_at = now + chore.every_seconds
        try:
            chore.do()
        except Exception:  # whatever it was, jobs go on, and the chore comes round again
            log.exception("chore failed", chore=chore.name)


def _keep_house() -> None:
    due = chores()
    try:
        while not stopping.is_set():
            close_old_connections()
            housekeep_once(due, time.monotonic())
            stopping.wait(1)
    finally:
        connection.close()


def _stop(number: int, _frame: FrameType | None) -> None:
    log.info("worker stopping", signal=signal.Signals(number).name)
    stopping.set()
