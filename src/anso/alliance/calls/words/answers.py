"""An application's answers laid out for reading: each field's label, and what was answered in the reader's words.

In come a definition, answers and files; out go sections of what is shown. Which fields somebody may see at all is
decided before (`blindness`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from anso.alliance.calls.definition import Column, Field, FieldKind, Section
from anso.alliance.calls.definition.answers import asked
from anso.alliance.calls.models import Attachment
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.network.models import Institution
from anso.alliance.people.vocabulary import term_name, terms
from anso.alliance.words import country_name, day
from anso.errors import AnsoError

__all__ = ["ShownField", "ShownSection", "laid_out"]

CODED = (FieldKind.CHOICE, FieldKind.CHOICES)
TABLES = (FieldKind.TABLE, FieldKind.BUDGET)


@dataclass(frozen=True)
class ShownField:
    """One answer: a text, or the rows of a table, or files."""

    code: str
    label: str
    text: str = ""
    is_long: bool = False
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    total: str = ""
    files: tuple[Attachment, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.rows or self.files)


@dataclass(frozen=True)
class ShownSection:
    code: str
    title: str
    fields: tuple[ShownField, ...]


def laid_out(
    sections: Iterable[tuple[Section, tuple[Field, ...]]],
    answers: Mapping[str, Any],
    files: Iterable[Attachment] = (),
) -> list[ShownSection]:
    """The sections with their answers; what is not asked of this applicant is left out."""
    by_field: dict[str, list[Attachment]] = {}
    for file in files:
        by_field.setdefault(file.field, []).append(file)
    kept = [
        (section, tuple(field for field in fields if asked(field, answers))) for section, fields in sections
    ]
    named = institutions_named(kept, answers)
    return [
        ShownSection(
            section.code,
            said_now(section.title),
            tuple(
                shown(field, answers.get(field.code), by_field.get(field.code, ()), named) for field in fields
            ),
        )
        for section, fields in kept
        if fields
    ]


def institutions_named(
    kept: Iterable[tuple[Section, tuple[Field, ...]]], answers: Mapping[str, Any]
) -> dict[str, str]:
    codes = {
        str(answers[field.code])
        for _section, fields in kept
        for field in fields
        if field.kind == FieldKind.INSTITUTION and answers.get(field.code)
    }
    return dict(Institution.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def shown(
    field: Field, value: Any, files: Iterable[Attachment], institutions: Mapping[str, str]
) -> ShownField:
    label = said_now(field.label)
    if field.kind == FieldKind.FILE:
        return ShownField(field.code, label, files=tuple(files))
    if value in (None, "", []):
        return ShownField(field.code, label)
    if field.kind in TABLES and isinstance(value, list):
        head = tuple(said_now(column.label) for column in field.columns)
        rows = tuple(row_of(field.columns, row) for row in value if isinstance(row, Mapping))
        return ShownField(field.code, label, head=head, rows=rows, total=total_of(field, value))
    if field.kind == FieldKind.REFEREES and isinstance(value, list):
        people = tuple(
            (str(row.get("name", "")), str(row.get("institution", "")))
            for row in value
            if isinstance(row, Mapping)
        )
        return ShownField(field.code, label, head=(gettext("Name"), gettext("Institution")), rows=people)
    if field.kind == FieldKind.INSTITUTION:
        return ShownField(field.code, label, institutions.get(str(value), str(value)))
    return ShownField(field.code, label, in_words(field, value), is_long=field.kind == FieldKind.LONG_TEXT)


def in_words(field: Field | Column, value: Any) -> str:
    """One value as the reader says it; what is not of the field's kind is shown as it was written."""
    if isinstance(value, list):
        return ", ".join(in_words(field, one) for one in value)
    if field.kind in CODED:
        labels = {choice.code: said_now(choice.label) for choice in field.choices}
        return labels.get(str(value), str(value))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    try:
        match field.kind:
            case FieldKind.COUNTRY | FieldKind.COUNTRIES:
                return country_name(str(value))
            case FieldKind.DATE:
                return day(date.fromisoformat(str(value)))
            case FieldKind.TERMS:
                return term_name(str(value)) if str(value) in terms() else str(value)
            case FieldKind.NUMBER if isinstance(value, int | float):
                return f"{value:,.10g}"
    except (ValueError, AnsoError):
        return str(value)
    return str(value)


def row_of(columns: Iterable[Column], row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(cells(columns, row))


def cells(columns: Iterable[Column], row: Mapping[str, Any]) -> Iterator[str]:
    for column in columns:
        value = row.get(column.code)
        yield "" if value is None else in_words(column, value)


def total_of(field: Field, rows: Iterable[Any]) -> str:
    """What a budget adds up to."""
    if field.kind != FieldKind.BUDGET:
        return ""
    amounts = [row.get(field.columns[-1].code) for row in rows if isinstance(row, Mapping)]
    sums = sum(amount for amount in amounts if isinstance(amount, int | float))
    return f"{sums:,.2f} {field.currency}".strip()
