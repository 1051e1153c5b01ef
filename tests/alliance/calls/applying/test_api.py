"""Applying by programs: what the pages offer, with both texts where two wrote at once."""

import json
from typing import Any

import pytest
from django.test import Client
from tests.alliance.calls.applying.helpers import PDF, upload
from tests.alliance.calls.world import DURING, good_answers, open_call, person

from anso.portal.accounts import tokens

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anso.alliance.calls.api.applying.arrival_of", lambda _request: DURING)


class Program:
    """A caller with a token."""

    def __init__(self, name: str) -> None:
        key = tokens.create_token(actor=person(name), name="program").text
        self.client = Client(headers={"Authorization": f"Bearer {key}"})

    def send(self, method: str, path: str, given: Any = None) -> Any:
        body = {} if given is None else {"data": json.dumps(given), "content_type": "application/json"}
        return self.client.generic(method, f"/api/v1/{path}", **body)  # type: ignore[arg-type]


def test_program_goes_from_the_form_to_the_receipt() -> None:
    call = open_call()
    program = Program("ada")
    form = program.send("GET", f"calls/{call.code}/form").json()
    assert (form["version"], form["sections"][1]["fields"][0]["code"]) == (1, "degree")
    draft = program.send("POST", f"calls/{call.code}/applications").json()
    address = f"applications/{draft['id']}"
    saved = program.send("PATCH", address, {"revision": 0, "answers": good_answers()}).json()
    assert [problem["where"] for problem in saved["problems"]] == ["passport", "transcript"]
    for field in ("passport", "transcript"):
        sent = {"field": field, "file": upload(f"{field}.pdf", PDF)}
        assert program.client.post(f"/api/v1/{address}/files", sent).status_code == 201
    receipt = program.send("POST", f"{address}/submit", {"revision": 1}).json()
    again = program.send("POST", f"{address}/submit", {"revision": 1}).json()
    assert (receipt["number"], receipt) == ("SCH-2021-00001", again)
    content = program.client.get(receipt["content_url"])
    assert json.loads(content.content)["files"][0]["size"] == len(PDF)
    letters = program.send("GET", f"{address}/references").json()
    assert [letter["state"] for letter in letters] == ["asked", "asked"]


def test_save_on_an_overtaken_revision_gives_both_texts() -> None:
    program, call = Program("ada"), open_call()
    address = f"applications/{program.send('POST', f'calls/{call.code}/applications').json()['id']}"
    program.send("PATCH", address, {"revision": 0, "answers": {"plan": "mine"}})
    late = program.send("PATCH", address, {"revision": 0, "answers": {"plan": "other"}})
    told = late.json()
    assert (late.status_code, told["revision"], told["saved"], told["yours"]) == (
        409,
        1,
        {"plan": "mine"},
        {"plan": "other"},
    )


def test_submitting_what_is_not_whole_names_every_field() -> None:
    program, call = Program("ada"), open_call()
    address = f"applications/{program.send('POST', f'calls/{call.code}/applications').json()['id']}"
    refused = program.send("POST", f"{address}/submit", {})
    assert refused.status_code == 422
    assert {problem["where"] for problem in refused.json()["problems"]} >= {
        "name",
        "plan",
        "referees",
        "truth",
    }


@pytest.mark.parametrize(
    "answers", [[], "text", {"plan": {"a": [1]}, "terms": 3, "education": [1, None, {"year": "x"}]}]
)
def test_answers_of_any_shape_are_answered_with_a_sentence(answers: Any) -> None:
    program, call = Program("ada"), open_call()
    address = f"applications/{program.send('POST', f'calls/{call.code}/applications').json()['id']}"
    status = program.send("PATCH", address, {"revision": 0, "answers": answers}).status_code
    assert status == (200 if isinstance(answers, dict) else 422)
