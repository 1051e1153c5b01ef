"""Parts of a whole as statutes put them: `more than half`, `at least two thirds`, of the votes or of the seats.

In comes a rule as data, out comes whether a number reaches it. The arithmetic is of whole numbers, so that two
thirds of 3 are 2 and never 1.9999.
"""

from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from anso.alliance.governance.counting.problems import wrong_definition

__all__ = ["MAJORITIES", "QUORUMS", "Base", "Majority", "Share"]


class Share(BaseModel):
    """At least, or more than, so many parts of a whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    numerator: int = Field(ge=0)
    denominator: int = Field(ge=1)
    more_than: bool = False
    """Whether the share itself is not enough."""

    @model_validator(mode="after")
    def _within_the_whole(self) -> Self:
        if self.numerator > self.denominator or (self.more_than and self.numerator == self.denominator):
            raise wrong_definition("beyond_the_whole")
        return self

    def reached(self, part: Fraction | int, whole: Fraction | int) -> bool:
        """Whether the part is as much of the whole as is asked; of nothing, no share is reached."""
        if whole == 0:
            return False
        have, need = part * self.denominator, whole * self.numerator
        return have > need if self.more_than else have >= need

    def least(self, whole: int) -> int:
        """The smallest whole number that reaches the share."""
        need = Fraction(whole * self.numerator, self.denominator)
        return floor(need) + 1 if self.more_than else -floor(-need)


class Base(StrEnum):
    """What a majority is of."""

    DECIDED = "decided"
    """Votes for an option or for and against; abstentions do not count."""
    CAST = "cast"
    """Every vote cast; an abstention counts as not for."""
    PRESENT = "present"
    """Everybody present, whether they voted or not."""
    ENTITLED = "entitled"
    """Everybody on the roll."""


class Majority(Share):
    """The share that carries a motion or an election, and what it is of."""

    of: Base = Base.DECIDED


MAJORITIES = {
    "simple": Majority(numerator=1, denominator=2, more_than=True, of=Base.DECIDED),
    "cast": Majority(numerator=1, denominator=2, more_than=True, of=Base.CAST),
    "present": Majority(numerator=1, denominator=2, more_than=True, of=Base.PRESENT),
    "absolute": Majority(numerator=1, denominator=2, more_than=True, of=Base.ENTITLED),
    "two-thirds": Majority(numerator=2, denominator=3, of=Base.DECIDED),
    "two-thirds-cast": Majority(numerator=2, denominator=3, of=Base.CAST),
    "two-thirds-present": Majority(numerator=2, denominator=3, of=Base.PRESENT),
    "two-thirds-entitled": Majority(numerator=2, denominator=3, of=Base.ENTITLED),
    "three-quarters": Majority(numerator=3, denominator=4, of=Base.DECIDED),
    "unanimous": Majority(numerator=1, denominator=1, of=Base.CAST),
}
"""The majorities that forms offer, after Robert's Rules of Order (12th ed., 44: more than half or two thirds, of
those voting, of those present or of the entire membership)."""

QUORUMS = {
    "none": None,
    "third": Share(numerator=1, denominator=3),
    "half": Share(numerator=1, denominator=2),
    "majority": Share(numerator=1, denominator=2, more_than=True),
    "two-thirds": Share(numerator=2, denominator=3),
    "all": Share(numerator=1, denominator=1),
}
"""The quorums that forms offer, as shares of the roll or of the seats."""
