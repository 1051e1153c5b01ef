"""Selections against trying every set, and against examples worked by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from tests.alliance.calls.selecting.helpers import among, every_selection, kept, people, questions

from anso.alliance.calls.selecting import (
    ImpossibleError,
    Quota,
    Test,
    prices,
    replace_declined,
    select,
    selecting,
    what_if,
    with_places,
    with_quota,
    without_quota,
)
from anso.alliance.calls.selecting.problem import lot
from anso.alliance.calls.selecting.select import limits_places
from anso.errors import InvalidInputError, NotFoundError


@given(questions())
@settings(max_examples=120, deadline=None)
def test_no_set_that_obeys_the_quotas_has_a_larger_total_or_of_the_same_total_smaller_lots(asked):
    possible = every_selection(asked)
    if not possible:
        with pytest.raises(ImpossibleError):
            select(asked)
        return
    found = select(asked)
    assert all(kept(asked, found.chosen, quota) for quota in asked.quotas)
    best = max(total for total, _ in possible)
    assert found.total == pytest.approx(best)
    lots = np.array([lot(name, asked.seed) for name in asked.candidates.ids])
    smallest = min(lots @ chosen for total, chosen in possible if total == pytest.approx(best))
    assert lots @ found.chosen == pytest.approx(smallest, abs=1e-8)


@given(questions(most=7))
@settings(max_examples=60, deadline=None)
def test_a_price_is_what_is_gained_without_the_quota(asked):
    assume(every_selection(asked))
    found = select(asked)
    for cost in prices(found):
        if limits_places(cost.quota):
            assert np.isnan(cost.price)
            continue
        others = [quota for quota in asked.quotas if quota is not cost.quota]
        best = max(total for total, _ in every_selection(asked, others))
        assert cost.price == pytest.approx(best - found.total, abs=1e-7)


@given(questions(most=7))
@settings(max_examples=60, deadline=None)
def test_the_waiting_list_holds_who_can_take_a_place_and_each_place_goes_to_the_best(asked):
    assume(every_selection(asked))
    found = select(asked)
    able = {}
    for gone in np.flatnonzero(found.chosen):
        for new in np.flatnonzero(~found.chosen):
            swapped = found.chosen.copy()
            swapped[[gone, new]] = False, True
            if all(kept(asked, swapped, quota) for quota in asked.quotas):
                able.setdefault(gone, []).append(new)
    waiting = {new for news in able.values() for new in news}
    assert set(np.flatnonzero(found.waiting)) == waiting
    scores = asked.candidates.scores
    order = sorted(waiting, key=lambda new: found.waiting[new])
    assert [scores[new] for new in order] == sorted((scores[new] for new in waiting), reverse=True)
    for gone in np.flatnonzero(found.chosen):
        best = max((scores[new] for new in able.get(gone, [])), default=None)
        given_place = found.replacement[gone]
        assert (scores[given_place] if given_place >= 0 else None) == best


@given(questions(most=7))
@settings(max_examples=60, deadline=None)
def test_who_declines_is_replaced_by_the_best_that_keeps_everybody_else(asked):
    assume(every_selection(asked))
    found = select(asked)
    assume(found.chosen.any())
    declined = found.ids[0]
    place = asked.candidates.ids.index(declined)
    stay = found.chosen.copy()
    stay[place] = False
    after = replace_declined(asked, found.ids, [declined])
    assert declined not in after.incoming
    possible = [
        total for total, chosen in every_selection(asked) if not chosen[place] and np.all(chosen[stay])
    ]
    total = asked.candidates.scores[stay].sum() + sum(
        asked.candidates.scores[asked.candidates.ids.index(name)] for name in after.incoming
    )
    if possible:
        assert after.missed == ()
        assert total == pytest.approx(max(possible))
    else:
        assert after.missed


@given(questions())
@settings(max_examples=40, deadline=None)
def test_the_order_of_candidates_decides_nothing(asked):
    assume(every_selection(asked))
    order = np.random.default_rng(0).permutation(len(asked.candidates.ids))
    mixed = replace(
        asked.candidates,
        ids=tuple(asked.candidates.ids[place] for place in order),
        scores=asked.candidates.scores[order],
        facts={name: [values[place] for place in order] for name, values in asked.candidates.facts.items()},
    )
    assert set(select(replace(asked, candidates=mixed)).ids) == set(select(asked).ids)


def test_women_first_and_then_the_best():
    """Three places, at least two women: 9 and the women 6 and 5 (20), though 9, 8, 7 are the best three (24)."""
    candidates = people([9, 8, 7, 6, 5], gender=["M", "M", "M", "F", "F"])
    found = select(selecting(candidates, [Quota("women", among("gender", "F"), least=2)], places=3))
    assert found.ids == ("a0", "a3", "a4")
    assert found.total == 20
    assert [found.reason(place) for place in (0, 1, 2)] == ["", *["kept out by women at least 2"] * 2]
    women = prices(found)[1]
    assert (women.quota.name, women.price) == ("women", 4)
    assert women.at_the_margin == pytest.approx(3)
    assert found.counts[1].amount == 2


def test_a_cap_for_each_country_holds_in_each():
    candidates = people([9, 8, 7, 6], country=["KE", "KE", "PE", "PE"])
    found = select(selecting(candidates, [Quota("cap", each="country", most=1)], places=3))
    assert found.ids == ("a0", "a2")
    assert [count.quota.name for count in found.counts] == ["places", "cap: KE", "cap: PE"]
    assert found.reason(1) == "kept out by cap: KE at most 1"
    assert found.replacement.tolist() == [1, -1, 3, -1]
    assert found.waiting.tolist() == [0, 1, 0, 2]


def test_money_is_spent_where_it_brings_most_points():
    """60 buys 7 + 6; the best candidate alone would cost 50 and bring 9."""
    candidates = people([9, 7, 6], cost=[50, 30, 30])
    found = select(selecting(candidates, [Quota("budget", sum_of="cost", most=60)]))
    assert found.ids == ("a1", "a2")
    assert found.reason(0) == "kept out by budget at most 60"


def test_scores_below_nought_still_fill_the_places():
    found = select(selecting(people([-1, -3, 0.5]), [], places=2))
    assert found.ids == ("a0", "a2")
    assert found.total == -0.5


def test_equal_scores_are_decided_by_lots_of_the_seed():
    candidates = people([5] * 6)
    winners = {select(selecting(candidates, [], places=2, seed=seed)).ids for seed in range(8)}
    assert len(winners) > 3
    best = sorted(candidates.ids, key=lambda name: lot(name, 3))[:2]
    assert set(select(selecting(candidates, [], places=2, seed=3)).ids) == set(best)


def test_what_if_tells_who_comes_and_goes():
    candidates = people([9, 8, 7, 6], gender=["M", "M", "F", "F"])
    asked = selecting(candidates, [Quota("women", among("gender", "F"), least=1)], places=2)
    before = select(asked)
    more = what_if(before, with_quota(asked, "women", Quota("women", among("gender", "F"), least=2)))
    assert (more.incoming, more.outgoing, more.points) == (("a3",), ("a0",), -3)
    assert what_if(before, without_quota(asked, "women")).points == 1
    assert what_if(before, with_places(asked, 3)).incoming == ("a1",)
    with pytest.raises(NotFoundError, match="There is no quota men; there are places, women"):
        without_quota(asked, "men")


def test_a_quota_that_nobody_can_fill_any_more_is_told():
    candidates = people([9, 8, 7], gender=["M", "F", "M"])
    asked = selecting(candidates, [Quota("women", among("gender", "F"), least=1)], places=2)
    after = replace_declined(asked, ["a0", "a1"], ["a1"])
    assert after.incoming == ("a2",)
    assert [(missed.quota.name, missed.amount) for missed in after.missed] == [("women", 0)]


def test_who_has_declined_is_never_asked_again():
    asked = selecting(people([9, 8, 7, 6]), [], places=1)
    assert replace_declined(asked, ["a0"], ["a0"]).incoming == ("a1",)
    assert replace_declined(asked, ["a0", "a1"], ["a0", "a1"]).incoming == ("a2",)


@pytest.mark.parametrize(
    ("quota", "said"),
    [
        (Quota("q"), "quota q: it bounds nothing"),
        (Quota("q", least=3, most=2), "at least 3 is above at most 2"),
        (Quota("q", least=2.5), "2.5 is no whole number of people"),
        (Quota("q", most=-1), "-1 is below 0; give a whole number of people"),
        (Quota("q", least=40, share=True), "a share lies between 0 and 1"),
        (Quota("q", (Test("degree", "in", ("PhD",)),), least=1), "candidates have no column degree"),
        (Quota("q", sum_of="gender", most=1), "'M' is no number, which quota q needs"),
    ],
)
def test_quotas_that_mean_nothing_are_refused(quota, said):
    with pytest.raises(InvalidInputError, match=said):
        select(selecting(people([1], gender=["M"]), [quota], places=1))
