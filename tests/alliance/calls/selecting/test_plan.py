"""A call's plan becomes what is asked."""

from tests.alliance.calls.selecting.helpers import people

from anso.alliance.calls.definition.quotas import SelectionPlan
from anso.alliance.calls.selecting import select
from anso.alliance.calls.selecting.plan import asked_by


def test_a_plan_with_numbers_shares_caps_and_money_is_obeyed():
    """Women must be half of four and Kenyans one at most; the three cheapest women and men that remain fit 100."""
    plan = SelectionPlan.model_validate(
        {
            "places": 4,
            "quotas": [
                {
                    "code": "women",
                    "title": {"en": "Women"},
                    "where": {"gender": ["F"]},
                    "least": 1,
                    "least_share": 0.5,
                },
                {"code": "cap", "title": {"en": "Each country"}, "each": "country", "most": 1},
                {"code": "budget", "title": {"en": "Budget"}, "sum_of": "cost", "most": 100},
            ],
        }
    )
    candidates = people(
        [9, 8, 7, 6, 5],
        gender=["M", "M", "M", "F", "F"],
        country=["KE", "KE", "PE", "LK", "NP"],
        cost=[40, 10, 30, 20, 20],
    )
    found = select(asked_by(plan, candidates))
    assert [count.quota.name for count in found.counts] == [
        "places",
        "women",
        "women share",
        "cap: KE",
        "cap: LK",
        "cap: NP",
        "cap: PE",
        "budget",
    ]
    assert found.ids == ("a1", "a2", "a3", "a4")
    assert {count.quota.name: count.amount for count in found.counts}["women share"] == 0.5
