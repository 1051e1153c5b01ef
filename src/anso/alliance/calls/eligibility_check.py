"""Whether somebody might apply, by a few answers and without an account; nothing of it is kept.

In come a call's rules and answers to the fields that they ask about; out goes what each rule says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from anso.alliance.calls.definition import Definition, Field, Verdict
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.queries.drafts import sound_answers, verdict

__all__ = ["RuleSays", "fields_of_rules", "judged"]


@dataclass(frozen=True)
class RuleSays:
    """A rule with what it says of the answers given."""

    code: str
    reason: str
    verdict: Verdict


def fields_of_rules(definition: Definition) -> tuple[Field, ...]:
    """The fields that the rules ask about, in the form's order."""
    asked = {test.field for rule in definition.eligibility for test in rule.tests}
    return tuple(field for field in definition.fields if field.code in asked)


def judged(definition: Definition, answers: Mapping[str, Any]) -> list[RuleSays]:
    sound = sound_answers(definition, answers)
    return [
        RuleSays(rule.code, said_now(rule.reason), verdict(rule, sound)) for rule in definition.eligibility
    ]
