"""The columns of a table of institutions: the same for files that go out and for files that come in.

A file that was exported, changed by hand and brought back means what it says. Headings are codes and not words,
so that a file is read in every language alike; a column that a file lacks is left as it is on record.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from anso import places
from anso.alliance.network.models import Institution
from anso.alliance.network.ror import plain_ror
from anso.errors import AnsoError
from anso.places import LANGUAGES

__all__ = ["COLUMNS", "NAME_COLUMNS", "SEPARATOR", "UnreadableCellError", "read_row", "row_of", "told"]

SEPARATOR = " | "
NAME_COLUMNS = {f"name_{tag}": tag for tag in LANGUAGES}
COLUMNS = (
    "code",
    "name",
    *NAME_COLUMNS,
    "former_names",
    "acronym",
    "kind",
    "country",
    "city",
    "website",
    "ror_id",
    "latitude",
    "longitude",
    "parent",
)
NUMBERS = ("latitude", "longitude")


class UnreadableCellError(AnsoError):
    """A cell that cannot mean what its column says."""


def row_of(institution: Institution) -> dict[str, Any]:
    """A record as a row."""
    row: dict[str, Any] = {
        name: getattr(institution, name)
        for name in ("code", "name", "acronym", "kind", "country", "city", "website", *NUMBERS)
    }
    row |= {column: institution.names.get(tag, "") for column, tag in NAME_COLUMNS.items()}
    row["former_names"] = SEPARATOR.join(institution.former_names)
    row["ror_id"] = institution.ror_id or ""
    row["parent"] = institution.parent.code if institution.parent else ""
    return {column: row[column] for column in COLUMNS}


def read_row(cells: Mapping[str, str], held: Institution | None) -> dict[str, Any]:
    """The fields that a row gives, as `actions.institutions` takes them; `parent` stays a code."""
    fields: dict[str, Any] = {}
    for column in ("name", "acronym", "city", "website"):
        if column in cells:
            fields[column] = " ".join(cells[column].split())
    if "kind" in cells:
        fields["kind"] = cells["kind"].strip().lower() or Institution.Kind.OTHER.value
    if "country" in cells:
        fields["country"] = country_code(cells["country"].strip())
    if "ror_id" in cells:
        fields["ror_id"] = plain_ror(cells["ror_id"]) or None
    if "former_names" in cells:
        given = (name.strip() for name in cells["former_names"].split(SEPARATOR.strip()))
        fields["former_names"] = [name for name in given if name]
    for column in NUMBERS:
        if column in cells:
            fields[column] = number(column, cells[column].strip())
    if "parent" in cells:
        fields["parent"] = cells["parent"].strip()
    named = {column: tag for column, tag in NAME_COLUMNS.items() if column in cells}
    if named:
        names = dict(held.names) if held is not None else {}
        for column, tag in named.items():
            names[tag] = " ".join(cells[column].split())
        fields["names"] = {tag: name for tag, name in names.items() if name}
    return fields


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


def number(column: str, text: str) -> float | None:
    if not text:
        return None
    # A decimal comma is what many a spreadsheet writes; nothing here has thousands to separate.
    plain = text.replace(",", ".")
    if not re.fullmatch(r"[+-]?[0-9]{1,3}(\.[0-9]{1,15})?", plain):
        raise UnreadableCellError(
            _("%(column)s: %(text)s is not a number of degrees, such as 39.9 or -7.25")
            % {"column": column, "text": text}
        )
    return float(plain)


def told(value: Any) -> str:
    """A field's value for people to read, beside another."""
    match value:
        case None:
            return ""
        case dict():
            return SEPARATOR.join(f"{tag}: {name}" for tag, name in sorted(value.items()))
        case list():
            return SEPARATOR.join(map(str, value))
        case Institution():
            return value.code
        case _:
            return str(value)
