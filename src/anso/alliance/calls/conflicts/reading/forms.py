"""What the answers to a form say of people, institutions and works, by the kinds and codes of its fields.

Institutions and e-mail addresses are recognised by their field's kind, referees likewise. Text is read by its code:
`PLACES` name an institution, `PEOPLE` somebody the application is of, `SUPERVISORS` whoever supervises (the code
begins so); in a table, the columns `ENDS` of the same row tell until when. DOIs and ORCID iDs are looked for in all text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from anso.alliance.calls.conflicts.names import place_keys
from anso.alliance.calls.conflicts.plain import Named, Stay
from anso.alliance.calls.conflicts.works import orcids_in, works_in
from anso.alliance.calls.definition import Definition, FieldKind
from anso.alliance.calls.definition.definition import Applying

__all__ = ["Said", "said_in"]

PLACES = frozenset(
    {"university", "employer", "organisation", "organization", "institution", "institute", "company", "affiliation", "host"}
)  # fmt: skip
PEOPLE = frozenset({"name", "nominee", "applicant", "person", "co_applicant", "partner"})
SUPERVISORS = ("supervisor", "mentor", "advisor", "adviser")
ENDS = ("until", "to", "end", "year")
TEXTS = (FieldKind.TEXT, FieldKind.LONG_TEXT)
TABLES = (FieldKind.TABLE, FieldKind.BUDGET)


@dataclass
class Said:
    """What was found in one application's answers."""

    institutions: list[tuple[str, bool]] = field(default_factory=list)
    """Codes of institutions on record; whether it is the one that nominates."""
    stays: list[Stay] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    referees: list[Named] = field(default_factory=list)
    supervisors: list[Named] = field(default_factory=list)
    works: dict[str, int | None] = field(default_factory=dict)
    orcids: frozenset[str] = frozenset()


def said_in(definition: Definition, answers: Mapping[str, Any]) -> Said:
    said = Said()
    nominated = definition.applying == Applying.NOMINATOR
    for asked in definition.fields:
        given = answers.get(asked.code)
        if not given:
            continue
        if asked.kind == FieldKind.INSTITUTION:
            said.institutions.append((str(given), nominated and asked.fact == "institution"))
        elif asked.kind == FieldKind.REFEREES:
            said.referees.extend(referees_in(given))
        elif asked.kind == FieldKind.EMAIL:
            person = Named(email=str(given))
            (said.supervisors if asked.code.startswith(SUPERVISORS) else said.named).append(person)
        elif asked.kind in TABLES:
            for row in rows_in(given):
                read_row(said, row, definition)
        elif asked.kind in TEXTS:
            read_text(said, asked.code, str(given), None, definition)
    return said


def rows_in(given: Any) -> Iterator[Mapping[str, Any]]:
    yield from (row for row in given if isinstance(row, Mapping)) if isinstance(given, list) else ()


def referees_in(given: Any) -> Iterator[Named]:
    for row in rows_in(given):
        yield Named(str(row.get("name") or ""), str(row.get("email") or ""))


def read_row(said: Said, row: Mapping[str, Any], definition: Definition) -> None:
    ended = next((end_of(row[code]) for code in ENDS if row.get(code)), None)
    for code, given in row.items():
        if isinstance(given, str):
            read_text(said, code, given, ended, definition)


def read_text(said: Said, code: str, text: str, until: date | None, definition: Definition) -> None:
    of_institution = definition.applying == Applying.INSTITUTION and code == "name"
    if code in PLACES or of_institution:
        said.stays.append(Stay(text, place_keys(text), until))
    elif code in PEOPLE:
        said.named.append(Named(text))
    elif code.startswith(SUPERVISORS):
        said.supervisors.append(Named(text))
    else:
        said.works |= works_in(text)
        said.orcids |= orcids_in(text)


def end_of(given: Any) -> date | None:
    """The last day of a year, or the day."""
    text = str(given).strip()
    try:
        return date(int(text), 12, 31) if text.isdigit() else date.fromisoformat(text)
    except ValueError:
        return None
