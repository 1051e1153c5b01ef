"""The letters of a call: fixed texts with named blanks (`{name}`), and nothing that runs."""

from enum import StrEnum
from string import Formatter
from typing import Self

from pydantic import model_validator

from anso.alliance.calls.definition.form import Part
from anso.alliance.calls.definition.texts import Texts

__all__ = ["BLANKS", "Letter", "LetterKind"]

BLANKS = frozenset(
    {
        "name",
        "title",
        "number",
        "call",
        "programme",
        "date",
        "deadline",
        "place",
        "amount",
        "reason",
        "signatory",
    }
)
"""What a letter may fill in; `place` is that on the waiting list."""


class LetterKind(StrEnum):
    AWARDED = "awarded"
    WAITING = "waiting"
    DECLINED = "declined"
    REFUSED = "refused"
    """Not eligible or not complete."""


class Letter(Part):
    """One kind of letter, in the languages it is written in."""

    kind: LetterKind
    subject: Texts
    body: Texts
    signatory: Texts | None = None

    @model_validator(mode="after")
    def known_blanks(self) -> Self:
        texts = (*self.subject.values(), *self.body.values())
        for blank in {
            name
            for text in texts
            for _literal, name, _spec, _conversion in Formatter().parse(text)
            if name is not None
        }:
            if blank not in BLANKS:
                raise ValueError(
                    f"letter {self.kind.value}: {{{blank}}} is no blank; they are {', '.join(sorted(BLANKS))}"
                )
        return self
