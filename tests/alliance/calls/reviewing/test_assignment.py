"""Pool and assignment: who may be given what, what stays, what is refused with its reason, and the officer's pages."""

from typing import Any

import pytest
from django.core import mail
from tests.alliance.calls.reviewing.helpers import (
    assigned,
    call_at_work,
    expert,
    finished,
    institution,
    opened,
    pooled,
    screened,
)
from tests.alliance.calls.world import DEADLINE, definition, open_call, person, submitted
from tests.portal.guard.people import add_factor, sign_in

from anso.alliance.calls import actions, reviewer_letters
from anso.alliance.calls.models import Application, Call, PoolInvitation, Review, Reviewer, StageRun
from anso.alliance.calls.queries.assignment import price_of, standing_of
from anso.alliance.calls.queries.reviewing import biddable
from anso.alliance.calls.reviewer_letters import invitation_link
from anso.alliance.people.actions import AlreadyDoneError
from anso.errors import AnsoError, InvalidInputError, NotFoundError

pytestmark = pytest.mark.django_db


def stages(**merit: Any) -> list[dict[str, Any]]:
    """The scholarship's stages, the first review changed."""
    given = definition()["stages"]
    return [{**stage, **merit} if stage["code"] == "merit" else stage for stage in given]


@pytest.fixture
def call() -> Call:
    return call_at_work(stages=stages(reviews_per=2, per_country=None))


def pairs(call: Call) -> set[tuple[str, str]]:
    rows = Review.objects.filter(application__call=call, state__in=Review.STANDING)
    return {
        (number, name.split()[0])
        for number, name in rows.values_list("application__number", "reviewer__person__name")
    }


def test_stage_opens_after_the_deadline_takes_in_what_was_screened_and_only_once(call: Call) -> None:
    (passed,) = screened(call, "ada")
    waiting = submitted(person("ben"), call).application
    with pytest.raises(InvalidInputError, match="The stage “Screening” is not closed yet"):
        actions.open_stage(actor=None, call=call, stage="merit")
    Application.objects.filter(pk=waiting.pk).update(state="refused")
    opened(call)
    passed.refresh_from_db()
    assert passed.stage == "merit"
    with pytest.raises(AlreadyDoneError):
        opened(call)


def test_stage_does_not_open_while_applications_are_taken() -> None:
    call = open_call(given=definition(stages=stages()[1:]))
    with pytest.raises(InvalidInputError, match="Applications are still taken"):
        actions.open_stage(actor=None, call=call, stage="merit", at=DEADLINE)


def test_assignment_gives_each_its_reviews_keeps_conflicts_apart_and_loads_within(call: Call) -> None:
    tides = institution()
    pooled(call, expert("rana", at=tides), expert("sita"), expert("tomas"), load=3)
    applications = screened(call, "ada", "ben", "cyd")
    applications[0].participants.get().person.affiliations.create(institution=tides)
    opened(call)
    plan = actions.assign_reviews(actor=None, call=call, stage="merit")
    first = applications[0].number
    assert {who for number, who in pairs(call) if number == first} == {"Sita", "Tomas"}
    assert (len(plan.assignment.pairs), plan.summary["new"]) == (6, 6)
    assert max(plan.assignment.loads.tolist()) <= 3


def test_assigning_again_gives_only_what_lacks_and_not_to_who_declined(call: Call) -> None:
    pooled(call, expert("rana"), expert("sita"))
    screened(call, "ada", "ben")
    opened(call)
    actions.assign_reviews(actor=None, call=call, stage="merit")
    before = pairs(call)
    declined = Review.objects.order_by("application__number").first()
    assert declined is not None
    actions.decline_review(actor=declined.reviewer.person, review=declined)
    with pytest.raises(InvalidInputError):
        actions.assign_reviews(actor=None, call=call, stage="merit")
    pooled(call, expert("uma"))
    plan = actions.assign_reviews(actor=None, call=call, stage="merit")
    gone = (declined.application.number, declined.reviewer.person.name.split()[0])
    assert (plan.summary["new"], pairs(call)) == (1, (before - {gone}) | {(gone[0], "Uma")})


def test_impossible_assignment_says_why_and_writes_nothing(call: Call) -> None:
    pooled(call, expert("rana"))
    (application,) = screened(call, "ada")
    opened(call)
    with pytest.raises(InvalidInputError, match=application.number):
        actions.assign_reviews(actor=None, call=call, stage="merit")
    assert Review.objects.count() == 0


def test_what_was_previewed_is_what_is_written_or_nothing(call: Call) -> None:
    pooled(call, expert("rana"), expert("sita"))
    screened(call, "ada")
    opened(call)
    plan = actions.preview_assignment(actor=None, call=call, stage="merit")
    assert Review.objects.count() == 0
    pooled(call, expert("tomas", terms=("climate-change",)))
    with pytest.raises(InvalidInputError, match="Something changed since the preview"):
        actions.assign_reviews(actor=None, call=call, stage="merit", digest=plan.digest)
    again = actions.preview_assignment(actor=None, call=call, stage="merit")
    actions.assign_reviews(actor=None, call=call, stage="merit", digest=again.digest)
    assert {who for _number, who in pairs(call)} >= {"Tomas"}


def test_reviewers_whose_identity_is_not_confirmed_are_given_nothing(call: Call) -> None:
    nobody = person("ghost")
    pooled(call, nobody, expert("rana"), expert("sita"))
    (application,) = screened(call, "ada")
    opened(call)
    actions.assign_reviews(actor=None, call=call, stage="merit")
    assert pairs(call) == {(application.number, "Rana"), (application.number, "Sita")}
    with pytest.raises(InvalidInputError, match="identity is not confirmed"):
        assigned(Reviewer.objects.get(person=nobody), application)


def test_change_by_hand_refuses_conflicts_full_loads_and_silent_loss_of_a_submitted_review(
    call: Call,
) -> None:
    first, second = pooled(call, expert("rana"), expert("sita"), load=1)
    one, two = screened(call, "ada", "ben")
    opened(call)
    review = assigned(first, one)
    with pytest.raises(InvalidInputError, match="has 1 applications, the most they take"):
        assigned(first, two)
    actions.declare_conflict(actor=second.person, application=one)
    with pytest.raises(InvalidInputError, match="conflict of interest keeps this person away"):
        assigned(second, one)
    finished(review)
    with pytest.raises(InvalidInputError, match="say why it is taken away"):
        actions.change_assignment(actor=None, application=one, stage="merit", remove=review)
    actions.change_assignment(actor=None, application=one, stage="merit", remove=review, note="Wrong form")
    assert pairs(call) == set()


def test_price_of_an_edit_is_the_difference_to_the_best_with_it() -> None:
    call = call_at_work(stages=stages(reviews_per=1, per_country=None))
    near, far = pooled(call, expert("rana", terms=("climate-change",)), expert("sita"))
    (application,) = screened(call, "ada")
    opened(call)
    actions.assign_reviews(actor=None, call=call, stage="merit")
    review = Review.objects.get()
    assert review.reviewer_id == near.pk
    officer = expert("olga", "secretariat")
    found = price_of(officer, call, "merit", application.pk, add=far, remove=review)
    other = price_of(officer, call, "merit", application.pk, add=far)
    assert found.price == pytest.approx(other.change - review.affinity, abs=1e-9)
    assert found.price is not None
    assert found.price < -0.4


def test_panel_reads_everything_that_nothing_keeps_it_from() -> None:
    call = call_at_work(stages=stages(reviewing="panel", per_country=None))
    first, _second = pooled(call, expert("rana"), expert("sita"))
    one, two = screened(call, "ada", "ben")
    actions.declare_conflict(actor=first.person, application=one)
    opened(call)
    actions.assign_reviews(actor=None, call=call, stage="merit")
    assert pairs(call) == {(one.number, "Sita"), (two.number, "Rana"), (two.number, "Sita")}


def test_leaving_the_pool_frees_what_was_not_submitted(call: Call) -> None:
    (reviewer,) = pooled(call, expert("rana"))
    one, two = screened(call, "ada", "ben")
    opened(call)
    finished(assigned(reviewer, one))
    assigned(reviewer, two)
    actions.leave_pool(actor=reviewer.person, reviewer=reviewer)
    assert pairs(call) == {(one.number, "Rana")}


def test_invitation_by_mail_opens_for_the_confirmed_address_alone(call: Call) -> None:
    made = actions.invite_reviewer(actor=None, call=call, email="New@Uni.example")
    assert isinstance(made, PoolInvitation)
    token = invitation_link(made).rstrip("/").rsplit("/", 1)[1]
    with pytest.raises(AnsoError, match="not a confirmed one of your account"):
        actions.accept_pool_invitation(actor=expert("rana"), token=token)
    invited = expert("new", email="new@uni.example")
    reviewer = actions.accept_pool_invitation(actor=invited, token=token)
    assert (reviewer and reviewer.state, PoolInvitation.objects.count()) == ("ready", 0)
    with pytest.raises(NotFoundError):
        actions.pool_invitation_of(token)


def test_bids_reach_what_waits_for_the_stage_and_nothing_that_a_conflict_hides(call: Call) -> None:
    (reviewer,) = pooled(call, expert("rana"))
    one, two = screened(call, "ada", "ben")
    actions.declare_conflict(actor=reviewer.person, application=two)
    assert [found.pk for found in biddable(reviewer)] == [one.pk]
    assert actions.bid(actor=reviewer.person, reviewer=reviewer, bids={one.pk: 2}) == 1
    with pytest.raises(NotFoundError):
        actions.bid(actor=reviewer.person, reviewer=reviewer, bids={two.pk: 2})
    page = sign_in(reviewer.person).get(f"/calls/bids/{call.code}/").content.decode()
    assert [word in page for word in (one.number, two.number, "Ada Applicant")] == [True, False, False]


def test_gladly_bid_decides_between_equals() -> None:
    call = call_at_work(stages=stages(reviews_per=1, per_country=None))
    _first, second = pooled(
        call, expert("rana", terms=("climate-change",)), expert("sita", terms=("climate-change",))
    )
    (application,) = screened(call, "ada")
    actions.bid(actor=second.person, reviewer=second, bids={application.pk: 2})
    opened(call)
    actions.assign_reviews(actor=None, call=call, stage="merit")
    assert pairs(call) == {(application.number, "Sita")}


def test_officer_opens_previews_assigns_and_changes_on_the_pages(call: Call) -> None:
    pooled(call, expert("rana"), expert("sita"), expert("tomas"))
    (application,) = screened(call, "ada")
    officer = expert("olga", "secretariat")
    add_factor(officer)
    client, desk = sign_in(officer, shown=True), f"/calls/desk/{call.code}/"
    client.post(f"{desk}stages/merit/", {"act": "open", "deadline": "2031-06-30T18:00"})
    assert StageRun.objects.get().deadline.isoformat() == "2031-06-30T10:00:00+00:00"
    address = f"{desk}stages/merit/assignment/"
    looked = client.post(address, {"method": "total", "seed": "0", "act": "preview"})
    assert (looked.status_code, Review.objects.count()) == (200, 0)
    digest = looked.context["plan"].digest
    done = client.post(address, {"method": "total", "seed": "0", "act": "write", "digest": digest})
    assert (done.status_code, Review.objects.count()) == (302, 2)
    review = Review.objects.first()
    assert review is not None
    spare = Reviewer.objects.exclude(pk__in=Review.objects.values("reviewer")).get()
    sent = {"add": spare.pk, "remove": str(review.pk), "act": "price"}
    priced = client.post(f"{address}{application.number}/", sent)
    assert (priced.status_code, priced.context["price"].moved) == (200, 2)
    client.post(f"{address}{application.number}/", {**sent, "act": "change"})
    assert standing_of(officer, call, "merit").lacking == 0
    assert Review.objects.filter(state__in=Review.STANDING, reviewer=spare).count() == 1
    for part in ("pool/?find=rana", "conflicts/?q=ada", "stages/merit/assignment/?lacking=1"):
        assert client.get(f"{desk}{part}").status_code == 200


def test_letters_go_to_who_has_work_and_name_no_application_that_a_conflict_hides(call: Call) -> None:
    (reviewer,) = pooled(call, expert("rana"))
    one, two = screened(call, "ada", "ben")
    opened(call)
    assigned(reviewer, one)
    officer = expert("olga", "secretariat")
    actions.declare_conflict(actor=officer, application=two)
    both = [str(one.pk), str(two.pk)]
    sent = [
        reviewer_letters.tell_of_work.call(reviewer.pk, "merit", False),
        reviewer_letters.tell_taken_away.call(officer.pk, call.pk, both),
        reviewer_letters.tell_taken_away.call(officer.pk, call.pk, both[1:]),
    ]
    assert sent == [True, True, False]
    assert [letter.subject.split(":")[1] for letter in mail.outbox] == [
        " 1 application to review",
        " Reviews were taken away because of a conflict of interest",
    ]
    assert [number in mail.outbox[1].body for number in (one.number, two.number)] == [True, False]
