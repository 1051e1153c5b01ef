"""What a ballot asks and by which rules, as a program writes it; whether it holds together is the action's to say."""

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from anso.alliance.governance.actions.ballots import definition_of
from anso.alliance.governance.counting import Base, Definition, Method, Tie

__all__ = ["DefinitionIn", "MajorityIn", "ShareIn", "defined"]


class ShareIn(Schema):
    """A part of a whole: at least, or more than, so much of it."""

    numerator: int
    denominator: int
    more_than: bool = Field(default=False, description="Whether the share itself is not enough")


class MajorityIn(ShareIn):
    """The share that carries, and what it is of."""

    of: Base = Base.DECIDED


class OptionIn(Schema):
    """Something to choose."""

    code: str = Field(description="Small letters, figures and inner hyphens; votes name it")
    title: str


class DefinitionIn(Schema):
    """One ballot, whole."""

    question: str
    text: str = Field("", description="The motion, word for word (Markdown)")
    method: Method = Method.QUESTION
    options: list[OptionIn] = Field([], description="None for a question, which is answered with yes or no")
    seats: int = 1
    choices_at_least: int = Field(1, description="Of an approval ballot or a ranked one")
    choices_at_most: int | None = Field(None, description="None is as many as there are options")
    majority: MajorityIn | None = Field(
        None,
        description="Of a question and of an absolute majority; of approval, what an option needs besides",
    )
    quorum: ShareIn | None = Field(None, description="Of the roll, in votes cast")
    tie: Tie = Field(Tie.STATUS_QUO, description="What decides between equals")
    secret: bool = True
    proxies_at_most: int = Field(0, description="Votes that one may cast for others; 0: no proxies")
    opens: datetime = Field(description="With its offset from UTC")
    closes: datetime = Field(description="The deadline, with its offset from UTC")
    zone: str = Field("UTC", description="Time zone that pages show it in")


def defined(given: DefinitionIn) -> Definition:
    sent: dict[str, Any] = given.model_dump()
    return definition_of(sent)
