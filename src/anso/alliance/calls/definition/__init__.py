"""What a call is made of, as data: form, eligibility, stages, criteria, conflicts, quotas, letters.

In comes a mapping as it is kept in a version (JSON) or shipped as a template (YAML); out goes a frozen `Definition`
whose parts fit each other, or every problem with its place. Of Django, it knows the translations alone.
"""

from anso.alliance.calls.definition.answers import check_answers, cleaned, facts
from anso.alliance.calls.definition.changes import Change, changes, strands
from anso.alliance.calls.definition.definition import Definition, read_definition
from anso.alliance.calls.definition.eligibility import EligibilityRule, Operator, Test, Verdict, judge
from anso.alliance.calls.definition.form import Choice, Column, Field, FieldKind, Section
from anso.alliance.calls.definition.letters import Letter, LetterKind
from anso.alliance.calls.definition.quotas import Quota, SelectionPlan
from anso.alliance.calls.definition.stages import (
    Blind,
    ConflictRules,
    Criterion,
    Going,
    Reviewing,
    Stage,
    StageKind,
)
from anso.alliance.calls.definition.templates import template, templates
from anso.alliance.calls.definition.texts import Texts, said

__all__ = [
    "Blind",
    "Change",
    "Choice",
    "Column",
    "ConflictRules",
    "Criterion",
    "Definition",
    "EligibilityRule",
    "Field",
    "FieldKind",
    "Going",
    "Letter",
    "LetterKind",
    "Operator",
    "Quota",
    "Reviewing",
    "Section",
    "SelectionPlan",
    "Stage",
    "StageKind",
    "Test",
    "Texts",
    "Verdict",
    "changes",
    "check_answers",
    "cleaned",
    "facts",
    "judge",
    "read_definition",
    "said",
    "strands",
    "template",
    "templates",
]
