"""How many are chosen, and which quotas the choice obeys."""

from typing import Self

from pydantic import Field as Given
from pydantic import model_validator

from anso.alliance.calls.definition.form import Part
from anso.alliance.calls.definition.texts import Code, Texts

__all__ = ["Quota", "SelectionPlan"]


class Quota(Part):
    """Bounds on those who are chosen among whom `where` says: their number, or the sum of a fact.

    `where` maps facts to the values that count (`{"degree": ["phd"], "university": ["ustc"]}`); empty, all count.
    With `each` (a fact) the bounds hold for each of its values by itself, as a cap per country. `least_share` and
    `most_share` are parts of all who are chosen.
    """

    code: Code
    title: Texts
    where: dict[str, list[str]] = {}
    each: str = ""
    sum_of: str = ""
    least: float | None = None
    most: float | None = None
    least_share: float | None = Given(None, ge=0, le=1)
    most_share: float | None = Given(None, ge=0, le=1)

    @model_validator(mode="after")
    def bounded(self) -> Self:
        bounds = (self.least, self.most, self.least_share, self.most_share)
        if all(bound is None for bound in bounds):
            raise ValueError(
                f"quota {self.code}: it bounds nothing; give least, most, least_share or most_share"
            )
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(f"quota {self.code}: at least {self.least:g} is above at most {self.most:g}")
        if self.sum_of and (self.least_share is not None or self.most_share is not None):
            raise ValueError(f"quota {self.code}: a sum is bounded by amounts, not by shares")
        return self


class SelectionPlan(Part):
    """How awards are given out."""

    places: int = Given(1, ge=1)
    waiting: int = Given(0, ge=0)
    """Places of the waiting list."""
    quotas: tuple[Quota, ...] = ()
    answer_days: int = Given(14, ge=1, le=365)
    """Days that somebody who is chosen has to accept."""
    board_approves: bool = False
    """The governing board approves the selection before it is released."""

    @model_validator(mode="after")
    def named_once(self) -> Self:
        codes = [quota.code for quota in self.quotas]
        if len(set(codes)) < len(codes):
            raise ValueError("two quotas have the same code")
        return self
