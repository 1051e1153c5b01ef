"""`anso jobs`: what was asked for, and what became of it."""

from cyclopts import App

from anso.cli.site import prepare_django
from anso.cli.terminal import print_json, print_table

__all__ = ["app"]

app = App(name="jobs")


@app.default
def list_jobs(*, limit: int = 20, json: bool = False) -> None:
    """The newest jobs.

    Parameters
    ----------
    limit
        How many at the most
    json
        Print JSON
    """
    prepare_django()
    from anso.portal.jobs.models import Job

    jobs = list(Job.objects.order_by("-created_at")[:limit])
    if json:
        print_json(
            [
                {
                    "id": job.pk,
                    "product": job.product,
                    "request": job.given,
                    "state": job.state,
                    "progress": job.progress,
                    "message": job.message,
                    "release": job.release_id,
                    "error": job.error,
                    "asked": job.created_at.isoformat(),
                }
                for job in jobs
            ]
        )
        return
    print_table(
        ("job", "asked (UTC)", "product", "state", "what came of it"),
        [
            (
                job.pk,
                f"{job.created_at:%Y-%m-%d %H:%M}",
                job.product,
                f"{job.state} {job.percent} %" if job.under_way else job.state,
                job.release_id or job.error.partition("\n")[0] or job.message,
            )
            for job in jobs
        ],
        "Nobody has asked for anything yet.",
    )
