"""How the inputs of a form are called: `f-plan`, `f-budget-2-amount` (rows count from 1), `file-passport`."""

from anso.alliance.calls.definition import Column, Field, FieldKind
from anso.alliance.calls.queries.files import FILE_PREFIX

__all__ = ["ASKED", "REFEREE_COLUMNS", "columns_of", "file_name", "input_name", "is_table"]

PREFIX = "f-"
ASKED = "asked"
"""The fields that a page showed: an unticked box is sent by no browser, and is an answer all the same."""
REFEREE_COLUMNS = ("name", "email", "institution", "relation")


def input_name(code: str, row: int = 0, column: str = "") -> str:
    return f"{PREFIX}{code}-{row}-{column}" if row else f"{PREFIX}{code}"


def file_name(code: str) -> str:
    return f"{FILE_PREFIX}{code}"


def is_table(field: Field) -> bool:
    return field.kind in (FieldKind.TABLE, FieldKind.BUDGET, FieldKind.REFEREES)


def columns_of(field: Field) -> tuple[Column, ...] | tuple[str, ...]:
    return REFEREE_COLUMNS if field.kind == FieldKind.REFEREES else field.columns
