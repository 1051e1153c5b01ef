"""The one task in the queue: run a job to its end, or leave it to be run again."""

from django_tasks import task

from anso.portal.jobs.supervise import supervise

__all__ = ["run_job"]


@task()
def run_job(job_id: str) -> str:
    """Gives what became of the job."""
    return supervise(job_id)
