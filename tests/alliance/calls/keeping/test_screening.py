"""Screening: who is let through, who is refused, and until when that may be changed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from tests.alliance.calls.world import good_answers, open_call, person, submitted

from anso.alliance.calls import actions
from anso.alliance.calls.models import Application, Call, Decision
from anso.alliance.people.models import AuditEvent, User
from anso.errors import InvalidInputError, NotFoundError

pytestmark = pytest.mark.django_db


def sent(call: Call, *names: str) -> list[Application]:
    return [
        submitted(person(name), call, good_answers(name=f"{name.title()} Applicant")).application
        for name in names
    ]


def officer(name: str = "officer") -> User:
    return person(name, "secretariat", programme="scholarship")


def as_it_stands(application: Application) -> tuple[str, str]:
    application.refresh_from_db()
    return application.state, application.stage


def test_screening_lets_through_and_refuses_in_one_event_each() -> None:
    call, keeper = open_call(), officer()
    first, second, third = sent(call, "ada", "bo", "cy")
    before = AuditEvent.objects.count()
    assert actions.screen_applications(actor=keeper, call=call, applications=[first, second], fit=True) == 2
    assert (
        actions.screen_applications(
            actor=keeper, call=call, applications=[third], fit=False, reason=" No transcript. "
        )
        == 1
    )
    assert [as_it_stands(one) for one in (first, second, third)] == [
        ("submitted", "screening"), ("submitted", "screening"), ("refused", "")
    ]  # fmt: skip
    assert Decision.objects.get(application=third).reason == "No transcript."
    assert AuditEvent.objects.count() == before + 2


def test_screening_twice_changes_nothing_more() -> None:
    call, keeper = open_call(), officer()
    found = sent(call, "ada")
    actions.screen_applications(actor=keeper, call=call, applications=found, fit=True)
    events = AuditEvent.objects.count()
    assert actions.screen_applications(actor=keeper, call=call, applications=found, fit=True) == 0
    assert AuditEvent.objects.count() == events


def test_refusal_needs_a_reason() -> None:
    call = open_call()
    with pytest.raises(InvalidInputError, match="reason"):
        actions.screen_applications(actor=officer(), call=call, applications=sent(call, "ada"), fit=False)


def test_refusal_can_be_taken_back_and_turned() -> None:
    call, keeper = open_call(), officer()
    (one,) = sent(call, "ada")
    actions.screen_applications(actor=keeper, call=call, applications=[one], fit=False, reason="Too old.")
    assert actions.take_back_screening(actor=keeper, call=call, applications=[one]) == 1
    assert as_it_stands(one) == ("submitted", "")
    actions.screen_applications(actor=keeper, call=call, applications=[one], fit=False, reason="Too old.")
    actions.screen_applications(actor=keeper, call=call, applications=[one], fit=True)
    assert as_it_stands(one) == ("submitted", "screening")
    assert not Decision.objects.filter(application=one).exists()


def test_screening_waits_for_the_deadline() -> None:
    now = timezone.now()
    call = open_call(opens_at=now - timedelta(days=9), deadline=now + timedelta(days=9))
    with pytest.raises(InvalidInputError, match="after the deadline"):
        actions.screen_applications(actor=officer(), call=call, applications=[], fit=True)


def test_screening_ends_when_reviews_begin() -> None:
    call, keeper = open_call(), officer()
    found = sent(call, "ada")
    actions.screen_applications(actor=keeper, call=call, applications=found, fit=True)
    actions.open_stage(actor=None, call=call, stage="merit")
    with pytest.raises(InvalidInputError, match="rest on it"):
        actions.take_back_screening(actor=keeper, call=call, applications=found)


def test_screening_a_conflicted_application_is_as_if_it_were_not_there() -> None:
    call, keeper = open_call(), officer()
    (one,) = sent(call, "ada")
    actions.declare_conflict(actor=keeper, application=one)
    with pytest.raises(NotFoundError):
        actions.screen_applications(actor=keeper, call=call, applications=[one], fit=True)
    assert as_it_stands(one) == ("submitted", "")


def test_screening_is_for_the_officers_of_the_programme() -> None:
    call = open_call()
    elsewhere = person("elsewhere", "secretariat", programme="prizes")
    with pytest.raises(PermissionDenied):
        actions.screen_applications(actor=elsewhere, call=call, applications=sent(call, "ada"), fit=True)


def test_screening_of_many_is_a_few_statements(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    call, keeper = open_call(), officer()
    found = sent(call, *[f"a{number}" for number in range(12)])
    keeper.refresh_from_db()
    with django_assert_max_num_queries(25):
        actions.screen_applications(actor=keeper, call=call, applications=found, fit=True)
