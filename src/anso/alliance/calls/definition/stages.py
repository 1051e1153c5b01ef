"""The stages that applications pass: who judges, what they see, what they judge by, and who goes on."""

from enum import StrEnum
from typing import Self

from pydantic import Field as Given
from pydantic import model_validator

from anso.alliance.calls.definition.form import Part
from anso.alliance.calls.definition.texts import Code, Texts

__all__ = ["Blind", "ConflictRules", "Criterion", "Going", "Reviewing", "Stage", "StageKind"]


class StageKind(StrEnum):
    SCREENING = "screening"
    """Officers look whether an application is complete and eligible."""
    REVIEW = "review"
    """Reviewers judge by criteria."""


class Blind(StrEnum):
    OPEN = "open"
    SINGLE = "single"
    """Applicants do not know their reviewers."""
    DOUBLE = "double"
    """Nor do reviewers know the applicants."""


class Reviewing(StrEnum):
    """Who reviews."""

    MATCHED = "matched"
    """Assigned from the pool by affinity, bids and loads."""
    INVITED = "invited"
    """Asked one by one by an officer."""
    PANEL = "panel"
    """Everybody of the pool reads every application."""


class Criterion(Part):
    """What is judged, on a scale with anchors."""

    code: Code
    title: Texts
    help: Texts | None = None
    weight: float = Given(1, gt=0)
    least: int = 1
    most: int = 5
    anchors: dict[int, Texts] = {}
    """What a score means; at least the ends of the scale."""

    @model_validator(mode="after")
    def scaled(self) -> Self:
        if self.least >= self.most:
            raise ValueError(
                f"criterion {self.code}: the scale ends at {self.most}, below its beginning {self.least}"
            )
        beyond = [score for score in self.anchors if not self.least <= score <= self.most]
        if beyond:
            raise ValueError(f"criterion {self.code}: the anchor of {beyond[0]} lies outside the scale")
        return self


class Going(Part):
    """Who goes on from a stage: a number, a share, all from a score on, or whom the officers choose."""

    number: int | None = Given(None, ge=1)
    share: float | None = Given(None, gt=0, le=1)
    score: float | None = None

    @model_validator(mode="after")
    def one_way(self) -> Self:
        if sum(way is not None for way in (self.number, self.share, self.score)) > 1:
            raise ValueError("who goes on: give a number, a share or a score, one of the three")
        return self


class Stage(Part):
    """One stage."""

    code: Code
    title: Texts
    kind: StageKind = StageKind.REVIEW
    reviewing: Reviewing = Reviewing.MATCHED
    blind: Blind = Blind.SINGLE
    reviews_per: int = Given(3, ge=1, le=20)
    load: int = Given(20, ge=1, le=500)
    """Applications that one reviewer reads at most."""
    per_country: int | None = Given(None, ge=1)
    """Reviewers of one country on one application, at most."""
    criteria: tuple[Criterion, ...] = ()
    comment_needed: bool = True
    discussion: bool = False
    days: int = Given(21, ge=1, le=365)
    """Time to review, from the stage's opening."""
    reminders: tuple[int, ...] = (7, 2)
    """Days before the deadline on which those who have not answered are reminded."""
    going: Going = Going()

    @model_validator(mode="after")
    def judged(self) -> Self:
        if (self.kind == StageKind.REVIEW) != bool(self.criteria):
            raise ValueError(f"stage {self.code}: a review judges by criteria; a screening has none")
        codes = [criterion.code for criterion in self.criteria]
        if len(set(codes)) < len(codes):
            raise ValueError(f"stage {self.code}: two criteria have the same code")
        return self


class ConflictRules(Part):
    """What keeps a person away from an application."""

    same_institution: bool = True
    institution_years: float = Given(3, ge=0, le=50)
    """A common institution that either has left within these years still counts."""
    mail_domain: bool = True
    coauthors: bool = True
    supervision: bool = True
    family: bool = True
    nominating: bool = True
    """The institution that nominates is the person's own."""
    same_country: bool = False
    coauthor_years: float = Given(5, ge=0, le=50)
    unconfirmed_blocks: bool = True
    """Whose identity is unconfirmed (no confirmed address, no affiliation) reviews nothing."""
