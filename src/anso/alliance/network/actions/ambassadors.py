"""Verbs on science ambassadors: appointed from a day, by evidence; ended on a day, by evidence."""

from datetime import date
from typing import Any

from anso.alliance.network.actions.records import altered, ended, entered, refuse_unknown, removed
from anso.alliance.network.models import Ambassador
from anso.alliance.people.models import User

__all__ = [
    "AMBASSADOR_FIELDS",
    "appoint_ambassador",
    "change_ambassador",
    "end_ambassador",
    "remove_ambassador",
]

AMBASSADOR_FIELDS = (
    "name",
    "person",
    "institution",
    "country",
    "field",
    "since",
    "evidence",
    "until",
    "end_evidence",
)


def appoint_ambassador(*, actor: User | None, **fields: Any) -> Ambassador:
    """Put on record who speaks for the alliance, where or on what, since when, and where that is written."""
    refuse_unknown(fields, AMBASSADOR_FIELDS)
    return entered(
        Ambassador(**fields),
        actor=actor,
        permission="network.add_ambassador",
        verb="network.appoint_ambassador",
    )


def change_ambassador(*, actor: User | None, ambassador: Ambassador, **changes: Any) -> Ambassador:
    return altered(
        ambassador,
        changes,
        fields=AMBASSADOR_FIELDS,
        actor=actor,
        permission="network.change_ambassador",
        verb="network.change_ambassador",
    )


def end_ambassador(*, actor: User | None, ambassador: Ambassador, on: date, evidence: str = "") -> Ambassador:
    """The office ends; that it was held stays on record."""
    return ended(
        ambassador,
        on=on,
        end_evidence=evidence.strip(),
        actor=actor,
        permission="network.change_ambassador",
        verb="network.end_ambassador",
        field="until",
    )


def remove_ambassador(*, actor: User | None, ambassador: Ambassador) -> None:
    """Take out one who was entered by mistake."""
    removed(ambassador, actor=actor, permission="network.delete_ambassador", verb="network.remove_ambassador")
