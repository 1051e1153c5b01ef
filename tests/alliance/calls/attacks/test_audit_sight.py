"""The audit trail keeps from people in conflict what was done in the call; the chain itself stays whole."""

import pytest
from django.db import transaction
from django.test import Client
from tests.alliance.calls.reviewing.helpers import (
    assigned,
    call_at_work,
    expert,
    finished,
    opened,
    pooled,
    screened,
)
from tests.alliance.calls.world import definition, open_call
from tests.portal.guard.people import add_factor, sign_in

from anso.alliance.calls import actions
from anso.alliance.calls.models import Application, Call
from anso.alliance.people import audit
from anso.alliance.people.audit_sight import events_for
from anso.alliance.people.models import AuditEvent, User

pytestmark = pytest.mark.django_db

TRAIL = "/admin/people/auditevent/"
ROW = 'class="field-sequence"'


@pytest.fixture
def call() -> Call:
    return call_at_work()


def board_member() -> User:
    made = expert("boris", "board-member", "administrator")
    add_factor(made)
    return made


def client_of(user: User) -> Client:
    return sign_in(user, shown=True)


def told(client: Client, **asked: str) -> str:
    answer = client.get(TRAIL, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_conflict_hides_what_was_done_in_the_call_from_list_search_filters_and_single_events(
    call: Call,
) -> None:
    reader, other = board_member(), expert("olga", "secretariat")
    (hidden,) = screened(call, "ada")
    (reviewer,) = pooled(call, expert("rana"))
    opened(call)
    review = finished(assigned(reviewer, hidden))
    with transaction.atomic():
        audit.record(
            actor=other, verb="calls.screen_applications", target=call, applications=[str(hidden.pk)]
        )
    client = client_of(reader)
    submission = AuditEvent.objects.get(verb="calls.submit_application")
    assert hidden.number in told(client)
    assert hidden.number in told(client, q=str(hidden.pk))

    actions.declare_conflict(actor=reader, application=hidden)
    whole = told(client)
    secret = (hidden.number, str(review.pk), "calls.submit_application", "calls.screen_applications")
    assert [text in whole for text in (*secret, "calls.publish_call")] == [False] * 4 + [True]
    for asked in (str(hidden.pk), hidden.number, str(review.pk), "calls.submit_review"):
        assert events_for(reader).filter(target_id=asked).count() == 0
        assert ROW not in told(client, q=asked)
    assert client.get(f"{TRAIL}{submission.pk}/change/").status_code == 302
    assert audit.verify().sound
    assert AuditEvent.objects.filter(verb="calls.submit_application").count() == 1


def test_a_conflict_hides_nothing_of_other_calls_and_nothing_from_others(call: Call) -> None:
    reader, free = board_member(), expert("olga", "administrator")
    elsewhere = open_call("sch-2022", given=definition())
    (hidden,) = screened(call, "ada")
    (open_one,) = screened(elsewhere, "bela")
    actions.declare_conflict(actor=reader, application=hidden)
    whole = set(AuditEvent.objects.values_list("pk", flat=True))
    assert set(events_for(free).values_list("pk", flat=True)) == whole
    gone = whole - set(events_for(reader).values_list("pk", flat=True))
    targets = set(AuditEvent.objects.filter(pk__in=gone).values_list("target_id", flat=True))
    assert hidden.audit_id in targets
    assert targets <= {hidden.audit_id, str(call.pk)}
    assert events_for(reader).filter(target_id=Application.objects.get(pk=open_one.pk).audit_id).exists()
