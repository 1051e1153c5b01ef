"""Applying: drafts are kept as they are, submissions whole, exact to the second, and once."""

import json
from hashlib import sha256

import pytest
from tests.alliance.calls.world import (
    LAST_SECOND,
    TOO_LATE,
    drafted,
    good_answers,
    open_call,
    person,
    submitted,
)

from anso.alliance.calls import actions
from anso.alliance.calls.models import Application
from anso.errors import InvalidInputError

pytestmark = pytest.mark.django_db


def test_submission_gives_numbers_in_order_and_a_receipt_over_all_of_it() -> None:
    call = open_call()
    first, second = (submitted(person(name), call) for name in ("ada", "ben"))
    assert [first.application.number, second.application.number] == ["SCH-2021-00001", "SCH-2021-00002"]
    assert first.sha256 == sha256(first.content_json.encode()).hexdigest()
    assert json.loads(first.content_json)["answers"]["plan"] == good_answers()["plan"].strip()


def test_submission_is_taken_in_the_last_second_and_not_in_the_next() -> None:
    call = open_call()
    ada, ben = person("ada"), person("ben")
    one, other = drafted(ada, call), drafted(ben, call)
    actions.submit_application(actor=ada, application=one, received_at=LAST_SECOND)
    with pytest.raises(InvalidInputError, match=r"^The deadline of this call is past\.$"):
        actions.submit_application(actor=ben, application=other, received_at=TOO_LATE)
    other.refresh_from_db()
    assert (other.state, other.number) == ("draft", "")


def test_submitting_twice_gives_the_same_receipt() -> None:
    call = open_call()
    ada = person("ada")
    first = submitted(ada, call)
    again = actions.submit_application(actor=ada, application=first.application, received_at=LAST_SECOND)
    assert (again.pk, Application.objects.get().submissions.count()) == (first.pk, 1)


def test_save_from_an_overtaken_tab_changes_nothing() -> None:
    call = open_call()
    ada = person("ada")
    draft = drafted(ada, call)
    with pytest.raises(actions.OvertakenError):
        actions.save_answers(actor=ada, application=draft, answers={"name": "Other"}, revision=0)
    draft.refresh_from_db()
    assert draft.answers["name"] == "Aigerim Example"


def test_save_whose_reply_was_lost_is_taken_again_and_changes_nothing() -> None:
    call = open_call()
    ada = person("ada")
    draft = actions.start_application(actor=ada, call=call, received_at=LAST_SECOND)
    first, again = (
        actions.save_answers(actor=ada, application=draft, answers={"name": "Ada"}, revision=0)
        for _ in range(2)
    )
    draft.refresh_from_db()
    assert (first.revision, again.revision, draft.revision) == (1, 1, 1)


def test_submission_is_refused_with_the_reason_to_whom_the_rules_keep_out() -> None:
    call = open_call()
    ada = person("ada")
    draft = drafted(ada, call, good_answers(citizenship="CN", birth="1980-01-01"))
    with pytest.raises(InvalidInputError) as refused:
        actions.submit_application(actor=ada, application=draft, received_at=LAST_SECOND)
    assert [problem.message for problem in refused.value.problems] == [
        "The scholarship is for citizens of countries other than China.",
        "For a PhD you must be born on or after 1 January 1986.",
    ]
