"""Verbs on bodies and terms of office.

Nobody seats themself, whatever their role: who acts for a seat, and so votes for it, is said by somebody else.
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from anso.alliance.governance.actions.common import allowed, changed, checked, refuse
from anso.alliance.governance.models import Body, Term
from anso.alliance.network.models import Institution
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User

__all__ = ["begin_term", "change_body", "create_body", "end_term"]

RESERVED = "new"
"""Stands in the addresses where a body's code does."""
BODY_FIELDS = ("name", "kind", "summary", "of_all_members", "seats", "quorum", "majority", "rank")


@transaction.atomic
def create_body(*, actor: User | None, code: str, is_synthetic: bool = False, **given: Any) -> Body:
    """Set up a body."""
    allowed(actor, "governance.found")
    if code == RESERVED:
        raise refuse("code", gettext("This code is taken by an address of the site; choose another."))
    body = Body(code=code, is_synthetic=is_synthetic)
    changed(body, given, BODY_FIELDS)
    checked(body).save()
    audit.record(actor=actor, verb="governance.create_body", target=body, synthetic=is_synthetic)
    return body


@transaction.atomic
def change_body(*, actor: User | None, body: Body, **given: Any) -> Body:
    """Change what a body is called and its rules; ballots that are open keep theirs."""
    allowed(actor, "governance.keep", body)
    fields = changed(body, given, BODY_FIELDS)
    if fields:
        checked(body).save(update_fields=fields)
        rules = {name: getattr(body, name) for name in fields if name in ("seats", "quorum", "majority")}
        audit.record(actor=actor, verb="governance.change_body", target=body, fields=fields, rules=rules)
    return body


@transaction.atomic
def begin_term(
    *,
    actor: User | None,
    body: Body,
    office: str,
    institution: Institution | None = None,
    name: str = "",
    person: User | None = None,
    begins: date | None = None,
    ends: date | None = None,
    evidence: str = "",
    evidence_date: date | None = None,
    is_synthetic: bool = False,
) -> Term:
    """Give a seat to an institution or a person, from a day on."""
    allowed(actor, "governance.keep", body)
    if actor is not None and actor == person:
        told = gettext(
            "Nobody gives a seat to themself; ask somebody else who keeps the body’s records for it."
        )
        raise PermissionDenied(told)
    known = evidence_date or begins
    if known is None:
        raise refuse("begins", gettext("Say from when, or a day on which it is known to have held."))
    term = checked(
        Term(
            body=body,
            office=office,
            institution=institution,
            name=name,
            person=person,
            begins=begins,
            ends=ends,
            evidence=evidence,
            evidence_date=known,
            is_synthetic=is_synthetic,
        )
    )
    if body.seats is not None and term.votes:
        taken = sum(1 for held in body.terms.holding(begins or known) if held.votes)
        if taken >= body.seats:
            told = gettext("All %(n)d seats are taken on that day; end a term first.") % {"n": body.seats}
            raise refuse("begins", told)
    term.save()
    audit.record(
        actor=actor, verb="governance.begin_term", target=term, office=office, begins=begins, ends=ends
    )
    return term


@transaction.atomic
def end_term(*, actor: User | None, term: Term, on: date) -> Term:
    """End a term: it no longer holds on that day."""
    allowed(actor, "governance.keep", term)
    held = Term.objects.select_for_update().get(pk=term.pk)
    if held.ends is not None and held.ends <= on:
        raise AlreadyDoneError(gettext("This term has ended already."))
    held.ends = on
    checked(held).save(update_fields=["ends"])
    audit.record(actor=actor, verb="governance.end_term", target=held, ends=on)
    return held
