"""`worker`: run jobs until stopped."""

from typing import Any

from django.core.management.base import BaseCommand

from anso.portal.jobs.worker import serve

__all__ = ["Command"]


class Command(BaseCommand):
    help = "Run jobs from the queue, the schedule and the housekeeping until stopped"

    def handle(self, *_args: Any, **_options: Any) -> None:
        serve()
