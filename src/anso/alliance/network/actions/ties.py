"""Verbs on what ties a person to institutions: their own affiliations and the conflicts they declare."""

from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext

from anso.alliance.network.actions.records import checked
from anso.alliance.network.models import Affiliation, Conflict
from anso.alliance.people import audit
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.errors import InvalidInputError, NotFoundError, Problem

__all__ = ["add_affiliation", "declare_conflict", "end_affiliation", "remove_affiliation", "remove_conflict"]

Tie = TypeVar("Tie", bound=models.Model)
MOST = 40
"""Affiliations, and conflicts, of one person."""


def add_affiliation(*, actor: User | None, person: User, **fields: Any) -> Affiliation:
    """Say where one works or worked. The event says that it was, never where."""
    return add(actor, person, Affiliation(person=person, **fields), "network.add_affiliation")


@transaction.atomic
def end_affiliation(*, actor: User | None, affiliation: Affiliation, until: Any) -> Affiliation:
    if actor is not None:
        require(actor, "people.change_profile", affiliation.person)
    affiliation.until = until
    checked(affiliation)
    affiliation.save(update_fields=["until"])
    audit.record(actor=actor, verb="network.end_affiliation", target=affiliation.person)
    return affiliation


def remove_affiliation(*, actor: User | None, affiliation: Affiliation) -> None:
    remove(actor, affiliation.person, affiliation, "network.remove_affiliation")


def declare_conflict(*, actor: User | None, person: User, **fields: Any) -> Conflict:
    """Declare an interest; the secretariat sees it, and nobody else."""
    return add(actor, person, Conflict(person=person, **fields), "network.declare_conflict")


def remove_conflict(*, actor: User | None, conflict: Conflict) -> None:
    remove(actor, conflict.person, conflict, "network.remove_conflict")


@transaction.atomic
def add(actor: User | None, person: User, made: Tie, verb: str) -> Tie:
    if actor is not None:
        require(actor, "people.change_profile", person)
    checked(made)
    if type(made)._default_manager.filter(person=person).count() >= MOST:
        raise InvalidInputError(
            [Problem("", gettext("You have entered as many as can be kept; remove some."))]
        )
    made.save()
    audit.record(actor=actor, verb=verb, target=person)
    return made


@transaction.atomic
def remove(actor: User | None, person: User, held: models.Model, verb: str) -> None:
    if actor is not None:
        require(actor, "people.change_profile", person)
    if held.pk is None:
        raise NotFoundError(gettext("This was removed already."))
    held.delete()
    audit.record(actor=actor, verb=verb, target=person)
