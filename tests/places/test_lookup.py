from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anso.errors import NotFoundError
from anso.places import (
    Country,
    Place,
    Province,
    Region,
    UnknownPlaceError,
    countries,
    country,
    place,
    province,
    provinces,
    region,
    regions,
)
from anso.places.fold import fold


@pytest.mark.parametrize(
    "text",
    ["VN", "vn", "VNM", "704", "Viet Nam", "Vietnam", "VIETNAM", "越南", "Вьетнам", "فيتنام", " việt nam "],
)
def test_country_is_found_by_any_code_and_name(text: str) -> None:
    assert country(text).code == "VN"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Iran", "IR"), ("Islamic Republic of Iran", "IR"), ("Laos", "LA"), ("Lao PDR", "LA"),
        ("South Korea", "KR"), ("Korea, South", "KR"), ("North Korea", "KP"), ("Ivory Coast", "CI"),
        ("COTE D'IVOIRE", "CI"), ("Côte d’Ivoire", "CI"), ("Burma", "MM"), ("Turkey", "TR"), ("Türkiye", "TR"),
        ("turkiye", "TR"), ("UK", "GB"), ("Great Britain", "GB"), ("USA", "US"), ("U.S.", "US"),
        ("United States of America", "US"), ("DRC", "CD"), ("Congo (Kinshasa)", "CD"), ("Congo (Brazzaville)", "CG"),
        ("Congo", "CG"), ("Swaziland", "SZ"), ("Czech Republic", "CZ"), ("Macedonia", "MK"), ("Palestine", "PS"),
        ("Hong Kong", "HK"), ("香港", "HK"), ("Macau", "MO"), ("Taiwan", "TW"), ("Taiwan*", "TW"),
        ("The Gambia", "GM"), ("St. Lucia", "LC"), ("Saint Lucia", "LC"), ("Trinidad & Tobago", "TT"),
        ("Bosnia and Herzegovina", "BA"), ("Micronesia", "FM"), ("Россия", "RU"), ("俄罗斯", "RU"), ("Rusia", "RU"),
        ("RU", "RU"), ("4", "AF"), ("008", "AL"), ("Vatican", "VA"), ("Cape Verde", "CV"), ("East Timor", "TL"),
    ],
)  # fmt: skip
def test_country_is_found_by_common_names(text: str, code: str) -> None:
    assert country(text).code == code


def test_country_is_found_by_every_code_and_name_it_has() -> None:
    strangers = [
        (one.code, key, country(key).code)
        for one in countries()
        for key in (one.code, one.alpha3, one.numeric, *one.names.values(), *one.aliases)
        if country(key) != one
    ]
    assert strangers == []


def test_place_round_trips_every_code() -> None:
    everywhere: tuple[Place, ...] = (*countries(), *provinces(), *regions())
    assert [one.code for one in everywhere if place(one.code) is not one] == []


def test_place_prefers_countries_then_regions() -> None:
    assert isinstance(place("Luxembourg"), Country)
    assert isinstance(place("Central Asia"), Region)
    assert isinstance(place("Sindh"), Province)


def test_kinds_of_places() -> None:
    assert [place(code).kind for code in ("PK", "PK-sindh", "china-pakistan", "un-asia", "south-asia")] == [
        "country",
        "province",
        "corridor",
        "un",
        "named",
    ]


def test_near_miss_proposes_the_country_meant() -> None:
    with pytest.raises(UnknownPlaceError) as raised:
        country("Vietnan")
    assert str(raised.value) == "'Vietnan' is no country known here; did you mean Viet Nam (VN)?"
    assert isinstance(raised.value, NotFoundError)


@pytest.mark.parametrize(
    ("find", "text", "sentence"),
    [
        (
            country,
            "Korea",
            "'Korea' is no country known here; did you mean Republic of Korea (KR) or Democratic People's Republic of Korea (KP)?",
        ),
        (region, "sout asia", "'sout asia' is no region known here; did you mean South Asia (south-asia)?"),
        (place, "Pakistn", "'Pakistn' is no place known here; did you mean Pakistan (PK)?"),
        (
            province,
            "Balochistn",
            "'Balochistn' is no province known here; did you mean Balochistan, Pakistan (PK-balochistan)?",
        ),
        (
            country,
            "Xyzzyq",
            "'Xyzzyq' is no country known here; give a code, or a name in one of the six UN languages",
        ),
        (country, "", "'' is no country known here; give a code, or a name in one of the six UN languages"),
        (
            province,
            "Punjab",
            "'Punjab' names 2 provinces: Punjab, India (IN-punjab) and Punjab, Pakistan (PK-punjab); give the code of one",
        ),
    ],
)
def test_unknown_place_says_what_was_probably_meant(
    find: Callable[[str], Place], text: str, sentence: str
) -> None:
    with pytest.raises(UnknownPlaceError) as raised:
        find(text)
    assert str(raised.value) == sentence


def test_unknown_place_repeats_only_the_start_of_a_long_text() -> None:
    with pytest.raises(UnknownPlaceError) as raised:
        country("z" * 5000)
    assert str(raised.value).startswith(f"'{'z' * 60}…' is no country known here")


def test_province_of_a_shared_name_is_told_by_its_country() -> None:
    assert province("Punjab, Pakistan").code == "PK-punjab"
    assert province("punjab, IND").code == "IN-punjab"
    assert province("Xīnjiāng").code == "CN-xinjiang"
    assert province("新疆维吾尔自治区").code == "CN-xinjiang"


def found_or_unknown(find: Callable[[str], Place], text: str) -> Place | None:
    try:
        return find(text)
    except UnknownPlaceError:
        return None


@given(st.text())
def test_any_text_is_a_place_or_unknown(text: str) -> None:
    found = [found_or_unknown(find, text) for find in (country, region, province)]
    expected = next((one for one in found if one), None)
    assert found_or_unknown(place, text) == expected
    assert all(place(one.code) == one for one in found if one)


@given(st.sampled_from([name for one in countries() for name in one.names.values()]), st.data())
def test_case_and_spaces_do_not_matter(name: str, data: st.DataObject) -> None:
    spaces = data.draw(st.text(" \t\n", max_size=3))
    assert country(f"{spaces}{name.upper()}{spaces}") == country(name)


def test_word_that_begins_many_names_is_no_country() -> None:
    assert country("ST").code == "ST"
    with pytest.raises(UnknownPlaceError):
        country("Saint")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
