"""What a program may send that no page would: numbers beyond all numbers, text no database keeps, line breaks in titles."""

import json
from typing import Any

import pytest
import time_machine
from django.core import mail
from tests.alliance.calls.world import DURING, definition, open_call, person, submitted
from tests.portal.guard.people import sign_in

from anso.alliance.calls import actions
from anso.alliance.calls.decision_mail import mail_due_letters
from anso.alliance.calls.definition import LetterKind, cleaned, read_definition
from anso.alliance.calls.definition_files import read_file
from anso.alliance.calls.lettering import letters_for
from anso.alliance.calls.models import Application, Letter
from anso.errors import InvalidInputError

pytestmark = pytest.mark.django_db

NAME = "A\r\nBcc: everybody@example.org\u2028B"


def saved(answers: str, of: str = "research") -> tuple[int, Application]:
    """A draft after answers were sent as this very JSON."""
    applicant = person("ada")
    with time_machine.travel(DURING, tick=False):
        draft = actions.start_application(actor=applicant, call=open_call("c-1", of=of))
        response = sign_in(applicant).patch(
            f"/api/v1/applications/{draft.pk}",
            f'{{"revision": {draft.revision}, "answers": {answers}}}',
            content_type="application/json",
        )
    draft.refresh_from_db()
    return response.status_code, draft


def field_of(kind: str, of: str = "research") -> dict[str, Any]:
    sections = definition(of)["sections"]
    return next(field for section in sections for field in section["fields"] if field["kind"] == kind)


def test_a_budget_of_numbers_beyond_all_numbers_is_kept_as_text_and_sums_to_nothing() -> None:
    budget = field_of("budget")
    amount = budget["columns"][-1]["code"]
    rows = [{amount: 1e308}, {amount: "1e308"}, {amount: "NaN"}, {amount: "-Infinity"}, {amount: 250}]
    status, draft = saved(json.dumps({budget["code"]: rows}))
    assert (status, [row[amount] for row in draft.answers[budget["code"]]]) == (
        200,
        ["1e+308", "1e308", "NaN", "-Infinity", 250],
    )
    assert draft.facts.get(budget["fact"], 250) == 250


def test_halves_of_characters_and_nul_are_kept_out_of_texts_and_lists() -> None:
    several = field_of("terms", "scholarship")["code"]
    given = {"name": "A\ud800B\0", several: ["x\0", "\udfff", {"a": 1}, "y" * 2000]}
    kept = cleaned(read_definition(definition()), given)
    assert (kept["name"], kept[several]) == ("A?B", ["x", "?", "y" * 500])


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            r'{"revision": 1, "answers": {"name": "A\ud800"}}',
            "answers.name: This holds a character that is no text",
        ),
        (r'{"revision": 1, "answers": {"plan": ["\u0000"]}}', "answers.plan.0: This holds a character"),
        (r'{"revision": 1, "answers": {"na\u0000me": 1}}', "answers: This holds a character that is no text"),
        ('{"revision": ', "The body is not JSON in UTF-8"),
        ("[" * 100_000, "The body is nested too deeply"),
    ],
)
def test_a_body_that_is_no_text_is_refused_in_a_sentence(body: str, told: str) -> None:
    draft = actions.start_application(actor=(ada := person("ada")), call=open_call(), received_at=DURING)
    response = sign_in(ada).patch(f"/api/v1/applications/{draft.pk}", body, content_type="application/json")
    assert (response.status_code, told in response.json()["error"]) == (400, True)


def test_a_line_break_in_a_title_reaches_no_header_of_a_mail() -> None:
    given = definition()
    given["letters"][0]["subject"] = {"en": "For {title} {name}"}
    call = open_call(given=given)
    applicant = person("ada")
    type(applicant).objects.filter(pk=applicant.pk).update(name=NAME)
    found = submitted(applicant, call).application
    Application.objects.filter(pk=found.pk).update(title=NAME)
    found.refresh_from_db()
    kind = LetterKind(given["letters"][0]["kind"])
    (letter,) = letters_for(call, kind, [found], {}, moment=DURING)
    assert letter.subject == "For A Bcc: everybody@example.org B A Bcc: everybody@example.org B"
    Letter.objects.bulk_create([letter])
    mail.outbox.clear()
    assert mail_due_letters() == 1
    assert (mail.outbox[0].subject.count("\n"), mail.outbox[0].bcc) == (0, [])


def test_a_text_of_one_line_stays_one_line() -> None:
    _status, draft = saved(json.dumps({"name": NAME}), "scholarship")
    assert draft.answers["name"] == "A Bcc: everybody@example.org B"


@pytest.mark.parametrize("number", [".inf", "-.inf", ".nan"])
def test_a_definition_takes_no_number_beyond_all_numbers(number: str) -> None:
    given = definition()
    given["selection"]["quotas"][0]["most"] = "HERE"
    content = json.dumps(given).replace('"HERE"', number)
    with pytest.raises(InvalidInputError, match=r"selection\.quotas\.0\.most"):
        read_definition(read_file(content.encode()))


@pytest.mark.parametrize(
    "content",
    [
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
        b"!!python/object/apply:os.system ['true']",
        b"[" * 20_000,
        b"{a: " * 20_000,
        b"\xff\xfe",
        b"- 1",
        b'{"a": 1e999}',
        b"a: " + b"9" * 5000,
    ],
)
def test_a_hostile_definition_file_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(InvalidInputError):
        read_definition(read_file(content))
