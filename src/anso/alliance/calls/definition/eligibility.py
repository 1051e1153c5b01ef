"""Who may apply, as data: rules over the answers, each with the sentence that tells why not.

A rule is a test (`{"field": "birth", "is": "on or after", "value": "1981-01-01"}`) that must hold. One that asks about
an answer not given yet is open: neither met nor failed.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Self

from pydantic import model_validator

from anso.alliance.calls.definition.form import Part
from anso.alliance.calls.definition.texts import Code, Texts

__all__ = ["EligibilityRule", "Operator", "Test", "Verdict", "judge"]


class Operator(StrEnum):
    """How an answer is held against a value."""

    EQUAL = "is"
    DIFFERENT = "is not"
    AMONG = "is among"
    NOT_AMONG = "is not among"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ON_OR_AFTER = "on or after"
    ON_OR_BEFORE = "on or before"
    AGREED = "is agreed"


TAKES_LIST = (Operator.AMONG, Operator.NOT_AMONG)


class Verdict(StrEnum):
    MET = "met"
    FAILED = "failed"
    OPEN = "open"


class Test(Part):
    """One answer held against a value."""

    field: Code
    operator: Operator
    value: str | float | bool | list[str] | None = None

    @model_validator(mode="after")
    def fitting(self) -> Self:
        match self.operator:
            case Operator.AMONG | Operator.NOT_AMONG if not isinstance(self.value, list) or not self.value:
                raise ValueError(f"{self.field}: {self.operator.value!r} takes a list of values")
            case Operator.ON_OR_AFTER | Operator.ON_OR_BEFORE:
                as_day(self.value, self.field)
            case Operator.AT_LEAST | Operator.AT_MOST if not isinstance(self.value, int | float):
                raise ValueError(f"{self.field}: {self.operator.value!r} takes a number")
        return self


class EligibilityRule(Part):
    """All of its tests (or, with `any_of`, one of them) must hold."""

    code: Code
    reason: Texts
    """Said to whom it keeps out: what is asked, and what may be done instead."""
    all_of: tuple[Test, ...] = ()
    any_of: tuple[Test, ...] = ()
    when: tuple[Test, ...] = ()
    """The rule is asked only where all of these hold."""

    @model_validator(mode="after")
    def tested(self) -> Self:
        if bool(self.all_of) == bool(self.any_of):
            raise ValueError(f"rule {self.code}: give its tests as all_of or as any_of, one of the two")
        return self

    @property
    def tests(self) -> tuple[Test, ...]:
        return (*self.all_of, *self.any_of, *self.when)

    def verdict(self, answers: Mapping[str, Any]) -> Verdict:
        asked = [outcome(test, answers) for test in self.when]
        if Verdict.FAILED in asked:
            return Verdict.MET
        if Verdict.OPEN in asked:
            return Verdict.OPEN
        found = [outcome(test, answers) for test in self.all_of or self.any_of]
        decisive, otherwise = (Verdict.FAILED, Verdict.MET) if self.all_of else (Verdict.MET, Verdict.FAILED)
        if decisive in found:
            return decisive
        return Verdict.OPEN if Verdict.OPEN in found else otherwise


def judge(rules: tuple[EligibilityRule, ...], answers: Mapping[str, Any]) -> dict[str, Verdict]:
    """What each rule says of the answers given so far."""
    return {rule.code: rule.verdict(answers) for rule in rules}


def outcome(test: Test, answers: Mapping[str, Any]) -> Verdict:
    given = answers.get(test.field)
    if given is None or given in ("", []):
        return Verdict.OPEN
    return Verdict.MET if holds(test, given) else Verdict.FAILED


def holds(test: Test, given: Any) -> bool:
    several = [str(item) for item in given] if isinstance(given, list) else [str(given)]
    match test.operator:
        case Operator.EQUAL:
            return plain(given) == plain(test.value)
        case Operator.DIFFERENT:
            return plain(given) != plain(test.value)
        case Operator.AMONG:
            return isinstance(test.value, list) and any(item in test.value for item in several)
        case Operator.NOT_AMONG:
            return isinstance(test.value, list) and not any(item in test.value for item in several)
        case Operator.AT_LEAST:
            return float(given) >= float(str(test.value))
        case Operator.AT_MOST:
            return float(given) <= float(str(test.value))
        case Operator.ON_OR_AFTER:
            return as_day(given, test.field) >= as_day(test.value, test.field)
        case Operator.ON_OR_BEFORE:
            return as_day(given, test.field) <= as_day(test.value, test.field)
        case Operator.AGREED:
            return given is True


def plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def as_day(value: Any, where: str) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError(f"{where}: {value!r} is not a day; write it as 2021-03-31") from error
