from datetime import date

import pytest

from anso.places import LANGUAGES, countries, country, provinces, regions

UN_SUBREGIONS = {
    "un-antarctica", "un-australia-and-new-zealand", "un-caribbean", "un-central-america", "un-central-asia",
    "un-eastern-africa", "un-eastern-asia", "un-eastern-europe", "un-melanesia", "un-micronesia",
    "un-middle-africa", "un-northern-africa", "un-northern-america", "un-northern-europe", "un-polynesia",
    "un-south-america", "un-south-eastern-asia", "un-southern-africa", "un-southern-asia",
    "un-southern-europe", "un-western-africa", "un-western-asia", "un-western-europe",
}  # fmt: skip


def test_countries_are_the_249_of_iso_3166() -> None:
    codes = [one.code for one in countries()]
    assert len(codes) == 249
    assert codes == sorted(set(codes))
    assert {one.code for one in countries()} & {"XK", "AN", "CS", "AC", "TA"} == set()


def test_country_codes_are_of_their_form_and_not_shared() -> None:
    assert {(len(one.code), len(one.alpha3), len(one.numeric)) for one in countries()} == {(2, 3, 3)}
    assert all(one.numeric.isdigit() for one in countries())
    assert len({one.alpha3 for one in countries()}) == len({one.numeric for one in countries()}) == 249


def test_country_has_a_name_in_every_language() -> None:
    without = [
        one.code for one in countries() if set(one.names) != set(LANGUAGES) or not all(one.names.values())
    ]
    assert without == []


def test_country_names_tell_countries_apart() -> None:
    for language in LANGUAGES:
        assert len({one.names[language] for one in countries()}) == 249, language


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("VN", ("Viet Nam", "越南", "Вьетнам", "Viet Nam", "Viet Nam", "فييت نام")),
        (
            "TW",
            (
                "Taiwan, Province of China", "中国台湾省", "Тайвань, провинция Китая",
                "Taïwan, province de Chine", "Taiwán, Provincia de China", "مقاطعة تايوان الصينية",
            ),
        ),
        (
            "KR",
            (
                "Republic of Korea", "大韩民国", "Республика Корея",
                "République de Corée", "República de Corea", "جمهورية كوريا",
            ),
        ),
        ("PK", ("Pakistan", "巴基斯坦", "Пакистан", "Pakistan", "Pakistán", "باكستان")),
    ],
)  # fmt: skip
def test_country_names_are_those_the_united_nations_use(code: str, names: tuple[str, ...]) -> None:
    assert tuple(country(code).names[language] for language in LANGUAGES) == names


def test_special_administrative_regions_are_named_as_such() -> None:
    assert (country("HK").name, country("MO").name) == ("Hong Kong SAR", "Macao SAR")


def test_no_name_is_abbreviated() -> None:
    short = [
        (one.code, name)
        for one in countries()
        for name in one.names.values()
        if any(sign in name for sign in ("&", "St. ", "о-в", "EE. UU.", "U.S."))
    ]
    assert short == []


def test_name_in_falls_back_to_english_and_reads_language_tags() -> None:
    pakistan = country("PK")
    assert pakistan.name_in("zh-hans") == "巴基斯坦"
    assert pakistan.name_in("fr_CA") == "Pakistan"
    assert pakistan.name_in("de") == "Pakistan"


def test_country_lies_in_a_subregion_of_its_region() -> None:
    members = {one.code: one.countries for one in regions("un")}
    assert {one.un_subregion for one in countries()} == UN_SUBREGIONS
    misplaced = [
        one.code
        for one in countries()
        if one.code not in members[one.un_subregion] or one.code not in members[one.un_region]
    ]
    assert misplaced == []


def test_neighbours_know_each_other() -> None:
    one_sided = [
        (one.code, other)
        for one in countries()
        for other in one.neighbours
        if one.code not in country(other).neighbours
    ]
    assert one_sided == []


def test_neighbours_of_pakistan_are_its_four() -> None:
    assert country("PK").neighbours == ("AF", "CN", "IN", "IR")


def test_no_country_neighbours_itself() -> None:
    assert [one.code for one in countries() if one.code in one.neighbours] == []


@pytest.mark.parametrize(
    ("code", "published_km2"),
    [("KZ", 2_724_900), ("CN", 9_596_961), ("VN", 331_345), ("BR", 8_515_767), ("NP", 147_181), ("SG", 728)],
)
def test_area_agrees_with_published_figures(code: str, published_km2: float) -> None:
    assert country(code).area_km2 == pytest.approx(published_km2, rel=0.003)


def test_areas_of_all_land_make_the_land_of_the_earth() -> None:
    # 510.1 million km2 of surface, of which 29.2 % is land (inland water included).
    assert sum(one.area_km2 for one in countries()) == pytest.approx(149e6, rel=0.01)


@pytest.mark.parametrize(
    ("code", "capital"),
    [
        ("PK", "Islamabad"),
        ("KZ", "Astana"),
        ("VN", "Hanoi"),
        ("BI", "Gitega"),
        ("UA", "Kyiv"),
        ("CN", "Beijing"),
    ],
)
def test_capital_is_the_present_one(code: str, capital: str) -> None:
    assert country(code).capital == capital


def test_currency_is_the_one_in_use() -> None:
    assert [country(code).currency for code in ("PK", "HR", "VN", "AQ")] == ["PKR", "EUR", "VND", ""]


def test_population_is_of_this_decade_and_adds_up() -> None:
    assert {one.population_year for one in countries()} == {2025}
    assert date.today().year - 2025 < 10, "make the data anew"  # noqa: DTZ011
    # World Population Prospects 2024: 8,231,613 thousand in 2025, of whom 1.7 million live in Kosovo.
    assert sum(one.population for one in countries()) == pytest.approx(8_229_900_000, rel=2e-4)


def test_gdp_is_of_the_published_size() -> None:
    # CIA World Factbook, 2023 estimates: 31.2 and 1.35 million million international dollars.
    assert country("CN").gdp_ppp == pytest.approx(31.2e12, rel=0.15)
    assert country("VN").gdp_ppp == pytest.approx(1.35e12, rel=0.15)
    assert country("AQ").gdp_ppp is None


def test_provinces_are_about_4500_and_belong_to_countries() -> None:
    everyone = provinces()
    assert len(everyone) == 4507
    assert len({one.code for one in everyone}) == 4507
    assert {one.country for one in everyone} == {one.code for one in countries()} - {"VA"}
    assert all(one.code.startswith(f"{one.country}-") for one in everyone)


def test_province_codes_are_plain_and_readable() -> None:
    odd = [
        one.code
        for one in provinces()
        if not one.code[3:].replace("-", "").isalnum()
        or not one.code.isascii()
        or one.code[3:] != one.code[3:].lower()
    ]
    assert odd == []


def test_provinces_of_pakistan_are_its_eight() -> None:
    assert [one.name for one in provinces("Pakistan")] == [
        "Azad Kashmir",
        "Balochistan",
        "Federally Administered Tribal Areas",
        "Gilgit-Baltistan",
        "Islamabad Capital Territory",
        "Khyber Pakhtunkhwa",
        "Punjab",
        "Sindh",
    ]


def test_provinces_of_one_country_bear_different_names() -> None:
    alike = [
        one.code
        for one in countries()
        if len({each.name for each in provinces(one.code)}) < len(provinces(one.code))
    ]
    # The source divides one district of Moldova in two.
    assert alike == ["MD"]
