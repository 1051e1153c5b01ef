"""Partners, and what was signed with them."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.fields import CountryField

__all__ = ["Memorandum", "Partner"]


class Partner(models.Model):
    """An organisation the alliance works with without its being a member."""

    code = models.SlugField(_("code"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    country = CountryField(_("country"), blank=True)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name


class Memorandum(models.Model):
    """What the alliance and a partner signed."""

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="memoranda", verbose_name=_("partner")
    )
    title = models.CharField(_("title"), max_length=300)
    signed = models.DateField(_("signed"))
    ends = models.DateField(pgettext_lazy("memorandum", "ends"), null=True, blank=True)
    scope = models.TextField(pgettext_lazy("memorandum", "scope"), blank=True)
    document = models.URLField(_("document"), blank=True, help_text=_("Address where it can be read."))
    end_evidence = models.TextField(
        _("evidence of the end"), blank=True, help_text=_("Where it is written, or why.")
    )

    class Meta:
        verbose_name = _("memorandum")
        verbose_name_plural = _("memoranda")
        ordering = ["-signed"]
        constraints = [
            models.CheckConstraint(
                name="memorandum_ends_after_it_was_signed",
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("signed")),
                violation_error_message=_("A memorandum cannot end before it was signed."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.signed}"

    def is_in_force(self, on: date) -> bool:
        return self.signed <= on and (self.ends is None or on <= self.ends)
