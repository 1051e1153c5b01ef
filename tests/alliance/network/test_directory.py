"""The directory: names in any script, the map, few queries however many there are, and what its pages show to whom."""

from datetime import date

import numpy as np
import pytest
from benches import crowd
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from tests.alliance.conftest import MakeUser

from anso.alliance.network import actions, queries
from anso.alliance.network.maps import equal_earth, member_map
from anso.alliance.network.models import Contact, Institution, Memorandum, Partner
from anso.alliance.network.queries import Asked
from anso.alliance.network.ror import check_digits, plain_ror, what_is_wrong_with_ror
from anso.alliance.people.roles import Scope, ScopeKind
from anso.portal.index import search
from anso.portal.search.find import find

MOST_QUERIES = 12
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


@pytest.fixture
def named(db: None) -> None:
    for code, name, names, former in (
        (
            "zagreb",
            "Sveučilište u Zagrebu",
            {"en": "University of Zagreb", "ru": "Загребский университет"},
            [],
        ),
        (
            "cas",
            "Chinese Academy of Sciences",
            {"zh": "中国科学院", "fr": "Académie chinoise des sciences"},
            [],
        ),
        ("lodz", "Uniwersytet Łódzki", {}, ["Wolna Wszechnica w Łodzi"]),
        ("oslo", "Høgskolen i Østfold", {}, []),
    ):
        Institution.objects.create(code=code, name=name, names=names, former_names=former, country="HR")


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("sveuciliste", ["zagreb"]),
        ("SVEUČILIŠTE", ["zagreb"]),
        ("загребский", ["zagreb"]),
        ("ЗАГРЕБСКИЙ Университет", ["zagreb"]),
        ("科学院", ["cas"]),
        ("academie sciences", ["cas"]),
        ("lodzki", ["lodz"]),
        ("wszechnica", ["lodz"]),
        ("hogskolen ostfold", ["oslo"]),
        ("nowhere", []),
        ("", ["cas", "lodz", "oslo", "zagreb"]),
    ],
)
def test_institution_is_found_by_any_name_in_any_script(text: str, codes: list[str]) -> None:
    found = sorted(one.code for one in queries.institutions(Asked(text=text)))
    assert found == codes
    if codes and text:
        search.refresh_records()
        assert [hit.entry.key for hit in find(text, kinds=("institution",))] == codes


@pytest.mark.django_db
def test_lists_maps_and_search_need_few_queries_however_many_there_are(
    client: Client, django_assert_max_num_queries: object
) -> None:
    crowd.fill(institutions=260, people=200)
    search.refresh_records()
    for address in (
        "/network/",
        "/network/?year=2020",
        "/network/institutions/?page=3",
        "/network/institutions/?q=okeanologii&country=PK&members=on",
        "/network/institutions.csv",
        "/network/institutions/synthetic-7/",
        "/people/?page=2",
        "/people/?q=иванов",
        "/people/?term=water",
        "/api/v1/institutions?limit=200",
        "/api/v1/people?limit=200",
        "/search/?q=oceanographie",
    ):
        client.get(address)
        with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
            assert client.get(address).status_code == 200, address


def test_equal_earth_is_the_published_projection() -> None:
    """Against d3-geo's geoEqualEarth raw values at a few points (d3-geo 3.1)."""
    lon, lat = np.array([0.0, 180.0, 90.0, 0.0]), np.array([0.0, 0.0, 45.0, 90.0])
    expected = [[0, 0], [2.7066297, 0], [1.1596018, 0.9012105], [0, 1.3173628]]
    np.testing.assert_allclose(equal_earth(lon, lat)[:2], expected[:2], atol=1e-6)
    np.testing.assert_allclose(equal_earth(lon, lat)[3], expected[3], atol=1e-6)


@given(st.floats(-80, 80), st.floats(-170, 170))
def test_equal_earth_is_equal_area(lat: float, lon: float) -> None:
    """The area of a small cell is the same wherever it lies, to first order: dx dy = cos(lat) dlon dlat."""
    step = 1e-3
    corner, east, north = (
        equal_earth(np.array(lon + across), np.array(lat + up))
        for across, up in ((0, 0), (step, 0), (0, step))
    )
    (x1, y1), (x2, y2) = east - corner, north - corner
    on_the_sphere = np.cos(np.radians(lat)) * np.radians(step) ** 2
    assert abs(x1 * y2 - x2 * y1) == pytest.approx(on_the_sphere, rel=1e-3)


def test_map_fills_countries_by_how_many_members_they_have() -> None:
    with override("fr"):
        drawn = member_map({"CN": 8, "PK": 1, "DE": 3, "SG": 4, "": 2})
    shapes = {shape.code: shape for shape in drawn.shapes}
    assert {code: shape.shade for code, shape in shapes.items()} == {"CN": 4, "DE": 2, "PK": 1, "SG": 3}
    assert (shapes["DE"].name, shapes["SG"].path, shapes["SG"].point is not None) == ("Allemagne", "", True)
    assert drawn.classes == ((1, "1"), (2, "2–3"), (3, "4–7"), (4, "8+"))
    everywhere = member_map({})
    assert len(everywhere.land) > len(drawn.land)


@pytest.mark.usefixtures("named")
def test_map_and_list_are_those_of_the_end_of_the_year(client: Client) -> None:
    for code, on in (("cas", date(2018, 11, 4)), ("zagreb", date(2020, 11, 9))):
        held = actions.apply_for_membership(
            actor=None, institution=Institution.objects.get(code=code), evidence="Why", on=on
        )
        actions.endorse_membership(actor=None, membership=held, evidence="Board", on=on)
    assert queries.members_by_country(date(2019, 12, 31)) == {"HR": 1}
    page = client.get("/network/?year=2019").content.decode()
    assert ("Chinese Academy of Sciences" in page, "Sveučilište" in page) == (True, False)
    assert '<option value="2019" selected>' in page
    assert "Boundaries and names imply no opinion on status." in page


@pytest.mark.parametrize("ror", ["05a28rw58", "042nb2s44", "01an7q238", "034t30j35", "035b05819"])
def test_ror_ids_of_real_institutions_hold(ror: str) -> None:
    assert what_is_wrong_with_ror(ror) == ""
    assert plain_ror(f" https://ror.org/{ror.upper()}/ ") == ror


@given(st.text(ALPHABET, min_size=6, max_size=6), st.integers(1, 6), st.sampled_from(ALPHABET))
def test_one_mistyped_character_of_a_ror_id_is_caught(middle: str, place: int, typed: str) -> None:
    stem = f"0{middle}"
    whole = stem + check_digits(stem)
    assert what_is_wrong_with_ror(whole) == ""
    wrong = whole[:place] + typed + whole[place + 1 :]
    assert bool(what_is_wrong_with_ror(wrong)) == (wrong != whole)


@pytest.mark.django_db
def test_contacts_are_seen_by_the_secretariat_and_the_institution_alone(
    institution: Institution, make_user: MakeUser, client: Client
) -> None:
    Contact.objects.create(institution=institution, name="Ann Contact", email="ann@example.org")
    address = institution.get_absolute_url()
    seen = {}
    own = make_user("member-contact", scope=Scope(ScopeKind.INSTITUTION, institution.code))
    other = make_user("member-contact", scope=Scope(ScopeKind.INSTITUTION, "elsewhere"))
    for who, user in (
        ("visitor", None),
        ("own", own),
        ("other", other),
        ("secretariat", make_user("secretariat")),
    ):
        browser = Client()
        if user:
            browser.force_login(user)
        seen[who] = "ann@example.org" in browser.get(address).content.decode()
    assert seen == {"visitor": False, "own": True, "other": False, "secretariat": True}


@pytest.mark.django_db
def test_memoranda_in_force_are_told_from_those_that_ended() -> None:
    partner = Partner.objects.create(code="p", name="Partner")
    for title, ends in (("Ended", date(2020, 1, 1)), ("Open", None), ("To come", date(2999, 1, 1))):
        Memorandum.objects.create(partner=partner, title=title, signed=date(2019, 1, 1), ends=ends)
    assert sorted(one.title for one in queries.memoranda_in_force(date(2020, 1, 1))) == [
        "Ended",
        "Open",
        "To come",
    ]
    assert sorted(one.title for one in queries.memoranda_in_force(date(2020, 1, 2))) == ["Open", "To come"]
