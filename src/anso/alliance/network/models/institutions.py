"""Institutions: what they are called, where they are, and what they belong to."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anso.alliance.fields import CountryField
from anso.alliance.network.ror import what_is_wrong_with_ror
from anso.places import LANGUAGES
from anso.places.fold import fold

__all__ = [
    "RESERVED_CODES",
    "Institution",
    "folded_names",
    "validate_former_names",
    "validate_names",
    "validate_ror_id",
]

RESERVED_CODES = frozenset({"import", "duplicates", "merges", "new"})
"""Codes that would stand where pages of the directory do."""


def validate_ror_id(text: str) -> None:
    complaint = what_is_wrong_with_ror(text)
    if complaint:
        raise ValidationError(complaint, code="bad_ror_id", params={"text": text})


def validate_former_names(names: object) -> None:
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise ValidationError(_("Give former names as a list of texts."), code="bad_former_names")


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
    former_names = models.JSONField(
        _("former names"), default=list, blank=True, validators=[validate_former_names]
    )
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    country = CountryField(_("country"), blank=True, db_index=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    website = models.URLField(_("website"), blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
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

    folded = models.TextField(blank=True, editable=False)
    """Every name it has or had, as it is searched by, one in a line (`places.fold`)."""

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="both_coordinates_or_none",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_("Give both latitude and longitude, or neither."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = folded_names(self)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("network:institution", kwargs={"code": self.code})

    def clean(self) -> None:
        super().clean()
        if self.code in RESERVED_CODES:
            told = _("%(code)s is an address of the site itself; choose another code.")
            raise ValidationError({"code": told % {"code": self.code}})

    @property
    def full_name(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name


def folded_names(institution: Institution) -> str:
    """All the names of an institution as they are searched by, the present one first."""
    names = [
        institution.name,
        institution.acronym,
        *institution.names.values(),
        *institution.former_names,
    ]
    return "\n".join(dict.fromkeys(filter(None, map(fold, names))))
