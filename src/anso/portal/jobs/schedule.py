"""Products run by the clock: the entries of the schedule file, and which of them are due.

    [[run]]
    product = "epidemics.situation"
    cron = "0 6 * * 1"
    zone = "Asia/Shanghai"
    request = { issued = "{today}" }

`{today}` is the day the entry is due, in its zone. Every time that an entry was due is one row, unique, so
that of several workers one starts it; times that passed while nobody worked are made up for by one run. An
entry seen for the first time waits for its next time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog
from cronsim import CronSim, CronSimError
from django.db import IntegrityError, transaction
from django.utils import timezone

from anso.config import config
from anso.errors import AnsoError, InvalidInputError, Problem
from anso.portal.jobs.actions import ask
from anso.portal.jobs.models import Job, ScheduledRun
from anso.product import Product, get_product, parse_request, upload_rules

__all__ = ["Entry", "parse_entry", "read_schedule", "run_due"]

FIELDS = ("name", "product", "cron", "zone", "request")
TODAY = "{today}"

log = structlog.get_logger(__name__)
_told: set[Problem] = set()
"""What this worker has said of the schedule already; it looks again every few seconds."""


@dataclass(frozen=True)
class Entry:
    """One line of the schedule."""

    name: str
    product: Product
    cron: str
    zone: ZoneInfo
    request: Mapping[str, Any]

    def due_before(self, moment: datetime) -> datetime:
        """The latest time it was due, up to and at that moment."""
        local = moment.astimezone(self.zone).replace(second=0, microsecond=0)
        # Searching backwards leaves the starting minute out, so it starts one minute later.
        start = datetime.fromtimestamp(local.timestamp() + 60, self.zone)
        return next(CronSim(self.cron, start, reverse=True)).astimezone(UTC)

    def request_on(self, due: datetime) -> dict[str, Any]:
        """What is asked when it is due at that time; a file is named by its path on this machine."""
        today = due.astimezone(self.zone).date().isoformat()
        files = upload_rules(self.product.request)
        asked = {
            field: value.replace(TODAY, today) if isinstance(value, str) else value
            for field, value in self.request.items()
        }
        return asked | {field: Path(asked[field]) for field in files if isinstance(asked.get(field), str)}


def read_schedule() -> tuple[list[Entry], list[Problem]]:
    """The entries of the schedule file that hold, and what is wrong with the others."""
    entries: dict[str, Entry] = {}
    problems = []
    for number, raw in enumerate(config().schedule_entries(), 1):
        try:
            entry = parse_entry(raw)
        except AnsoError as error:
            found = (
                error.problems if isinstance(error, InvalidInputError) else (Problem("product", str(error)),)
            )
            problems += [Problem(f"run {number}, {problem.where}", problem.message) for problem in found]
        else:
            if entry.name in entries:
                problems.append(
                    Problem(f"run {number}, name", f"{entry.name!r} is taken; give each entry its own")
                )
            entries.setdefault(entry.name, entry)
    return list(entries.values()), problems


def parse_entry(raw: Mapping[str, Any]) -> Entry:
    """An entry, whose request is checked as the product checks it."""
    problems = [
        Problem(field, f"is no field of a run; there are {', '.join(FIELDS)}")
        for field in raw
        if field not in FIELDS
    ] + [Problem(field, "is needed") for field in ("product", "cron") if not isinstance(raw.get(field), str)]
    if problems:
        raise InvalidInputError(problems)
    product = get_product(raw["product"])
    zone, cron = _zone(str(raw.get("zone", "UTC"))), _cron(raw["cron"])
    name = str(raw.get("name") or f"{product.slug} {cron} {zone.key}")
    entry = Entry(name, product, cron, zone, dict(raw.get("request", {})))
    parse_request(product, entry.request_on(timezone.now()))
    return entry


def run_due(now: datetime | None = None) -> list[Job]:
    """Ask for every entry that is due and that nobody has seen to; gives the jobs."""
    moment = now or timezone.now()
    jobs = []
    entries, problems = read_schedule()
    for problem in problems:
        if problem not in _told:
            _told.add(problem)
            log.warning("schedule entry left out", file=str(config().schedule_file), problem=str(problem))
    for entry in entries:
        job = _run_if_due(entry, moment)
        if job is not None:
            jobs.append(job)
    return jobs


def _run_if_due(entry: Entry, moment: datetime) -> Job | None:
    due = entry.due_before(moment)
    seen = ScheduledRun.objects.filter(name=entry.name)
    if seen.filter(due__gte=due).exists():
        return None
    first = not seen.exists()
    try:
        with transaction.atomic():
            run = ScheduledRun.objects.create(name=entry.name, due=due)
            if first:
                return None
            run.job = ask(entry.product, entry.request_on(due), requester=None, scheduled=entry.name)
            run.save(update_fields=["job"])
    except IntegrityError:  # another worker sees to it
        return None
    except AnsoError as error:
        ScheduledRun.objects.get_or_create(name=entry.name, due=due, defaults={"problem": str(error)})
        log.warning("scheduled run not asked for", entry=entry.name, due=due.isoformat(), problem=str(error))
        return None
    log.info("scheduled run asked for", entry=entry.name, due=due.isoformat(), job=str(run.job.pk))
    return run.job


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInputError(
            [Problem("zone", f"{name!r} is not a time zone such as Asia/Tashkent")]
        ) from None


def _cron(text: str) -> str:
    try:
        CronSim(text, datetime(2020, 1, 1, tzinfo=UTC))
    except CronSimError as error:
        raise InvalidInputError(
            [
                Problem(
                    "cron",
                    f"{text!r} is not minute, hour, day, month and weekday, such as '0 6 * * 1' for Mondays at 6: {error}",
                )
            ]
        ) from None
    return text
