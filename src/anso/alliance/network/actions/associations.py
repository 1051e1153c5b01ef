"""Verbs on associations: founded, changed, ended; and on who belongs to them from which day to which."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from anso.alliance.network.actions.records import altered, ended, entered, refuse_unknown, removed
from anso.alliance.network.models import Association, AssociationMember, Institution
from anso.alliance.people.models import User
from anso.errors import NotFoundError

__all__ = [
    "ASSOCIATION_FIELDS",
    "add_association",
    "change_association",
    "end_association",
    "join_association",
    "leave_association",
    "remove_association",
]

ASSOCIATION_FIELDS = (
    "number",
    "rank",
    "name",
    "acronym",
    "leaders",
    "theme",
    "host",
    "summary",
    "website",
    "since",
    "evidence",
    "until",
    "end_evidence",
)
UNCHANGING = ("number",)
"""What names an association in addresses."""


def add_association(*, actor: User | None, **fields: Any) -> Association:
    """Put an association on record; without a place in the list it comes last."""
    refuse_unknown(fields, ASSOCIATION_FIELDS)
    if not fields.get("rank"):
        last = Association.objects.order_by("-rank").values_list("rank", flat=True).first()
        fields["rank"] = (last or 0) + 1
    return entered(
        Association(**fields),
        actor=actor,
        permission="network.add_association",
        verb="network.add_association",
    )


def change_association(*, actor: User | None, association: Association, **changes: Any) -> Association:
    """Change what is on record of an association; its number stays, for it is an address."""
    return altered(
        association,
        changes,
        fields=tuple(field for field in ASSOCIATION_FIELDS if field not in UNCHANGING),
        actor=actor,
        permission="network.change_association",
        verb="network.change_association",
    )


def end_association(
    *, actor: User | None, association: Association, on: date, evidence: str = ""
) -> Association:
    return ended(
        association,
        on=on,
        end_evidence=evidence.strip(),
        actor=actor,
        permission="network.change_association",
        verb="network.end_association",
        field="until",
    )


def remove_association(*, actor: User | None, association: Association) -> None:
    """Take out an association that was entered by mistake, and who belongs to it."""
    removed(
        association,
        actor=actor,
        permission="network.delete_association",
        verb="network.remove_association",
    )


@transaction.atomic
def join_association(
    *,
    actor: User | None,
    association: Association,
    institution: Institution,
    on: date | None = None,
    evidence: str = "",
) -> AssociationMember:
    """An institution belongs to an association from a day, or from one that is not public."""
    made = AssociationMember(
        association=association, institution=institution, since=on, evidence=evidence.strip()
    )
    return entered(
        made,
        actor=actor,
        permission="network.keep_association_members",
        verb="network.join_association",
        association=association.number,
        institution=institution.code,
    )


@transaction.atomic
def leave_association(
    *,
    actor: User | None,
    association: Association,
    institution: Institution,
    on: date,
    evidence: str = "",
) -> AssociationMember:
    """An institution leaves an association; that it belonged to it stays on record."""
    held = AssociationMember.objects.filter(
        association=association, institution=institution, until__isnull=True
    ).first()
    if held is None:
        told = gettext("%(institution)s does not belong to this association.")
        raise NotFoundError(told % {"institution": institution})
    return ended(
        held,
        on=on,
        end_evidence=evidence.strip(),
        actor=actor,
        permission="network.keep_association_members",
        verb="network.leave_association",
        field="until",
    )
