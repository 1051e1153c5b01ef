"""Reports on a project: due by the plan, written by the leader, judged by an officer or an invited reviewer."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.people.models import User
from anso.alliance.projects.models.projects import Project

__all__ = ["Report", "ReportReview"]


class Report(models.Model):
    """One report over one period; a final one over the whole project."""

    class State(models.TextChoices):
        DUE = "due", pgettext_lazy("report", "To be written")
        SUBMITTED = "submitted", pgettext_lazy("report", "Waits for review")
        RETURNED = "returned", pgettext_lazy("report", "Returned")
        ACCEPTED = "accepted", pgettext_lazy("report", "Accepted")
        DROPPED = "dropped", pgettext_lazy("report", "Not needed any more")

    WRITABLE = (State.DUE, State.RETURNED)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reports")
    number = models.PositiveSmallIntegerField(_("number"))
    is_final = models.BooleanField(_("final report"), default=False)
    period_from = models.DateField(_("from"))
    period_to = models.DateField(_("to"))
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DUE)
    text = models.TextField(_("report"), blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    """Raised at every save: two tabs cannot overwrite each other unseen."""
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    reviewer = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="project_reports_to_review",
        verbose_name=_("reviewer"),
    )
    reminded_on = models.DateField(_("reminded"), null=True, blank=True)

    class Meta:
        verbose_name = _("report of a project")
        verbose_name_plural = _("reports of projects")
        ordering = ["period_to", "number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="one_report_per_number")]
        indexes = [models.Index(fields=["state", "due_on"], name="reports_by_day")]

    def __str__(self) -> str:
        return f"{self.project.code} ({self.number})"


class ReportReview(models.Model):
    """One judgement of a report as it was submitted; later ones stand beside it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="reviews")
    revision = models.PositiveIntegerField(_("revision"))
    accepted = models.BooleanField(_("accepted"))
    missing = models.TextField(_("what is missing"), blank=True)
    comment = models.TextField(_("comment"), blank=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    reviewed_at = models.DateTimeField(_("reviewed"), default=timezone.now)

    class Meta:
        verbose_name = _("review of a project's report")
        verbose_name_plural = _("reviews of projects' reports")
        ordering = ["reviewed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.report}: {self.revision}"
