"""Applications and successes counted, and what the public is not told."""

import pytest
from tests.alliance.calls.deciding.helpers import LAST, reviewed
from tests.alliance.calls.deciding.test_selecting import FACTS, MERITS, plan

from anso.alliance.calls import actions
from anso.alliance.calls.queries.tallies import funnel, public_tallies, tally, withheld

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"KZ": 9, "LK": 7}, set()),
        ({"KZ": 9, "LK": 7, "NP": 4}, {"NP", "LK"}),
        ({"KZ": 9, "LK": 2, "NP": 4}, {"LK", "NP"}),
        ({"KZ": 1}, {"KZ"}),
    ],
)
def test_a_small_count_is_never_left_out_alone(counts, hidden):
    assert withheld(counts, 5) == hidden


def test_officers_see_every_group_and_the_public_none_before_the_release_and_none_that_is_small():
    call, _found = reviewed(MERITS, facts=FACTS, selection=plan().model_dump(mode="json"))
    actions.close_stage(actor=None, call=call, stage=LAST)
    actions.take_selection(actor=None, selection=actions.try_selection(actor=None, call=call))
    assert public_tallies(call) == []
    actions.release_decisions(actor=None, call=call)
    by_fact = {one.fact: one for one in tally(call, call.applications.all())}
    gender = {group.code: (group.applied, group.awarded) for group in by_fact["gender"].groups}
    assert gender == {"female": (3, 1), "male": (2, 1)}
    public = {one.fact: one for one in public_tallies(call)}
    assert "gender" not in public
    assert [(group.code, group.applied, group.awarded) for group in public["country"].groups] == [
        ("KZ", 5, None)
    ]
    assert [n for _title, n in funnel(call, call.applications.all())] == [5, 5, 5, 2]
