"""A whole definition, whose parts fit each other."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Self

from pydantic import Field as Given
from pydantic import ValidationError, model_validator

from anso.alliance.calls.definition.eligibility import EligibilityRule
from anso.alliance.calls.definition.form import Field, FieldKind, Part, Section
from anso.alliance.calls.definition.letters import Letter, LetterKind
from anso.alliance.calls.definition.quotas import SelectionPlan
from anso.alliance.calls.definition.stages import Blind, ConflictRules, Stage, StageKind
from anso.alliance.calls.definition.texts import Texts
from anso.errors import InvalidInputError, Problem

__all__ = ["DERIVED", "Applying", "Definition", "Effect", "read_definition"]


DERIVED = frozenset({"region", "least_developed"})
"""Facts that follow from the country: its UN region's code, and `yes` where it is a least developed country."""


class Applying(StrEnum):
    """Who an application is of."""

    PERSON = "person"
    TEAM = "team"
    """A person with co-applicants."""
    NOMINATOR = "nominator"
    """Somebody applies for another."""
    INSTITUTION = "institution"


class Effect(StrEnum):
    """What an award brings about besides its letter."""

    NONE = ""
    PROJECT = "project"
    STUDENT = "student"
    MEMBERSHIP = "membership"


class Definition(Part):
    """Everything a call does, as its version keeps it."""

    title: Texts
    summary: Texts
    applying: Applying = Applying.PERSON
    effect: Effect = Effect.NONE
    sections: tuple[Section, ...] = Given(min_length=1)
    eligibility: tuple[EligibilityRule, ...] = ()
    stages: tuple[Stage, ...] = Given(min_length=1)
    conflicts: ConflictRules = ConflictRules()
    selection: SelectionPlan = SelectionPlan()
    letters: tuple[Letter, ...] = ()
    per_person: int = Given(1, ge=1)
    """Applications that one person may submit."""
    co_applicants: int = Given(0, ge=0, le=50)
    reference_days: int = Given(14, ge=0, le=90)
    """Days after the deadline within which referees may still answer."""
    retention_years: float = Given(5, gt=0, le=50)
    """How long what was not awarded is kept."""

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections for field in section.fields)

    def field(self, code: str) -> Field | None:
        return next((field for field in self.fields if field.code == code), None)

    def stage(self, code: str) -> Stage | None:
        return next((stage for stage in self.stages if stage.code == code), None)

    def after(self, code: str) -> Stage | None:
        """The stage that follows; the first one for an empty code."""
        codes = ["", *(stage.code for stage in self.stages)]
        place = codes.index(code)
        return self.stages[place] if place < len(self.stages) else None

    def letter(self, kind: LetterKind) -> Letter | None:
        return next((letter for letter in self.letters if letter.kind == kind), None)

    @property
    def facts(self) -> frozenset[str]:
        """The names that quotas and lists may speak of."""
        given = {field.fact for field in self.fields if field.fact}
        return frozenset(given | DERIVED if "country" in given else given)

    @model_validator(mode="after")
    def fitting(self) -> Self:
        problems = list(self.misfits())
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def misfits(self) -> Iterator[str]:
        fields = {field.code: field for field in self.fields}
        yield from repeated("field", [field.code for field in self.fields])
        yield from repeated("section", [section.code for section in self.sections])
        yield from repeated("stage", [stage.code for stage in self.stages])
        yield from repeated("rule", [rule.code for rule in self.eligibility])
        yield from repeated("letter", [letter.kind.value for letter in self.letters])
        yield from repeated("fact", [field.fact for field in self.fields if field.fact])
        for field in self.fields:
            for asked in field.when:
                if asked not in fields:
                    yield f"field {field.code}: it is asked when {asked} has an answer, but there is no such field"
        for rule in self.eligibility:
            for test in rule.tests:
                if test.field not in fields:
                    yield f"rule {rule.code}: it asks about {test.field}, but there is no such field"
        for quota in self.selection.quotas:
            for name in (*quota.where, *filter(None, (quota.each, quota.sum_of))):
                if name not in self.facts:
                    yield f"quota {quota.code}: no field gives the fact {name}; they are {', '.join(sorted(self.facts)) or 'none'}"
        for stage in self.stages:
            if (
                stage.kind == StageKind.REVIEW
                and stage.blind == Blind.DOUBLE
                and not any(field.identifies for field in self.fields)
            ):
                yield f"stage {stage.code}: it is double-blind, but no field is marked as telling who applies"
        if self.co_applicants and self.applying not in (Applying.TEAM, Applying.INSTITUTION):
            yield "co_applicants: only a team or an institution has them"
        for field in self.fields:
            if field.kind == FieldKind.REFEREES and field.most is None:
                yield f"field {field.code}: say how many referees at most"


def repeated(what: str, codes: list[str]) -> Iterator[str]:
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"{what} {code}: there are two of this code; each has its own"


def read_definition(given: Mapping[str, Any]) -> Definition:
    """The definition, or every problem with its place (`sections.2.fields.1.choices: …`)."""
    try:
        return Definition.model_validate(given)
    except ValidationError as error:
        raise InvalidInputError(
            Problem(".".join(map(str, found["loc"])), found["msg"].removeprefix("Value error, "))
            for found in error.errors()
        ) from error
