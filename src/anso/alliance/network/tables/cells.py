"""Single cells: the texts of a spreadsheet as values of records, and values as texts for people to read.

What cannot be meant is refused in a sentence that names the column and the mend.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from anso import places
from anso.alliance.people.models import User
from anso.errors import AnsoError

__all__ = [
    "SEPARATOR",
    "UnreadableCellError",
    "clean",
    "country_code",
    "day",
    "degrees",
    "lines",
    "looked_up",
    "plain",
    "same",
    "told",
]

SEPARATOR = " | "
DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]00:00(?::00)?)?")
"""As exports write it; a spreadsheet that took it for a date gives it back with a midnight."""


JOINERS = "\u200c\u200d"
"""Letters of Persian, Urdu, Hindi and others are joined or kept apart by these; they are no noise."""


class UnreadableCellError(AnsoError):
    """A cell that cannot mean what its column says."""


def clean(text: str) -> str:
    """Without what no record may hold; every break of lines is one sign."""
    kept = " \t\n" + JOINERS
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(character for character in text if character.isprintable() or character in kept).strip()


def same(held: Any, given: Any) -> bool:
    """Would a record hold the same? Texts are the same when a spreadsheet gives the one back for the other."""
    if not isinstance(held, str) or not isinstance(given, str):
        return bool(held == given)
    as_given_back = lines(clean(held))
    return as_given_back == given or plain(as_given_back) == given


def plain(text: str) -> str:
    """One line, each gap one space."""
    return " ".join(text.split())


def lines(text: str) -> str:
    """A text of several lines as records keep it."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def country_code(text: str) -> str:
    """A code, or a country's name in any language known here."""
    if not text:
        return ""
    try:
        return places.country(text).code
    except places.UnknownPlaceError as error:
        raise UnreadableCellError(
            _("country: %(text)s is no country known here; give its two-letter code") % {"text": text}
        ) from error


def degrees(column: str, text: str) -> float | None:
    if not text:
        return None
    # A decimal comma is what many a spreadsheet writes; nothing here has thousands to separate.
    number = text.replace(",", ".")
    if not re.fullmatch(r"[+-]?[0-9]{1,3}(\.[0-9]{1,15})?", number):
        raise UnreadableCellError(
            _("%(column)s: %(text)s is not a number of degrees, such as 39.9 or -7.25")
            % {"column": column, "text": text}
        )
    return float(number)


def day(column: str, text: str) -> date | None:
    text = text.strip()
    if not text:
        return None
    wrong = UnreadableCellError(
        _("%(column)s: %(text)s is not a day such as 2020-11-09") % {"column": column, "text": text}
    )
    found = DAY.fullmatch(text)
    if found is None:
        raise wrong
    try:
        return date(*map(int, found.groups()))
    except ValueError as error:
        raise wrong from error


def looked_up(column: str, text: str, on_record: Mapping[str, Any]) -> Any:
    """The record that a cell names by its code; nothing for an empty one."""
    code = text.strip()
    if not code:
        return None
    if code not in on_record:
        raise UnreadableCellError(
            _("%(column)s: nothing on record has the code %(code)s; bring that one in first")
            % {"column": column, "code": code}
        )
    return on_record[code]


def told(value: Any) -> str:
    """A field's value for people to read, beside another."""
    match value:
        case None:
            return ""
        case dict():
            return SEPARATOR.join(f"{tag}: {name}" for tag, name in sorted(value.items()))
        case list():
            return SEPARATOR.join(map(str, value))
        case datetime() | date():
            return value.isoformat()
        case User():
            return value.audit_id
        case models.Model():
            return str(getattr(value, "code", None) or getattr(value, "number", None) or value)
        case _:
            return str(value)
