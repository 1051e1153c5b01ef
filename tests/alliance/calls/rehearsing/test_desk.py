"""Rehearsing from the desk: asked for by officers, carried through by the worker, its report kept for the call."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from tests.alliance.calls.world import open_call, person
from tests.portal.guard.people import add_factor, sign_in

from anso.alliance.calls import actions
from anso.alliance.calls.rehearsing import apart
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import AuditEvent
from anso.errors import InvalidInputError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "folder", lambda: tmp_path)


def test_a_rehearsal_is_asked_for_once_and_leaves_one_event(django_capture_on_commit_callbacks: Any) -> None:
    call, officer = open_call(), person("officer", "secretariat")
    with django_capture_on_commit_callbacks(execute=True):
        actions.rehearse_call(actor=officer, call=call, applications=30, seed=4)
    event = AuditEvent.objects.get(verb="calls.rehearse")
    assert event.details == {"version": 1, "applications": 30, "seed": 4}
    with pytest.raises(AlreadyDoneError):
        actions.rehearse_call(actor=officer, call=call, applications=30)


def test_only_officers_rehearse_and_only_up_to_four_thousand() -> None:
    call = open_call()
    with pytest.raises(PermissionDenied):
        actions.rehearse_call(actor=person("applicant"), call=call, applications=30)
    with pytest.raises(InvalidInputError, match="from 1 to 4000"):
        actions.rehearse_call(actor=person("officer", "secretariat"), call=call, applications=4001)


def test_what_stops_a_rehearsal_is_its_report(monkeypatch: pytest.MonkeyPatch) -> None:
    call, officer = open_call(), person("officer", "secretariat")
    add_factor(officer)
    monkeypatch.setattr(apart, "carried_through", lambda *_given: {"failed": "Too few reviewers."})
    apart.begin(call)
    assert apart.run_apart.call(call.current.pk, 30, 1) is False
    assert (apart.report_for(call), apart.is_at_work(call)) == (
        {"failed": "Too few reviewers.", "version": 1},
        False,
    )
    client = sign_in(officer, shown=True)
    page = client.get(f"/calls/desk/{call.code}/rehearsal/")
    assert (page.status_code, "Too few reviewers." in page.content.decode()) == (200, True)
    assert client.post(f"/calls/desk/{call.code}/rehearsal/").status_code == 422
