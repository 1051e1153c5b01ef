"""Records of the network: institutions and what binds them to the alliance and to each other."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from anso.alliance.fields import CountryField
from anso.places import LANGUAGES

__all__ = ["Association", "Institution", "Membership", "Memorandum", "Partner", "PublishedFigure"]

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


class Membership(models.Model):
    """An institution's membership of the alliance, and how we know of it."""

    class Kind(models.TextChoices):
        FOUNDING = "founding", _("Founding member")
        ENDORSED = "endorsed", _("Endorsed by the board")
        APPROVED = "approved", _("Approved by the assembly")
        NAMED = "named", _("Named as a member")

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("institution")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    since = models.DateField(_("since"), null=True, blank=True, help_text=_("Empty where it is not public."))
    until = models.DateField(_("until"), null=True, blank=True)
    evidence = models.TextField(_("evidence"), help_text=_("Where it is written."))
    evidence_date = models.DateField(
        _("date of the evidence"),
        help_text=_("A day on which it is known to have held, when its first is not."),
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["institution__name", "evidence_date"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_membership",
                fields=["institution"],
                condition=models.Q(until__isnull=True),
                violation_error_message=_("This institution is a member already."),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=models.Q(until__isnull=True)
                | models.Q(since__isnull=True)
                | models.Q(until__gte=models.F("since")),
                violation_error_message=_("A membership cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution} ({self.get_kind_display()})"

    @property
    def known_from(self) -> int:
        """The first year in which it is known to have held."""
        return (self.since or self.evidence_date).year


class Association(models.Model):
    """A thematic association under the alliance's roof."""

    number = models.CharField(_("number"), max_length=8, unique=True, help_text=_("As it is listed: 13A."))
    rank = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    name = models.CharField(_("name"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    leaders = models.CharField(_("leaders"), max_length=300, blank=True)
    theme = models.CharField(pgettext_lazy("an association’s subject", "theme"), max_length=120, blank=True)
    host = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="hosted_associations", verbose_name=_("host")
    )
    members = models.ManyToManyField(
        Institution, blank=True, related_name="associations", verbose_name=_("members")
    )
    summary = models.TextField(_("summary"), blank=True)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("associations")
        ordering = ["rank", "number"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("network:association", kwargs={"number": self.number})

    @property
    def full_name(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name


class Partner(models.Model):
    """An organisation the alliance works with without its being a member."""

    code = models.SlugField(_("code"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
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

    class Meta:
        verbose_name = _("memorandum")
        verbose_name_plural = _("memoranda")
        ordering = ["-signed"]

    def __str__(self) -> str:
        return f"{self.title}, {self.signed}"


class PublishedFigure(models.Model):
    """A total that was published, beside which our own records can be read.

    The records name fewer members than there are, because not every name is public.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=300)
    value = models.PositiveIntegerField(_("value"))
    as_of = models.DateField(_("as of"))
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        ordering = ["as_of", "code"]

    def __str__(self) -> str:
        return f"{self.title}: {self.value}"

    @property
    def title_in_words(self) -> str:
        """The title in the reader's language, where `network.words` knows it."""
        return gettext(self.title)

    @property
    def source_in_words(self) -> str:
        return gettext(self.source)
