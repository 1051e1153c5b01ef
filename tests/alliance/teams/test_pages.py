"""The teams' pages and API: what each visitor sees, what is asked again, and what nobody else may see."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.alliance.conftest import MakeUser
from tests.alliance.teams.conftest import MakeMember
from tests.alliance.teams.helpers import CLOSES, IN_TIME, file_name, forecast, give_entry

from anso.alliance.people.models import User
from anso.alliance.people.roles import ROLES
from anso.alliance.teams import actions, limits
from anso.alliance.teams.models import ModelEntry, Submission, Team
from anso.portal.accounts.tokens import create_token

TEAM = "/teams/tides/"
API = "/api/v1/teams/tides"


def browser(user: User | None) -> Client:
    client = Client()
    if user is not None:
        User.objects.filter(pk=user.pk).update(is_synthetic=True)  # enters without a second factor
        client.force_login(User.objects.get(pk=user.pk))
    return client


def submit(entry: ModelEntry, content: bytes, at=IN_TIME) -> Submission:
    return actions.submit(
        actor=None, entry=entry, name=file_name(), content=content, received_at=at
    ).submission


@pytest.fixture
def at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The round is open."""
    monkeypatch.setattr(timezone, "now", lambda: IN_TIME)


@pytest.fixture
def outsiders(make_user: MakeUser, make_member: MakeMember, entry: ModelEntry) -> dict[str, User | None]:
    """Everybody who is not of the team, the secretariat apart, which may read reports."""
    others = give_entry("waves").model.team
    return {
        "visitor": None,
        "signed in": make_user(),
        "another team": make_member(others, "team-manager"),
        **{role: make_user(role) for role in ROLES if role != "secretariat"},
    }


def test_rejected_files_and_reports_are_there_for_nobody_else(
    entry: ModelEntry, outsiders: dict[str, User | None]
) -> None:
    made = submit(entry, forecast(step=-1))
    seen = {}
    for who, user in outsiders.items():
        client = browser(user)
        seen[who] = {
            path: answer.status_code
            for path in (
                made.get_absolute_url(),
                f"{made.get_absolute_url()}file/",
                f"{API}/submissions",
                f"{API}/submissions/{made.pk}",
            )
            if (answer := client.get(path)).status_code not in (302, 403, 404)
        }
        page = client.get(TEAM).content.decode()
        assert (str(made.pk) in page, "Rejected</span>" in page, made.sha256[:12] in page) == (False,) * 3
    assert seen == {who: {} for who in outsiders}


def test_secretariat_reads_the_report_and_not_the_file(entry: ModelEntry, make_user: MakeUser) -> None:
    made = submit(entry, forecast(step=-1))
    client = browser(make_user("secretariat"))
    assert client.get(made.get_absolute_url()).status_code == 200
    assert client.get(f"{made.get_absolute_url()}file/").status_code == 403
    assert client.post(f"{made.get_absolute_url()}withdraw/").status_code == 403


def test_team_reads_its_report_and_gets_its_file_back(entry: ModelEntry, make_member: MakeMember) -> None:
    made = submit(entry, forecast(step=-1))
    client = browser(make_member(entry.model.team))
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Not accepted" in page
    assert "row" in page
    assert b"".join(client.get(f"{made.get_absolute_url()}file/")) == forecast(step=-1)


def test_submission_of_another_team_is_not_found_under_ones_own(
    entry: ModelEntry, make_member: MakeMember
) -> None:
    made = submit(entry, forecast())
    waves = give_entry("waves").model.team
    client = browser(make_member(waves, "team-manager"))
    assert client.get(f"/teams/waves/submissions/{made.pk}/").status_code == 404
    assert client.post(f"/teams/waves/submissions/{made.pk}/withdraw/").status_code == 404
    assert client.get(f"/api/v1/teams/waves/submissions/{made.pk}").status_code == 404


@pytest.mark.usefixtures("at_work")
def test_page_takes_a_file_and_answers_with_its_report(entry: ModelEntry, make_member: MakeMember) -> None:
    client = browser(make_member(entry.model.team))
    given = {"entry": entry.pk, "round": "", "file": SimpleUploadedFile(file_name(), forecast())}
    answer = client.post(f"{TEAM}submit/", given)
    made = entry.submissions.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, made.get_absolute_url())
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Accepted: this version counts" in page
    assert "18:59:59 UTC" in page
    assert "23:59:59" in page


@pytest.mark.usefixtures("at_work")
def test_chosen_round_names_the_file_whatever_it_is_called(
    entry: ModelEntry, make_member: MakeMember
) -> None:
    client = browser(make_member(entry.model.team))
    given = {
        "entry": entry.pk,
        "round": "walk/2024-01-06",
        "file": SimpleUploadedFile("forecast (1).csv", forecast()),
    }
    client.post(f"{TEAM}submit/", given)
    made = entry.submissions.get()
    assert (made.path.rpartition("/")[2], made.state) == (file_name(), "accepted")


@pytest.mark.usefixtures("at_work")
def test_what_was_chosen_is_not_lost_when_the_file_is_missing(
    entry: ModelEntry, make_member: MakeMember
) -> None:
    client = browser(make_member(entry.model.team))
    answer = client.post(f"{TEAM}submit/", {"entry": entry.pk, "round": "walk/2024-01-06"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose a file." in page
    assert re.search(rf'<option value="{entry.pk}" selected', page)
    assert '<option value="walk/2024-01-06" selected' in page


@pytest.mark.usefixtures("at_work")
def test_file_above_the_limit_is_refused_with_a_sentence(
    entry: ModelEntry, make_member: MakeMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MEGABYTES", 1)
    client = browser(make_member(entry.model.team))
    given = {"entry": entry.pk, "file": SimpleUploadedFile(file_name(), b"0" * 1_100_000)}
    answer = client.post(f"{TEAM}submit/", given)
    assert (answer.status_code, "is above the" in answer.content.decode()) == (422, True)
    assert entry.submissions.count() == 0


@pytest.mark.usefixtures("at_work")
def test_program_gets_the_report_as_json(entry: ModelEntry, make_member: MakeMember) -> None:
    member = make_member(entry.model.team)
    token = create_token(actor=member, name="nightly").text
    program = Client(headers={"Authorization": f"Bearer {token}"})
    url = f"{API}/models/current/submissions?hub=walk"

    def send(content: bytes, **given: str):
        return program.post(url, {"file": SimpleUploadedFile(file_name(), content), **given})

    wrong, right, again = send(forecast(step=-1)), send(forecast()), send(forecast())
    assert [answer.status_code for answer in (wrong, right, again)] == [422, 201, 200]
    assert (wrong.json()["state"], wrong.json()["report"]["ok"]) == ("rejected", False)
    assert (right.json()["state"], right.json()["deadline"]) == ("accepted", "2024-01-08T18:59:59Z")
    assert again.json()["id"] == right.json()["id"]
    listed = program.get(f"{API}/submissions?round=2024-01-06").json()
    assert sorted(made["state"] for made in listed) == ["accepted", "rejected"]
    withdrawn = program.post(f"{API}/submissions/{right.json()['id']}/withdraw")
    assert withdrawn.json()["state"] == "withdrawn"


def test_program_without_the_teams_token_sends_nothing(
    entry: ModelEntry, outsiders: dict[str, User | None]
) -> None:
    url = f"{API}/models/current/submissions?hub=walk"
    statuses = {
        who: browser(user).post(url, {"file": SimpleUploadedFile(file_name(), forecast())}).status_code
        for who, user in outsiders.items()
    }
    assert set(statuses.values()) == {403}
    assert entry.submissions.count() == 0


def test_public_sees_what_counts_and_what_is_late(entry: ModelEntry) -> None:
    submit(entry, forecast())
    submit(entry, forecast(level=1), CLOSES + (CLOSES - IN_TIME))
    page = browser(None).get(TEAM).content.decode()
    assert page.count("Accepted</span>") == 1
    assert page.count("Late</span>") == 1


def test_team_that_waits_is_known_to_its_people_and_the_secretariat(
    make_user: MakeUser, make_member: MakeMember
) -> None:
    team = give_entry("young", approved=False).model.team
    path = reverse("teams:team", args=["young"])
    seen = {
        who: browser(user).get(path).status_code
        for who, user in {
            "visitor": None,
            "other": make_user(),
            "member": make_member(team),
            "secretariat": make_user("secretariat"),
        }.items()
    }
    assert seen == {"visitor": 404, "other": 404, "member": 200, "secretariat": 200}
    assert "young" not in browser(None).get("/teams/").content.decode()
    assert browser(None).get("/api/v1/teams/young").status_code == 404


def test_registering_entering_a_model_and_approving_by_the_pages(make_user: MakeUser, hub: object) -> None:
    person, secretariat = browser(make_user()), browser(make_user("secretariat"))
    wrong = person.post(
        "/teams/register/", {"name": "Team of dunes", "abbr": "du-nes", "website": "dunes.example"}
    )
    assert wrong.status_code == 422
    assert 'value="Team of dunes"' in wrong.content.decode()
    person.post("/teams/register/", {"name": "Team of dunes", "abbr": "dunes"})
    model = {"hub": "walk", "abbr": "sand", "designated_model": "on", "license": "MIT"}
    wrong = person.post("/teams/dunes/models/new/", model)
    assert (wrong.status_code, 'value="sand"' in wrong.content.decode()) == (422, True)
    person.post("/teams/dunes/models/new/", model | {"model_name": "Sand"})
    entry = ModelEntry.objects.get(model__team__abbr="dunes")
    assert entry.metadata == {
        "team_name": "Team of dunes",
        "team_abbr": "dunes",
        "model_abbr": "sand",
        "model_name": "Sand",
        "designated_model": True,
        "license": "MIT",
    }
    secretariat.post("/teams/dunes/decide/", {"decision": "approve"})
    assert Team.objects.get(abbr="dunes").is_approved
    assert "Team of dunes" in browser(None).get("/teams/").content.decode()
    assert person.post("/teams/dunes/decide/", {"decision": "close"}).status_code == 403
