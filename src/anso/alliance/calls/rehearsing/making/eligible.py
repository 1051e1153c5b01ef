"""Answers made to keep the rules of eligibility, or to break one of them: both follow from the rules themselves."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from anso.alliance.calls.definition import Choice, Definition, EligibilityRule, Test, Verdict
from anso.alliance.calls.definition.answers import asked
from anso.alliance.calls.definition.eligibility import Operator, outcome

__all__ = ["broken", "kept"]

PASSES = 4
"""Keeping one rule may break another; after so many rounds the rules are taken to exclude each other."""
YEARS = 6


def kept(
    definition: Definition, answers: Mapping[str, Any], random: Random, countries: tuple[str, ...]
) -> dict[str, Any]:
    """The answers, changed where a rule keeps them out."""
    found = dict(answers)
    for _round in range(PASSES):
        failing = [rule for rule in definition.eligibility if rule.verdict(found) == Verdict.FAILED]
        if not failing:
            break
        for rule in failing:
            for test in rule.all_of or rule.any_of[:1]:
                if outcome(test, found) == Verdict.FAILED:
                    found[test.field] = value_of(test, definition, random, countries, holds=True)
        found = {code: value for code, value in found.items() if still_asked(definition, code, found)}
    return found


def broken(
    definition: Definition, answers: Mapping[str, Any], random: Random, countries: tuple[str, ...]
) -> dict[str, Any] | None:
    """The answers, changed so that one rule keeps them out; none where no rule can be broken."""
    for rule in random.sample(list(definition.eligibility), len(definition.eligibility)):
        changed = breaking(rule, definition, dict(answers), random, countries)
        if rule.verdict(changed) == Verdict.FAILED and all(
            still_asked(definition, test.field, changed) for test in rule.tests
        ):
            return changed
    return None


def breaking(
    rule: EligibilityRule,
    definition: Definition,
    answers: dict[str, Any],
    random: Random,
    countries: tuple[str, ...],
) -> dict[str, Any]:
    for test in rule.when:
        answers[test.field] = value_of(test, definition, random, countries, holds=True)
    for test in rule.all_of[:1] or rule.any_of:
        answers[test.field] = value_of(test, definition, random, countries, holds=False)
    return answers


def still_asked(definition: Definition, code: str, answers: Mapping[str, Any]) -> bool:
    field = definition.field(code)
    return field is not None and asked(field, answers)


def value_of(
    test: Test, definition: Definition, random: Random, countries: tuple[str, ...], *, holds: bool
) -> Any:
    """A value for which the test holds, or does not."""
    field = definition.field(test.field)
    choices: tuple[Choice, ...] = field.choices if field else ()
    others = [choice.code for choice in choices] or list(countries)
    several = list(test.value) if isinstance(test.value, list) else [str(test.value)]
    free = [code for code in others if code not in several] or several
    match test.operator:
        case Operator.EQUAL | Operator.AMONG:
            found: Any = random.choice(several if holds else free)
        case Operator.DIFFERENT | Operator.NOT_AMONG:
            found = random.choice(free if holds else several)
        case Operator.AT_LEAST:
            found = float(str(test.value)) + (1 if holds else -1)
        case Operator.AT_MOST:
            found = float(str(test.value)) - (1 if holds else -1)
        case Operator.AGREED:
            found = holds
        case _:
            day = date.fromisoformat(str(test.value))
            later = (test.operator == Operator.ON_OR_AFTER) == holds
            days = random.randint(1, 365 * YEARS)
            return (day + timedelta(days=days if later else -days)).isoformat()
    if isinstance(found, float):
        return int(found) if found.is_integer() else found
    if field is not None and field.kind.value in ("choices", "countries", "terms"):
        return [found]
    return (
        {"true": True, "false": False}.get(str(found).lower(), found)
        if isinstance(test.value, bool)
        else found
    )
