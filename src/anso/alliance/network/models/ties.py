"""What ties people to institutions: affiliations, declared conflicts, contacts, ambassadors.

They stand here and not among the people, because both ends must be known: a link that the database keeps is
moved when institutions are merged, and a code in a text would be lost.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.fields import CountryField
from anso.alliance.network.models.institutions import Institution
from anso.alliance.network.models.partners import Partner
from anso.alliance.network.models.spans import in_order, lasts
from anso.alliance.people.models import User

__all__ = ["Affiliation", "Ambassador", "Conflict", "Contact"]


class Affiliation(models.Model):
    """Where a person works or worked: an institution on record, or one in their own words."""

    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="affiliations", verbose_name=_("account")
    )
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="affiliations",
        verbose_name=_("institution"),
    )
    institution_text = models.CharField(
        _("institution, if it is not in the list"), max_length=300, blank=True
    )
    position = models.CharField(_("position"), max_length=200, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = [models.F("until").desc(nulls_first=True), models.F("since").desc(nulls_last=True), "pk"]
        default_permissions = ()
        constraints = [
            in_order("since", "until", "affiliation_ends_after_it_begins"),
            models.CheckConstraint(
                name="affiliation_names_an_institution",
                condition=models.Q(institution__isnull=False) | ~models.Q(institution_text=""),
                violation_error_message=_("Choose an institution, or write its name."),
            ),
        ]

    def __str__(self) -> str:
        return self.institution_name

    @property
    def institution_name(self) -> str:
        return self.institution.full_name if self.institution else self.institution_text

    @property
    def audit_label(self) -> str:
        return "affiliation"

    @property
    def is_current(self) -> bool:
        return lasts(self.since, self.until, timezone.localdate())


class Conflict(models.Model):
    """An interest that a person declares, so that they are not asked to judge where it touches."""

    class Kind(models.TextChoices):
        EMPLOYMENT = "employment", pgettext_lazy("conflict of interest", "Employment")
        FAMILY = "family", pgettext_lazy("conflict of interest", "Family or close friendship")
        COLLABORATION = "collaboration", pgettext_lazy("conflict of interest", "Collaboration")
        SUPERVISION = "supervision", pgettext_lazy("conflict of interest", "Supervisor or student")
        FINANCIAL = "financial", pgettext_lazy("conflict of interest", "Financial interest")
        RIVALRY = "rivalry", pgettext_lazy("conflict of interest", "Rivalry or dispute")
        OTHER = "other", pgettext_lazy("conflict of interest", "Other")

    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="conflicts", verbose_name=_("account")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="conflicts",
        verbose_name=_("with the institution"),
    )
    with_whom = models.CharField(_("with whom"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            in_order("since", "until", "conflict_ends_after_it_begins"),
            models.CheckConstraint(
                name="conflict_names_somebody",
                condition=models.Q(institution__isnull=False) | ~models.Q(with_whom=""),
                violation_error_message=_("Say with which institution or with whom."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def audit_label(self) -> str:
        return "conflict of interest"


class Contact(models.Model):
    """Whom the secretariat turns to at an institution or partner. Seen by the secretariat and the institution."""

    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("institution"),
    )
    partner = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("partner"),
    )
    person = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contact_for",
        verbose_name=_("account"),
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    position = models.CharField(_("position"), max_length=200, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("person one turns to", "contact")
        verbose_name_plural = pgettext_lazy("people one turns to", "contacts")
        ordering = ["name", "pk"]
        constraints = [
            in_order("since", "until", "contact_ends_after_it_begins"),
            models.CheckConstraint(
                name="contact_of_one_organisation",
                condition=models.Q(institution__isnull=False, partner__isnull=True)
                | models.Q(institution__isnull=True, partner__isnull=False),
                violation_error_message=_("A contact belongs to one institution or to one partner."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return "contact"

    @property
    def is_current(self) -> bool:
        return lasts(self.since, self.until, timezone.localdate())


class Ambassador(models.Model):
    """A science ambassador: somebody who speaks for the alliance in a country or a field. Public, as an office is."""

    name = models.CharField(pgettext_lazy("person", "name"), max_length=200)
    person = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="ambassadorships",
        verbose_name=_("account"),
    )
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ambassadors",
        verbose_name=_("institution"),
    )
    country = CountryField(_("country"), blank=True, db_index=True)
    field = models.CharField(pgettext_lazy("of science", "field"), max_length=200, blank=True)
    since = models.DateField(_("since"))
    evidence = models.TextField(_("evidence"), blank=True, help_text=_("Where it is written."))
    until = models.DateField(_("until"), null=True, blank=True)
    end_evidence = models.TextField(
        _("evidence of the end"), blank=True, help_text=_("Where it is written, or why.")
    )

    class Meta:
        verbose_name = _("science ambassador")
        verbose_name_plural = _("science ambassadors")
        ordering = ["name", "pk"]
        constraints = [in_order("since", "until", "ambassador_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return "science ambassador"

    @property
    def is_current(self) -> bool:
        return lasts(self.since, self.until, timezone.localdate())
