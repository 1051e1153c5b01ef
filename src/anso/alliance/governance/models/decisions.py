"""Resolutions, and what is to be done because of them."""

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.governance.models.ballots import Ballot
from anso.alliance.governance.models.bodies import Body
from anso.alliance.governance.models.meetings import AgendaItem, Meeting
from anso.alliance.network.models import Institution
from anso.alliance.people.models import User

__all__ = ["Resolution", "Task"]


class Resolution(models.Model):
    """A decision of a body, numbered within it: `2020/3`."""

    class How(models.TextChoices):
        BALLOT = "ballot", pgettext_lazy("resolution", "by ballot")
        CONSENSUS = "consensus", pgettext_lazy("resolution", "by consensus")
        REPORTED = "reported", pgettext_lazy("resolution", "as reported")

    class Effect(models.TextChoices):
        NONE = "", pgettext_lazy("resolution", "None")
        ENDORSES = "endorses", _("Endorses members")
        APPROVES = "approves", _("Approves members")

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="resolutions", verbose_name=_("body")
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resolutions",
        verbose_name=_("meeting"),
    )
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="resolutions",
        verbose_name=_("agenda item"),
    )
    ballot = models.OneToOneField(
        Ballot,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resolution",
        verbose_name=_("ballot"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number in the year"))
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"))
    how = models.CharField(_("adopted"), max_length=10, choices=How)
    adopted_on = models.DateField(_("day of adoption"))
    effect = models.CharField(_("effect"), max_length=10, choices=Effect, blank=True, default=Effect.NONE)
    institutions = models.ManyToManyField(
        Institution, blank=True, related_name="resolutions", verbose_name=_("institutions concerned")
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    evidence = models.TextField(_("evidence"), blank=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["-adopted_on", "-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "number"], name="one_resolution_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.sign}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse(
            "governance:resolution", kwargs={"code": self.body.code, "year": self.year, "number": self.number}
        )

    @property
    def sign(self) -> str:
        return f"{self.year}/{self.number}"


class Task(models.Model):
    """Something a resolution asks somebody to do by a day."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("task", "Open")
        DONE = "done", pgettext_lazy("task", "Done")
        DROPPED = "dropped", pgettext_lazy("task", "Dropped")

    resolution = models.ForeignKey(
        Resolution, on_delete=models.CASCADE, related_name="tasks", verbose_name=_("resolution")
    )
    title = models.CharField(_("what is to be done"), max_length=300)
    responsible = models.CharField(
        _("responsible"), max_length=200, help_text=_("An office, an institution, a name.")
    )
    person = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("account"),
        help_text=_("Who is reminded, and may say that it is done."),
    )
    due = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    note = models.TextField(_("what became of it"), blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True, editable=False)
    reminded_on = models.DateField(_("reminded"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("resolution", "task")
        verbose_name_plural = pgettext_lazy("resolution", "tasks")
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return f"{self.resolution.body.code} {self.resolution.sign}"

    def is_late(self, on: date | None = None) -> bool:
        return self.state == self.State.OPEN and self.due < (on or timezone.localdate())
