"""Verbs on partners and on what was signed with them."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from anso.alliance.network.actions.records import altered, ended, entered, refuse_unknown, removed
from anso.alliance.network.models import Memorandum, Partner
from anso.alliance.people.models import User
from anso.places.fold import fold

__all__ = [
    "MEMORANDUM_FIELDS",
    "PARTNER_FIELDS",
    "add_partner",
    "change_memorandum",
    "change_partner",
    "end_memorandum",
    "record_memorandum",
    "remove_memorandum",
    "remove_partner",
]

PARTNER_FIELDS = ("code", "name", "acronym", "country", "website")
MEMORANDUM_FIELDS = ("partner", "title", "signed", "ends", "scope", "document", "end_evidence")
LONGEST_STEM = 80


@transaction.atomic
def add_partner(*, actor: User | None, **fields: Any) -> Partner:
    """Put a partner on record; its code is made from its acronym or name unless one is given."""
    refuse_unknown(fields, PARTNER_FIELDS)
    fields["code"] = fields.get("code") or free_code(fields.get("acronym", ""), fields.get("name", ""))
    return entered(
        Partner(**fields), actor=actor, permission="network.add_partner", verb="network.add_partner"
    )


def change_partner(*, actor: User | None, partner: Partner, **changes: Any) -> Partner:
    """Change what is on record of a partner; its code stays."""
    return altered(
        partner,
        changes,
        fields=PARTNER_FIELDS[1:],
        actor=actor,
        permission="network.change_partner",
        verb="network.change_partner",
    )


def remove_partner(*, actor: User | None, partner: Partner) -> None:
    """Take out a partner with whom nothing was signed and at whom nobody is the contact."""
    removed(partner, actor=actor, permission="network.delete_partner", verb="network.remove_partner")


def record_memorandum(*, actor: User | None, **fields: Any) -> Memorandum:
    """Put on record what was signed with a partner, on which day and until when."""
    refuse_unknown(fields, MEMORANDUM_FIELDS)
    return entered(
        Memorandum(**fields),
        actor=actor,
        permission="network.add_memorandum",
        verb="network.record_memorandum",
    )


def change_memorandum(*, actor: User | None, memorandum: Memorandum, **changes: Any) -> Memorandum:
    return altered(
        memorandum,
        changes,
        fields=MEMORANDUM_FIELDS,
        actor=actor,
        permission="network.change_memorandum",
        verb="network.change_memorandum",
    )


def end_memorandum(*, actor: User | None, memorandum: Memorandum, on: date, evidence: str = "") -> Memorandum:
    """A memorandum ends before its time, or one without an end does; that it was signed stays on record."""
    return ended(
        memorandum,
        on=on,
        end_evidence=evidence.strip(),
        actor=actor,
        permission="network.change_memorandum",
        verb="network.end_memorandum",
        field="ends",
    )


def remove_memorandum(*, actor: User | None, memorandum: Memorandum) -> None:
    """Take out one that was entered by mistake."""
    removed(memorandum, actor=actor, permission="network.delete_memorandum", verb="network.remove_memorandum")


def free_code(acronym: str, name: str) -> str:
    """A code that no partner has, in letters of an address."""
    stem = slugify(acronym) or slugify(fold(name))[:LONGEST_STEM].strip("-") or "partner"
    taken = set(Partner.objects.filter(code__startswith=stem).values_list("code", flat=True))
    number = 2
    code = stem
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return code
