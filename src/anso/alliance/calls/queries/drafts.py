"""What a draft still lacks, whom the rules keep out and why, and what of its answers is asked at all.

In come a definition and answers by field code; out go problems and reasons in the reader's language.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from anso.alliance.calls.definition import Definition, EligibilityRule, FieldKind, Verdict, check_answers
from anso.alliance.calls.definition.answers import asked
from anso.alliance.calls.models import Application
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.network.models import Institution
from anso.errors import Problem

__all__ = ["Ineligible", "answers_asked", "ineligible", "missing"]


@dataclass(frozen=True)
class Ineligible:
    """A rule that keeps the applicant out."""

    code: str
    reason: str
    fields: tuple[str, ...]
    """The fields it asks about: the reason stands beside them."""


def answers_asked(definition: Definition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to the fields that are asked, the others being what they are."""
    known = {field.code: answers[field.code] for field in definition.fields if field.code in answers}
    return {
        field.code: known[field.code]
        for field in definition.fields
        if field.code in known and asked(field, known)
    }


def missing(definition: Definition, application: Application, answers: Mapping[str, Any]) -> list[Problem]:
    """Everything that keeps the answers from being submitted."""
    counted = Counter(application.attachments.values_list("field", flat=True))
    return [*check_answers(definition, answers, counted), *unknown_institutions(definition, answers)]


def unknown_institutions(definition: Definition, answers: Mapping[str, Any]) -> Iterator[Problem]:
    """The definition knows no records: whether an institution is there is asked here."""
    given = {
        field.code: str(answers[field.code])
        for field in definition.fields
        if field.kind == FieldKind.INSTITUTION and answers.get(field.code) and asked(field, answers)
    }
    known = (
        set(Institution.objects.filter(code__in=given.values()).values_list("code", flat=True))
        if given
        else set()
    )
    for where, code in given.items():
        if code not in known:
            told = gettext("“%(given)s” is no institution of the directory; choose it from the list.")
            yield Problem(where, told % {"given": code})


def ineligible(definition: Definition, answers: Mapping[str, Any]) -> Iterator[Ineligible]:
    """The rules that fail on what was answered so far. An answer that is no day or number fails none: the form says so."""
    sound = sound_answers(definition, answers)
    for rule in definition.eligibility:
        if verdict(rule, sound) == Verdict.FAILED:
            fields = tuple(dict.fromkeys(test.field for test in (*rule.all_of, *rule.any_of)))
            yield Ineligible(rule.code, said_now(rule.reason), fields)


def verdict(rule: EligibilityRule, answers: Mapping[str, Any]) -> Verdict:
    try:
        return rule.verdict(answers)
    except (
        ValueError
    ):  # the rule compares as a day or number what its field takes as text: nothing follows from it
        return Verdict.OPEN


def sound_answers(definition: Definition, answers: Mapping[str, Any]) -> dict[str, Any]:
    wrong = {problem.where.partition(".")[0] for problem in check_answers(definition, answers)}
    return {code: value for code, value in answers.items() if code not in wrong}
