"""Letters of reference: asked for by mail, opened by a secret, sent once, unread by the applicant."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.test import Client
from tests.alliance.calls.applying.helpers import PDF, browser_of, upload
from tests.alliance.calls.world import DEADLINE, DURING, good_answers, open_call, person, submitted

from anso.alliance.calls import actions, mail
from anso.alliance.calls.models import Application, Reference
from anso.alliance.people.actions import AlreadyDoneError
from anso.errors import InvalidInputError, NotFoundError

pytestmark = pytest.mark.django_db
LETTER = "I have known them for years; they are among the best that I have taught."


def asked(name: str = "ada") -> tuple[Application, Reference, str]:
    application = submitted(person(name), open_call()).application
    reference = application.references.order_by("email")[0]
    return application, reference, secret(reference)


def secret(reference: Reference) -> str:
    return mail.reference_link(reference).rstrip("/").rpartition("/")[2]


@pytest.fixture(autouse=True)
def _in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("actions.references", "views.references"):
        monkeypatch.setattr(f"anso.alliance.calls.{module}.timezone.now", lambda: DURING)


def test_each_referee_is_asked_by_a_letter_whose_address_opens_the_page() -> None:
    _application, reference, token = asked()
    assert mail.ask_referee.call(str(reference.pk), "en") is True
    letter = outbox.outbox[-1]
    assert (letter.to, f"/calls/references/{token}/" in letter.body) == (["one@referee.example"], True)
    assert "14 April 2021, 23:59:59 (Asia/Shanghai)" in letter.body
    page = Client().get(f"/calls/references/{token}/")
    assert (page.status_code, page["Referrer-Policy"]) == (200, "no-referrer")
    assert "Ada asks for your letter" in page.content.decode()


def test_database_holds_no_address_that_opens_a_letter() -> None:
    _application, reference, token = asked()
    row = Reference.objects.filter(pk=reference.pk).values()[0]
    assert token not in str(row)


def test_letter_is_sent_once_with_its_file_and_the_applicant_sees_only_that_it_came() -> None:
    application, reference, token = asked()
    sent = {"text": LETTER, "ability": "top-2", "file": upload("letter.pdf", PDF)}
    assert Client().post(f"/calls/references/{token}/", sent).status_code == 200
    with pytest.raises(AlreadyDoneError):
        actions.answer_reference(token=token, text=LETTER, ratings={}, received_at=DURING)
    reference.refresh_from_db()
    assert (reference.state, reference.ratings, reference.file_size) == (
        "answered",
        {"ability": "top-2"},
        len(PDF),
    )
    lead = application.participants.get().person
    assert lead is not None
    page = browser_of(lead).get(f"/calls/applications/{application.pk}/").content.decode()
    assert ("R. One" in page, LETTER in page, "letter.pdf" in page) == (True, False, False)
    assert browser_of(lead).get(f"/calls/letters/{reference.pk}/").status_code == 404


def test_page_of_a_bad_letter_keeps_what_was_typed() -> None:
    _application, _reference, token = asked()
    answer = Client().post(f"/calls/references/{token}/", {"text": "Good.", "ability": "top-2"})
    page = answer.content.decode()
    assert (answer.status_code, ">Good.</textarea>" in page) == (422, True)
    assert '<option value="top-2" selected>' in page


def test_letter_is_taken_until_the_days_after_the_deadline_end() -> None:
    _application, _reference, token = asked()
    last = DEADLINE + timedelta(days=14)
    with pytest.raises(InvalidInputError, match="The time for this letter is over"):
        actions.answer_reference(
            token=token, text=LETTER, ratings={}, received_at=last + timedelta(seconds=1)
        )
    assert (
        actions.answer_reference(token=token, text=LETTER, ratings={}, received_at=last).state == "answered"
    )


def test_withdrawal_ends_what_was_not_answered_and_submitting_again_asks_anew() -> None:
    application, reference, token = asked()
    lead = application.participants.get().person
    assert lead is not None
    actions.decline_reference(token=secret(application.references.order_by("email")[1]), received_at=DURING)
    actions.withdraw_application(actor=lead, application=application, received_at=DURING)
    with pytest.raises(AlreadyDoneError):
        actions.answer_reference(token=token, text=LETTER, ratings={}, received_at=DURING)
    actions.submit_application(actor=lead, application=application, received_at=DURING)
    states = list(application.references.order_by("email").values_list("state", flat=True))
    assert states == ["asked", "declined"]
    reference.refresh_from_db()
    assert actions.answer_reference(
        token=secret(reference), text=LETTER, ratings={}, received_at=DURING
    ).pk == (reference.pk)


def test_referee_who_is_named_no_more_is_not_waited_for() -> None:
    application, _reference, token = asked()
    lead = application.participants.get().person
    assert lead is not None
    actions.withdraw_application(actor=lead, application=application, received_at=DURING)
    application.refresh_from_db()
    others = [{"name": f"R. {n}", "email": f"other{n}@referee.example"} for n in range(2)]
    actions.save_answers(
        actor=lead,
        application=application,
        answers=good_answers(referees=others),
        revision=application.revision,
    )
    actions.submit_application(actor=lead, application=application, received_at=DURING)
    states = dict(application.references.values_list("email", "state"))
    assert states == {
        "one@referee.example": "void",
        "two@referee.example": "void",
        "other0@referee.example": "asked",
        "other1@referee.example": "asked",
    }
    with pytest.raises(AlreadyDoneError):
        actions.answer_reference(token=token, text=LETTER, ratings={}, received_at=DURING)


def test_site_reminds_each_once_some_days_before_the_end() -> None:
    asked()
    late = DEADLINE + timedelta(days=10)
    assert [actions.remind_due_referees(now=late), actions.remind_due_referees(now=late)] == [2, 0]


@pytest.mark.parametrize("token", ["x", "0" * 64, "0" * 1000, "-_-"])
def test_guessed_address_opens_nothing_and_says_the_same(token: str) -> None:
    from anso.alliance.calls.queries.references import reference_of

    with pytest.raises(NotFoundError, match="This address opens nothing"):
        reference_of(token)
    assert Client().get(f"/calls/references/{token}/").status_code == 404


def test_one_address_cannot_guess_without_end() -> None:
    told = {Client().get(f"/calls/references/{number:064d}/").status_code for number in range(70)}
    assert told == {404, 422}


def test_file_of_a_stranger_is_not_even_kept_for_a_moment() -> None:
    answer = Client().post(f"/calls/references/{'0' * 64}/", {"file": upload("letter.pdf", PDF)})
    assert answer.status_code == 404
