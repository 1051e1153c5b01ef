"""Answers held against the form: cleaned as they come in, checked whole before they are submitted.

In come answers by field code, as a page or a program sends them; out go answers of JSON's own types, the problems
(by field code) in the reader's language, and the facts that lists and quotas use.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from math import isfinite
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import get_language, gettext, ngettext

from anso import places
from anso.alliance.calls.definition.definition import Definition
from anso.alliance.calls.definition.form import TABLES, Choice, Field, FieldKind
from anso.alliance.calls.definition.texts import said
from anso.alliance.people.vocabulary import terms
from anso.errors import Problem

__all__ = ["asked", "check_answers", "cleaned", "facts"]

LONGEST_TEXT = 500
LONGEST_LONG_TEXT = 50_000
MOST_ROWS = 200
LARGEST_NUMBER = 1e15
"""Beyond every amount and count that a call asks for; sums of rows below it stay finite and, in cents, exact."""
LISTS = (FieldKind.CHOICES, FieldKind.COUNTRIES, FieldKind.TERMS)
TICKED = (FieldKind.YES_NO, FieldKind.DECLARATION)
KEPT_APART = (FieldKind.FILE,)
"""Files are records of their own; their answers are not part of the draft."""


def cleaned(definition: Definition, given: Mapping[str, Any]) -> dict[str, Any]:
    """What can be kept of what was sent: known fields in JSON's types, unfinished as they are; nothing is refused."""
    kept: dict[str, Any] = {}
    for field in definition.fields:
        if field.code in given and field.kind not in KEPT_APART:
            kept[field.code] = clean(field, given[field.code])
    return kept


def clean(field: Field, value: Any) -> Any:
    if field.kind in TICKED:
        return {"true": True, "on": True, "yes": True, "false": False, "no": False, "": None}.get(
            str(value).lower()
        )
    if field.kind in LISTS:
        items = value if isinstance(value, list | tuple) else [value]
        texts = (as_text(item) for item in items[:MOST_ROWS] if isinstance(item, str | int | float))
        return list(dict.fromkeys(text[:LONGEST_TEXT] for text in texts if text))
    if field.kind in TABLES or field.kind == FieldKind.REFEREES:
        return clean_rows(field, value)
    return clean_one(field.kind, value)


def clean_rows(field: Field, value: Any) -> list[dict[str, Any]]:
    codes = {
        "name": FieldKind.TEXT,
        "email": FieldKind.EMAIL,
        "institution": FieldKind.TEXT,
        "relation": FieldKind.TEXT,
    }
    kinds = (
        codes if field.kind == FieldKind.REFEREES else {column.code: column.kind for column in field.columns}
    )
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
    found = [
        {code: clean_one(kind, row.get(code)) for code, kind in kinds.items()} for row in rows[:MOST_ROWS]
    ]
    return [row for row in found if any(item not in (None, "") for item in row.values())]


def clean_one(kind: FieldKind, value: Any) -> Any:
    """A number where it is one; else the text as it was written, for the check to tell what is wrong with it."""
    if value is None or isinstance(value, bool | list | dict):
        return None
    text = as_text(value)
    if kind in (FieldKind.NUMBER, FieldKind.WHOLE):
        return as_number(text) if as_number(text) is not None else text[:LONGEST_TEXT] or None
    if kind == FieldKind.LONG_TEXT:
        return text[:LONGEST_LONG_TEXT]
    return " ".join(text.splitlines())[:LONGEST_TEXT]  # one line: it may become a letter's subject


def as_text(value: Any) -> str:
    """Text that every database keeps: no NUL, and no half of a pair of surrogates, as JSON can spell."""
    return str(value).replace("\x00", "").encode("utf-8", "replace").decode("utf-8").strip()


def as_number(text: str) -> float | int | None:
    plain = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("\u2212", "-")
    try:
        value = float(plain)
    except ValueError:
        return None
    if not isfinite(value) or abs(value) > LARGEST_NUMBER:
        return None
    return int(value) if value == int(value) and abs(value) < 2**53 else value


def asked(field: Field, answers: Mapping[str, Any]) -> bool:
    """Is the field asked, the other answers being what they are?"""
    return all(wanted.intersection(as_texts(answers.get(other))) for other, wanted in conditions(field))


def conditions(field: Field) -> Iterator[tuple[str, set[str]]]:
    for other, wanted in field.when.items():
        yield other, {item.lower() for item in wanted}


def as_texts(value: Any) -> set[str]:
    several = value if isinstance(value, list) else [value]
    return {str(item).lower() for item in several if item is not None}


def check_answers(
    definition: Definition, answers: Mapping[str, Any], files: Mapping[str, int] | None = None
) -> list[Problem]:
    """Everything that keeps the answers from being submitted; `files` counts the files of each field."""
    counted = files or {}
    found: list[Problem] = []
    for field in definition.fields:
        if not asked(field, answers):
            continue
        value = counted.get(field.code, 0) if field.kind == FieldKind.FILE else answers.get(field.code)
        if value in (None, "", [], 0) and (field.kind == FieldKind.FILE or value != 0):
            if field.required:
                found.append(Problem(field.code, gettext("This is needed.")))
            continue
        found.extend(Problem(place(field, where), told) for where, told in wrong_with(field, value))
    return found


def place(field: Field, where: str) -> str:
    return f"{field.code}.{where}" if where else field.code


def wrong_with(field: Field, value: Any) -> Iterator[tuple[str, str]]:
    match field.kind:
        case FieldKind.TABLE | FieldKind.BUDGET:
            yield from wrong_rows(field, value)
        case FieldKind.REFEREES:
            yield from wrong_referees(field, value)
        case FieldKind.CHOICES | FieldKind.COUNTRIES | FieldKind.TERMS:
            for item in value:
                yield from (("", told) for told in wrong_one(field.kind, item, field.choices))
            yield from (("", told) for told in out_of_bounds(field, len(value), _chosen))
        case FieldKind.FILE:
            if value > field.how_many:
                told = ngettext(
                    "At most %(n)d file is taken here.", "At most %(n)d files are taken here.", field.how_many
                )
                yield "", told % {"n": field.how_many}
        case FieldKind.DECLARATION:
            if value is not True:
                yield "", gettext("Agree to this to apply.")
        case FieldKind.TEXT | FieldKind.LONG_TEXT:
            yield from (("", told) for told in out_of_bounds(field, len(value), _characters))
        case FieldKind.NUMBER | FieldKind.WHOLE:
            wrong = list(wrong_one(field.kind, value, ()))
            yield from (("", told) for told in wrong or out_of_bounds(field, float(value), _plain))
        case _:
            yield from (("", told) for told in wrong_one(field.kind, value, field.choices))


def _characters(n: float) -> str:
    return ngettext("%(n)d character", "%(n)d characters", int(n)) % {"n": n}


def _chosen(n: float) -> str:
    return ngettext("%(n)d choice", "%(n)d choices", int(n)) % {"n": n}


def _rows(n: float) -> str:
    return ngettext("%(n)d row", "%(n)d rows", int(n)) % {"n": n}


def _people(n: float) -> str:
    return ngettext("%(n)d referee", "%(n)d referees", int(n)) % {"n": n}


def _plain(n: float) -> str:
    return f"{n:g}"


def out_of_bounds(field: Field, size: float, words: Any) -> Iterator[str]:
    if field.least is not None and size < field.least:
        yield gettext("At least %(least)s are needed; this has %(size)s.") % {
            "least": words(field.least), "size": words(size),
        }  # fmt: skip
    if field.most is not None and size > field.most:
        yield gettext("At most %(most)s are taken; this has %(size)s.") % {
            "most": words(field.most), "size": words(size),
        }  # fmt: skip


def wrong_one(kind: FieldKind, value: Any, choices: tuple[Choice, ...]) -> Iterator[str]:
    """What is wrong with one value of a kind."""
    match kind:
        case FieldKind.NUMBER | FieldKind.WHOLE:
            if not isinstance(value, int | float):
                yield gettext("“%(given)s” is not a number; write it with digits, such as 1250.") % {
                    "given": value
                }
            elif kind == FieldKind.WHOLE and not isinstance(value, int):
                yield gettext("%(given)s is not a whole number.") % {"given": f"{value:g}"}
        case FieldKind.DATE:
            try:
                date.fromisoformat(str(value))
            except ValueError:
                yield gettext("“%(given)s” is not a day; write it as 2021-03-31.") % {"given": value}
        case FieldKind.COUNTRY | FieldKind.COUNTRIES:
            try:
                known = places.country(str(value)).code == value
            except places.UnknownPlaceError as error:
                yield error.said_in(get_language() or "en")
            else:
                if not known:
                    yield gettext("Give the country by its two letters; “%(given)s” is none.") % {
                        "given": value
                    }
        case FieldKind.CHOICE | FieldKind.CHOICES:
            if value not in {choice.code for choice in choices}:
                yield gettext("“%(given)s” is not among the choices: %(choices)s.") % {
                    "given": value,
                    "choices": ", ".join(said(choice.label, get_language() or "en") for choice in choices),
                }
        case FieldKind.TERMS:
            if value not in terms():
                yield gettext("“%(given)s” is not a term of the list.") % {"given": value}
        case FieldKind.EMAIL | FieldKind.URL:
            try:
                (validate_email if kind == FieldKind.EMAIL else URLValidator(["http", "https"]))(str(value))
            except ValidationError as error:
                yield from error.messages


def wrong_rows(field: Field, rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    yield from (("", told) for told in out_of_bounds(field, len(rows), _rows))
    for number, row in enumerate(rows, start=1):
        for column in field.columns:
            value = row.get(column.code)
            if value in (None, ""):
                if column.required:
                    yield f"{number}.{column.code}", gettext("This is needed.")
                continue
            for told in wrong_one(column.kind, value, column.choices):
                yield f"{number}.{column.code}", told
    if field.kind == FieldKind.BUDGET:
        yield from wrong_budget(field, rows)


def wrong_budget(field: Field, rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    amounts = [row.get(field.columns[-1].code) for row in rows]
    numbers = [amount for amount in amounts if isinstance(amount, int | float)]
    if any(amount < 0 for amount in numbers):
        yield "", gettext("An amount of the budget is below 0.")
    if field.ceiling is not None and sum(numbers) > field.ceiling:
        yield "", gettext("The budget adds up to %(sum)s %(currency)s; at most %(ceiling)s may be asked for.") % {
            "sum": f"{sum(numbers):,.0f}", "currency": field.currency, "ceiling": f"{field.ceiling:,.0f}",
        }  # fmt: skip


def wrong_referees(field: Field, rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    yield from (("", told) for told in out_of_bounds(field, len(rows), _people))
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        for needed in ("name", "email"):
            if not row.get(needed):
                yield f"{number}.{needed}", gettext("This is needed.")
        address = str(row.get("email") or "").lower()
        if address:
            for told in wrong_one(FieldKind.EMAIL, address, ()):
                yield f"{number}.email", told
        if address and address in seen:
            yield f"{number}.email", gettext("This referee is named twice.")
        seen.add(address)


def facts(definition: Definition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What lists, quotas and analytics use of the answers, by the names that the fields give; a budget is its sum."""
    found: dict[str, Any] = {}
    for field in definition.fields:
        if not field.fact or not asked(field, answers):
            continue
        value = answers.get(field.code)
        if field.kind == FieldKind.BUDGET:
            amounts = [row.get(field.columns[-1].code) for row in value or []]
            value = sum(amount for amount in amounts if isinstance(amount, int | float))
        if value not in (None, "", []):
            found[field.fact] = value
    return found
