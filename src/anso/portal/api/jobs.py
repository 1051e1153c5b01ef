"""Operations on jobs: following one, cancelling it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router
from ninja.params.functions import Query

from anso.alliance.people.rules import require
from anso.portal.api.schemas import FARTHEST, Error, JobOut
from anso.portal.jobs.actions import cancel
from anso.portal.jobs.models import Job
from anso.portal.jobs.queries import followed_job, jobs_of

__all__ = ["job_out", "router"]

router = Router(tags=["Jobs"])


@router.get("/jobs", response={200: list[JobOut], 403: Error}, summary="Your own jobs")
def list_jobs(
    request: HttpRequest, limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0, le=FARTHEST)
) -> Any:
    """What you asked for, newest first. Needs a token or a session."""
    require(request.user, "jobs.list_own")
    return [job_out(request, job) for job in jobs_of(request.user)[offset : offset + limit]]


@router.get("/jobs/{job_id}", response={200: JobOut, 404: Error}, summary="One job")
def read_job(request: HttpRequest, job_id: UUID) -> Any:
    """How far a run has come; ask again every second or more."""
    return job_out(request, followed_job(job_id, request.user))


@router.post("/jobs/{job_id}/cancel", response={200: JobOut, 400: Error, 404: Error}, summary="Cancel a job")
def cancel_job(request: HttpRequest, job_id: UUID) -> Any:
    """Stop a run. One that others asked for as well goes on for them."""
    return job_out(request, cancel(job=followed_job(job_id, request.user), actor=request.user))


def job_out(request: HttpRequest, job: Job) -> dict[str, Any]:
    product, _, name = job.release_id.partition("/")
    release = reverse("api:read_release", args=[product, name]) if name else ""
    return {
        "id": job.pk,
        "product": job.product,
        "request": job.given,
        "state": job.state,
        "progress": job.progress,
        "message": job.message,
        "log": job.lines,
        "error": job.error,
        "asked": job.created_at,
        "started": job.started_at,
        "finished": job.finished_at,
        "url": request.build_absolute_uri(reverse("api:read_job", args=[job.pk])),
        "cancel_url": request.build_absolute_uri(reverse("api:cancel_job", args=[job.pk])),
        "release": job.release_id,
        "release_url": request.build_absolute_uri(release) if release else "",
    }
