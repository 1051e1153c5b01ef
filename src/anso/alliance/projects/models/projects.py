"""Projects: what is worked on, by whom, and in which countries; those of an award also when, and how they end.

A project without an award is a public record and nothing more: it has no plan, no reports and no money here.
"""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.calls.models import Award
from anso.alliance.calls.models import Programme as CallProgramme
from anso.alliance.fields import CountryField
from anso.alliance.network.models import Institution
from anso.alliance.people.models import User

__all__ = ["Project", "ProjectCountry"]


class Project(models.Model):
    """One project of one of the alliance's programmes."""

    class Programme(models.TextChoices):
        CHINA_CALLED = "china-called", _("Research, called in China")
        INTERNATIONAL = "international", _("Research, called internationally")
        ADVISORY = "advisory", _("Science-based advice")
        EMERGENCY = "emergency", _("Emergency response")
        FLAGSHIP = "flagship", _("Flagship")
        AWARDED = "awarded", _("Awarded by a call")

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("project", "Running")
        SUSPENDED = "suspended", pgettext_lazy("project", "Suspended")
        CLOSED = "closed", pgettext_lazy("project", "Closed")

    code = models.SlugField(_("code"), max_length=60, unique=True, help_text=_("Names it in addresses."))
    programme = models.CharField(_("programme"), max_length=20, choices=Programme)
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=400)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    leaders = models.CharField(_("leaders"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("organisation"),
    )
    organisation_text = models.CharField(
        _("organisation as published"),
        max_length=400,
        blank=True,
        help_text=_("With departments and partners."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2018), MaxValueValidator(2100)], db_index=True
    )
    is_synthetic = models.BooleanField(_("synthetic"), default=False)
    award = models.OneToOneField(
        Award, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="project"
    )
    call_programme = models.ForeignKey(
        CallProgramme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="projects",
        verbose_name=_("programme of the call"),
    )
    leader = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="projects_led",
        verbose_name=_("account of the leader"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.RUNNING, editable=False, db_index=True
    )
    field = models.CharField(_("field"), max_length=60, blank=True, editable=False, db_index=True)
    """Code of the field as the call's form has it."""
    starts_on = models.DateField(_("starts"), null=True, blank=True, editable=False)
    ends_on = models.DateField(_("ends"), null=True, blank=True, editable=False)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", editable=False)
    """The call's: by it a day begins and ends."""
    currency = models.CharField(_("currency"), max_length=3, blank=True, editable=False)
    ceiling = models.DecimalField(
        _("awarded amount"), max_digits=14, decimal_places=2, default=Decimal(0), editable=False
    )
    """Neither the budget nor what is paid exceeds it."""
    closed_on = models.DateField(_("closed"), null=True, blank=True, editable=False)
    lessons = models.TextField(_("lessons"), blank=True, editable=False)
    evaluation = models.TextField(_("evaluation"), blank=True, editable=False)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-year", "programme", "number"]
        constraints = [
            models.UniqueConstraint(
                name="one_project_per_number",
                fields=["programme", "year", "number"],
                violation_error_message=_("The programme has a project of this number in this year already."),
            ),
            models.CheckConstraint(
                name="project_ends_after_its_start",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("The project ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("projects:project", kwargs={"code": self.code})

    @property
    def organisation_name(self) -> str:
        """As it was published, or else the institution's name."""
        return self.organisation_text or str(self.organisation or "")

    @property
    def programme_name(self) -> str:
        """The programme of its call, or else the one it was published under."""
        return str(self.call_programme) if self.call_programme else self.get_programme_display()

    @property
    def audit_id(self) -> str:
        return self.code

    @property
    def audit_label(self) -> str:
        return self.code


class ProjectCountry(models.Model):
    """A country that takes part in a project, or that it is about."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="countries")
    country = CountryField(_("country"), db_index=True)

    class Meta:
        verbose_name = _("country of a project")
        verbose_name_plural = _("countries of projects")
        ordering = ["country"]
        constraints = [models.UniqueConstraint(fields=["project", "country"], name="project_country_once")]

    def __str__(self) -> str:
        return str(self.country)
