"""Reviewing: what is saved, what lacks, what it totals, and what a conflict, a decline or a closed stage changes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from tests.alliance.calls.reviewing.helpers import (
    SCORES,
    assigned,
    call_at_work,
    expert,
    finished,
    opened,
    pooled,
    screened,
)
from tests.portal.guard.people import sign_in

from anso.alliance.calls import actions
from anso.alliance.calls.definition import template
from anso.alliance.calls.models import Call, Review, StageRun
from anso.alliance.calls.queries.reviewing import reviews_of, work_of
from anso.alliance.calls.totals import review_total
from anso.errors import InvalidInputError

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    return call_at_work()


@pytest.fixture
def review(call: Call) -> Review:
    (reviewer,) = pooled(call, expert("rana"))
    (application,) = screened(call, "ada")
    opened(call)
    return assigned(reviewer, application)


def test_total_is_the_weighted_mean_brought_onto_ten() -> None:
    criteria = template("scholarship").stage("merit").criteria  # type: ignore[union-attr]
    by_hand = 10 * (3 * 7 / 9 + 4 * 6 / 9 + 3 * 3 / 9) / 10
    assert review_total(criteria, SCORES) == pytest.approx(by_hand)
    ends = [review_total(criteria, {one.code: score for one in criteria}) for score in (1, 10)]
    assert ends == [0.0, 10.0]


def test_submitted_review_has_its_total_and_is_taken_up_again_until_the_stage_closes(review: Review) -> None:
    done = finished(review)
    assert (done.state, round(done.total or 0, 4)) == ("submitted", 6.0)
    actions.reopen_review(actor=review.reviewer.person, review=done)
    StageRun.objects.update(closed_at=datetime.now(UTC))
    with pytest.raises(InvalidInputError, match=r"This stage is closed; its reviews are final\."):
        actions.submit_review(actor=review.reviewer.person, review=done)


def test_submission_names_every_criterion_that_lacks_and_the_comment(review: Review) -> None:
    kept = actions.save_review(
        actor=review.reviewer.person, review=review, scores={"record": "8"}, revision=0
    )
    with pytest.raises(InvalidInputError) as refused:
        actions.submit_review(actor=review.reviewer.person, review=kept)
    assert [problem.where for problem in refused.value.problems] == ["plan", "promise", "to_applicant"]


@pytest.mark.parametrize("given", ["11", "0", "4.5", "x", "³", True, 2.0, None])
def test_score_beside_the_scale_is_refused_with_its_criterion(review: Review, given: Any) -> None:
    author = review.reviewer.person
    if given is None:
        kept = actions.save_review(actor=author, review=review, scores={"plan": None}, revision=0)
        assert kept.scores == {}
        return
    with pytest.raises(InvalidInputError) as refused:
        actions.save_review(actor=author, review=review, scores={"plan": given}, revision=0)
    assert [(one.where, one.message) for one in refused.value.problems] == [
        ("plan", "Give a whole number from 1 to 10.")
    ]


def test_save_from_an_overtaken_tab_changes_nothing(review: Review) -> None:
    author = review.reviewer.person
    actions.save_review(actor=author, review=review, scores={"plan": 3}, revision=0)
    with pytest.raises(actions.OvertakenError):
        actions.save_review(actor=author, review=review, scores={"plan": 9}, revision=0)
    review.refresh_from_db()
    assert review.scores == {"plan": 3}


def test_nobody_else_writes_a_review(review: Review) -> None:
    with pytest.raises(PermissionDenied):
        actions.save_review(actor=expert("other"), review=review, scores={}, revision=0)


def test_declined_review_leaves_the_reviewer_and_can_be_given_to_them_again(review: Review) -> None:
    author = review.reviewer.person
    actions.decline_review(actor=author, review=review, reason="No time")
    assert work_of(author) == []
    again = assigned(review.reviewer, review.application)
    assert (again.pk, again.state, again.note) == (review.pk, "assigned", "")


def test_declared_conflict_closes_the_application_at_once_and_keeps_what_was_written(review: Review) -> None:
    author = review.reviewer.person
    finished(review)
    actions.declare_conflict(actor=author, application=review.application, note="My cousin")
    review.refresh_from_db()
    assert (review.state, review.scores, reviews_of(author).count()) == ("removed", SCORES, 0)
    with pytest.raises(PermissionDenied):
        actions.withdraw_declared_conflict(actor=author, conflict=review.application.conflicts.get())
    officer = expert("olga", "secretariat")
    actions.withdraw_declared_conflict(actor=officer, conflict=review.application.conflicts.get())
    assert review.application.conflicts.count() == 0


def test_whose_identity_is_not_confirmed_any_more_sees_no_review(review: Review) -> None:
    author = review.reviewer.person
    author.affiliations.all().delete()
    assert reviews_of(author).count() == 0


def test_discussion_opens_with_ones_own_review_and_hides_who_speaks(call: Call) -> None:
    first, second = pooled(call, expert("rana"), expert("sita"))
    (application,) = screened(call, "ada")
    opened(call)
    StageRun.objects.update(closed_at=datetime.now(UTC))
    actions.open_stage(actor=None, call=call, stage="final")
    type(application).objects.update(stage="final")
    mine, theirs = (assigned(one, application, "final") for one in (first, second))
    finished(mine)
    with pytest.raises(InvalidInputError, match="Submit your own review first"):
        actions.write_remark(actor=second.person, application=application, stage="final", text="Well?")
    finished(theirs)
    actions.write_remark(actor=second.person, application=application, stage="final", text="Well?")
    page = sign_in(first.person).get(f"/calls/reviews/{mine.pk}/").content.decode()
    told = [word in page for word in ("Another reviewer (1)", "Well?", "Sita")]
    assert told == [True, True, False]


def test_reminders_go_once_on_each_day_that_the_stage_names(call: Call, review: Review) -> None:
    run = StageRun.objects.get()
    Review.objects.update(assigned_at=run.opened_at)
    days = [run.deadline - timedelta(days=left) for left in (8, 6.9, 6.5, 1.9, 1, -1)]
    assert [actions.remind_due_reviewers(at=at) for at in days] == [0, 1, 0, 1, 0, 0]


def test_review_page_saves_submits_and_shows_what_lacks(review: Review) -> None:
    client, address = sign_in(review.reviewer.person), f"/calls/reviews/{review.pk}/"
    sent = {"revision": "0", "score-record": "8", "score-plan": "7", "to_applicant": "Good", "act": "submit"}
    refused = client.post(address, sent)
    assert (refused.status_code, "Give a score for “Promise" in refused.content.decode()) == (422, True)
    accepted = client.post(address, {**sent, "revision": "1", "score-promise": "4"})
    review.refresh_from_db()
    assert (accepted.status_code, review.state, review.scores) == (302, "submitted", SCORES)


def test_page_keeps_what_was_typed_when_a_score_is_beside_the_scale(review: Review) -> None:
    client = sign_in(review.reviewer.person)
    sent = {"revision": "0", "score-plan": "77", "to_applicant": "Typed at length", "act": "save"}
    page = client.post(f"/calls/reviews/{review.pk}/", sent)
    assert (page.status_code, "Typed at length" in page.content.decode()) == (422, True)


def test_autosave_answers_with_the_revision_and_refuses_the_overtaken(review: Review) -> None:
    client, address = sign_in(review.reviewer.person), f"/calls/reviews/{review.pk}/autosave/"
    first = client.post(address, {"revision": "0", "to_panel": "a"})
    second = client.post(address, {"revision": "0", "to_panel": "b"})
    assert (first.json(), second.status_code) == ({"revision": 1, "ineligible": []}, 409)


def test_double_blind_page_names_nobody(review: Review) -> None:
    page = sign_in(review.reviewer.person).get(f"/calls/reviews/{review.pk}/").content.decode()
    told = [
        word in page
        for word in ("Ada Applicant", "Kazakhstan", "R. One", "Al-Farabi", "transcript.pdf", "ada@")
    ]
    assert (told, "glaciers of the Tien Shan" in page) == ([False] * 6, True)
