"""What came out of a project: papers, data, patents, software, trainings."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.projects.models.projects import Project

__all__ = ["Output"]


class Output(models.Model):
    """One output, with its DOI where it has one."""

    class Kind(models.TextChoices):
        PAPER = "paper", pgettext_lazy("output", "Paper")
        DATA = "data", pgettext_lazy("output", "Data set")
        PATENT = "patent", pgettext_lazy("output", "Patent")
        SOFTWARE = "software", pgettext_lazy("output", "Software")
        TRAINING = "training", pgettext_lazy("output", "Training")
        OTHER = "other", pgettext_lazy("output", "Other")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="outputs")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PAPER)
    title = models.CharField(_("title"), max_length=500)
    authors = models.CharField(_("authors"), max_length=1000, blank=True)
    venue = models.CharField(_("where it appeared"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    doi = models.CharField(_("DOI"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    is_public = models.BooleanField(_("shown to everybody"), default=True)
    withdrawn = models.CharField(_("why it was taken back"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("output of a project")
        verbose_name_plural = _("outputs of projects")
        ordering = ["-year", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "doi"], condition=~Q(doi="") & Q(withdrawn=""), name="doi_once_a_project"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        return f"https://doi.org/{self.doi}" if self.doi else self.link

    @property
    def citation(self) -> str:
        """Authors (year). Title. Where it appeared. Address."""
        when = f"({self.year})" if self.year else ""
        lead = " ".join(part for part in (self.authors, when) if part)
        parts = (lead, self.title, self.venue)
        return " ".join([*(f"{part.rstrip('.')}." for part in parts if part), self.address]).strip()
