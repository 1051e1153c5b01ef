"""Contacts: for the secretariat all of them, for an institution's own member contact those of the institution."""

from typing import Any

from django.http import HttpRequest
from ninja import Status
from ninja.params.functions import Query

from anso.alliance.network import actions, queries
from anso.alliance.network.api.callers import required
from anso.alliance.network.api.kept import found, said
from anso.alliance.network.api.kept_schemas import ContactChange, ContactIn, ContactOut, LastDayIn
from anso.alliance.network.api.router import router
from anso.alliance.network.models import Contact
from anso.alliance.people.rules import may, require

__all__: list[str] = []


@router.get("/contacts", response=list[ContactOut], summary="Contacts that you may see")
def list_contacts(
    request: HttpRequest,
    institution: str = Query("", description="Only those of the institution of this code"),
    partner: str = Query("", description="Only those of the partner of this code"),
) -> Any:
    """All for the secretariat; for a member contact, those of the own institution."""
    caller = required(request)
    if not queries.institutions_kept_by(caller).exists():
        require(caller, "network.view_contact")
    shown = queries.contacts_for(caller)
    if institution:
        shown = shown.filter(institution__code=institution)
    if partner:
        shown = shown.filter(partner__code=partner)
    return [contact_out(request, one) for one in shown]


@router.post("/contacts", response={201: ContactOut}, summary="Add a contact")
def add_contact(request: HttpRequest, given: ContactIn) -> Any:
    """Of an institution or of a partner."""
    made = actions.add_contact(actor=required(request), **said(request, given))
    return Status(201, contact_out(request, made))


@router.patch("/contacts/{int:contact_id}", response=ContactOut, summary="Change a contact")
def change_contact(request: HttpRequest, contact_id: int, given: ContactChange) -> Any:
    """What is left out stays."""
    contact = contact_of(request, contact_id, "change")
    changes = said(request, given)
    return contact_out(request, actions.change_contact(actor=required(request), contact=contact, **changes))


@router.post("/contacts/{int:contact_id}/end", response=ContactOut, summary="End a contact")
def end_contact(request: HttpRequest, contact_id: int, given: LastDayIn) -> Any:
    """The record goes a year after the last day."""
    contact = contact_of(request, contact_id, "change")
    return contact_out(request, actions.end_contact(actor=required(request), contact=contact, on=given.on))


@router.delete("/contacts/{int:contact_id}", response={204: None}, summary="Remove a contact")
def remove_contact(request: HttpRequest, contact_id: int) -> Any:
    """At once, such as one who asks for it."""
    contact = contact_of(request, contact_id, "delete")
    actions.remove_contact(actor=required(request), contact=contact)
    return Status(204, None)


def contact_of(request: HttpRequest, contact_id: int, act: str) -> Contact:
    contact: Contact = found(
        request, Contact.objects.select_related("institution", "partner", "person"), act, pk=contact_id
    )
    return contact


def contact_out(request: HttpRequest, one: Contact) -> dict[str, Any]:
    names_accounts = may(request.user, "network.name_accounts")
    fields = ("id", "name", "position", "email", "phone", "since", "until")
    return {name: getattr(one, name) for name in fields} | {
        "institution": one.institution.code if one.institution else "",
        "partner": one.partner.code if one.partner else "",
        "account": one.person.audit_id if one.person and names_accounts else "",
    }
