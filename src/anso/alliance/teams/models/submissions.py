"""One version of a forecast file as it was received, what the checks said of it, and what became of it."""

import uuid
from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.people.models import User
from anso.alliance.teams.models.teams import ModelEntry

__all__ = ["Submission"]


class Submission(models.Model):
    """A version of a model's forecast for a round; never overwritten, and never deleted by its team."""

    class State(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("submission", "Accepted")
        WAITING = "waiting", pgettext_lazy("submission", "Valid, waiting for the team’s approval")
        LATE = "late", pgettext_lazy("submission", "Late")
        REPLACED = "replaced", pgettext_lazy("submission", "Replaced")
        WITHDRAWN = "withdrawn", pgettext_lazy("submission", "Withdrawn")
        REJECTED = "rejected", pgettext_lazy("submission", "Rejected")

    class Via(models.TextChoices):
        WEB = "web", pgettext_lazy("submitted by", "web")
        API = "api", pgettext_lazy("submitted by", "API")
        FETCH = "fetch", pgettext_lazy("submitted by", "fetched")

    STANDING = (State.ACCEPTED, State.WAITING)
    """States of the one version that counts, or will once the team is approved."""
    PUBLIC = (State.ACCEPTED, State.LATE)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(
        ModelEntry, on_delete=models.CASCADE, related_name="submissions", verbose_name=_("model")
    )
    round_id = models.CharField(_("round"), max_length=100, db_index=True)
    path = models.CharField(_("file"), max_length=300, help_text=_("Where it lies within the hub."))
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveBigIntegerField(_("size"))
    received_at = models.DateTimeField(_("received"), db_index=True)
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="forecasts_submitted"
    )
    via = models.CharField(_("by way of"), max_length=8, choices=Via)
    state = models.CharField(_("state"), max_length=10, choices=State)
    report = models.JSONField(_("report"), default=dict)
    share = models.FloatField(_("share of the round"), null=True, blank=True)
    """How much of what the round asks for is in it, from 0 to 1; unknown where the checks failed."""
    replaced_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_why = models.CharField(_("reason"), max_length=500, blank=True)
    unsettled = models.BooleanField(_("still to be brought to the hub"), default=False)
    """Whether the hub's folder may not be yet as this record says; `settle` sees to it and takes this back."""

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-received_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "round_id"],
                condition=models.Q(state__in=["accepted", "waiting"]),
                name="one_standing_version",
            )
        ]
        indexes = [
            models.Index(fields=["entry", "round_id", "-received_at"], name="submissions_of_a_round"),
            models.Index(fields=["entry"], condition=models.Q(unsettled=True), name="submissions_to_settle"),
        ]

    def __str__(self) -> str:
        return self.path

    def get_absolute_url(self) -> str:
        return reverse(
            "teams:submission", kwargs={"abbr": self.entry.model.team.abbr, "submission_id": self.pk}
        )

    @property
    def is_standing(self) -> bool:
        return self.state in self.STANDING

    @property
    def share_percent(self) -> int:
        """The share in hundredths; only what is whole is 100."""
        return int(100 * (self.share or 0) + 1e-9)

    @property
    def is_marked_withdrawn(self) -> bool:
        """Taken back after the deadline: it still counts, and says so."""
        return self.withdrawn_at is not None and self.state == self.State.ACCEPTED

    def may_change(self, now: datetime | None = None) -> bool:
        """Whether the round is still open, to the second."""
        return self.deadline is None or (now or timezone.now()).replace(microsecond=0) <= self.deadline
