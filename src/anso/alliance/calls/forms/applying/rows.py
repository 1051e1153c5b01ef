"""Tables as a page shows them: rows of labelled inputs, each with what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from anso.alliance.calls.definition import Column, Field, FieldKind
from anso.alliance.calls.forms.applying.choosing import Option, options
from anso.alliance.calls.forms.applying.names import input_name, is_table
from anso.alliance.calls.models.programmes import said_now
from anso.errors import Problem

__all__ = ["INPUTS", "KEYBOARDS", "Row", "rows"]

SPARE_ROWS = 1
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
