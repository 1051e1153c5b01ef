"""What the verbs share: asking the rules, setting fields, and telling what of them does not hold."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext

from anso.alliance.governance.models import AgendaItem, Body, Meeting
from anso.alliance.governance.rules import in_person
from anso.alliance.people.models import User
from anso.alliance.people.rules import Who, require
from anso.errors import InvalidInputError, Problem

__all__ = ["allowed", "allowed_in_person", "changed", "checked", "one_subject", "refuse"]

Record = TypeVar("Record", bound=models.Model)


def allowed(actor: User | None, code: str, target: object | None = None) -> None:
    """Go on only if the actor may; the site itself (None) always may."""
    if actor is not None:
        require(actor, code, target)


def allowed_in_person(actor: User | None, code: str, who: Who, target: object) -> None:
    """Go on only if the actor is one of those who may: whoever runs the site decides nothing in their place."""
    allowed(actor, code, target)
    if actor is not None and not in_person(actor, who, target):
        told = gettext("Only %(who)s may do this; running the site is not enough.")
        raise PermissionDenied(told % {"who": who.words})


def one_subject(body: Body, meeting: Meeting | None, item: AgendaItem | None) -> None:
    """A ballot or a resolution is of one body: its meeting is that body's, and its item is of that meeting."""
    if meeting is not None and meeting.body_id != body.pk:
        raise refuse("meeting", gettext("This meeting is of another body."))
    if item is not None and (meeting is None or item.meeting_id != meeting.pk):
        raise refuse("item", gettext("This item is on the agenda of another meeting."))


def refuse(where: str, message: str) -> InvalidInputError:
    return InvalidInputError([Problem(where, message)])


def checked(record: Record) -> Record:
    """The record, every field of it valid; else all that is wrong."""
    try:
        record.full_clean()
    except ValidationError as error:
        raise InvalidInputError(
            Problem("" if field == "__all__" else field, message)
            for field, messages in error.message_dict.items()
            for message in messages
        ) from error
    return record


def changed(record: models.Model, given: Mapping[str, Any], fields: Collection[str]) -> list[str]:
    """Set what is given of the fields that may change; gives the names of those that did."""
    unknown = sorted(set(given) - set(fields))
    if unknown:
        raise InvalidInputError(Problem(name, "is not changed here") for name in unknown)
    found = []
    for name, value in given.items():
        if getattr(record, name) != value:
            setattr(record, name, value)
            found.append(name)
    return found
