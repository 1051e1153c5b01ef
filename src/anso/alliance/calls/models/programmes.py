"""Programmes, their calls, and the versions of what a call asks and does."""

import zoneinfo
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from anso.alliance.calls.definition import Definition, read_definition, said
from anso.alliance.people.models import User
from anso.alliance.people.models.accounts import validate_time_zone

__all__ = ["Call", "CallVersion", "Programme", "said_now"]

MOST_READ = 200
_read: dict[str, Definition] = {}


def said_now(texts: dict[str, str]) -> str:
    """A text in the reader's language."""
    return said(texts, get_language() or "en")


def read_once(version: "CallVersion") -> Definition:
    """The definition of a version, checked once in a process: a large one takes longer to check than a draft to save.

    Its content is not even looked at again, so that a query may leave it in the database.
    """
    found = _read.get(version.sha256)
    if found is None:
        found = read_definition(version.definition_json)
        if version.sha256:
            _read[version.sha256] = found
        while len(_read) > MOST_READ:
            _read.pop(next(iter(_read)), None)
    return found


class Programme(models.Model):
    """What calls are made under: research, the scholarship, prizes, facilities, membership …"""

    code = models.SlugField(_("code"), max_length=60, unique=True, help_text=_("Names it in addresses."))
    titles = models.JSONField(_("title"), default=dict)
    """By language; English is always there."""
    summaries = models.JSONField(_("summary"), default=dict, blank=True)
    template = models.CharField(_("template"), max_length=40, blank=True)
    """The shipped definition that its first call begins with."""
    is_listed = models.BooleanField(_("listed"), default=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["code"]

    def __str__(self) -> str:
        return said_now(self.titles) or self.code

    def get_absolute_url(self) -> str:
        return reverse("calls:programme", kwargs={"code": self.code})

    @property
    def summary(self) -> str:
        return said_now(self.summaries)


class Call(models.Model):
    """One call of a programme. What it asks and when is its current version's."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("call", "Draft")
        PUBLISHED = "published", pgettext_lazy("call", "Published")
        CLOSED = "closed", pgettext_lazy("call", "Closed")
        CANCELLED = "cancelled", pgettext_lazy("call", "Cancelled")

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="calls", verbose_name=_("programme")
    )
    code = models.SlugField(_("code"), max_length=60, unique=True, help_text=_("Names it in addresses."))
    prefix = models.CharField(
        _("prefix of numbers"), max_length=12, help_text=_("Such as SCH21 in SCH21-00042.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    stage = models.CharField(_("stage"), max_length=40, blank=True)
    """Code of the stage at work; empty before the first."""
    version = models.ForeignKey(
        "calls.CallVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("version"),
    )
    submitted = models.PositiveIntegerField(default=0, editable=False)
    """Numbers given out so far; the row that those who submit queue at."""
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("calls:call", kwargs={"code": self.code})

    @property
    def current(self) -> "CallVersion":
        if self.version is None:
            raise CallVersion.DoesNotExist(self.code)
        return self.version

    @property
    def definition(self) -> Definition:
        return self.current.definition

    @property
    def title(self) -> str:
        return said_now(self.definition.title) if self.version else self.code

    def takes(self, moment: datetime) -> bool:
        """Are applications taken at that moment: to the last second of the deadline?"""
        return self.state == self.State.PUBLISHED and self.current.in_time(moment)


class CallVersion(models.Model):
    """What a call asks and does, from one moment on; never changed once it is made."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="versions", verbose_name=_("call"))
    number = models.PositiveSmallIntegerField(_("version"))
    definition_json = models.JSONField(_("definition"))
    sha256 = models.CharField(max_length=64, editable=False)
    opens_at = models.DateTimeField(_("opens"))
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    """Empty: a standing call, which takes applications until it is closed."""
    zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Shanghai", validators=[validate_time_zone]
    )
    note = models.CharField(_("what changed, and why"), max_length=500, blank=True)
    made_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("version of a call")
        verbose_name_plural = _("versions of calls")
        ordering = ["call", "number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="one_version_per_number"),
            models.CheckConstraint(
                name="deadline_after_opening",
                condition=models.Q(deadline__isnull=True) | models.Q(deadline__gt=models.F("opens_at")),
                violation_error_message=_("The deadline lies before the opening."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call.code} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self.__dict__.pop("definition", None)

    @cached_property
    def definition(self) -> Definition:
        return read_once(self)

    @property
    def tz(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.zone)

    def in_time(self, moment: datetime) -> bool:
        second = moment.replace(microsecond=0)
        return self.opens_at <= second and (self.deadline is None or second <= self.deadline)
