from collections import Counter

from anso.places import LANGUAGES, countries, province, region, regions

CORRIDORS = {
    "bangladesh-china-india-myanmar",
    "china-central-asia-west-asia",
    "china-indochina-peninsula",
    "china-mongolia-russia",
    "china-pakistan",
    "new-eurasian-land-bridge",
}


def test_regions_are_of_three_kinds() -> None:
    assert Counter(one.kind for one in regions()) == {"un": 31, "named": 4, "corridor": 6}
    assert {one.code for one in regions("corridor")} == CORRIDORS
    assert {one.code for one in regions("named")} == {
        "central-asia",
        "lower-mekong",
        "south-asia",
        "southeast-asia",
    }


def test_region_has_names_a_source_and_known_members() -> None:
    codes = {one.code for one in countries()}
    for one in regions():
        assert set(one.names) == set(LANGUAGES), one.code
        assert one.source != "", one.code
        assert set(one.countries) <= codes, one.code
        assert list(one.countries) == sorted(set(one.countries)), one.code


def test_region_provinces_lie_in_its_countries() -> None:
    outside = [
        (one.code, each)
        for one in regions()
        for each in one.provinces
        if province(each).country not in one.countries
    ]
    assert outside == []


def test_un_regions_divide_the_world() -> None:
    world = set(region("un-world").countries)
    parts = ["un-africa", "un-americas", "un-antarctica", "un-asia", "un-europe", "un-oceania"]
    assert len(world) == 249
    assert sum(len(region(part).countries) for part in parts) == 249
    assert set().union(*(region(part).countries for part in parts)) == world


def test_un_region_sizes_are_those_of_m49() -> None:
    # UN M.49: countries or areas in each subregion of Asia and Africa (Taiwan beside China's 7 as in ISO 3166-1).
    sizes = {
        "un-central-asia": 5, "un-eastern-asia": 8, "un-south-eastern-asia": 11, "un-southern-asia": 9,
        "un-western-asia": 18, "un-northern-africa": 7, "un-sub-saharan-africa": 53,
        "un-latin-america-and-the-caribbean": 52,
    }  # fmt: skip
    assert {code: len(region(code).countries) for code in sizes} == sizes


def test_south_asia_is_saarc() -> None:
    assert region("SAARC").code == "south-asia"
    assert region("south-asia").countries == ("AF", "BD", "BT", "IN", "LK", "MV", "NP", "PK")


def test_lower_mekong_is_the_parties_to_the_mekong_agreement() -> None:
    assert region("lower-mekong").countries == ("KH", "LA", "TH", "VN")


def test_parts_of_a_corridor_are_whole_countries_and_provinces_of_the_others() -> None:
    assert region("china-pakistan").parts == ("PK", "CN-xinjiang")
    assert region("south-asia").parts == region("south-asia").countries


def test_region_is_found_by_its_m49_code_and_the_named_one_by_its_name() -> None:
    assert region("034").code == "un-southern-asia"
    assert region("142").code == "un-asia"
    assert region("南亚").code == "south-asia"
    assert region("中巴经济走廊").code == "china-pakistan"
