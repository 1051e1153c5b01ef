"""One job, from the queue to its end: its child process watched, its record kept up to date.

The record is written at most twice a second, and a sign of life every few seconds. A worker writes only
to a job it holds, so one that was taken for dead and comes back changes nothing and stops its child.
"""

import threading
import time
import traceback
import uuid
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Right
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from anso.errors import AnsoError
from anso.portal import storage
from anso.portal.index.sync import index_release
from anso.portal.jobs.actions import enqueue, forget_uploads
from anso.portal.jobs.models import Job, JobState
from anso.portal.jobs.process import Running
from anso.product import Upload, get_product

__all__ = ["MOST_TRIES", "give_back", "give_up", "stopping", "supervise"]

MOST_TRIES = 3
WRITE_EVERY_SECONDS = 0.5
LIFE_EVERY_SECONDS = 5.0
LOG_CHARACTERS = 100_000
LINE_CHARACTERS = 2_000
LINES_AT_ONCE = 2_000
"""Kept of what comes between two writes: the latest."""
WORKER = uuid.uuid4().hex

log = structlog.get_logger(__name__)
stopping = threading.Event()
"""Set when the worker is asked to stop: the child is ended and its job goes back into the queue."""


@dataclass
class News:
    """What the child reported and is not written yet, and how it ended."""

    fraction: float = 0.0
    message: str = ""
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=LINES_AT_ONCE))
    unwritten: bool = False
    end: tuple[str, str] | None = None

    def take(self, report: tuple[Any, ...]) -> None:
        match report:
            case ("progress", float() | int() as fraction, str() as message):
                self.fraction, self.unwritten = float(fraction), True
                self.message = storable(message, LINE_CHARACTERS)
            case ("log", str() as line):
                self.lines.append(storable(line.rstrip(), LINE_CHARACTERS))
                self.unwritten = True
            case (str() as kind, str() as detail):
                self.end = (kind, storable(detail, LOG_CHARACTERS))


def storable(text: str, longest: int) -> str:
    """A product's text as every database takes it: of bounded length, and without what UTF-8 or PostgreSQL refuses."""
    short = text if len(text) <= longest else f"{text[:longest]}…"
    return short.replace("\0", "\ufffd").encode(errors="replace").decode()


def supervise(job_id: str) -> str:
    """Run the job if it is still waiting; gives what became of it."""
    claimed = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        worker=WORKER,
        tries=F("tries") + 1,
        progress=0.0,
        message="",
        started_at=timezone.now(),
        heartbeat_at=timezone.now(),
    )
    if not claimed:
        return "not waiting"
    job = Job.objects.select_related("requester").get(pk=job_id)
    log.info("job started", job=job_id, product=job.product, tries=job.tries)
    try:
        end = _run(job)
        became = _settle(job, *end)
    except AnsoError as error:  # its product is gone, or its release cannot be opened
        became = _finish(job, JobState.FAILED, error=str(error))
    except Exception:
        log.exception("job not supervised", job=job_id)
        became = _finish(job, JobState.FAILED, error=_defect_sentence(job), defect=traceback.format_exc())
    log.info("job ended", job=job_id, product=job.product, became=became)
    return became


def _run(job: Job) -> tuple[str, str]:
    """How the run ended: `done`, `failed` or `defect` by its own word, `cancelled`, `stopped`, `taken` or `lost`."""
    product = get_product(job.product)
    for kept in job.uploads.values():
        if not Path(kept["path"]).is_file():
            raise AnsoError(
                f"The file {kept['name']!r} is gone: files are kept for a day, and no worker came to run this. Ask again."
            )
    values = job.given | {name: Upload.model_validate(kept) for name, kept in job.uploads.items()}
    owner = job.requester.audit_id if job.private and job.requester else None
    news, written_at = News(), time.monotonic()
    store = storage.store(private=job.private).url
    with Running(product, values, store, owner) as running:
        while news.end is None:
            over = running.ended  # asked before reading, so that nothing reported at the end is missed
            reports = running.reports(seconds=0.2)
            for report in reports:
                news.take(report)
            if stopping.is_set():
                return "stopped", ""
            since = time.monotonic() - written_at
            if since >= (WRITE_EVERY_SECONDS if news.unwritten else LIFE_EVERY_SECONDS) or news.end:
                written_at = time.monotonic()
                if not _write(job, news):
                    return "taken", ""
            if since >= WRITE_EVERY_SECONDS and _cancelled(job):
                return "cancelled", ""
            if over and not reports and news.end is None:
                return "lost", running.manner
    return news.end


def _write(job: Job, news: News) -> bool:
    """Write what is new; gives whether the job is still ours."""
    changes: dict[str, Any] = {"heartbeat_at": timezone.now()}
    if news.unwritten:
        changes |= {"progress": news.fraction, "message": news.message}
    if news.lines:
        text = "".join(f"{line}\n" for line in news.lines)[-LOG_CHARACTERS:]
        changes["log"] = Right(Concat(F("log"), Value(text)), LOG_CHARACTERS)
    news.unwritten = False
    news.lines.clear()
    return bool(_ours(job).update(**changes))


def _cancelled(job: Job) -> bool:
    return Job.objects.filter(pk=job.pk, cancel_requested=True).exists()


def _ours(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, worker=WORKER, state=JobState.RUNNING)


def _settle(job: Job, kind: str, detail: str) -> str:
    match kind:
        case "done":
            index_release(storage.open_release(detail, private=job.private))
            return _finish(job, JobState.DONE, release_id=detail, progress=1.0, message="")
        case "failed":
            return _finish(job, JobState.FAILED, error=detail)
        case "defect":
            log.error("product failed by a defect", job=str(job.pk), product=job.product, traceback=detail)
            return _finish(job, JobState.FAILED, error=_defect_sentence(job), defect=detail)
        case "cancelled":
            return _finish(job, JobState.CANCELLED, message="")
        case "stopped":
            return give_back(job, tries=job.tries - 1)
        case "lost":
            log.warning("job lost", job=str(job.pk), product=job.product, tries=job.tries, manner=detail)
            return give_back(job) if job.tries < MOST_TRIES else give_up(job, detail)
        case _:
            return "taken"


def _finish(job: Job, state: JobState, **changes: Any) -> str:
    ended = _ours(job).update(state=state, finished_at=timezone.now(), **changes)
    if ended:
        forget_uploads(job.pk)
    return str(state.value) if ended else "taken"


def give_back(job: Job, tries: int | None = None) -> str:
    """Put a job that was running back into the queue."""
    with transaction.atomic():
        returned = Job.objects.filter(pk=job.pk, worker=job.worker, state=JobState.RUNNING).update(
            state=JobState.QUEUED, worker="", message="", tries=job.tries if tries is None else tries
        )
        if returned:
            job.refresh_from_db()
            enqueue(job)
    return "queued again" if returned else "taken"


def give_up(job: Job, manner: str) -> str:
    """Fail a job that was lost too often."""
    with translation.override(_language(job)):
        sentence = _(
            "It was started %(tries)s times and lost each time (%(manner)s). It may need more memory than there is."
        ) % {"tries": job.tries, "manner": manner}
    ended = Job.objects.filter(pk=job.pk, worker=job.worker, state=JobState.RUNNING).update(
        state=JobState.FAILED, finished_at=timezone.now(), error=sentence
    )
    if ended:
        forget_uploads(job.pk)
    return str(JobState.FAILED.value) if ended else "taken"


def _defect_sentence(job: Job) -> str:
    with translation.override(_language(job)):
        return _("This is a defect of ours; its number is %(number)s.") % {"number": job.pk}


def _language(job: Job) -> str:
    """Sentences for the asker are written in the asker's language."""
    return (job.requester.language if job.requester else "") or "en"
