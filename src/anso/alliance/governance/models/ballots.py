"""Ballots as they are prepared and where they stand; what may never change of an open one is in `kept`."""

import json
import uuid
from functools import cached_property

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.governance.counting import Definition
from anso.alliance.governance.models.bodies import Body
from anso.alliance.governance.models.kept import RollEntry
from anso.alliance.governance.models.meetings import AgendaItem, Meeting

__all__ = ["Ballot", "Proxy"]


class Ballot(models.Model):
    """A ballot of a body, in a meeting or between meetings."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("ballot", "Draft")
        OPEN = "open", pgettext_lazy("ballot", "Open")
        TIED = "tied", pgettext_lazy("ballot", "Equal: the chair decides")
        CLOSED = "closed", pgettext_lazy("ballot", "Closed")
        PUBLISHED = "published", pgettext_lazy("ballot", "Published")
        WITHDRAWN = "withdrawn", pgettext_lazy("ballot", "Withdrawn")

    SETTLED = (State.CLOSED, State.PUBLISHED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("code"), max_length=100, unique=True, help_text=_("Names it in addresses."))
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="ballots", verbose_name=_("body"))
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ballots",
        verbose_name=_("meeting"),
    )
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="ballots",
        verbose_name=_("agenda item"),
    )
    amends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name=_("amendment to"),
        help_text=_("The ballot on the main question, which opens only after those on its amendments."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    draft_json = models.TextField(_("definition"))
    revision = models.PositiveSmallIntegerField(_("revision"), default=1, editable=False)
    chair_order = models.JSONField(_("said by the chair between equals"), default=list, blank=True)
    drafted_at = models.DateTimeField(_("drafted"), default=timezone.now, editable=False)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["-drafted_at"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("governance:ballot", kwargs={"code": self.code})

    @cached_property
    def definition(self) -> Definition:
        """What is asked: as it was fixed at the opening, and until then as it is drafted."""
        opened = None if self.state == self.State.DRAFT else getattr(self, "opening", None)
        return Definition.model_validate(json.loads(opened.definition_json if opened else self.draft_json))

    @property
    def question(self) -> str:
        return self.definition.question

    @property
    def is_settled(self) -> bool:
        return self.state in self.SETTLED


class Proxy(models.Model):
    """Somebody on the roll lets another vote for them, until they take it back."""

    giver = models.ForeignKey(
        RollEntry,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="proxies",
        verbose_name=_("giver"),
    )
    ballot = models.ForeignKey(
        Ballot, on_delete=models.CASCADE, related_name="proxies", verbose_name=_("ballot")
    )
    holder = models.ForeignKey(
        RollEntry,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="proxies_held",
        verbose_name=_("holder"),
    )
    given_at = models.DateTimeField(pgettext_lazy("proxy", "given"), default=timezone.now)
    ended_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("proxy")
        verbose_name_plural = _("proxies")
        ordering = ["given_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_proxy_at_a_time",
                fields=["giver"],
                condition=models.Q(ended_at__isnull=True),
                violation_error_message=_("A proxy was given already; take it back first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.ballot}: {self.giver.number} to {self.holder.number}"
