import statistics
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anso.places import countries, provinces, regions, search


def codes(text: str, limit: int = 10) -> list[str]:
    return [one.code for one in search(text, limit)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("pak", "PK"), ("Viet", "VN"), ("越", "VN"), ("egyp", "EG"), ("مصر", "EG"), ("IN", "IN"), ("chn", "CN"),
        ("united states", "US"), ("vietnan", "VN"), ("xinjang", "CN-xinjiang"), ("新疆", "CN-xinjiang"),
        ("south a", "ZA"), ("mekong", "lower-mekong"), ("CPEC", "china-pakistan"), ("asean", "southeast-asia"),
        ("sindh", "PK-sindh"), ("punjab pak", "PK-punjab"), ("Кита", "CN"), ("cote", "CI"),
        ("st", "ST"), ("saint", "LC"), ("st l", "LC"),
    ],
)  # fmt: skip
def test_search_puts_the_likeliest_first(text: str, first: str) -> None:
    assert codes(text)[0] == first


def test_search_finds_every_country_by_its_own_name_first() -> None:
    lost = [
        (one.code, name) for one in countries() for name in one.names.values() if codes(name, 1) != [one.code]
    ]
    assert lost == []


def test_search_finds_every_region_by_its_own_name_among_the_first_two() -> None:
    # South Asia and Southern Asia bear one name in Chinese.
    lost = [
        (one.code, name) for one in regions() for name in one.names.values() if one.code not in codes(name, 2)
    ]
    assert lost == []


def test_search_finds_provinces_by_their_own_name_among_the_first() -> None:
    lost = [
        one.code for one in provinces()[::5] for name in one.names.values() if one.code not in codes(name)
    ]
    assert lost == []


def test_search_puts_the_name_itself_then_its_beginnings_then_its_later_words() -> None:
    assert codes("guinea", 4) == ["GN", "GW", "GQ", "PG"]


def test_search_for_a_shortened_word_finds_whoever_may_be_meant() -> None:
    assert {"ST", "LC", "VC", "KN"} <= set(codes("St."))


def test_search_gives_at_most_the_limit_and_nobody_twice() -> None:
    found = codes("a", 7)
    assert len(found) == len(set(found)) == 7


@pytest.mark.parametrize("text", ["", "   ", "!?", "\u0301", "qqqqqqqqqqqq"])
def test_search_finds_nothing_in_nothing(text: str) -> None:
    assert search(text) == []


@given(st.text(), st.integers(-2, 30))
def test_search_never_fails(text: str, limit: int) -> None:
    found = search(text, limit)
    assert len(found) <= max(limit, 0)


def test_search_is_fast_enough_to_type_against() -> None:
    search("warm")
    spans = []
    for text in ("pak", "vietnan", "u", "新", "republic of the", "xinjang") * 5:
        start = time.perf_counter()
        search(text)
        spans.append(time.perf_counter() - start)
    assert statistics.median(spans) < 0.005
