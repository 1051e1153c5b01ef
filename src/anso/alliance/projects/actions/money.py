"""Verbs about money. Nothing is changed or taken away: a correction is a further line, a new payment replaces an old one.

Two bounds hold at all times, read and kept under the lock of the project: the budget is at most what was awarded, and
the payments that stand sum to at most the budget.
"""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.alliance.projects.actions.common import allowed, checked, held, not_after, refuse, today_of, written
from anso.alliance.projects.models import BudgetLine, Payment, Project, Report

__all__ = [
    "correct_budget_line",
    "enter_budget_line",
    "pay",
    "plan_payment",
    "release_payment",
    "replace_payment",
]

NOTHING = Decimal(0)


def budget_total(project: Project) -> Decimal:
    return project.budget.aggregate(total=Sum("amount"))["total"] or NOTHING


def payments_total(project: Project) -> Decimal:
    """Of the payments that stand: those that no other replaced."""
    standing = project.payments.filter(replaced_by__isnull=True)
    return standing.aggregate(total=Sum("amount"))["total"] or NOTHING


@transaction.atomic
def enter_budget_line(*, actor: User | None, project: Project, item: str, amount: Decimal) -> BudgetLine:
    allowed(actor, "projects.keep", project)
    found = held(project)
    if amount <= 0:
        raise refuse(
            "amount", gettext("The amount is above zero; what is too much is corrected at its line.")
        )
    within_award(found, budget_total(found) + amount)
    line = BudgetLine(project=found, item=written(item, "item"), amount=amount, entered_by=actor)
    checked(line)
    audit.record(actor=actor, verb="projects.enter_budget_line", target=found, line=line.pk, amount=amount)
    return line


@transaction.atomic
def correct_budget_line(*, actor: User | None, line: BudgetLine, amount: Decimal, reason: str) -> BudgetLine:
    """Make a line hold another amount from now on; the difference stands as a line of its own, with the reason."""
    allowed(actor, "projects.keep", line.project)
    found = held(line.project)
    first = line.corrects or line
    now = first.amount + (first.corrections.aggregate(total=Sum("amount"))["total"] or NOTHING)
    if amount < 0:
        raise refuse("amount", gettext("An amount is not below zero."))
    if amount == now:
        raise refuse("amount", gettext("The line holds this amount already."))
    total = budget_total(found) + amount - now
    within_award(found, total)
    if total < payments_total(found):
        raise refuse("amount", gettext("More than this is planned to be paid; plan the payments anew first."))
    correction = BudgetLine(
        project=found,
        item=first.item,
        amount=amount - now,
        corrects=first,
        reason=written(reason, "reason"),
        entered_by=actor,
    )
    checked(correction)
    audit.record(actor=actor, verb="projects.correct_budget_line", target=found, line=first.pk, amount=amount)
    return correction


@transaction.atomic
def plan_payment(
    *,
    actor: User | None,
    project: Project,
    amount: Decimal,
    due_on: date,
    report: Report | None = None,
    condition: str = "",
) -> Payment:
    """Plan an instalment, to be released when its report is accepted."""
    allowed(actor, "projects.keep", project)
    found = held(project)
    if amount <= 0:
        raise refuse("amount", gettext("The amount is above zero."))
    return planned(actor, found, amount, due_on, report, condition)


@transaction.atomic
def replace_payment(
    *,
    actor: User | None,
    payment: Payment,
    amount: Decimal,
    due_on: date,
    reason: str,
    report: Report | None = None,
    condition: str = "",
) -> Payment:
    """Plan another payment in the place of one that is not paid; an amount of zero calls it off."""
    allowed(actor, "projects.keep", payment.project)
    found = held(payment.project)
    kept = standing(payment)
    if kept.paid_on is not None:
        raise refuse("", gettext("This instalment is paid; a correction of it is another payment."))
    if amount < 0:
        raise refuse("amount", gettext("An amount is not below zero."))
    return planned(actor, found, amount, due_on, report, condition, kept, written(reason, "reason"))


def planned(
    actor: User | None,
    project: Project,
    amount: Decimal,
    due_on: date,
    report: Report | None,
    condition: str,
    replaces: Payment | None = None,
    reason: str = "",
) -> Payment:
    if report is not None and report.project_id != project.pk:
        raise refuse("report", gettext("This is the report of another project."))
    total = payments_total(project) + amount - (replaces.amount if replaces else NOTHING)
    if total > budget_total(project):
        told = gettext("The payments would sum to %(total)s; the budget is %(budget)s %(currency)s.")
        raise refuse(
            "amount",
            told % {"total": total, "budget": budget_total(project), "currency": project.currency},
        )
    number = (project.payments.aggregate(last=Max("number"))["last"] or 0) + 1
    payment = Payment(
        project=project,
        number=number,
        amount=amount,
        due_on=due_on,
        report=report,
        condition=condition.strip(),
        replaces=replaces,
        reason=reason,
        entered_by=actor,
    )
    checked(payment)
    audit.record(
        actor=actor,
        verb="projects.replace_payment" if replaces else "projects.plan_payment",
        target=project,
        payment=payment.number,
        replaces=replaces.number if replaces else None,
        amount=amount,
    )
    return payment


@transaction.atomic
def release_payment(*, actor: User | None, payment: Payment) -> Payment:
    """Say that an instalment may be paid: its report is accepted, and its further condition met."""
    allowed(actor, "projects.keep", payment.project)
    found = held(payment.project)
    kept = standing(payment)
    if kept.released_at is not None:
        raise AlreadyDoneError(gettext("This instalment was released already."))
    if found.state == Project.State.SUSPENDED:
        raise refuse("", gettext("The project is suspended; nothing is released until it is resumed."))
    if kept.report is not None and kept.report.state != Report.State.ACCEPTED:
        raise refuse("", gettext("The report that this instalment waits for is not accepted."))
    if not kept.amount:
        raise refuse("", gettext("This instalment was called off."))
    kept.released_at = timezone.now()
    kept.save(update_fields=["released_at"])
    audit.record(actor=actor, verb="projects.release_payment", target=found, payment=kept.number)
    return kept


@transaction.atomic
def pay(*, actor: User | None, payment: Payment, paid_on: date, reference: str = "") -> Payment:
    """Note that a released instalment was paid."""
    allowed(actor, "projects.keep", payment.project)
    found = held(payment.project)
    kept = standing(payment)
    if kept.paid_on is not None:
        raise AlreadyDoneError(gettext("This instalment was paid already."))
    if kept.released_at is None:
        raise refuse("", gettext("This instalment is not released."))
    not_after(paid_on, today_of(found), "paid_on")
    kept.paid_on, kept.reference = paid_on, reference.strip()
    checked(kept)
    audit.record(
        actor=actor,
        verb="projects.pay",
        target=found,
        payment=kept.number,
        amount=kept.amount,
        paid_on=paid_on,
    )
    return kept


def standing(payment: Payment) -> Payment:
    kept = Payment.objects.select_for_update(of=("self",)).select_related("report").get(pk=payment.pk)
    if Payment.objects.filter(replaces=kept).exists():
        raise refuse("", gettext("Another instalment stands in the place of this one."))
    return kept


def within_award(project: Project, total: Decimal) -> None:
    if total > project.ceiling:
        told = gettext("The budget would be %(total)s; %(ceiling)s %(currency)s were awarded.")
        raise refuse(
            "amount",
            told % {"total": total, "ceiling": project.ceiling, "currency": project.currency},
        )
