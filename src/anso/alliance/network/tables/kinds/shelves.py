"""What the shelves of several kinds have in common: records by code, by number, and the accounts people name."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from anso.alliance.network.models import Institution, Partner
from anso.alliance.network.tables.cells import UnreadableCellError
from anso.alliance.network.tables.table import Shelf
from anso.alliance.people.models import User

__all__ = ["NamingShelf", "by_number", "missing", "only", "out_of_order"]

Record = TypeVar("Record")


class NamingShelf(Shelf):
    """A shelf whose rows name institutions, partners or accounts; each is read when the first row names one."""

    @cached_property
    def institutions(self) -> dict[str, Institution]:
        return {one.code: one for one in Institution.objects.all()}

    @cached_property
    def partners(self) -> dict[str, Partner]:
        return {one.code: one for one in Partner.objects.all()}

    @cached_property
    def accounts(self) -> dict[str, User]:
        return {one.audit_id: one for one in User.objects.filter(deleted_at=None)}

    def account(self, text: str) -> User | None:
        public_id = text.strip().lower()
        if public_id and public_id not in self.accounts:
            told = _(
                "account: %(id)s is no account; give the public id, as in the address of the person’s page"
            )
            raise UnreadableCellError(told % {"id": public_id})
        return self.accounts[public_id] if public_id else None


def by_number(cells: Mapping[str, str], on_record: Mapping[int, Record]) -> Record | None:
    """The record whose number stands in the column `id`; nothing where it is empty."""
    text = cells.get("id", "").strip()
    if not text:
        return None
    held = on_record.get(int(text)) if text.isascii() and text.isdigit() and len(text) < 19 else None
    if held is None:
        told = _("id: nothing on record has the number %(id)s; leave it empty for a new one")
        raise UnreadableCellError(told % {"id": text})
    return held


def only(found: list[Record]) -> Record | None:
    """The one that is meant, if just one can be."""
    return found[0] if len(found) == 1 else None


def missing(record: models.Model) -> list[str]:
    """The links that a record must have and has not."""
    return [
        link.name
        for link in record._meta.concrete_fields
        if link.is_relation and not link.null and getattr(record, link.attname) is None
    ]


def out_of_order(record: Any, first: str, last: str) -> tuple[str, ...]:
    begins, ends = getattr(record, first), getattr(record, last)
    if begins is not None and ends is not None and ends < begins:
        told = _("%(last)s: %(end)s lies before %(begin)s; the end cannot lie before the beginning")
        return (told % {"last": last, "end": ends, "begin": begins},)
    return ()
