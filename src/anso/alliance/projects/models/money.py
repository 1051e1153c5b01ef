"""The money of a project: lines of its budget and payments by instalment. Rows are added, never changed or taken away.

A line that corrects another adds to it or takes from it; a payment that replaces another stands in its place. What a
payment has come to (planned, released, paid) is told by its dates.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anso.alliance.people.models import User
from anso.alliance.projects.models.projects import Project
from anso.alliance.projects.models.reports import Report

__all__ = ["BudgetLine", "Payment"]


class BudgetLine(models.Model):
    """An amount for a purpose; a correction is a further line, below zero where it takes away."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="budget")
    item = models.CharField(_("for"), max_length=200)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        verbose_name = _("line of a budget")
        verbose_name_plural = _("lines of budgets")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="only_corrections_take_away", condition=Q(amount__gt=0) | Q(corrects__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.item


class Payment(models.Model):
    """An instalment: planned, released when its condition is met, paid."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="payments")
    number = models.PositiveSmallIntegerField(_("number"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    due_on = models.DateField(_("planned for"))
    condition = models.CharField(_("further condition"), max_length=300, blank=True)
    report = models.ForeignKey(
        Report,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        verbose_name=_("report to be accepted first"),
    )
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    paid_on = models.DateField(_("paid"), null=True, blank=True)
    reference = models.CharField(_("reference of the transfer"), max_length=100, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["due_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="one_payment_per_number"),
            models.CheckConstraint(
                # Nothing is a way to call an instalment off: a payment that replaces another with no amount.
                name="payment_has_an_amount",
                condition=Q(amount__gt=0) | Q(amount=0, replaces__isnull=False),
            ),
            models.CheckConstraint(
                name="paid_after_release", condition=Q(paid_on__isnull=True) | Q(released_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project.code}: {self.number}"

    @property
    def is_replaced(self) -> bool:
        return hasattr(self, "replaced_by")
