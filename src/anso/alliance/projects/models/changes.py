"""Changes of a project that its leader asks for, and the officers grant or decline."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.people.models import User
from anso.alliance.projects.models.projects import Project

__all__ = ["Change"]


class Change(models.Model):
    """One request, with what became of it; suspensions and resumptions stand here too."""

    class Kind(models.TextChoices):
        EXTENSION = "extension", pgettext_lazy("change", "More time")
        BUDGET = "budget", pgettext_lazy("change", "Another use of the budget")
        CONTENT = "content", pgettext_lazy("change", "Another content")
        TEAM = "team", pgettext_lazy("change", "Another team")
        SUSPENSION = "suspension", pgettext_lazy("change", "Suspended")
        RESUMPTION = "resumption", pgettext_lazy("change", "Resumed")

    ASKED_FOR = (Kind.EXTENSION, Kind.BUDGET, Kind.CONTENT, Kind.TEAM)

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("change", "Asked")
        GRANTED = "granted", pgettext_lazy("change", "Granted")
        DECLINED = "declined", pgettext_lazy("change", "Declined")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    why = models.TextField(_("what and why"))
    old_end = models.DateField(_("former end"), null=True, blank=True)
    new_end = models.DateField(_("new end"), null=True, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of a project")
        verbose_name_plural = _("changes of projects")
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.project.code}: {self.kind}"
