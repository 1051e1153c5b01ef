"""Which releases a first start makes, and in which order."""

from anso.cli.up.releases import FIRST, LONG, SIDE_BY_SIDE, WANTED, key, missing_releases
from anso.product import get_product, parse_request, products


def test_every_sample_release_can_be_asked_for() -> None:
    asked = [parse_request(get_product(slug), given) for slug, given in WANTED]
    assert len(asked) == len({key(wanted) for wanted in WANTED}) == 26


def test_first_page_waits_for_the_newest_situation_alone_and_ends_with_the_forecast() -> None:
    missing = missing_releases()
    assert missing[0] == ("epidemics.situation", {"issued": "2020-06-08"})
    assert missing[-1][0] == "epidemics.forecast"
    assert missing == [*FIRST, *SIDE_BY_SIDE, *LONG]


def test_every_product_of_our_own_has_a_sample() -> None:
    own = {
        slug
        for slug, product in products().items()
        if product.function.__module__.startswith("anso.services.")
    }
    assert {slug for slug, _given in WANTED} == own
