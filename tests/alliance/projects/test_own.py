"""Nobody keeps what is their own, and running the site changes nothing about it."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from tests.alliance.calls.world import person
from tests.alliance.projects.world import project, student

from anso.alliance.people.models import User
from anso.alliance.people.rules import may
from anso.alliance.projects import actions

pytestmark = pytest.mark.django_db


def running_the_site(name: str) -> User:
    made = person(name)
    User.objects.filter(pk=made.pk).update(is_superuser=True)
    return User.objects.get(pk=made.pk)


def test_who_runs_the_site_pays_nothing_to_a_project_of_their_own() -> None:
    root = running_the_site("root")
    own, other = project(root), project(person("ada"))
    payment = own.payments.order_by("number")[0]
    with pytest.raises(PermissionDenied):
        actions.release_payment(actor=root, payment=payment)
    with pytest.raises(PermissionDenied):
        actions.enter_budget_line(actor=root, project=own, item="More", amount=Decimal(1))
    payment.refresh_from_db()
    assert payment.released_at is None
    assert [may(root, code, own).allowed for code in ("projects.keep", "projects.review_report")] == [
        False
    ] * 2
    assert [may(root, code, other).allowed for code in ("projects.keep", "projects.review_report")] == [
        True
    ] * 2


def test_who_runs_the_site_gives_no_word_on_studies_of_their_own() -> None:
    root = running_the_site("root")
    own = student(root)
    assert [may(root, code, own).allowed for code in ("projects.supervise", "projects.keep_student")] == [
        False
    ] * 2
