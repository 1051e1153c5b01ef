"""Records of events: meetings, trainings, signings and donations handed over."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anso.alliance.fields import CountryField

__all__ = ["Event", "EventCountry"]


class Event(models.Model):
    """Something that takes place on a day, over days, or in a month of which no more is known."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        TRAINING = "training", _("Training")
        SIGNING = "signing", _("Signing")
        DONATION = "donation", _("Donation")

    class Precision(models.TextChoices):
        DAY = "day", _("To the day")
        MONTH = "month", _("To the month")

    code = models.SlugField(_("code"), max_length=80, unique=True, help_text=_("Names it in addresses."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=400)
    starts = models.DateField(_("starts"), null=True, blank=True, db_index=True)
    ends = models.DateField(_("ends"), null=True, blank=True, help_text=_("Its last day."))
    precision = models.CharField(
        _("precision of the date"), max_length=8, choices=Precision, default=Precision.DAY
    )
    organisers = models.CharField(_("organisers"), max_length=400, blank=True)
    participants = models.TextField(_("participants"), blank=True)
    trainees = models.PositiveIntegerField(_("trainees"), null=True, blank=True)
    trainees_text = models.CharField(
        _("trainees as published"), max_length=200, blank=True, help_text=_("Such as 500+ or around 300.")
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    online = models.BooleanField(_("online"), default=False)
    summary = models.TextField(_("summary"), blank=True)
    listed_as = models.CharField(
        _("listed as"),
        max_length=120,
        blank=True,
        help_text=_("Table and row of the report that tells of it."),
    )
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = [models.F("starts").desc(nulls_last=True), "code"]
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_it_starts",
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                violation_error_message=_("An event cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:event", kwargs={"code": self.code})


class EventCountry(models.Model):
    """A country that takes part in an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="countries")
    country = CountryField(_("country"), db_index=True)

    class Meta:
        verbose_name = _("country of an event")
        verbose_name_plural = _("countries of events")
        ordering = ["country"]
        constraints = [models.UniqueConstraint(fields=["event", "country"], name="event_country_once")]

    def __str__(self) -> str:
        return str(self.country)
