"""Pages of jobs: one's own, one of them with its progress, and the end of one."""

import contextlib
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from anso.alliance.people.rules import may
from anso.errors import NotFoundError
from anso.portal.jobs.actions import AlreadyOverError, cancel
from anso.portal.jobs.models import Job, JobState
from anso.portal.jobs.queries import followed_job, jobs_of, may_see_all
from anso.portal.requests.form import form_fields
from anso.product import Product, get_product

__all__ = ["job_cancel", "job_detail", "job_list"]

A_PAGE = 50


@require_safe
@never_cache
def job_list(request: HttpRequest) -> HttpResponse:
    everybodys = "all" in request.GET and may_see_all(request.user)
    page = Paginator(jobs_of(request.user, everybodys=everybodys), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "jobs/list.html",
        {
            "page": page,
            "rows": [(job, product_of(job)) for job in page],
            "everybodys": everybodys,
            "may_see_all": may_see_all(request.user),
        },
    )


@require_safe
@never_cache
def job_detail(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The page of a job; asked by htmx, the part of it that changes."""
    job = followed_job(job_id, request.user)
    asked_by_script = bool(request.headers.get("HX-Request"))
    response = render(
        request,
        "jobs/progress.html" if asked_by_script else "jobs/detail.html",
        {
            "job": job,
            "product": product_of(job),
            "asked": asked_of(job),
            "may_cancel": job.under_way and bool(may(request.user, "jobs.cancel_job", job)),
            "may_see_defect": may_see_all(request.user),
        },
    )
    if asked_by_script and job.state == JobState.DONE:
        response.headers["HX-Redirect"] = job.release_address
    return response


@require_POST
def job_cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    job = followed_job(job_id, request.user)
    with contextlib.suppress(AlreadyOverError):  # it ended just now; the page shows how
        cancel(job=job, actor=request.user)
    # It may go on for others alone, and then is no longer theirs to follow.
    followed = may(request.user, "jobs.view_job", job)
    return HttpResponseRedirect(job.get_absolute_url() if followed else reverse("jobs:list"))


def asked_of(job: Job) -> list[tuple[str, str]]:
    """What was asked for, in the words of the form; of a product that is gone, as it is kept."""
    product = product_of(job)
    if product is None:
        return [(name, str(value)) for name, value in job.given.items()]
    files = {name: file["name"] for name, file in job.uploads.items()}
    return [(field.label, files.get(field.name, field.said)) for field in form_fields(product, job.given)]


def product_of(job: Job) -> Product | None:
    """The product, unless the installation has lost it since."""
    try:
        return get_product(job.product)
    except NotFoundError:
        return None
