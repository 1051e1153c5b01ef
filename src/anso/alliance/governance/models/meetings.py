"""Meetings: when and where, what stands on the agenda, who came and when they left, what was minuted."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.governance.models.bodies import Body, Term
from anso.alliance.network.models import Institution
from anso.alliance.people.models import validate_time_zone

__all__ = ["AgendaItem", "Attendance", "Meeting", "Minutes", "Paper"]


class Meeting(models.Model):
    """One meeting of a body."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("meeting", "Planned")
        CONVENED = "convened", pgettext_lazy("meeting", "Convened")
        CLOSED = "closed", pgettext_lazy("meeting", "Closed")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")

    class Form(models.TextChoices):
        ON_SITE = "on-site", pgettext_lazy("meeting", "On site")
        ONLINE = "online", pgettext_lazy("meeting", "Online")
        HYBRID = "hybrid", pgettext_lazy("meeting", "On site and online")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("body"))
    code = models.SlugField(_("code"), max_length=100, unique=True, help_text=_("Names it in addresses."))
    title = models.CharField(_("title"), max_length=200)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    begins_at = models.TimeField(_("begins at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Shanghai", validators=[validate_time_zone]
    )
    form = models.CharField(pgettext_lazy("meeting", "form"), max_length=8, choices=Form, default=Form.ONLINE)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to join"), blank=True, help_text=_("Only those who are invited see it."))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    convened_at = models.DateTimeField(_("convened"), null=True, blank=True, editable=False)
    evidence = models.TextField(_("evidence"), blank=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_it_begins",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("A meeting cannot end before it begins."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:meeting", kwargs={"code": self.code})

    @property
    def is_open(self) -> bool:
        """Whether it is still prepared or held."""
        return self.state in (self.State.PLANNED, self.State.CONVENED)

    @property
    def begins(self) -> datetime:
        """The moment it begins; midnight where no hour is public."""
        return datetime.combine(self.starts_on, self.begins_at or time(), ZoneInfo(self.zone))

    @property
    def last_day(self) -> object:
        return self.ends_on or self.starts_on


class AgendaItem(models.Model):
    """One item of the agenda, in its order."""

    class Kind(models.TextChoices):
        INFORMATION = "information", pgettext_lazy("agenda item", "For information")
        DISCUSSION = "discussion", pgettext_lazy("agenda item", "For discussion")
        DECISION = "decision", pgettext_lazy("agenda item", "For decision")

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="items", verbose_name=_("meeting")
    )
    position = models.PositiveSmallIntegerField(_("place in the agenda"))
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.DISCUSSION)
    minutes = models.PositiveSmallIntegerField(_("minutes planned"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["meeting", "position"]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class Paper(models.Model):
    """A paper for an item: text of its own, where it lies, or a file, which is kept by its hash."""

    class Audience(models.TextChoices):
        BODY = "body", _("The body and the secretariat")
        MEMBERS = "members", _("All members of the alliance")
        EVERYONE = "everyone", _("Everybody")

    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="papers", verbose_name=_("item")
    )
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), blank=True)
    link = models.URLField(
        _("link"), blank=True, help_text=_("Where the paper lies, if its text is not here.")
    )
    file_name = models.CharField(_("name of the file"), max_length=150, blank=True, editable=False)
    media_type = models.CharField(max_length=100, blank=True, editable=False)
    bytes = models.PositiveBigIntegerField(_("size"), null=True, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    audience = models.CharField(_("who may read it"), max_length=10, choices=Audience, default=Audience.BODY)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["item", "pk"]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Somebody there, from when to when; whoever leaves and comes back has two."""

    class Mode(models.TextChoices):
        ON_SITE = "on-site", pgettext_lazy("attendance", "on site")
        ONLINE = "online", pgettext_lazy("attendance", "online")

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("meeting")
    )
    term = models.ForeignKey(
        Term,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attendances",
        verbose_name=_("seat"),
    )
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attendances",
        verbose_name=_("institution"),
        help_text=_("In a body of all members, whose seat it is."),
    )
    name = models.CharField(_("name"), max_length=200, blank=True, help_text=_("Who came."))
    mode = models.CharField(_("how"), max_length=8, choices=Mode, default=Mode.ONLINE)
    joined_at = models.DateTimeField(pgettext_lazy("meeting", "joined"))
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["joined_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="left_after_joining",
                condition=models.Q(left_at__isnull=True) | models.Q(left_at__gte=models.F("joined_at")),
                violation_error_message=_("Nobody leaves before they have come."),
            ),
        ]

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        """No name of a person: the trail cannot forget one."""
        return f"{self.meeting.code}, {self.mode}"

    @property
    def seat(self) -> str:
        """Which seat is taken by it, for counting a quorum; none for a guest."""
        if self.term_id and self.term is not None:
            return f"term:{self.term_id}" if self.term.votes else ""
        return f"institution:{self.institution_id}" if self.institution_id else ""


class Minutes(models.Model):
    """The minutes of a meeting: written, approved, published."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("minutes", "Draft")
        APPROVED = "approved", pgettext_lazy("minutes", "Approved")
        PUBLISHED = "published", pgettext_lazy("minutes", "Published")

    meeting = models.OneToOneField(
        Meeting, on_delete=models.CASCADE, related_name="minutes", verbose_name=_("meeting")
    )
    text = models.TextField(_("text"), max_length=100_000)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    revision = models.PositiveSmallIntegerField(_("revision"), default=1, editable=False)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        ordering = ["-meeting__starts_on"]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.state}"
