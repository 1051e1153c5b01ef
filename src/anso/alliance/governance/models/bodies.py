"""Bodies of the alliance, and who sits on them from when to when."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from pydantic import ValidationError as ShareError

from anso.alliance.governance.counting import Majority, Share
from anso.alliance.governance.counting.shares import MAJORITIES, QUORUMS
from anso.alliance.governance.words import definition_problem
from anso.alliance.network.models import Institution
from anso.alliance.people.models import User
from anso.alliance.people.roles import Scope, ScopeKind

__all__ = ["Body", "Term"]


def validate_quorum(rule: Any) -> None:
    checked(Share, rule)


def validate_majority(rule: Any) -> None:
    checked(Majority, rule)


def checked(kind: type[Share], rule: Any) -> None:
    try:
        kind.model_validate(rule)
    except ShareError as error:
        told = " ".join(definition_problem(problem) for problem in error.errors())
        raise ValidationError(
            _("This is no rule of a share: %(why)s"), code="bad_share", params={"why": told}
        ) from error


def half_of_the_seats() -> dict[str, Any]:
    return Share.model_validate(QUORUMS["majority"]).model_dump(mode="json")


def simple_majority() -> dict[str, Any]:
    return MAJORITIES["simple"].model_dump(mode="json")


class Body(models.Model):
    """A body that meets and decides."""

    class Kind(models.TextChoices):
        ASSEMBLY = "assembly", _("General assembly")
        BOARD = "board", _("Governing board")
        COMMITTEE = "committee", _("Committee")
        GROUP = "working-group", _("Working group")

    code = models.SlugField(_("code"), max_length=60, unique=True, help_text=_("Names it in addresses."))
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.GROUP)
    summary = models.TextField(_("summary"), blank=True)
    of_all_members = models.BooleanField(
        _("of all members"),
        default=False,
        help_text=_("Every member of the alliance has a seat and one vote, as in the general assembly."),
    )
    seats = models.PositiveSmallIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty where there is no fixed number.")
    )
    quorum = models.JSONField(
        _("quorum"), default=half_of_the_seats, null=True, blank=True, validators=[validate_quorum]
    )
    majority = models.JSONField(_("majority"), default=simple_majority, validators=[validate_majority])
    rank = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["rank", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("governance:body", kwargs={"code": self.code})

    @property
    def scope(self) -> Scope:
        return Scope(ScopeKind.BODY, self.code)

    @property
    def quorum_rule(self) -> Share | None:
        return Share.model_validate(self.quorum) if self.quorum else None

    @property
    def majority_rule(self) -> Majority:
        return Majority.model_validate(self.majority)


class TermQuerySet(models.QuerySet["Term"]):
    def holding(self, on: date | None = None) -> "TermQuerySet":
        """Terms that hold on a day, today unless told otherwise; `ends` is the first day on which one does not."""
        on = on or timezone.localdate()
        return self.filter(models.Q(ends__isnull=True) | models.Q(ends__gt=on)).filter(
            models.Q(begins__lte=on) | models.Q(begins__isnull=True, evidence_date__lte=on)
        )


class Term(models.Model):
    """A seat held from a day to a day: by an institution, which sends whom it likes, or by a person."""

    class Office(models.TextChoices):
        CHAIR = "chair", pgettext_lazy("office", "Chair")
        VICE_CHAIR = "vice-chair", pgettext_lazy("office", "Vice-chair")
        MEMBER = "member", pgettext_lazy("office", "Member")
        SECRETARY = "secretary", pgettext_lazy("office", "Secretary")
        OBSERVER = "observer", pgettext_lazy("office", "Observer")

    VOTING = (Office.CHAIR, Office.VICE_CHAIR, Office.MEMBER)

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="terms", verbose_name=_("body"))
    office = models.CharField(_("office"), max_length=12, choices=Office, default=Office.MEMBER)
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("institution"),
    )
    name = models.CharField(
        _("name of the person"),
        max_length=200,
        blank=True,
        help_text=_("Empty where the institution itself holds the seat."),
    )
    person = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("account"),
        help_text=_("Who acts for the seat here; else the institution’s contacts do."),
    )
    begins = models.DateField(
        pgettext_lazy("term of office", "begins"),
        null=True,
        blank=True,
        help_text=_("Empty where it is not public."),
    )
    ends = models.DateField(pgettext_lazy("term of office", "ends"), null=True, blank=True)
    evidence = models.TextField(_("evidence"), blank=True, help_text=_("Where it is written."))
    evidence_date = models.DateField(
        _("date of the evidence"),
        help_text=_("A day on which it is known to have held, when its first is not."),
    )
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        ordering = ["body", "office", "name", "pk"]
        indexes = [models.Index(fields=["body", "person"], name="seats_of_a_person")]
        constraints = [
            models.CheckConstraint(
                name="term_has_a_holder",
                condition=models.Q(institution__isnull=False) | ~models.Q(name=""),
                violation_error_message=_("Say which institution or which person holds the seat."),
            ),
            models.CheckConstraint(
                name="term_ends_after_it_begins",
                condition=models.Q(ends__isnull=True)
                | models.Q(begins__isnull=True)
                | models.Q(ends__gt=models.F("begins")),
                violation_error_message=_("A term ends after the day on which it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.holder

    @property
    def audit_label(self) -> str:
        """No name of a person: the trail cannot forget one."""
        return f"{self.body.code}, {self.office}" + (f", {self.institution.code}" if self.institution else "")

    @property
    def holder(self) -> str:
        """As lists name it: the person, or the institution."""
        return self.name or (self.institution.full_name if self.institution else "")

    @property
    def votes(self) -> bool:
        return self.office in self.VOTING
