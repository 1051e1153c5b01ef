"""Why nothing is possible: quotas that conflict, none of them too many, and the least that must yield."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from tests.alliance.calls.selecting.helpers import among, every_selection, people, questions

from anso.alliance.calls.selecting import ImpossibleError, Quota, select, selecting


def conflict(asked):
    with pytest.raises(ImpossibleError) as raised:
        select(asked)
    return raised.value.conflict


@given(questions(most=6))
@settings(max_examples=60, deadline=None)
def test_the_conflict_is_real_and_none_of_its_quotas_is_too_many(asked):
    assume(not every_selection(asked))
    quotas = conflict(asked).quotas
    assert not every_selection(asked, quotas)
    for left_out in quotas:
        assert every_selection(asked, [quota for quota in quotas if quota is not left_out])


def test_more_women_than_there_are_is_told_with_how_many_there_are():
    candidates = people([3, 2, 1], gender=["F", "M", "M"])
    found = conflict(selecting(candidates, [Quota("women", among("gender", "F"), least=2)], places=3))
    assert found.sentences == (
        "No selection can meet this quota:",
        "  women (gender=F): at least 2; all candidates together: 1",
        "The smallest change that makes a selection possible:",
        "  women: at least 1 instead of 2",
    )


def test_quotas_that_need_more_places_than_there_are_name_the_places():
    candidates = people([3, 2, 1, 1], country=["KE", "KE", "PE", "PE"])
    quotas = [Quota("Kenya", among("country", "KE"), least=2), Quota("Peru", among("country", "PE"), least=2)]
    found = conflict(selecting(candidates, [*quotas, Quota("cap", each="country", most=5)], places=3))
    assert [quota.name for quota in found.quotas] == ["places", "Kenya", "Peru"]
    assert len(found.eased) == 1
    assert abs(found.eased[0].needed - {"places": 3, "Kenya": 2, "Peru": 2}[found.eased[0].quota.name]) == 1


def test_a_share_says_which_share_would_do():
    candidates = people([3, 2, 1, 1], gender=["F", "M", "M", "M"])
    quotas = [Quota("women", among("gender", "F"), least=0.5, share=True), Quota("all", least=4)]
    eased = conflict(selecting(candidates, quotas)).eased
    assert [(one.quota.name, one.needed) for one in eased] in ([("women", 0.25)], [("all", 2.0)])


def test_whole_people_can_be_impossible_where_parts_of_them_are_not():
    """Two costs of 10 cannot be exactly 15 in sum, though one and a half could."""
    candidates = people([1, 1], cost=[10, 10])
    found = conflict(selecting(candidates, [Quota("cost", least=15, most=15, sum_of="cost")]))
    assert [quota.name for quota in found.quotas] == ["cost"]
    assert np.isclose(found.eased[0].needed, 10) or np.isclose(found.eased[0].needed, 20)
