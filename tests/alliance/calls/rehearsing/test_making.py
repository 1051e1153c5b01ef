"""Made-up people, answers and judgements: whatever the form, they may be submitted, and the seed alone decides them."""

from collections import Counter
from datetime import date
from statistics import mean

import pytest

from anso import places
from anso.alliance.calls.definition import (
    Column,
    Definition,
    Field,
    FieldKind,
    Verdict,
    check_answers,
    judge,
    read_definition,
    template,
    templates,
)
from anso.alliance.calls.rehearsing.making.answers import answers_of
from anso.alliance.calls.rehearsing.making.chance import chance
from anso.alliance.calls.rehearsing.making.eligible import broken, kept
from anso.alliance.calls.rehearsing.making.judging import scores_of
from anso.alliance.calls.rehearsing.making.nations import houses_of, nations_of
from anso.alliance.calls.rehearsing.making.people import Applicant, Expert, applicant_of, expert_of
from anso.alliance.calls.rehearsing.scaling import scale_of, scaled

TODAY = date(2021, 1, 15)
NATIONS = nations_of(5)
HOUSES = houses_of(5, NATIONS, 150)
WITH_CHOICES = (FieldKind.CHOICE, FieldKind.CHOICES)


def applicants(count: int) -> list[Applicant]:
    return [applicant_of(5, number, NATIONS, HOUSES) for number in range(count)]


def files_of(definition: Definition) -> dict[str, int]:
    return {field.code: 1 for field in definition.fields if field.kind == FieldKind.FILE}


def every_kind() -> Definition:
    """A form that asks for everything a form can ask for, with narrow bounds."""
    choices = [{"code": code, "label": code} for code in ("a", "b", "c")]
    fields = []
    for kind in FieldKind:
        given: dict[str, object] = {"code": kind.value, "kind": kind.value, "label": kind.value}
        if kind in WITH_CHOICES:
            given["choices"] = choices
        if kind in (FieldKind.TABLE, FieldKind.BUDGET):
            columns = [
                Column(code="day", label={"en": "Day"}, kind=FieldKind.DATE),
                Column(code="sum", label={"en": "Sum"}, kind=FieldKind.NUMBER),
            ]
            given |= {
                "columns": [column.model_dump(mode="json") for column in columns],
                "least": 2,
                "most": 2,
            }
        if kind == FieldKind.BUDGET:
            given |= {"ceiling": 1000, "currency": "USD"}
        if kind in (FieldKind.CHOICES, FieldKind.COUNTRIES, FieldKind.TERMS, FieldKind.REFEREES):
            given |= {"least": 2, "most": 3}
        if kind in (FieldKind.NUMBER, FieldKind.WHOLE):
            given |= {"least": 7, "most": 9}
        if kind in (FieldKind.TEXT, FieldKind.LONG_TEXT):
            given |= {"least": 80, "most": 90}
        fields.append(given)
    return read_definition(
        {
            "title": "Everything", "summary": "Every kind", "sections": [{"code": "all", "title": "All", "fields": fields}],
            "stages": [{"code": "screening", "title": "Screening", "kind": "screening"}],
        }
    )  # fmt: skip


@pytest.mark.parametrize("name", [*templates(), ""])
def test_answers_to_any_form_may_be_submitted(name: str) -> None:
    definition = template(name) if name else every_kind()
    for one in applicants(40):
        answers = kept(
            definition, answers_of(5, definition, one, HOUSES, TODAY), chance(5, one.number), NATIONS.codes
        )
        assert check_answers(definition, answers, files_of(definition)) == []
        assert Verdict.FAILED not in judge(definition.eligibility, answers).values()


@pytest.mark.parametrize("name", [name for name in templates() if template(name).eligibility])
def test_answers_that_break_a_rule_break_nothing_else_of_the_form(name: str) -> None:
    definition = template(name)
    failed: Counter[str] = Counter()
    for one in applicants(60):
        answers = broken(
            definition, answers_of(5, definition, one, HOUSES, TODAY), chance(5, one.number), NATIONS.codes
        )
        assert answers is not None
        assert [
            problem
            for problem in check_answers(definition, answers, files_of(definition))
            if problem.message != "This is needed."
        ] == []
        failed.update(
            code for code, found in judge(definition.eligibility, answers).items() if found == Verdict.FAILED
        )
    assert set(failed) == {rule.code for rule in definition.eligibility}


def test_the_same_seed_makes_the_same_people_however_many_there_are() -> None:
    assert applicants(30)[:7] == applicants(7)
    assert applicant_of(6, 3, NATIONS, HOUSES) != applicant_of(5, 3, NATIONS, HOUSES)


def test_applicants_come_from_more_than_a_hundred_countries_in_unequal_shares() -> None:
    found = Counter(one.country for one in applicants(4000))
    assert len(found) > 100
    assert found.most_common(1)[0][1] > 5 * sorted(found.values())[len(found) // 2]
    assert {places.country(code).code for code in found} == set(found)


def test_the_severe_score_lower_and_the_good_are_scored_higher() -> None:
    criteria = template("scholarship").stages[1].criteria
    lenient, severe = (
        Expert(**{**vars(expert_of(5, 0, HOUSES)), "severity": severity, "noise": 0.5})
        for severity in (-1.0, 1.0)
    )

    def average(expert: Expert, merit: float) -> float:
        return mean(
            mean(scores_of(5, "merit", f"T-{number}", merit, expert, criteria).values())
            for number in range(300)
        )

    # Two standard deviations apart, of 0.16 of a scale of nine points each.
    assert average(lenient, 0) - average(severe, 0) == pytest.approx(2 * 0.16 * 9, abs=0.25)
    assert average(lenient, 1) - average(lenient, -1) == pytest.approx(2 * 0.16 * 9, abs=0.25)


def test_scores_stay_on_their_scale() -> None:
    criteria = template("scholarship").stages[1].criteria
    expert = expert_of(5, 1, HOUSES)
    given = [
        scores_of(5, "merit", str(n), merit, expert, criteria) for n in range(50) for merit in (-9.0, 9.0)
    ]
    assert {score for scores in given for score in scores.values()} == {1, 10}


def test_a_small_rehearsal_shrinks_places_and_quotas_of_people_together() -> None:
    definition = template("scholarship")
    scale = scale_of(definition, 150)
    assert scale == pytest.approx(0.1)
    small = scaled(definition, scale)
    bounds = {quota.code: (quota.least, quota.most, quota.least_share) for quota in small.selection.quotas}
    assert (small.selection.places, small.selection.waiting) == (50, 10)
    assert bounds["phd-ustc"] == (12, 18, None)
    assert bounds["women"] == (None, None, 0.4)
    assert bounds["country"] == (None, 6, None)
    assert small.stages[1].going.number == 120
    assert small.sections == definition.sections


def test_a_rehearsal_of_the_calls_own_size_changes_nothing() -> None:
    definition = template("scholarship")
    assert scaled(definition, scale_of(definition, 4000)) == definition


def test_fields_of_files_are_left_to_attachments() -> None:
    definition = template("scholarship")
    answers = answers_of(5, definition, applicants(1)[0], HOUSES, TODAY)
    asked: list[Field] = [field for field in definition.fields if field.kind == FieldKind.FILE]
    assert {field.code for field in asked} == {"passport", "transcript"}
    assert not {field.code for field in asked} & set(answers)
