"""Closing a stage: what it waits for, what comes out, who goes on, and that it comes out again."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from tests.alliance.calls.deciding.helpers import LAST, reviewed, stages
from tests.alliance.calls.reviewing.helpers import ON
from tests.alliance.calls.world import definition, person

from anso.alliance.calls import actions
from anso.alliance.calls.calibrating import calibrate
from anso.alliance.calls.models import Conflict, Review, Score
from anso.alliance.calls.scoring import score_stage
from anso.alliance.calls.stages import stage_called
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import AuditEvent
from anso.errors import InvalidInputError

pytestmark = pytest.mark.django_db
MERITS = {"ann": 9, "bea": 7, "cleo": 5, "dora": 4}


def two_reviews(**going):
    """The one review, and a panel after it."""
    first, merit = stages(going=going)
    return [first, merit, {**merit, "code": "panel", "going": {}}]


def test_scores_are_those_of_the_calibration_of_the_submitted_reviews():
    call, found = reviewed(MERITS)
    actions.close_stage(actor=None, call=call, stage=LAST, at=ON)
    rows = list(Review.objects.values_list("application_id", "reviewer_id", "total"))
    direct = calibrate(*zip(*[(str(one), str(by), total) for one, by, total in rows], strict=True))
    kept = {str(score.application_id): score for score in Score.objects.all()}
    assert [kept[name].adjusted for name in direct.applications] == pytest.approx(direct.adjusted.tolist())
    assert [kept[name].raw for name in direct.applications] == pytest.approx(direct.raw.tolist())
    assert {name: kept[str(one.pk)].rank for name, one in found.items()} == {
        "ann": 1,
        "bea": 2,
        "cleo": 3,
        "dora": 4,
    }


@pytest.mark.parametrize(
    ("going", "expected"),
    [
        ({"number": 1}, {"ann"}),
        ({"share": 0.5}, {"ann", "bea"}),
        ({"score": 4.0}, {"ann", "bea", "cleo"}),
        ({}, set()),
    ],
)
def test_who_goes_on_is_above_the_line(going, expected):
    """A merit m is scored m, m-1, m-2 of 1..10: on a scale to 10 its mean is 10 (m - 2) / 9; cleo has 3.3 + shrinkage."""
    if going.get("score"):
        going = {"score": 3.0}
    call, found = reviewed(MERITS, stages=two_reviews(**going))
    actions.close_stage(actor=None, call=call, stage=LAST)
    went = {name for name, one in found.items() if type(one).objects.get(pk=one.pk).stage == "panel"}
    assert went == expected


def test_officers_choose_where_the_stage_draws_no_line():
    call, found = reviewed(MERITS, stages=two_reviews())
    actions.close_stage(actor=None, call=call, stage=LAST)
    assert actions.send_on(actor=None, call=call, applications=[found["dora"]]) == 1
    found["dora"].refresh_from_db()
    assert (found["dora"].stage, Score.objects.get(application=found["dora"]).goes_on) == ("panel", True)


def test_equals_at_the_line_are_told_apart_by_the_same_lot_every_time():
    call, _found = reviewed(dict.fromkeys("abcd", 6), stages=two_reviews(number=2))
    stage = stage_called(call, LAST)
    first, again, other = (score_stage(call, stage, seed=seed).going_on for seed in (3, 3, 4))
    assert len(first) == len(other) == 2
    assert first == again
    assert {row.above for row in score_stage(call, stage).rows} == {0.5}


def test_a_stage_waits_for_its_reviews_unless_they_may_lack():
    call, found = reviewed(MERITS)
    Review.objects.filter(pk=found["bea"].reviews.first().pk).update(state=Review.State.DECLINED)
    with pytest.raises(
        InvalidInputError, match=f"1 application has fewer reviews than it should: {found['bea'].number}"
    ):
        actions.close_stage(actor=None, call=call, stage=LAST)
    actions.close_stage(actor=None, call=call, stage=LAST, may_lack=True)
    assert Score.objects.get(application=found["bea"]).reviews == 2


def test_an_application_without_any_review_keeps_the_stage_open():
    call, found = reviewed(MERITS)
    found["bea"].reviews.update(state=Review.State.DECLINED)
    with pytest.raises(InvalidInputError, match="no review at all"):
        actions.close_stage(actor=None, call=call, stage=LAST, may_lack=True)


def test_a_single_score_has_no_error():
    call, _found = reviewed({"ann": 9})
    Review.objects.exclude(pk=Review.objects.first().pk).update(state=Review.State.DECLINED)
    actions.close_stage(actor=None, call=call, stage=LAST, may_lack=True)
    assert Score.objects.get().error is None


def test_a_stage_is_closed_once():
    call, _found = reviewed(MERITS)
    actions.close_stage(actor=None, call=call, stage=LAST)
    with pytest.raises(AlreadyDoneError):
        actions.close_stage(actor=None, call=call, stage=LAST)


def test_an_officer_in_conflict_with_one_application_closes_no_stage():
    call, found = reviewed(MERITS)
    officer = person("officer", "secretariat")
    Conflict.objects.create(application=found["ann"], person=officer, kind=Conflict.Kind.DECLARED)
    with pytest.raises(PermissionDenied):
        actions.close_stage(actor=officer, call=call, stage=LAST)


def test_scores_come_out_again_from_what_the_trail_keeps():
    call, _found = reviewed(MERITS)
    actions.close_stage(actor=None, call=call, stage=LAST, seed=11)
    event = json.loads(AuditEvent.objects.get(verb="calls.close_stage").details_json)
    again = score_stage(call, stage_called(call, LAST), seed=event["seed"])
    assert again.summary["digest"] == event["digest"]
    kept = dict(Score.objects.values_list("application_id", "above"))
    assert {row.application_id: row.above for row in again.rows} == kept
    assert definition()["selection"]["places"] >= event["places"] == 4
