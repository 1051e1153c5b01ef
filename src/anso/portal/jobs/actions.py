"""What is done to jobs: ask for a run, cancel it. Each verb is one transaction and leaves one audit event."""

import hashlib
import json
import re
import shutil
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from anso.alliance.people import audit
from anso.alliance.people.models import User
from anso.alliance.people.rules import Visitor, require
from anso.errors import AnsoError, InvalidInputError, Problem
from anso.language import known_language
from anso.portal.cleanup import uploads_folder
from anso.portal.jobs.models import UNDER_WAY, Job, JobState
from anso.portal.jobs.queries import may_see_all
from anso.product import Product, Request, Upload, parse_request, request_content, upload_rules
from anso.product.sentences import sentence, shown

__all__ = ["AlreadyOverError", "ask", "cancel", "enqueue", "forget_uploads", "task_key"]

UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
NAME_LENGTH = 100
NO_TASK = str(uuid.UUID(int=0))


class AlreadyOverError(AnsoError):
    """A job that is over cannot be cancelled."""


def ask(
    product: Product,
    given: Mapping[str, Any],
    *,
    requester: Visitor | None,
    uploads: "Mapping[str, UploadedFile[bytes]] | None" = None,
    refused: Mapping[str, str] | None = None,
    scheduled: str = "",
    language: str = "en",
) -> Job:
    """A job that runs the product for what was given; the one under way, if somebody asked for the same.

    `refused` names files that were turned away as they came in, and why; `language` is what bad values are
    explained in. Only the schedule, which the
    operator writes, may name files by their paths on this machine.
    """
    user = requester if isinstance(requester, User) else None
    language = known_language(language)
    job_id = uuid.uuid4()
    try:
        if uploads:
            require(user or AnonymousUser(), "jobs.give_files")
        received = {} if scheduled else _received(product, given, uploads or {}, job_id, language)
        request = _parse(product, {**given, **received}, refused or {}, language)
        private = bool(getattr(request, "private", False))
        if private:
            require(user or AnonymousUser(), "jobs.ask_privately")
        job = _join_or_create(
            Job(
                id=job_id,
                product=product.slug,
                given=request_content(request),
                uploads=_kept(product, request),
                fingerprint=_fingerprint(product, request, user if private else None),
                private=private,
                requester=user,
                open_to_all=user is None and not scheduled,
                scheduled=scheduled,
            ),
            user,
        )
    except BaseException:
        forget_uploads(job_id)
        raise
    if job.pk != job_id:
        forget_uploads(job_id)
    return job


@transaction.atomic
def cancel(*, job: Job, actor: Visitor) -> Job:
    """Stop a job; one that others asked for as well, or the schedule, goes on without whoever cancels it."""
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    require(actor, "jobs.cancel_job", job)
    if not job.under_way:
        raise AlreadyOverError(_("This job is over already."))
    user = actor if isinstance(actor, User) else None
    audit.record(actor=user, verb="jobs.cancel", target=job)
    is_asker = user is not None and job.askers.filter(pk=user.pk).exists()
    if user is not None:
        job.askers.remove(user)
    # Anybody can ask for what somebody else waits for, and so come to follow the job: that ends no work of theirs.
    others = bool(job.scheduled) or job.askers.exists() or (is_asker and job.open_to_all)
    if others and (is_asker or not may_see_all(actor)):
        return job
    if job.state == JobState.QUEUED:
        DBTaskResult.objects.ready().filter(pk=task_key(job)).delete()
        job.state, job.finished_at = JobState.CANCELLED, timezone.now()
        job.save(update_fields=["state", "finished_at"])
        transaction.on_commit(lambda: forget_uploads(job.pk))
    else:
        job.cancel_requested = True
        job.save(update_fields=["cancel_requested"])
    return job


def enqueue(job: Job) -> None:
    """Put a job into the queue, in the transaction that makes it ready to run."""
    from anso.portal.jobs.tasks import run_job

    job.task_id = str(run_job.enqueue(str(job.pk)).id)
    job.save(update_fields=["task_id"])


def task_key(job: Job) -> str:
    """The key of the job's task in the queue; one that is no task's where it has none."""
    return job.task_id or NO_TASK


def forget_uploads(job_id: uuid.UUID) -> None:
    shutil.rmtree(uploads_folder() / str(job_id), ignore_errors=True)  # most jobs have none


def _parse(product: Product, values: Mapping[str, Any], refused: Mapping[str, str], language: str) -> Request:
    problems = [Problem(field, why) for field, why in refused.items()]
    problems += [
        Problem(field, sentence("text", language, value=shown(value, language)))
        for field, value in values.items()
        if _holds_nul(value)
    ]
    if problems and not refused:
        raise InvalidInputError(problems)
    try:
        request = parse_request(product, values, language)
    except InvalidInputError as error:
        problems += [problem for problem in error.problems if problem.where not in refused]
        raise InvalidInputError(problems) from None
    if problems:
        raise InvalidInputError(problems)
    return request


def _holds_nul(value: Any) -> bool:
    """A NUL anywhere in it, which no text has and PostgreSQL does not store?"""
    match value:
        case str():
            return "\0" in value
        case list():
            return any(map(_holds_nul, value))
        case dict():
            return any(_holds_nul(part) for pair in value.items() for part in pair)
        case _:
            return False


def _received(
    product: Product,
    given: Mapping[str, Any],
    uploads: "Mapping[str, UploadedFile[bytes]]",
    job_id: uuid.UUID,
    language: str,
) -> dict[str, Upload]:
    """The files that came with the request, kept where the job finds them."""
    takes = upload_rules(product.request)
    misplaced = (
        sentence("takes_no_file", language, fields=", ".join(takes))
        if takes
        else sentence("no_field_takes_files", language)
    )
    problems = [
        Problem(field, sentence("file_as_part", language))
        for field in takes
        if given.get(field) not in (None, "")
    ] + [Problem(field, misplaced) for field in uploads if field not in takes]
    if problems:
        raise InvalidInputError(problems)
    return {field: _keep(file, uploads_folder() / str(job_id) / field) for field, file in uploads.items()}


def _keep(file: "UploadedFile[bytes]", folder: Path) -> Upload:
    folder.mkdir(parents=True, mode=0o700)
    name = Path(file.name or "file").name
    path = folder / (UNSAFE.sub("_", name)[-NAME_LENGTH:].lstrip(".") or "file")
    if isinstance(file, TemporaryUploadedFile):
        # The file is moved, not copied: it was streamed to the same disk.
        Path(file.temporary_file_path()).replace(path)
    else:
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
    return Upload.of(path, name)


def _kept(product: Product, request: Request) -> dict[str, Any]:
    return {
        field: upload.model_dump(mode="json")
        for field in upload_rules(product.request)
        if isinstance(upload := getattr(request, field), Upload)
    }


def _fingerprint(product: Product, request: Request, owner: User | None) -> str:
    parts = [product.slug, request_content(request), str(owner.public_id) if owner else ""]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _join_or_create(job: Job, user: User | None) -> Job:
    try:
        with transaction.atomic():
            return _join(job, user) or _create(job, user)
    except IntegrityError:  # somebody else asked for the same at this very moment
        with transaction.atomic():
            joined = _join(job, user)
        if joined is None:
            raise
        return joined


def _join(job: Job, user: User | None) -> Job | None:
    present = (
        Job.objects.select_for_update(of=("self",))
        .filter(fingerprint=job.fingerprint, state__in=UNDER_WAY, cancel_requested=False)
        .first()
    )
    if present is None:
        return None
    if user is not None:
        present.askers.add(user)
    elif job.open_to_all and not present.open_to_all:
        present.open_to_all = True
        present.save(update_fields=["open_to_all"])
    audit.record(actor=user, verb="jobs.join", target=present, product=job.product)
    return present


def _create(job: Job, user: User | None) -> Job:
    job.save(force_insert=True)
    if user is not None:
        job.askers.add(user)
    enqueue(job)
    audit.record(
        actor=user,
        verb="jobs.ask",
        target=job,
        product=job.product,
        private=job.private,
        schedule=job.scheduled,
    )
    return job
