"""Answers of any shape: nothing that a program may send makes the form fail, and what is kept is kept the same."""

import json
from typing import Any

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.alliance.calls.world import good_answers

from anso.alliance.calls.definition import FieldKind, check_answers, cleaned, facts, read_definition, template
from anso.alliance.calls.forms.applying import questions, read_sent
from anso.alliance.calls.queries.drafts import answers_asked, ineligible

COLUMNS = [
    {"code": "what", "label": "What"},
    {"code": "day", "label": "Day", "kind": "date", "required": False},
    {"code": "amount", "label": "Amount", "kind": "number"},
]


def field(kind: FieldKind) -> dict[str, Any]:
    extra: dict[str, Any] = {}
    if kind in (FieldKind.CHOICE, FieldKind.CHOICES):
        extra["choices"] = [{"code": "a", "label": "A"}, {"code": "b", "label": "B"}]
    if kind in (FieldKind.TABLE, FieldKind.BUDGET):
        extra |= {"columns": COLUMNS, "ceiling": 1000}
    if kind == FieldKind.REFEREES:
        extra["most"] = 3
    return {"code": kind.value, "kind": kind.value, "label": kind.value.title(), "fact": kind.value, **extra}


EVERY_KIND = read_definition(
    {
        **template("scholarship").model_dump(mode="json"),
        "sections": [{"code": "all", "title": "All", "fields": [field(kind) for kind in FieldKind]}],
        "eligibility": [
            {
                "code": "day",
                "reason": "Late",
                "all_of": [{"field": "date", "operator": "on or after", "value": "2000-01-01"}],
            },
            {
                "code": "many",
                "reason": "Few",
                "all_of": [{"field": "number", "operator": "at least", "value": 3}],
            },
            {
                "code": "odd",
                "reason": "Odd",
                "any_of": [{"field": "text", "operator": "at most", "value": 3}],
            },
        ],
        "selection": {"places": 1},
        "stages": [{"code": "screening", "title": "Screening", "kind": "screening"}],
    }
)
CODES = [kind.value for kind in FieldKind]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.just("nan") | st.just("1e999"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["what", "day", "amount", "name", "email", "x"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
ANSWERS = st.dictionaries(st.sampled_from([*CODES, "unknown"]), ANYTHING, max_size=8)


@given(ANSWERS)
@settings(max_examples=150, deadline=None)
def test_any_answers_are_cleaned_once_and_for_all_and_judged_without_failing(
    given_answers: dict[str, Any],
) -> None:
    once = cleaned(EVERY_KIND, given_answers)
    assert cleaned(EVERY_KIND, once) == once
    assert set(once) <= set(CODES) - {"file"}
    kept = json.loads(json.dumps(once, allow_nan=False))
    assert kept == once
    check_answers(EVERY_KIND, once, {})
    facts(EVERY_KIND, once)
    answers_asked(EVERY_KIND, once)


@pytest.mark.django_db
@given(ANSWERS)
@settings(max_examples=60, deadline=None)
def test_any_answers_can_be_shown_and_held_against_the_rules(given_answers: dict[str, Any]) -> None:
    kept = cleaned(EVERY_KIND, given_answers)
    section = EVERY_KIND.sections[0]
    shown = questions(EVERY_KIND, section, kept, problems=check_answers(EVERY_KIND, kept, {}))
    assert [one.code for one in shown] == CODES
    list(ineligible(EVERY_KIND, kept))


@pytest.mark.django_db
@given(
    st.dictionaries(
        st.sampled_from(["asked", "f-text", "f-table-1-what", "f-table--1-what", "f-table-x", "f-budget-99999999999-a", "f-referees-3-email", "revision", "remove", "add"]),
        st.lists(st.text(max_size=12) | st.sampled_from([*CODES, "table-1", "budget-0", "-1"]), min_size=1, max_size=4),
        max_size=8,
    )
)  # fmt: skip
@settings(max_examples=80, deadline=None)
def test_any_page_that_is_sent_is_read(sent: dict[str, list[str]]) -> None:
    request = RequestFactory().post("/")
    post = QueryDict(mutable=True)
    for name, values in sent.items():
        post.setlist(name, values)
    request._post = post  # type: ignore[attr-defined]
    request._files = {}  # type: ignore[attr-defined]
    found = read_sent(request, EVERY_KIND.fields)
    cleaned(EVERY_KIND, found.answers)


def test_answers_that_hold_come_back_from_what_was_kept_unchanged() -> None:
    form = template("scholarship")
    kept = cleaned(form, good_answers())
    assert check_answers(form, kept, {"passport": 1, "transcript": 1}) == []
    assert kept["plan"] == good_answers()["plan"].strip()
    assert {code: kept[code] for code in ("birth", "terms", "truth")} == {
        "birth": "1995-05-04",
        "terms": ["climate-change"],
        "truth": True,
    }


def test_rule_on_a_number_written_as_words_keeps_nobody_out() -> None:
    told = [rule.code for rule in ineligible(EVERY_KIND, {"text": "three", "number": "two", "date": "soon"})]
    assert told == []
    assert [rule.code for rule in ineligible(EVERY_KIND, {"number": 2})] == ["many"]
