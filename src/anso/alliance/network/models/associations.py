"""Thematic associations under the alliance's roof, and which institutions belong to them from when to when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.network.models.institutions import Institution
from anso.alliance.network.models.spans import in_order, lasts

__all__ = ["RESERVED_NUMBERS", "Association", "AssociationMember"]

RESERVED_NUMBERS = frozenset({"new", "import", "preview"})
"""Numbers that would stand where pages of the site do."""


class Association(models.Model):
    """A thematic association under the alliance's roof."""

    number = models.CharField(
        _("number"),
        max_length=8,
        unique=True,
        help_text=_("As it is listed: 13A."),
        validators=[
            RegexValidator(
                r"^[-0-9A-Za-z_]+\Z", _("A number holds digits and Latin letters alone, such as 13A.")
            )
        ],
    )
    rank = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    name = models.CharField(_("name"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    leaders = models.CharField(_("leaders"), max_length=300, blank=True)
    theme = models.CharField(pgettext_lazy("an association’s subject", "theme"), max_length=120, blank=True)
    host = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="hosted_associations", verbose_name=_("host")
    )
    members = models.ManyToManyField(
        Institution,
        blank=True,
        through="AssociationMember",
        related_name="associations",
        verbose_name=_("members"),
    )
    """All that ever belonged to it; who does on a day is asked of `queries.association_members`."""
    summary = models.TextField(_("summary"), blank=True)
    website = models.URLField(_("website"), blank=True)
    since = models.DateField(_("since"), null=True, blank=True, help_text=_("Empty where it is not public."))
    evidence = models.TextField(_("evidence"), blank=True, help_text=_("Where it is written."))
    until = models.DateField(_("until"), null=True, blank=True)
    end_evidence = models.TextField(
        _("evidence of the end"), blank=True, help_text=_("Where it is written, or why.")
    )

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("associations")
        ordering = ["rank", "number"]
        constraints = [in_order("since", "until", "association_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("network:association", kwargs={"number": self.number})

    def clean(self) -> None:
        super().clean()
        if self.number.lower() in RESERVED_NUMBERS:
            told = _("%(number)s is an address of the site itself; choose another number.")
            raise ValidationError({"number": told % {"number": self.number}})

    def is_in_being(self, on: date | None = None) -> bool:
        return lasts(self.since, self.until, on or timezone.localdate())

    @property
    def full_name(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name


class AssociationMember(models.Model):
    """That an institution belongs to an association, or did; one that left and came back stands here twice."""

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, related_name="belongings", verbose_name=_("association")
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="belongings", verbose_name=_("institution")
    )
    since = models.DateField(_("since"), null=True, blank=True, help_text=_("Empty where it is not public."))
    evidence = models.TextField(_("evidence"), blank=True, help_text=_("Where it is written."))
    until = models.DateField(_("until"), null=True, blank=True)
    end_evidence = models.TextField(
        _("evidence of the end"), blank=True, help_text=_("Where it is written, or why.")
    )

    class Meta:
        verbose_name = _("member of an association")
        verbose_name_plural = _("members of associations")
        ordering = ["association__rank", "association__number", "institution__name", "pk"]
        default_permissions = ()
        constraints = [
            in_order("since", "until", "belonging_ends_after_it_begins"),
            models.UniqueConstraint(
                name="one_open_belonging",
                fields=["association", "institution"],
                condition=models.Q(until__isnull=True),
                violation_error_message=_("This institution belongs to the association already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution} ({self.association.number})"
