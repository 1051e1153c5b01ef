"""Records of the projects: what is worked on, by whom, and in which countries."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anso.alliance.fields import CountryField
from anso.alliance.network.models import Institution

__all__ = ["Project", "ProjectCountry"]


class Project(models.Model):
    """One project of one of the alliance's programmes."""

    class Programme(models.TextChoices):
        CHINA_CALLED = "china-called", _("Research, called in China")
        INTERNATIONAL = "international", _("Research, called internationally")
        ADVISORY = "advisory", _("Science-based advice")
        EMERGENCY = "emergency", _("Emergency response")
        FLAGSHIP = "flagship", _("Flagship")

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

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-year", "programme", "number"]
        constraints = [
            models.UniqueConstraint(
                name="one_project_per_number",
                fields=["programme", "year", "number"],
                violation_error_message=_("The programme has a project of this number in this year already."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("projects:project", kwargs={"code": self.code})

    @property
    def organisation_name(self) -> str:
        """As it was published, or else the institution's name."""
        return self.organisation_text or str(self.organisation or "")


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
