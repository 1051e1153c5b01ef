"""Verbs on contacts: whom to turn to at an institution or a partner, from when to when.

The secretariat keeps them all, an institution's own member contact those of the institution. Events say that a
contact was entered and where, never who it is.
"""

from datetime import date
from typing import Any

from anso.alliance.network.actions.records import altered, ended, entered, refuse_unknown, removed
from anso.alliance.network.models import Contact, Institution, Partner
from anso.alliance.people.models import User
from anso.alliance.people.rules import require

__all__ = ["CONTACT_FIELDS", "add_contact", "change_contact", "end_contact", "remove_contact"]

CONTACT_FIELDS = ("person", "name", "email", "phone", "position", "since", "until")


def add_contact(
    *,
    actor: User | None,
    institution: Institution | None = None,
    partner: Partner | None = None,
    **fields: Any,
) -> Contact:
    """Put on record whom to turn to, at an institution or at a partner."""
    refuse_unknown(fields, CONTACT_FIELDS)
    refuse_account(actor, fields)
    made = Contact(institution=institution, partner=partner, **fields)
    where = institution.code if institution else partner.code if partner else ""
    return entered(made, actor=actor, permission="network.add_contact", verb="network.add_contact", of=where)


def change_contact(*, actor: User | None, contact: Contact, **changes: Any) -> Contact:
    """Change what is known of a contact; where somebody is the contact stays, for another place is another contact."""
    if "person" in changes and changes["person"] != contact.person:
        refuse_account(actor, changes)
    return altered(
        contact,
        changes,
        fields=CONTACT_FIELDS,
        actor=actor,
        permission="network.change_contact",
        verb="network.change_contact",
    )


def end_contact(*, actor: User | None, contact: Contact, on: date) -> Contact:
    """Somebody is the contact no longer; the record goes a year later by itself."""
    return ended(
        contact,
        on=on,
        actor=actor,
        permission="network.change_contact",
        verb="network.end_contact",
        field="until",
    )


def remove_contact(*, actor: User | None, contact: Contact) -> None:
    """Take out a contact at once, such as one who asks for it."""
    removed(contact, actor=actor, permission="network.delete_contact", verb="network.remove_contact")


def refuse_account(actor: User | None, fields: dict[str, Any]) -> None:
    """Which account is whose is not for everybody to say, nor to try out."""
    if actor is not None and fields.get("person") is not None:
        require(actor, "network.name_accounts")
