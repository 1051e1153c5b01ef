"""Decisions by hand, the release of all at once, letters mailed once, answers, and the waiting list moving up."""

from datetime import timedelta

import pytest
from django.core import mail
from tests.alliance.calls.deciding.helpers import LAST, reviewed
from tests.alliance.calls.deciding.test_selecting import FACTS, MERITS, outcomes, plan
from tests.alliance.calls.world import person

from anso.alliance.calls import actions, awards, decision_mail
from anso.alliance.calls.lettering import filled, pdf_of, seal_of
from anso.alliance.calls.models import Application, Award, Call, Decision, Letter, Selection
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.errors import InvalidInputError

pytestmark = pytest.mark.django_db


def prepared(**changed) -> tuple[Call, dict[str, Application]]:
    call, found = reviewed(
        MERITS, facts=FACTS, selection=plan(board_approves=False, **changed).model_dump(mode="json")
    )
    actions.close_stage(actor=None, call=call, stage=LAST)
    actions.take_selection(actor=None, selection=actions.try_selection(actor=None, call=call))
    return call, found


def lead(application: Application) -> User:
    found = application.participants.get(part="lead").person
    assert found is not None
    return found


def test_all_are_told_at_once_each_in_a_letter():
    call, found = prepared()
    User.objects.filter(pk=lead(found["dora"]).pk).update(language="fr")
    released = actions.release_decisions(actor=None, call=call)
    assert (released.awarded, released.waiting, released.declined, released.letters) == (2, 2, 1, 5)
    now = {name: Application.objects.get(pk=one.pk).outcome for name, one in found.items()}
    assert now == outcomes(found)
    letters = {one.application_id: one for one in Letter.objects.all()}
    assert letters[found["dora"].pk].language == "fr"
    assert letters[found["bea"].pk].body.startswith("Dear Bea,")
    assert f"{found['bea'].number} stands at place 1 of the waiting list" in letters[found["bea"].pk].body
    assert Award.objects.filter(application=found["ann"]).get().answer == ""


def test_a_board_that_is_asked_approves_before_anything_is_released():
    call, _found = reviewed(MERITS, facts=FACTS, selection=plan(board_approves=True).model_dump(mode="json"))
    actions.close_stage(actor=None, call=call, stage=LAST)
    taken = actions.take_selection(actor=None, selection=actions.try_selection(actor=None, call=call))
    with pytest.raises(InvalidInputError, match="has not approved"):
        actions.release_decisions(actor=None, call=call)
    member = person("member", "board-member")
    actions.approve_selection(actor=member, selection=taken, resolution="2021/4")
    assert actions.release_decisions(actor=None, call=call).awarded == 2


def test_a_decision_by_hand_needs_a_reason_and_takes_the_approval_back():
    _call, found = prepared()
    taken = Selection.objects.get(state="taken")
    actions.approve_selection(actor=None, selection=taken)
    with pytest.raises(InvalidInputError, match="Say why"):
        actions.decide(actor=None, application=found["eva"], outcome="awarded", reason=" ")
    made = actions.decide(actor=None, application=found["eva"], outcome="awarded", reason="The board asked.")
    taken.refresh_from_db()
    assert (made.by_hand, made.outcome, taken.state) == (True, "awarded", "taken")


def test_released_decisions_are_changed_no_more():
    call, found = prepared()
    actions.release_decisions(actor=None, call=call)
    with pytest.raises(AlreadyDoneError):
        actions.decide(actor=None, application=found["eva"], outcome="awarded", reason="Late.")
    with pytest.raises(AlreadyDoneError):
        actions.try_selection(actor=None, call=call)


class Killed(BaseException):
    """What ends a worker in the middle."""


def test_a_worker_killed_in_the_middle_sends_no_letter_twice(monkeypatch):
    call, _found = prepared()
    actions.release_decisions(actor=None, call=call)
    real, sent = decision_mail.EmailMessage.send, []

    def dies_after_two(message, *args, **kwargs):
        if len(sent) == 2:
            raise Killed
        sent.append(message.to[0])
        return real(message, *args, **kwargs)

    monkeypatch.setattr(decision_mail.EmailMessage, "send", dies_after_two)
    with pytest.raises(Killed):
        decision_mail.mail_due_letters()
    monkeypatch.setattr(decision_mail.EmailMessage, "send", real)
    assert decision_mail.mail_due_letters() == 2
    addresses = [message.to[0] for message in mail.outbox if message.attachments]
    assert len(addresses) == len(set(addresses)) == 4
    unclear = Letter.objects.get(mailed_at__isnull=True)
    actions.mail_again(actor=None, letter=unclear)
    assert (decision_mail.mail_due_letters(), Letter.objects.filter(mailed_at=None).count()) == (1, 0)


def test_a_mail_server_that_is_away_costs_no_letter(monkeypatch):
    call, _found = prepared()
    actions.release_decisions(actor=None, call=call)

    def away(message, *args, **kwargs):
        raise OSError("no route")

    with monkeypatch.context() as patched:
        patched.setattr(decision_mail.EmailMessage, "send", away)
        assert decision_mail.mail_due_letters() == 0
    assert decision_mail.mail_due_letters() == 5


def test_letters_are_one_pdf_and_the_same_bytes_each_time():
    call, _found = prepared()
    actions.release_decisions(actor=None, call=call)
    letters = list(Letter.objects.select_related("application"))
    assert all(one.sha256 == seal_of(one) for one in letters)
    first, again = (pdf_of(letters, title="Letters", zone="Asia/Shanghai") for _ in range(2))
    assert first == again
    assert first.startswith(b"%PDF-")


def test_names_with_braces_stay_names():
    assert filled("Dear {name} {{x}}", {"name": "{title}"}) == "Dear {title} {x}"


def test_accepting_tells_the_apps_that_come_after_and_is_undone_if_they_fail(monkeypatch):
    call, found = prepared()
    actions.release_decisions(actor=None, call=call)
    told: list[str] = []
    monkeypatch.setattr(awards, "_effects", [lambda award: told.append(award.application.number)])
    actions.answer_award(actor=lead(found["ann"]), application=found["ann"], accept=True)
    assert told == [found["ann"].number]

    def fails(_award):
        raise RuntimeError("no project")

    monkeypatch.setattr(awards, "_effects", [fails])
    with pytest.raises(RuntimeError):
        actions.answer_award(actor=lead(found["dora"]), application=found["dora"], accept=True)
    assert Award.objects.get(application=found["dora"]).answer == ""


def test_an_award_is_answered_to_its_last_second_and_lapses_after_it():
    call, found = prepared()
    actions.release_decisions(actor=None, call=call)
    award = Award.objects.get(application=found["ann"])
    last = (
        award.answer_by
        + timedelta(microseconds=999_000)
        - timedelta(microseconds=award.answer_by.microsecond)
    )
    assert actions.lapse_due_awards(at=last) == 0
    actions.answer_award(actor=None, application=found["ann"], accept=True, at=award.answer_by)
    assert actions.lapse_due_awards(at=award.answer_by + timedelta(seconds=2)) == 1
    assert Award.objects.get(application=found["dora"]).answer == Award.Answer.LAPSED
    with pytest.raises(AlreadyDoneError):
        actions.answer_award(actor=None, application=found["dora"], accept=True)


def test_the_waiting_list_moves_up_as_the_quota_allows():
    """A man declined, and men are at least one: no woman of the list may come, and the quota is eased by nobody."""
    call, found = prepared(waiting=3)
    actions.release_decisions(actor=None, call=call)
    assert Decision.objects.get(application=found["eva"]).outcome == "waiting"
    actions.answer_award(actor=None, application=found["dora"], accept=False)
    made = actions.replace_from_waiting(actor=None, call=call)
    assert [award.application_id for award in made] == [found["eva"].pk]
    assert made[0].replaces == Award.objects.get(application=found["dora"])
    assert Letter.objects.filter(application=found["eva"], kind="awarded").count() == 1
    with pytest.raises(InvalidInputError, match="No place is free"):
        actions.replace_from_waiting(actor=None, call=call)


def test_those_nearly_out_of_time_are_reminded_once():
    call, _found = prepared()
    actions.release_decisions(actor=None, call=call)
    award = Award.objects.first()
    assert award is not None
    near = award.answer_by - timedelta(days=2)
    assert (actions.remind_due_awards(at=near), actions.remind_due_awards(at=near)) == (2, 0)
