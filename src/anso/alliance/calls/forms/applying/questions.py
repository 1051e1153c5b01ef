"""Answers as a page shows them: each field with its input, its value, what is wrong with it and what it still offers.

In come a section of a definition, the answers and the problems; out go plain values that templates write down.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from anso.alliance.calls.definition import Definition, Field, FieldKind, Section
from anso.alliance.calls.definition.answers import asked
from anso.alliance.calls.forms.applying.choosing import Option, institutions, named_institutions, options
from anso.alliance.calls.forms.applying.names import file_name, input_name
from anso.alliance.calls.forms.applying.phrases import answer_words, bounds, budget_sum, when_words
from anso.alliance.calls.forms.applying.rows import INPUTS, KEYBOARDS, Row, rows
from anso.alliance.calls.models import Attachment
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.queries.drafts import Ineligible
from anso.alliance.files import endings_of
from anso.alliance.files.kinds import kind_called
from anso.errors import Problem

__all__ = ["Question", "questions"]

RADIOS_AT_MOST = 6
FILLED_BY_BROWSER = {
    "name": "name",
    "email": "email",
    "phone": "tel",
    "birth": "bday",
    "citizenship": "country",
    "country": "country",
    "website": "url",
}
"""What browsers can fill in by themselves (HTML, 4.10.18.7), by the codes that fields of that meaning have."""


@dataclass(frozen=True)
class Question:
    """A field as a page shows it."""

    code: str
    kind: str
    name: str
    label: str
    help: str
    required: bool
    value: str = ""
    input: str = "text"
    keyboard: str = ""
    autocomplete: str = ""
    options: tuple[Option, ...] = ()
    as_radios: bool = False
    rows: tuple[Row, ...] = ()
    sum: str = ""
    bounds: str = ""
    lines: int = 6
    most: int | None = None
    when_field: str = ""
    when_values: str = ""
    when_words: str = ""
    errors: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why the answer keeps the applicant out."""
    elsewhere: str = ""
    """What another tab or person saved meanwhile, in words; empty where it is the same."""
    files: tuple[Attachment, ...] = ()
    endings: str = ""
    room: bool = True
    """May another file be added?"""
    suggestions: tuple[str, ...] = field(default=(), repr=False)

    @property
    def id(self) -> str:
        return f"q-{self.code}"

    @property
    def is_group(self) -> bool:
        return bool(self.rows) or self.kind in ("choices", "yes_no", "terms") or self.as_radios


def questions(
    definition: Definition,
    section: Section,
    answers: Mapping[str, Any],
    *,
    problems: Sequence[Problem] = (),
    ineligible: Sequence[Ineligible] = (),
    files: Iterable[Attachment] = (),
    elsewhere: Mapping[str, Any] | None = None,
    spare: Mapping[str, int] | None = None,
) -> list[Question]:
    """The fields of a section; those that depend on another section's answers and are not asked are left out."""
    kept = list(files)
    here = {found.code for found in section.fields}
    found = []
    for one in section.fields:
        if not asked(one, answers) and not here.issuperset(one.when):
            continue
        theirs = (elsewhere or {}).get(one.code)
        found.append(
            question(
                definition,
                one,
                answers.get(one.code),
                Told(
                    [problem for problem in problems if problem.where.partition(".")[0] == one.code],
                    tuple(rule.reason for rule in ineligible if one.code in rule.fields),
                    answer_words(one, theirs)
                    if elsewhere is not None and theirs != answers.get(one.code)
                    else "",
                ),
                [file for file in kept if file.field == one.code],
                (spare or {}).get(one.code, 0),
            )
        )
    return found


@dataclass(frozen=True)
class Told:
    problems: list[Problem]
    reasons: tuple[str, ...]
    elsewhere: str


def question(
    definition: Definition, one: Field, value: Any, told: Told, files: list[Attachment], spare: int
) -> Question:
    others = dict(one.when)
    other, wanted = next(iter(others.items()), ("", []))
    return Question(
        code=one.code,
        kind=one.kind.value,
        name=file_name(one.code) if one.kind == FieldKind.FILE else input_name(one.code),
        label=said_now(one.label),
        help=said_now(one.help) if one.help else "",
        required=one.required,
        value=input_value(one, value),
        input=INPUTS.get(one.kind, "text"),
        keyboard=KEYBOARDS.get(one.kind, ""),
        autocomplete=FILLED_BY_BROWSER.get(one.code, ""),
        options=tuple(options(one.kind, one.choices, value)),
        as_radios=one.kind == FieldKind.CHOICE and len(one.choices) <= RADIOS_AT_MOST,
        rows=tuple(rows(one, value if isinstance(value, list) else [], told.problems, spare)),
        sum=budget_sum(one, value),
        bounds=bounds(one),
        lines=12 if one.kind == FieldKind.LONG_TEXT and (one.most or 0) > 2000 else 6,
        most=int(one.most) if one.most and one.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT) else None,
        when_field=input_name(other) if len(others) == 1 else "",
        when_values=" ".join(wanted),
        when_words=when_words(definition, other, wanted) if other else "",
        errors=tuple(problem.message for problem in told.problems if "." not in problem.where),
        reasons=told.reasons,
        elsewhere=told.elsewhere,
        files=tuple(files),
        endings=",".join(endings_of(kind_called(code) for code in one.files))
        if one.kind == FieldKind.FILE
        else "",
        room=len(files) < one.how_many,
        suggestions=institutions() if one.kind == FieldKind.INSTITUTION else (),
    )


def input_value(one: Field, value: Any) -> str:
    if value is None or isinstance(value, list | dict):
        return ""
    if one.kind in (FieldKind.YES_NO, FieldKind.DECLARATION):
        return "true" if value is True else "false" if value is False else ""
    if one.kind == FieldKind.INSTITUTION and value:
        return next(iter(named_institutions([str(value)])), str(value))
    return str(value)
