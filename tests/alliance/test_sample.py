"""The sample alliance: as published, loaded once, and never over what people changed."""

import time
from collections import Counter
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import RequestFactory
from django.utils import timezone
from tests.alliance.conftest import MakeUser

from anso.alliance.calls.models import Call, CallVersion, Programme
from anso.alliance.calls.queries.public import Phase, phase_of
from anso.alliance.events import queries as events
from anso.alliance.events.models import Event, EventCountry
from anso.alliance.network import queries as network
from anso.alliance.network.models import Association, Institution, Membership, Memorandum, PublishedFigure
from anso.alliance.people.models import AuditEvent, AuditHead, User
from anso.alliance.people.roles import ROLES
from anso.alliance.people.rules import holds
from anso.alliance.projects import queries as projects
from anso.alliance.projects.models import Project, ProjectCountry
from anso.alliance.sample.actions import SignIn, load_sample
from anso.alliance.sample.management.commands.loadsample import Command
from anso.alliance.search import SearchRecord, searchable_records
from anso.alliance.teams.models import ModelEntry, Team, TeamModel
from anso.errors import InvalidInputError

PASSWORD = "eleven tides a week"
RECORDS = (
    Institution,
    Membership,
    Association,
    Memorandum,
    PublishedFigure,
    Project,
    ProjectCountry,
    Event,
    EventCountry,
    Team,
    TeamModel,
    ModelEntry,
    Programme,
    CallVersion,
)


@pytest.fixture
def sample(db: None) -> list[SignIn]:
    return load_sample(password=PASSWORD)


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in (*RECORDS, User)}


@pytest.mark.usefixtures("sample")
def test_projects_are_as_many_as_were_published() -> None:
    by_programme = Counter(Project.objects.values_list("programme", flat=True))
    assert by_programme == {
        "china-called": 8,
        "international": 8,
        "advisory": 11,
        "emergency": 5,
        "flagship": 3,
    }


@pytest.mark.usefixtures("sample")
def test_members_named_and_totals_published() -> None:
    assert Counter(Membership.objects.values_list("kind", flat=True)) == {
        "founding": 1,
        "endorsed": 7,
        "named": 8,
        "": 1,  # a made-up application that waits
    }
    assert {figure.code: figure.value for figure in PublishedFigure.objects.all()} == {
        "members": 59,
        "members-founding": 37,
        "members-endorsed-2019": 15,
        "members-endorsed-2020": 7,
    }
    assert [found.institution.code for found in network.members_in("ME")] == [
        "masa",
        "university-of-donja-gorica",
    ]


@pytest.mark.usefixtures("sample")
def test_associations_are_nineteen_of_which_one_has_two_parts() -> None:
    numbers = list(Association.objects.values_list("number", flat=True))
    assert numbers == [*map(str, range(1, 13)), "13A", "13B", *map(str, range(14, 20))]
    assert network.associations_hosted_in("CN").count() == 19  # the host of number 5 names no country


@pytest.mark.usefixtures("sample")
def test_thirty_meetings_are_listed_and_five_trainings_told() -> None:
    rows = Event.objects.filter(listed_as__startswith="Annual report 2020, meetings, row ")
    assert sorted(int(row.listed_as.rsplit(" ", 1)[1]) for row in rows) == list(range(1, 31))
    trainees = Event.objects.filter(kind="training").order_by("starts").values_list("trainees", flat=True)
    assert list(trainees) == [500, 47, 100, 179, 300]
    assert Event.objects.filter(kind="donation").count() == 5


@pytest.mark.usefixtures("sample")
def test_pakistan_in_the_sample() -> None:
    assert [found.code for found in projects.projects_in("PK")] == ["2020-international-5"]
    assert {found.code for found in events.events_in("PK")} == {
        "2020-meeting-1",
        "2020-meeting-9",
        "2020-meeting-29",
        "2020-training-disaster-risk-reduction",
        "2020-donation-thailand-pakistan",
        "2020-donation-cleaning-gel",
    }


@pytest.mark.usefixtures("sample")
def test_every_record_of_the_sample_is_valid() -> None:
    for model in RECORDS:
        for record in model._default_manager.all():
            record.full_clean()


def test_one_synthetic_account_for_each_role(sample: list[SignIn]) -> None:
    assert [sign_in.role for sign_in in sample] == list(ROLES)
    for role, email, password in sample:
        user = authenticate(RequestFactory().post("/"), username=email, password=password)
        assert isinstance(user, User)
        assert [held for held in ROLES if holds(user, held)] == [role]
        assert user.is_synthetic is True
        assert user.name.endswith("(synthetic)")
        assert email.endswith("@sample.invalid")


def test_loading_twice_changes_nothing(sample: list[SignIn]) -> None:
    before, head = counts(), AuditHead.objects.get().hash
    again = load_sample(password="another password altogether")
    assert counts() == before
    assert AuditHead.objects.get().hash == head
    assert again == [SignIn(role, email, "") for role, email, _password in sample]


@pytest.mark.usefixtures("sample")
def test_what_people_changed_or_deleted_stays_so() -> None:
    Institution.objects.filter(code="fiocruz").update(name="Oswaldo Cruz Foundation")
    Event.objects.get(code="2020-donation-masks").delete()
    User.objects.get(email="editor@sample.invalid").delete()
    before = counts()
    sign_ins = load_sample(password=PASSWORD)
    assert counts() == before
    assert Institution.objects.get(code="fiocruz").name == "Oswaldo Cruz Foundation"
    assert "editor" not in [sign_in.role for sign_in in sign_ins]


@pytest.mark.django_db
def test_record_that_people_made_first_stays_theirs() -> None:
    Institution.objects.create(code="cas", name="Our own")
    load_sample(accounts=False)
    assert Institution.objects.get(code="cas").name == "Our own"
    assert Membership.objects.filter(institution__code="cas").count() == 0
    assert Institution.objects.get(code="ipe").parent == Institution.objects.get(code="cas")
    assert User.objects.count() == 0


@pytest.mark.usefixtures("sample")
def test_loading_is_told_in_one_event() -> None:
    event = AuditEvent.objects.filter(verb="sample.load").latest("sequence")
    assert event.details == {
        "institutions": 50,
        "associations": 20,
        "partners": 2,
        "figures": 4,
        "projects": 35,
        "teams": 1,
        "events": 44,
        "governance": 3,
        "programmes": 8,
        "calls": 2,
    }


@pytest.mark.usefixtures("sample")
def test_a_call_is_open_to_be_tried_and_the_scholarship_ended_with_march_in_beijing() -> None:
    calls = {call.code: call for call in Call.objects.select_related("version")}
    assert {call.is_synthetic for call in calls.values()} == {True}
    scholarship = calls["scholarship-2021"].current
    assert scholarship.deadline == datetime(2021, 3, 31, 15, 59, 59, tzinfo=UTC)
    phases = {code: phase_of(call, timezone.now()) for code, call in calls.items()}
    assert phases == {"scholarship-2021": Phase.JUDGED, "research-trial": Phase.OPEN}
    ends = calls["research-trial"].current.deadline
    assert ends is not None
    assert f"{ends:%H:%M:%S}" == "15:59:59"


@pytest.mark.django_db
def test_weak_password_loads_nothing() -> None:
    with pytest.raises(InvalidInputError, match="password"):
        load_sample(password="12345")
    assert Institution.objects.count() == 0


@pytest.mark.django_db
def test_loading_is_for_administrators(make_user: MakeUser) -> None:
    with pytest.raises(PermissionDenied, match="Only an administrator"):
        load_sample(actor=make_user("secretariat"))


@pytest.mark.django_db
def test_loading_takes_less_than_three_seconds() -> None:
    started = time.perf_counter()
    load_sample()
    assert time.perf_counter() - started < 3


@pytest.mark.django_db
def test_command_prints_a_sign_in_for_each_role() -> None:
    out = StringIO()
    call_command(Command(), password=PASSWORD, stdout=out)
    assert [line.split(maxsplit=1)[0] for line in out.getvalue().splitlines()] == list(ROLES)
    assert out.getvalue().count(PASSWORD) == len(ROLES)


@pytest.mark.usefixtures("sample")
def test_search_is_offered_every_public_record(django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(13):  # type: ignore[operator]
        found = list(searchable_records())
    assert Counter(record.kind for record in found) == {
        "person": 1,  # made up, and shown to everyone
        "institution": 50,
        "association": 20,
        "project": 35,
        "team": 1,
        "event": 44,
        "body": 4,
        "meeting": 4,
        "resolution": 6,
        "call": 2,
    }
    assert len({(record.kind, record.key) for record in found}) == len(found)
    (league,) = [record for record in found if record.key == "13B"]
    assert league == SearchRecord(
        kind="association",
        key="13B",
        title="ANSO Botanical Gardens Union ANSO-BGU (B)",
        text="Hongwen Huang; Hai Ren South China Botanical Garden, CAS",
        url_name="network:association",
        url_kwargs={"number": "13B"},
        places=("CN",),
    )
