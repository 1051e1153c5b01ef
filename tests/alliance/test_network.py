"""The network: who is a member when and where, and what its pages show."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.translation import override

from anso.alliance.network import queries
from anso.alliance.network.models import Association, Institution, Membership, PublishedFigure
from anso.alliance.network.queries import YearCount
from anso.alliance.panels import country_panels, institution_panels
from anso.alliance.projects.models import Project


def member(
    code: str,
    country: str,
    since: date | None,
    *,
    until: date | None = None,
    evidence: date = date(2020, 12, 31),
) -> Membership:
    institution = Institution.objects.create(code=code, name=code.title(), country=country)
    return Membership.objects.create(
        institution=institution,
        kind="endorsed",
        since=since,
        until=until,
        evidence="A report",
        evidence_date=since or evidence,
    )


@pytest.fixture
def members(db: None) -> None:
    member("alpha", "PK", date(2018, 11, 4))
    member("beta", "PK", date(2020, 11, 9))
    member("gamma", "TH", date(2018, 11, 4), until=date(2020, 3, 1))
    member("delta", "", None)


@pytest.mark.usefixtures("members")
def test_members_of_a_country_on_a_day() -> None:
    def codes(country: str, on: date) -> list[str]:
        return [found.institution.code for found in queries.members_in(country, on)]

    assert codes("PK", date(2019, 1, 1)) == ["alpha"]
    assert codes("PK", date(2020, 11, 9)) == ["alpha", "beta"]
    assert codes("TH", date(2020, 2, 29)) == ["gamma"]
    assert codes("TH", date(2020, 3, 1)) == []
    assert codes("", date(2020, 12, 30)) == []
    assert codes("", date(2020, 12, 31)) == ["delta"]


@pytest.mark.usefixtures("members")
def test_counts_by_year() -> None:
    assert queries.membership_counts_by_year() == [
        YearCount(2018, joined=2, members=2),
        YearCount(2019, joined=0, members=2),
        YearCount(2020, joined=2, members=3),
    ]


@pytest.mark.django_db
def test_counts_of_nobody_are_none() -> None:
    assert queries.membership_counts_by_year() == []


@pytest.mark.usefixtures("members")
def test_groups_stand_in_the_order_of_the_readers_language() -> None:
    member("epsilon", "DE", date(2020, 1, 1))
    member("zeta", "AT", date(2020, 1, 1))
    with override("en"):
        assert [group.name for group in queries.memberships_by_country()] == [
            "Austria",
            "Germany",
            "Pakistan",
            "",
        ]
    with override("fr"):
        assert [group.name for group in queries.memberships_by_country()] == [
            "Allemagne",
            "Autriche",
            "Pakistan",
            "",
        ]


@pytest.mark.usefixtures("members")
def test_one_open_membership_per_institution() -> None:
    alpha = Institution.objects.get(code="alpha")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            institution=alpha, kind="named", evidence="Again", evidence_date=date(2020, 1, 1)
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("country", "ZZ", "ZZ"),
        ("country", "pk", "pk is not a country code; its two-letter code is PK."),
        ("ror_id", "034t30j3", "034t30j3 is not a ROR id"),
        ("ror_id", "https://ror.org/034t30j35", "is not a ROR id"),
        ("names", {"tlh": "Q"}, "the languages are en, zh, ru, fr, es, ar"),
        ("names", {"fr": 1}, "Give names by language"),
        ("names", ["Q"], "Give names by language"),
    ],
)
def test_institution_refuses_codes_that_are_none(field: str, value: object, complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        Institution(code="x", name="X", **{field: value}).full_clean()


@pytest.mark.django_db
def test_institution_accepts_a_ror_id() -> None:
    Institution(code="x", name="X", country="PK", ror_id="034t30j35").full_clean()


@pytest.mark.usefixtures("members")
def test_overview_shows_records_beside_the_published_total(client: Client) -> None:
    assert "<h1>3 members known by name</h1>" in client.get("/network/").content.decode()
    PublishedFigure.objects.create(
        code="members",
        title="Members at the end of 2020",
        value=59,
        as_of=date(2020, 12, 31),
        source="A report",
    )
    page = client.get("/network/").content.decode()
    assert "<h1>59 members, 3 of them known by name</h1>" in page
    assert "<dd>59</dd>" in page
    assert '<a href="/network/institutions/alpha/">Alpha</a>' in page
    assert "Gamma" not in page


@pytest.mark.usefixtures("members")
def test_institution_page_tells_all_that_is_on_record(client: Client) -> None:
    alpha = Institution.objects.get(code="alpha")
    alpha.names = {"zh": "阿尔法研究所"}
    alpha.save()
    Association.objects.create(number="13A", name="League of Tides", host=alpha)
    Project.objects.create(
        code="p1", programme="advisory", number=1, title="Tides & trade", organisation=alpha, year=2020
    )
    page = client.get("/network/institutions/alpha/").content.decode()
    for told in ("League of Tides", "Tides &amp; trade", '<dd lang="zh">阿尔法研究所</dd>', "since"):
        assert page.count(told) >= 1, told
    assert client.get("/network/institutions/nowhere/").status_code == 404
    assert [item.title for panel in institution_panels("alpha") for item in panel.items] == ["Tides & trade"]


@pytest.mark.usefixtures("members")
def test_pages_need_few_queries(client: Client, django_assert_max_num_queries: object) -> None:
    for number in range(12):
        host = member(f"host-{number}", "CN", date(2019, 1, 1)).institution
        Association.objects.create(number=str(number), name=f"Association {number}", host=host)
    client.get("/network/")
    for address in ("/network/", "/network/institutions/host-3/", "/network/associations/3/"):
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            assert client.get(address).status_code == 200


@pytest.mark.usefixtures("members")
def test_country_panel_lists_members_and_hosted_associations(django_assert_num_queries: object) -> None:
    beta = Institution.objects.get(code="beta")
    Association.objects.create(number="7", name="League of Tides", acronym="LT", host=beta)
    with django_assert_num_queries(2):  # type: ignore[operator]
        items = queries.country_panel("PK")
    assert [(item.kind, item.title, item.note) for item in items] == [
        ("Member", "Alpha", "Endorsed by the board, since 4 November 2018"),
        ("Member", "Beta", "Endorsed by the board, since 9 November 2020"),
        ("Association", "League of Tides (LT)", "Beta"),
    ]
    assert [panel.app for panel in country_panels("PK")] == ["network"]
    assert country_panels("AQ") == []
