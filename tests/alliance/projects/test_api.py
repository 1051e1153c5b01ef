"""The API offers the acts that the pages offer, and tells which."""

from typing import Any

import pytest
from django.test import Client
from tests.alliance.calls.world import person
from tests.alliance.projects import world
from tests.portal.guard.people import sign_in

from anso.alliance.people.models import User

pytestmark = pytest.mark.django_db


def sent(client: Client, path: str, values: dict[str, Any]) -> Any:
    return client.post(f"/api/v1{path}", {"values": values}, content_type="application/json")


def test_work_tells_what_may_be_done_and_an_act_is_done() -> None:
    leader = person("leader")
    project, client = world.project(leader), sign_in(leader)
    work = client.get(f"/api/v1/projects/{project.code}/inside").json()
    assert {act["act"] for act in work["acts"]} == {
        "add-team-member",
        "reach-milestone",
        "end-membership",
        "add-output",
        "ask-change",
    }
    values = {"kind": "data", "title": "Gauges", "doi": "https://doi.org/10.1000/G", "is_public": False}
    done = sent(client, f"/projects/{project.code}/acts/add-output", values).json()
    assert [(one["doi"], one["is_public"]) for one in done["outputs"]] == [("10.1000/g", False)]


def test_value_that_an_act_does_not_take_is_named() -> None:
    leader = person("leader")
    project, client = world.project(leader), sign_in(leader)
    answer = sent(client, f"/projects/{project.code}/acts/add-output", {"name": "Gauges"})
    assert answer.status_code == 422
    assert "kind, title, authors" in answer.content.decode()


def test_report_is_written_handed_in_and_judged() -> None:
    leader, expert = person("leader"), person("expert")
    project = world.project(leader)
    project.reports.filter(number=1).update(reviewer=expert)
    path = f"/api/v1/projects/{project.code}/reports/1"
    client = sign_in(leader)
    kept = client.put(path, {"text": "Ice", "revision": 0}, content_type="application/json").json()
    assert (kept["state"], kept["revision"]) == ("due", 1)
    client.post(f"{path}/submit", {"text": "Ice", "revision": 1}, content_type="application/json")
    judge = sign_in(User.objects.get(pk=expert.pk))
    judged = sent(judge, f"/projects/{project.code}/reports/1/review", {"accept": False, "missing": "A map"})
    assert (judged.json()["state"], judged.json()["reviews"][0]["missing"]) == ("returned", "A map")


def test_public_project_tells_its_public_outputs_alone(client: Client) -> None:
    project = world.project()
    project.outputs.create(kind="paper", title="Ice")
    project.outputs.create(kind="data", title="Gauges", is_public=False)
    told = client.get(f"/api/v1/projects/{project.code}").json()
    assert [one["title"] for one in told["outputs"]] == ["Ice"]
    assert (told["programme"], told["partners"]) == (
        "call:research",
        [{"organisation": "Institute of Water", "country": "Kyrgyzstan"}],
    )
