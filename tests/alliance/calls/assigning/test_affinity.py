"""Affinity: a case worked by hand, scripts without spaces, and what must hold of any texts."""

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anso.alliance.calls.assigning import affinity
from anso.alliance.calls.assigning.affinity.bids import bid_values
from anso.alliance.calls.assigning.affinity.words import terms
from anso.errors import BadValueError


def test_similarity_is_the_cosine_worked_by_hand():
    # Three texts: "ice" in all, "sea" and "sand" in one each; sea stands twice.
    ice, sea, sand = log(4 / 4) + 1, (1 + log(2)) * (log(4 / 2) + 1), log(4 / 2) + 1
    first, second, third = sqrt(ice**2 + sea**2), ice, sqrt(ice**2 + sand**2)
    expected = [[ice * ice / (first * second), ice * ice / (first * third)]]
    assert affinity(["sea ice sea"], ["ice", "ice sand"]) == pytest.approx(np.array(expected))


def test_named_terms_count_half_where_an_application_names_any():
    found = affinity(["", ""], ["", ""], [["Sea Ice", "Dust"], []], [["sea ice"], ["soil"]])
    alone = affinity(["sea ice dust", ""], ["sea ice", "soil"])
    assert found[0] == pytest.approx(0.5 * alone[0] + 0.5 * np.array([0.5, 0.0]))
    assert found[1].tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("水稻病害 of Oryza", ["水稻", "稻病", "病害", "of", "oryza"]),
        ("École d'été", ["ecole", "ete"]),
        ("Ёж и ИЗМЕНЕНИЕ", ["еж", "изменение"]),
        ("हिमालय", ["हिमालय"]),
        ("水", ["水"]),
        ("ＣＯ２", ["co2"]),
    ],
)
def test_terms_of_each_script(text, expected):
    assert terms(text) == expected


@given(
    st.lists(st.text(max_size=30), min_size=1, max_size=4),
    st.lists(st.text(max_size=30), min_size=1, max_size=4),
)
def test_affinity_lies_between_0_and_1_and_knows_no_order(texts, others):
    found = affinity(texts, others)
    assert found.shape == (len(texts), len(others))
    assert (found.min() >= 0, found.max() <= 1) == (True, True)
    assert affinity(texts[::-1], others) == pytest.approx(found[::-1])


def test_a_word_that_is_no_bid_is_refused_with_those_that_are():
    with pytest.raises(BadValueError, match="'perhaps' is no bid; write none, neutral"):
        bid_values(["perhaps"])
