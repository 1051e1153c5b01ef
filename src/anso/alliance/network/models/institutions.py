"""Institutions: what they are called, where they are, and what they belong to."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anso.alliance.fields import CountryField
from anso.places import LANGUAGES

__all__ = ["Institution"]

# A ROR id is a 0, six characters of Crockford's base 32 and two check digits (ROR documentation, "ROR ID pattern").
ROR_ID = re.compile(r"0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}")


def validate_ror_id(text: str) -> None:
    if not ROR_ID.fullmatch(text):
        raise ValidationError(
            _(
                "%(text)s is not a ROR id; it is the nine characters after https://ror.org/, such as 034t30j35."
            ),
            code="bad_ror_id",
            params={"text": text},
        )


def validate_names(names: object) -> None:
    """Names under the language codes that places have theirs under."""
    valid = isinstance(names, dict) and all(
        language in LANGUAGES and isinstance(name, str) and name for language, name in names.items()
    )
    if not valid:
        raise ValidationError(
            _('Give names by language, such as {"fr": "…"}; the languages are %(languages)s.'),
            code="bad_names",
            params={"languages": ", ".join(LANGUAGES)},
        )


class Institution(models.Model):
    """An organisation: a member, a host of associations, a leader of projects."""

    class Kind(models.TextChoices):
        ACADEMY = "academy", _("Academy of sciences")
        UNIVERSITY = "university", _("University")
        INSTITUTE = "institute", _("Research institute")
        AGENCY = "agency", _("Agency or council")
        INTERNATIONAL = "international", _("International organisation")
        COMPANY = "company", _("Company")
        OTHER = "other", _("Other")

    code = models.SlugField(_("code"), max_length=100, unique=True, help_text=_("Names it in addresses."))
    ror_id = models.CharField(
        _("ROR id"),
        max_length=9,
        null=True,
        blank=True,
        unique=True,
        validators=[validate_ror_id],
    )
    name = models.CharField(_("name"), max_length=300)
    names = models.JSONField(_("names by language"), default=dict, blank=True, validators=[validate_names])
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    country = CountryField(_("country"), blank=True, db_index=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    website = models.URLField(_("website"), blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    is_synthetic = models.BooleanField(_("synthetic"), default=False)
    is_listed = models.BooleanField(
        _("listed"),
        default=True,
        help_text=_("Shown in the directory; one that somebody proposed is listed once it was screened."),
    )

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("network:institution", kwargs={"code": self.code})

    @property
    def full_name(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name
