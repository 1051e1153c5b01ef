"""Verbs on institutions: put one on record, propose one, change one.

Who enters one by hand is told first which records it resembles, and says that it is none of them.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext

from anso.alliance.network.merging.suggest import resembling
from anso.alliance.network.models import Institution
from anso.alliance.network.models.institutions import RESERVED_CODES
from anso.alliance.network.ror import plain_ror
from anso.alliance.people import audit
from anso.alliance.people.actions import problems
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.errors import InvalidInputError, Problem
from anso.places.fold import fold

__all__ = [
    "FIELDS",
    "PerhapsOnRecordError",
    "add_institution",
    "propose_institution",
    "update_institution",
]

FIELDS = (
    "name",
    "names",
    "former_names",
    "acronym",
    "kind",
    "country",
    "city",
    "website",
    "ror_id",
    "latitude",
    "longitude",
    "parent",
)
LONGEST_CODE = 80


class PerhapsOnRecordError(InvalidInputError):
    """An institution resembles others that are on record, and nobody said that it is none of them."""

    def __init__(self, like: Sequence[Institution]) -> None:
        told = gettext(
            "perhaps this is %(name)s (%(code)s), which is on record; say that it is not, or use that record"
        )
        super().__init__(Problem("unlike", told % {"name": one.name, "code": one.code}) for one in like)
        self.like = tuple(like)


@transaction.atomic
def add_institution(
    *,
    actor: User | None,
    unlike: Collection[str] | None = None,
    is_synthetic: bool = False,
    **fields: Any,
) -> Institution:
    """Put an institution on record; its code is made from its acronym or name unless one is given.

    `unlike` are the codes of the records that it resembles and is none of; without it nothing is compared, as
    where a whole table was.
    """
    if actor is not None:
        require(actor, "network.add_institution")
    made = built(fields)
    made.is_synthetic = is_synthetic
    checked(made)
    if unlike is not None:
        found = resembling(made, list(Institution.objects.all()))
        like = [one for one in found if one.code not in unlike]
        if like:
            raise PerhapsOnRecordError(like)
    made.save()
    audit.record(actor=actor, verb="network.add_institution", target=made, synthetic=is_synthetic)
    return made


def propose_institution(*, actor: User | None, **fields: Any) -> Institution:
    """Put on record, as part of an application, an institution that the directory does not list yet."""
    made = built(fields)
    made.is_listed = False
    checked(made)
    made.save()
    audit.record(actor=actor, verb="network.propose_institution", target=made)
    return made


@transaction.atomic
def update_institution(*, actor: User | None, institution: Institution, **changes: Any) -> Institution:
    """Change what is on record of an institution; its code stays, for it is an address."""
    if actor is not None:
        require(actor, "network.change_institution", institution)
    refuse_unknown(changes)
    held = Institution.objects.select_for_update().get(pk=institution.pk)
    changed = [field for field in FIELDS if field in changes and getattr(held, field) != changes[field]]
    for field in changed:
        setattr(held, field, changes[field])
    checked(held)
    if changed:
        held.save()
        audit.record(actor=actor, verb="network.update_institution", target=held, fields=changed)
    institution.refresh_from_db()
    return held


def built(fields: dict[str, Any]) -> Institution:
    given = dict(fields)
    code = given.pop("code", "") or free_code(given.get("acronym", ""), given.get("name", ""))
    refuse_unknown(given)
    return Institution(code=code, **given)


def refuse_unknown(fields: dict[str, Any]) -> None:
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown:
        told = gettext("an institution has no field of this name; it has %(fields)s") % {
            "fields": ", ".join(FIELDS)
        }
        raise InvalidInputError(Problem(field, told) for field in unknown)


def checked(institution: Institution) -> None:
    institution.ror_id = plain_ror(institution.ror_id or "") or None
    try:
        institution.full_clean()
    except ValidationError as error:
        raise InvalidInputError(problems(error)) from error


def free_code(acronym: str, name: str) -> str:
    """A code that no institution has: the acronym, else the name, else a number, in letters of an address."""
    stem = slugify(acronym) or slugify(fold(name))[:LONGEST_CODE].strip("-") or "institution"
    taken = set(Institution.objects.filter(code__startswith=stem).values_list("code", flat=True))
    if stem not in taken and stem not in RESERVED_CODES:
        return stem
    numbers = [int(found[1]) for code in taken if (found := re.fullmatch(rf"{re.escape(stem)}-(\d+)", code))]
    return f"{stem}-{max(numbers, default=1) + 1}"
