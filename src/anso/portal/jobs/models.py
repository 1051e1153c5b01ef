"""Records of jobs and of the times the schedule has seen to."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

__all__ = ["Job", "JobState", "ScheduledRun"]


class JobState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


UNDER_WAY = (JobState.QUEUED, JobState.RUNNING)


class Job(models.Model):
    """One run of one product for one request."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    product = models.CharField(_("product"), max_length=100)
    given = models.JSONField(_("request"), help_text=_("The request, as it is kept in the release."))
    uploads = models.JSONField(
        _("files"), default=dict, blank=True, help_text=_("Where the files of the request lie, by field.")
    )
    fingerprint = models.CharField(
        _("fingerprint"), max_length=64, help_text=_("The same for requests that give the same release.")
    )
    private = models.BooleanField(pgettext_lazy("job", "private"), default=False)
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="jobs",
        verbose_name=_("asked by"),
    )
    askers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="jobs_followed",
        verbose_name=_("followed by"),
        help_text=_("Everybody who asked for the same while it was under way."),
    )
    open_to_all = models.BooleanField(
        _("open to everyone"),
        default=False,
        help_text=_("Asked for by somebody who was not signed in: whoever has its address may follow it."),
    )
    scheduled = models.CharField(_("schedule"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=JobState, default=JobState.QUEUED)
    progress = models.FloatField(_("progress"), default=0.0)
    message = models.TextField(_("now doing"), blank=True)
    log = models.TextField(_("log"), blank=True)
    error = models.TextField(_("what went wrong"), blank=True)
    defect = models.TextField(_("details for staff"), blank=True)
    release_id = models.CharField(_("release"), max_length=200, blank=True)
    task_id = models.CharField(_("task"), max_length=36, blank=True)
    worker = models.CharField(_("worker"), max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    cancel_requested = models.BooleanField(_("asked to stop"), default=False)
    created_at = models.DateTimeField(_("asked"), default=timezone.now)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering: ClassVar = ["-created_at", "-pk"]
        default_permissions = ("view",)
        indexes: ClassVar = [
            models.Index(fields=["state", "heartbeat_at"], name="job_by_state"),
            models.Index(fields=["-created_at"], name="job_by_time"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=Q(state__in=UNDER_WAY),
                name="job_under_way_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} ({self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("jobs:detail", kwargs={"job_id": self.pk})

    @property
    def release_address(self) -> str:
        """The page of the release it made; nothing before it has."""
        product, _slash, name = self.release_id.partition("/")
        return reverse("portal:release", kwargs={"product": product, "name": name}) if name else ""

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def percent(self) -> int:
        return round(self.progress * 100)

    @property
    def lines(self) -> list[str]:
        return self.log.splitlines()


class ScheduledRun(models.Model):
    """A time that an entry of the schedule was due, and what became of it."""

    name = models.CharField(_("entry"), max_length=200)
    due = models.DateTimeField(_("due"))
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, verbose_name=_("job"))
    problem = models.TextField(_("why it was not asked for"), blank=True)
    seen_at = models.DateTimeField(_("handled"), default=timezone.now)

    class Meta:
        verbose_name = _("scheduled run")
        verbose_name_plural = _("scheduled runs")
        ordering: ClassVar = ["-due"]
        default_permissions = ("view",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "due"], name="scheduled_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} at {self.due:%Y-%m-%d %H:%M} UTC"
