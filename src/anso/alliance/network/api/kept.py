"""What the operations on contacts, ambassadors, associations, partners and memoranda share: which record, and what was said."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext

from anso.alliance.network.api.callers import known
from anso.alliance.network.models import Partner
from anso.alliance.people.queries import person_of
from anso.alliance.people.rules import may, require
from anso.errors import InvalidInputError, NotFoundError, Problem

__all__ = ["found", "said"]

INSTITUTIONS = ("institution", "host")
NOTHING = ("account", "institution", "since", "until", "ends")
"""Fields that null empties."""


def found(request: HttpRequest, records: QuerySet[Any], act: str, **key: Any) -> Any:
    """The record, for a caller who may act on it; one that they may not see is not there."""
    record = records.filter(**key).first()
    name = records.model._meta.model_name
    if record is None or not may(request.user, f"network.view_{name}", record):
        raise NotFoundError(gettext("This record is not here, or is not yours to see."))
    require(request.user, f"network.{act}_{name}", record)
    return record


def said(request: HttpRequest, given: Any) -> dict[str, Any]:
    """What a caller gave, with codes and ids made into the records they name."""
    fields: dict[str, Any] = given.dict(exclude_unset=True)
    empty = [name for name, value in fields.items() if value is None and name not in NOTHING]
    if empty:
        raise InvalidInputError(Problem(name, gettext("give a value, or leave it out")) for name in empty)
    if "account" in fields:
        public_id = fields.pop("account")
        require(request.user, "network.name_accounts")
        fields["person"] = person_of(public_id) if public_id else None
    for name in INSTITUTIONS:
        if name in fields:
            fields[name] = known(request, fields[name]) if fields[name] else None
    if "partner" in fields:
        fields["partner"] = partner_of(fields["partner"]) if fields["partner"] else None
    return fields


def partner_of(code: str) -> Partner:
    partner = Partner.objects.filter(code=code).first()
    if partner is None:
        raise NotFoundError(gettext("There is no partner %(code)s.") % {"code": code})
    return partner
