"""The form of a call: sections of fields, and what each field takes."""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic import Field as Given

from anso.alliance.calls.definition.texts import Code, Texts

__all__ = ["TABLES", "Choice", "Column", "Field", "FieldKind", "Part", "Section"]


class Part(BaseModel):
    """A part of a definition: it never changes, and knows no field that is not its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class FieldKind(StrEnum):
    """What a field takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    WHOLE = "whole"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    COUNTRY = "country"
    COUNTRIES = "countries"
    INSTITUTION = "institution"
    """An institution of the network, by its code."""
    EMAIL = "email"
    URL = "url"
    FILE = "file"
    TABLE = "table"
    BUDGET = "budget"
    """A table whose last column is money; its sum is shown and may have a ceiling."""
    REFEREES = "referees"
    """People who are asked by mail, and answer without an account."""
    TERMS = "terms"
    """Terms of the vocabulary of expertise, which reviewers are matched by."""
    DECLARATION = "declaration"
    """A sentence that must be agreed to."""


TABLES = (FieldKind.TABLE, FieldKind.BUDGET)
CHOOSING = (FieldKind.CHOICE, FieldKind.CHOICES)
FILE_KINDS = ("pdf", "docx", "xlsx", "pptx", "png", "jpeg", "text")


class Choice(Part):
    code: Code
    label: Texts


class Column(Part):
    """A column of a table."""

    code: Code
    label: Texts
    kind: FieldKind = FieldKind.TEXT
    required: bool = True
    choices: tuple[Choice, ...] = ()

    @model_validator(mode="after")
    def plain(self) -> Self:
        if self.kind not in (
            FieldKind.TEXT, FieldKind.NUMBER, FieldKind.WHOLE, FieldKind.DATE, FieldKind.CHOICE, FieldKind.COUNTRY,
        ):  # fmt: skip
            raise ValueError(
                f"column {self.code}: a column takes text, a number, a date, a choice or a country"
            )
        if (self.kind == FieldKind.CHOICE) != bool(self.choices):
            raise ValueError(
                f"column {self.code}: choices belong to a column of kind choice, and are needed there"
            )
        return self


class Field(Part):
    """One question."""

    code: Code
    kind: FieldKind
    label: Texts
    help: Texts | None = None
    required: bool = True
    identifies: bool = False
    """Tells who applies: hidden from reviewers of a double-blind stage."""
    reviewed: bool = True
    """Shown to reviewers at all; what only the officers need (a passport, a date of birth) is not."""
    fact: str = ""
    """The name under which lists, quotas and analytics use the answer: `country`, `degree`, `gender`, `field`,
    `university`, `institution`, `title`, `birth`, `cost`."""
    when: dict[str, list[str]] = {}
    """Asked only while each of these fields has one of these answers."""
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    least: float | None = None
    most: float | None = None
    """Bounds: of a number, of the characters of a text, of the rows of a table, of the choices made, of referees."""
    ceiling: float | None = None
    """The most that a budget may add up to."""
    currency: str = Given("", max_length=3)
    files: tuple[str, ...] = ("pdf",)
    largest_mb: float = Given(10, gt=0, le=50)
    how_many: int = Given(1, ge=1, le=20)
    """Files that the field takes."""

    @model_validator(mode="after")
    def whole(self) -> Self:
        if (self.kind in CHOOSING) != bool(self.choices):
            raise ValueError(f"field {self.code}: choices belong to a choice, and are needed there")
        if (self.kind in TABLES) != bool(self.columns):
            raise ValueError(
                f"field {self.code}: columns belong to a table or a budget, and are needed there"
            )
        if self.kind == FieldKind.BUDGET and self.columns[-1].kind != FieldKind.NUMBER:
            raise ValueError(f"field {self.code}: the last column of a budget is its amount, of kind number")
        for what, codes in (
            ("choice", [c.code for c in self.choices]),
            ("column", [c.code for c in self.columns]),
        ):
            if len(set(codes)) < len(codes):
                raise ValueError(f"field {self.code}: two {what}s have the same code")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(f"field {self.code}: least {self.least:g} is above most {self.most:g}")
        unknown = sorted(set(self.files) - set(FILE_KINDS))
        if unknown:
            raise ValueError(
                f"field {self.code}: {unknown[0]!r} is no kind of file; they are {', '.join(FILE_KINDS)}"
            )
        return self


class Section(Part):
    """Some questions that stand together on one page."""

    code: Code
    title: Texts
    help: Texts | None = None
    fields: tuple[Field, ...] = Given(min_length=1)
