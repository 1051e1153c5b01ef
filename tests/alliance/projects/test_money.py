"""Money: whatever is asked, the budget stays within the award and the payments within the budget, and no row goes."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.alliance.projects import world

from anso.alliance.people.models import AuditEvent
from anso.alliance.projects import actions
from anso.alliance.projects.actions.money import budget_total, payments_total
from anso.alliance.projects.models import BudgetLine, Payment, Project, Report
from anso.errors import AnsoError, InvalidInputError

pytestmark = pytest.mark.django_db
DAY = date(2021, 8, 1)
AMOUNTS = st.decimals(-10, 120_000, places=2)
STEPS = st.lists(
    st.tuples(st.sampled_from(["enter", "correct", "plan", "replace", "release", "pay"]), AMOUNTS, st.integers(0, 20)),
    min_size=1,
    max_size=12,
)  # fmt: skip


@pytest.fixture
def project() -> Project:
    return world.project()


def step(project: Project, what: str, amount: Decimal, place: int) -> None:
    lines, payments = list(project.budget.all()), list(project.payments.order_by("number"))
    line, payment = lines[place % len(lines)], payments[place % len(payments)]
    match what:
        case "enter":
            actions.enter_budget_line(actor=None, project=project, item="Boat", amount=amount)
        case "correct":
            actions.correct_budget_line(actor=None, line=line, amount=amount, reason="Counted again")
        case "plan":
            actions.plan_payment(actor=None, project=project, amount=amount, due_on=DAY)
        case "replace":
            actions.replace_payment(actor=None, payment=payment, amount=amount, due_on=DAY, reason="Later")
        case "release":
            actions.release_payment(actor=None, payment=payment)
        case "pay":
            actions.pay(actor=None, payment=payment, paid_on=DAY)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_sums_stay_within_their_bounds_and_nothing_is_taken_away(
    project: Project, steps: list[tuple[str, Decimal, int]]
) -> None:
    with transaction.atomic():
        for what, amount, place in steps:
            before = (BudgetLine.objects.count(), Payment.objects.count())
            try:
                with transaction.atomic():
                    step(project, what, amount, place)
            except AnsoError:
                assert (BudgetLine.objects.count(), Payment.objects.count()) == before
            assert Decimal(0) <= payments_total(project) <= budget_total(project) <= project.ceiling
            paid = [
                one.amount for one in project.payments.filter(paid_on__isnull=False, replaced_by__isnull=True)
            ]
            assert sum(paid) <= project.ceiling
            assert (BudgetLine.objects.count(), Payment.objects.count()) >= before
        transaction.set_rollback(True)


def test_correction_is_a_line_of_the_difference(project: Project) -> None:
    line = project.budget.order_by("pk").first()
    assert line is not None
    actions.replace_payment(
        actor=None, payment=project.payments.get(number=3), amount=Decimal(0), due_on=DAY, reason="Less is needed"
    )  # fmt: skip
    added = actions.correct_budget_line(actor=None, line=line, amount=Decimal(50000), reason="One student")
    line.refresh_from_db()
    assert (line.amount, added.amount, budget_total(project)) == (
        Decimal(60000),
        Decimal(-10000),
        Decimal("80000.01"),
    )


def test_instalment_waits_for_its_report(project: Project) -> None:
    second = project.payments.get(number=2)
    with pytest.raises(InvalidInputError, match="not accepted"):
        actions.release_payment(actor=None, payment=second)
    Report.objects.filter(pk=second.report_id).update(state=Report.State.ACCEPTED)
    assert actions.release_payment(actor=None, payment=second).released_at is not None


def test_nothing_is_paid_before_its_release_or_tomorrow(project: Project) -> None:
    first = project.payments.get(number=1)
    with pytest.raises(InvalidInputError, match="not released"):
        actions.pay(actor=None, payment=first, paid_on=DAY)
    actions.release_payment(actor=None, payment=first)
    with pytest.raises(InvalidInputError, match="still to come"):
        actions.pay(actor=None, payment=first, paid_on=date(2999, 1, 1))
    actions.pay(actor=None, payment=first, paid_on=DAY, reference="T-1")
    with pytest.raises(InvalidInputError, match="paid"):
        actions.replace_payment(actor=None, payment=first, amount=Decimal(1), due_on=DAY, reason="No")


def test_suspended_project_releases_nothing(project: Project) -> None:
    actions.suspend(actor=None, project=project, reason="The border is closed.")
    with pytest.raises(InvalidInputError, match="suspended"):
        actions.release_payment(actor=None, payment=project.payments.get(number=1))


def test_each_act_on_money_writes_one_event(project: Project) -> None:
    before = AuditEvent.objects.count()
    first = project.payments.get(number=1)
    actions.release_payment(actor=None, payment=first)
    actions.pay(actor=None, payment=first, paid_on=DAY)
    verbs = list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))[before:]
    assert verbs == ["projects.release_payment", "projects.pay"]
