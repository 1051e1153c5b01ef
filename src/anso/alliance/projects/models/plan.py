"""The plan of a project: who works on it, and what is to be reached by when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.fields import CountryField
from anso.alliance.people.models import User
from anso.alliance.projects.models.projects import Project

__all__ = ["Milestone", "TeamMember"]


class TeamMember(models.Model):
    """Somebody who works on a project; who left stays on record with the day."""

    class Part(models.TextChoices):
        LEADER = "leader", pgettext_lazy("project", "Leader")
        PARTNER = "partner", pgettext_lazy("project", "Leads a partner's part")
        RESEARCHER = "researcher", pgettext_lazy("project", "Researcher")
        STUDENT = "student", pgettext_lazy("project", "Student")
        MANAGER = "manager", pgettext_lazy("project", "Manages the project")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="team")
    person = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="project_parts",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=200)
    part = models.CharField(_("part"), max_length=10, choices=Part, default=Part.RESEARCHER)
    organisation = models.CharField(_("organisation"), max_length=300, blank=True)
    country = CountryField(_("country"), blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of a project's team")
        verbose_name_plural = _("members of projects' teams")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person"],
                condition=Q(person__isnull=False, until__isnull=True),
                name="person_once_a_team",
                violation_error_message=_("This person is on the team already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.part


class Milestone(models.Model):
    """Something to be reached by a day, and what shows that it was."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("milestone"), max_length=300)
    due_on = models.DateField(_("due"))
    done_on = models.DateField(_("reached"), null=True, blank=True)
    evidence = models.TextField(_("what shows it"), blank=True)
    dropped = models.CharField(_("why it was dropped"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["project", "due_on"], name="milestones_by_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.done_on is None and not self.dropped
