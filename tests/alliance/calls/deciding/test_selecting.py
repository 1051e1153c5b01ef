"""Selection on records: who is chosen, what keeps somebody out, what is impossible, and that it comes out again."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from tests.alliance.calls.deciding.helpers import LAST, reviewed
from tests.alliance.calls.world import person

from anso.alliance.calls import actions
from anso.alliance.calls.choosing import choose, plan_of
from anso.alliance.calls.definition import SelectionPlan
from anso.alliance.calls.models import Application, Award, Call, Conflict, Decision, Letter, Selection
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import AuditEvent
from anso.errors import InvalidInputError

pytestmark = pytest.mark.django_db
MERITS = {"ann": 10, "bea": 9, "cleo": 8, "dora": 7, "eva": 6}
WOMEN = ("ann", "bea", "cleo")
FACTS = {name: {"gender": "female" if name in WOMEN else "male"} for name in MERITS}
TITLE = {"en": "Men"}


def plan(**changed):
    men = {"code": "men", "title": TITLE, "where": {"gender": ["male"]}, "least": 1}
    return SelectionPlan.model_validate({"places": 2, "waiting": 2, "quotas": [men], **changed})


@pytest.fixture
def decided() -> tuple[Call, dict[str, Application]]:
    call, found = reviewed(MERITS, facts=FACTS, selection=plan(board_approves=False).model_dump(mode="json"))
    actions.close_stage(actor=None, call=call, stage=LAST)
    return call, found


def outcomes(found: dict[str, Application]) -> dict[str, str]:
    by_key = dict(Decision.objects.values_list("application_id", "outcome"))
    return {name: by_key[one.pk] for name, one in found.items()}


def test_a_quota_puts_the_best_man_beside_the_best_and_names_its_price(decided):
    call, found = decided
    made = actions.try_selection(actor=None, call=call)
    numbers = {one.number: name for name, one in found.items()}
    assert {numbers[one] for one in made.result_json["chosen"]} == {"ann", "dora"}
    scores = dict(found["ann"].call.applications.values_list("number", "results__adjusted"))
    men = next(one for one in made.result_json["quotas"] if one["name"] == "men")
    assert men["price"] == pytest.approx(scores[found["bea"].number] - scores[found["dora"].number])
    assert made.result_json["bars"][found["bea"].number] == [["men", False]]


def test_taking_a_selection_decides_everybody_and_tells_nobody(decided):
    call, found = decided
    actions.take_selection(actor=None, selection=actions.try_selection(actor=None, call=call))
    assert outcomes(found) == {
        "ann": "awarded", "dora": "awarded", "bea": "waiting", "cleo": "waiting", "eva": "declined",
    }  # fmt: skip
    assert set(Application.objects.values_list("outcome", flat=True)) == {""}
    assert (Letter.objects.count(), Award.objects.count()) == (0, 0)


def test_impossible_quotas_are_told_with_the_smallest_change(decided):
    call, _found = decided
    hard = plan(quotas=[{"code": "men", "title": TITLE, "where": {"gender": ["male"]}, "least": 3}])
    with pytest.raises(InvalidInputError) as raised:
        actions.try_selection(actor=None, call=call, plan=hard)
    told = [problem.message for problem in raised.value.problems]
    assert told[-1] == "Men: at least 2 instead of 3"
    assert Selection.objects.count() == 0


def test_one_selection_is_taken_at_a_time(decided):
    call, found = decided
    first = actions.take_selection(actor=None, selection=actions.try_selection(actor=None, call=call))
    free = actions.try_selection(actor=None, call=call, plan=plan(quotas=[]))
    actions.take_selection(actor=None, selection=free)
    first.refresh_from_db()
    assert first.state == Selection.State.LEFT
    assert outcomes(found)["bea"] == "awarded"
    with pytest.raises(AlreadyDoneError):
        actions.take_selection(actor=None, selection=free)


def test_a_try_is_not_taken_once_the_applications_changed(decided):
    call, found = decided
    made = actions.try_selection(actor=None, call=call)
    Application.objects.filter(pk=found["ann"].pk).update(state=Application.State.WITHDRAWN)
    with pytest.raises(InvalidInputError, match="changed since"):
        actions.take_selection(actor=None, selection=made)


def test_selecting_waits_for_the_last_review():
    call, _found = reviewed({"ann": 9})
    with pytest.raises(InvalidInputError, match="Close the last review"):
        actions.try_selection(actor=None, call=call)


def test_who_is_in_conflict_with_one_application_neither_selects_nor_approves(decided):
    call, found = decided
    officer, member = person("officer", "secretariat"), person("member", "board-member")
    taken = actions.take_selection(actor=officer, selection=actions.try_selection(actor=officer, call=call))
    for one in (officer, member):
        Conflict.objects.create(application=found["eva"], person=one, kind=Conflict.Kind.DECLARED)
    with pytest.raises(PermissionDenied):
        actions.try_selection(actor=officer, call=call)
    with pytest.raises(PermissionDenied):
        actions.approve_selection(actor=member, selection=taken)


def test_a_selection_comes_out_again_from_what_the_trail_keeps(decided):
    call, _found = decided
    made = actions.try_selection(actor=None, call=call, seed=5)
    event = json.loads(AuditEvent.objects.get(verb="calls.try_selection").details_json)
    again = choose(call, SelectionPlan.model_validate(event["plan"]), seed=event["seed"]).result
    assert again["digest"] == event["digest"]
    assert plan_of(made) == SelectionPlan.model_validate(event["plan"])
    same = ("chosen", "waiting", "bars", "quotas", "total")
    assert {name: again[name] for name in same} == {name: made.result_json[name] for name in same}


def test_taking_and_leaving_a_selection_keeps_the_reasons_of_refusals_in_screening():
    call, found = reviewed(MERITS, facts=FACTS, selection=plan(board_approves=False).model_dump(mode="json"))
    refused = found["eva"]
    Application.objects.filter(pk=refused.pk).update(state=Application.State.REFUSED, stage="")
    Decision.objects.create(application=refused, reason="Citizenship is not shown.", by_hand=True)
    actions.close_stage(actor=None, call=call, stage=LAST)
    taken = actions.take_selection(actor=None, selection=actions.try_selection(actor=None, call=call))
    assert Decision.objects.filter(application__call=call).count() == len(MERITS)
    actions.leave_selection(actor=None, selection=taken)
    assert Decision.objects.get(application__call=call).reason == "Citizenship is not shown."
    actions.take_selection(actor=None, selection=actions.try_selection(actor=None, call=call))
    actions.release_decisions(actor=None, call=call)
    (letter,) = Letter.objects.filter(application=refused)
    assert "Citizenship is not shown." in letter.body
