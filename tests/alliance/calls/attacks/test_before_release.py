"""What is decided is nobody's to infer before it is released: neither from a state, nor from what may still be done."""

import pytest
from django.core.exceptions import PermissionDenied
from tests.alliance.calls.deciding.helpers import reviewed
from tests.alliance.calls.reviewing.helpers import call_at_work, expert
from tests.alliance.calls.world import (
    DURING,
    TOO_LATE,
    definition,
    good_answers,
    open_call,
    person,
    submitted,
)
from tests.portal.guard.people import add_factor, sign_in

from anso.alliance.calls import actions
from anso.alliance.calls.models import Application, Call, Decision
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.alliance.people.privacy.export import data_of
from anso.alliance.people.rules import may

pytestmark = pytest.mark.django_db


def seen_by(applicant: User, application: Application) -> list[object]:
    """Everything of an application that its applicant is shown, by pages and operations."""
    client = sign_in(applicant)
    api = client.get(f"/api/v1/applications/{application.pk}").json()
    pages = [
        client.get(address).content.decode()
        for address in (
            "/calls/applications/",
            f"/calls/applications/{application.pk}/",
            f"/calls/applications/{application.pk}/submit/",
        )
    ]
    words = ["Not eligible or not complete" in page for page in pages]
    return [api["state"], api["outcome"], *words]


def refused(call: Call, name: str) -> tuple[User, Application]:
    applicant = person(name)
    made = submitted(applicant, call, good_answers(name=name.title())).application
    actions.screen_applications(
        actor=None, call=call, applications=[made], fit=False, reason="No transcript", at=TOO_LATE
    )
    made.refresh_from_db()
    return applicant, made


def test_a_refusal_in_screening_shows_to_its_applicant_only_once_it_is_released() -> None:
    plain = definition()
    plain["selection"] = {**plain["selection"], "board_approves": False}
    applicant, made = refused(open_call(given=plain), "ada")
    assert made.state == Application.State.REFUSED
    assert seen_by(applicant, made) == ["submitted", "", False, False, False]
    actions.release_decisions(actor=None, call=made.call, at=TOO_LATE)
    assert seen_by(applicant, made)[:4] == ["refused", "", True, True]


def test_what_somebody_takes_away_of_themself_names_no_stage_and_no_state() -> None:
    applicant, _made = refused(open_call(), "ada")
    given = data_of(applicant)
    (row,) = next(
        rows
        for title, rows in given.items()
        if any("submitted_at" in one and "answers" in one for one in rows)
    )
    assert row["answers"]["name"] == "Ada"
    assert {"state", "stage"} & set(row) == set()
    assert "No transcript" not in str(given)


def test_who_is_refused_unknowingly_begins_no_second_application_and_withdraws_like_others() -> None:
    standing = open_call(deadline=None)
    applicant, made = refused(standing, "ada")
    other = person("bela")
    waits = submitted(other, standing, good_answers(name="Bela")).application
    for who in (applicant, other):
        with pytest.raises(AlreadyDoneError, match="You have submitted an application to this call already"):
            actions.start_application(actor=who, call=standing, received_at=DURING)
    for who, one in ((applicant, made), (other, waits)):
        actions.withdraw_application(actor=who, application=one, received_at=DURING)
        one.refresh_from_db()
    assert (made.state, waits.state) == ("draft", "draft")
    assert not Decision.objects.filter(application=made).exists()


def test_who_runs_the_site_is_not_spared_a_conflict_of_interest() -> None:
    call, found = reviewed({"ada": 9, "bela": 6})
    root = expert("root")
    User.objects.filter(pk=root.pk).update(is_superuser=True)
    root = User.objects.get(pk=root.pk)
    within = ("calls.close_stage", "calls.select", "calls.release_decisions")
    assert [may(root, code, call).allowed for code in within] == [True] * 3
    actions.declare_conflict(actor=root, application=found["ada"])
    assert [may(root, code, call).allowed for code in within] == [False] * 3
    assert [
        may(root, code, found["ada"]).allowed
        for code in ("calls.read_application", "calls.assign_reviews", "calls.discuss")
    ] == [False] * 3
    with pytest.raises(PermissionDenied, match="who have no conflict of interest"):
        actions.close_stage(actor=root, call=call, stage="merit")
    conflict = found["ada"].conflicts.get(person=root)
    with pytest.raises(PermissionDenied):
        actions.withdraw_declared_conflict(actor=root, conflict=conflict)
    add_factor(root)
    client = sign_in(root, shown=True)
    assert client.get(f"/calls/desk/{call.code}/stages/merit/scores/").status_code in (403, 404)


def test_running_the_site_does_not_make_one_the_board() -> None:
    call = call_at_work()
    root = expert("root")
    User.objects.filter(pk=root.pk).update(is_superuser=True)
    root = User.objects.get(pk=root.pk)
    assert not may(root, "calls.approve_selection", call).allowed
    assert may(expert("boris", "board-member"), "calls.approve_selection", call).allowed


def test_the_board_approves_what_it_saw_and_nothing_that_was_changed_since() -> None:
    plan = {"places": 1, "waiting": 1, "quotas": [], "board_approves": True}
    call, found = reviewed({"ada": 9, "bela": 6}, selection=plan)
    actions.close_stage(actor=None, call=call, stage="merit")
    taken = actions.take_selection(actor=None, selection=actions.try_selection(actor=None, call=call))
    board = expert("boris", "board-member")
    add_factor(board)
    client, address = sign_in(board, shown=True), f"/calls/selections/{taken.pk}/"
    seen = client.get(address).context["seen"]
    actions.decide(actor=None, application=found["bela"], outcome="declined", reason="By hand")
    client.post(address, {"seen": seen})
    taken.refresh_from_db()
    assert taken.state == "taken"
    client.post(address, {"seen": client.get(address).context["seen"]})
    taken.refresh_from_db()
    assert taken.state == "approved"
