"""What the verbs share: asking the rules, the project held while it is changed, refusing with a sentence."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.people.actions import problems
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.alliance.projects.models import Project, Student
from anso.alliance.projects.planning import day_in
from anso.errors import InvalidInputError, Problem

__all__ = ["allowed", "checked", "held", "held_student", "not_after", "refuse", "today_of", "written"]


def allowed(actor: User | None, code: str, target: object | None = None) -> None:
    """Go on only if the actor may; the site itself (None) always may."""
    if actor is not None:
        require(actor, code, target)


def refuse(where: str, message: str) -> InvalidInputError:
    return InvalidInputError([Problem(where, message)])


def held(project: Project, *, ended: bool = False) -> Project:
    """The project's row, locked: sums and states are read under the same lock that they are changed under."""
    found = (
        Project.objects.select_for_update(of=("self",)).select_related("call_programme").get(pk=project.pk)
    )
    if found.award_id is None:
        raise refuse("", gettext("This project came from no call; it has no plan here."))
    if found.state == Project.State.CLOSED and not ended:
        raise refuse("", gettext("This project is closed."))
    return found


def held_student(student: Student, *, ended: bool = False) -> Student:
    found = (
        Student.objects.select_for_update(of=("self",)).select_related("call_programme").get(pk=student.pk)
    )
    if found.state not in Student.AT_WORK and not ended:
        raise refuse("", gettext("These studies are over."))
    return found


def today_of(owner: Project | Student, at: datetime | None = None) -> date:
    return day_in(owner.zone, at or timezone.now())


def not_after(day: date, today: date, where: str) -> None:
    """What has happened did not happen tomorrow."""
    if day > today:
        raise refuse(where, gettext("This day is still to come."))


def written(text: str, where: str) -> str:
    kept = text.strip()
    if not kept:
        raise refuse(where, gettext("Write something here."))
    return kept


def checked(record: models.Model, *, but: tuple[str, ...] = ()) -> Any:
    """The record, saved if it holds; every problem is told at its field."""
    try:
        record.full_clean(exclude=but)
    except ValidationError as error:
        raise InvalidInputError(problems(error)) from error
    record.save()
    return record
