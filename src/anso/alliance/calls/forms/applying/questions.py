"""Answers as a page shows them: each field with its input, its value, what is wrong with it and what it still offers.

In come a section of a definition, the answers and the problems; out go plain values that templates write down.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from anso import language, places
from anso.alliance.calls.definition import Choice, Column, Definition, Field, FieldKind, Section
from anso.alliance.calls.definition.answers import asked
from anso.alliance.calls.forms.applying.names import file_name, input_name, is_table
from anso.alliance.calls.models import Attachment
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.queries.drafts import Ineligible
from anso.alliance.files import endings_of
from anso.alliance.files.kinds import kind_called
from anso.alliance.network.models import Institution
from anso.alliance.people.vocabulary import term_name, terms
from anso.alliance.words import country_names, reader_language
from anso.errors import Problem

__all__ = ["Question", "answer_words", "questions"]

SPARE_ROWS = 1
RADIOS_AT_MOST = 6
INSTITUTIONS_AT_MOST = 400
INPUTS = {
    FieldKind.TEXT: "text",
    FieldKind.NUMBER: "text",
    FieldKind.WHOLE: "text",
    FieldKind.DATE: "date",
    FieldKind.EMAIL: "email",
    FieldKind.URL: "url",
    FieldKind.INSTITUTION: "text",
}
KEYBOARDS = {
    FieldKind.NUMBER: "decimal",
    FieldKind.WHOLE: "numeric",
    FieldKind.EMAIL: "email",
    FieldKind.URL: "url",
}
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
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Cell:
    """One input of a table."""

    name: str
    label: str
    value: str
    kind: str
    keyboard: str = ""
    options: tuple[Option, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    number: int
    cells: tuple[Cell, ...]
    is_spare: bool


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


def options(kind: FieldKind, choices: tuple[Choice, ...], value: Any) -> Iterable[Option]:
    chosen = (
        {str(item) for item in value} if isinstance(value, list) else {"" if value is None else str(value)}
    )
    match kind:
        case FieldKind.CHOICE | FieldKind.CHOICES:
            known = [(choice.code, said_now(choice.label)) for choice in choices]
        case FieldKind.COUNTRY | FieldKind.COUNTRIES:
            known = [(code, name) for name, code in country_names(one.code for one in places.countries())]
        case FieldKind.TERMS:
            known = sorted(
                ((code, term_name(code)) for code in terms()), key=lambda pair: language.sort_key(pair[1])
            )
        case FieldKind.YES_NO:
            known = [("true", _("Yes")), ("false", _("No"))]
            chosen = {input_text.lower() for input_text in chosen}
        case _:
            known = []
    return (Option(code, label, code in chosen) for code, label in known)


def rows(one: Field, given: list[Any], problems: list[Problem], spare: int) -> Iterable[Row]:
    """The rows that are there, and at least one that is empty while there may be more."""
    if not is_table(one):
        return
    most = int(one.most) if one.most else None
    total = len(given) + max(spare, 0 if len(given) >= (one.least or 1) else SPARE_ROWS)
    for number in range(1, (min(total, max(most, len(given))) if most else total) + 1):
        row = given[number - 1] if number <= len(given) else {}
        wrong = {problem.where: problem.message for problem in problems}
        cells = tuple(
            cell(one, column, number, row, wrong.get(f"{one.code}.{number}.{column.code}", ""))
            for column in table_columns(one)
        )
        yield Row(number, cells, is_spare=number > len(given))


def table_columns(one: Field) -> tuple[Column, ...]:
    if one.kind != FieldKind.REFEREES:
        return one.columns
    return (
        Column(code="name", label={"en": "Name"}),
        Column(code="email", label={"en": "E-mail address"}),
        Column(code="institution", label={"en": "Institution"}, required=False),
        Column(code="relation", label={"en": "How they know you"}, required=False),
    )


def cell(one: Field, column: Column, number: int, row: Mapping[str, Any], wrong: str) -> Cell:
    referees = {
        "name": _("Name"),
        "email": _("E-mail address"),
        "institution": _("Institution"),
        "relation": _("How they know you"),
    }
    value = row.get(column.code)
    of_referee = one.kind == FieldKind.REFEREES
    kind = FieldKind.EMAIL if of_referee and column.code == "email" else column.kind
    return Cell(
        name=input_name(one.code, number, column.code),
        label=referees[column.code] if of_referee else said_now(column.label),
        value="" if value is None else str(value),
        kind="select" if column.kind in (FieldKind.CHOICE, FieldKind.COUNTRY) else INPUTS.get(kind, "text"),
        keyboard=KEYBOARDS.get(kind, ""),
        options=tuple(options(column.kind, column.choices, value)),
        errors=(wrong,) if wrong else (),
    )


def budget_sum(one: Field, value: Any) -> str:
    if one.kind != FieldKind.BUDGET:
        return ""
    amounts = [row.get(one.columns[-1].code) for row in value or () if isinstance(row, dict)]
    total = sum(amount for amount in amounts if isinstance(amount, int | float))
    shown = language.number(total, reader_language(), 0 if total == int(total) else 2)
    if one.ceiling is None:
        return _("Sum: %(sum)s %(currency)s") % {"sum": shown, "currency": one.currency}
    most = language.number(one.ceiling, reader_language())
    return _("Sum: %(sum)s of at most %(most)s %(currency)s") % {
        "sum": shown,
        "most": most,
        "currency": one.currency,
    }


def bounds(one: Field) -> str:
    """How much is asked for, where a page can say it beforehand."""
    if one.kind == FieldKind.FILE:
        return _("%(endings)s; at most %(size)s MB each; files: at most %(n)d") % {
            "endings": ", ".join(endings_of(kind_called(code) for code in one.files)),
            "size": language.number(
                one.largest_mb, reader_language(), 0 if one.largest_mb == int(one.largest_mb) else 1
            ),
            "n": one.how_many,
        }
    if one.kind not in (FieldKind.TEXT, FieldKind.LONG_TEXT) or (one.least is None and one.most is None):
        return ""
    least, most = (
        language.number(n, reader_language()) if n is not None else "" for n in (one.least, one.most)
    )
    if not least:
        return _("At most %(most)s characters") % {"most": most}
    if not most:
        return _("At least %(least)s characters") % {"least": least}
    return _("From %(least)s to %(most)s characters") % {"least": least, "most": most}


def when_words(definition: Definition, other: str, wanted: list[str]) -> str:
    asked_of = definition.field(other)
    if asked_of is None:
        return ""
    labels = [said_now(choice.label) for choice in asked_of.choices if choice.code in wanted] or wanted
    return _("Only if you answered “%(answer)s” to “%(question)s”.") % {
        "answer": language.listing(labels, reader_language(), last="or"),
        "question": said_now(asked_of.label),
    }


def institutions() -> tuple[str, ...]:
    known = Institution.objects.order_by("name").values_list("name", "code")[:INSTITUTIONS_AT_MOST]
    return tuple(f"{name} [{code}]" for name, code in known)


def named_institutions(codes: list[str]) -> list[str]:
    known = Institution.objects.filter(code__in=codes).values_list("name", "code")
    return [f"{name} [{code}]" for name, code in known]


def answer_words(one: Field, value: Any) -> str:
    """An answer as a sentence's part: what somebody else saved, what reviewers read."""
    if value in (None, "", []):
        return ""
    if is_table(one):
        return "\n".join(
            " · ".join(str(item) for item in row.values() if item not in (None, "")) for row in value
        )
    if one.kind in (FieldKind.YES_NO, FieldKind.DECLARATION):
        return _("Yes") if value is True else _("No")
    if one.kind == FieldKind.INSTITUTION:
        return next(iter(named_institutions([str(value)])), str(value))
    shown = [option.label for option in options(one.kind, one.choices, value) if option.chosen]
    if shown:
        return language.listing(shown, reader_language())
    return (
        language.listing([str(item) for item in value], reader_language())
        if isinstance(value, list)
        else str(value)
    )
