"""Contacts, as far as somebody may see them: all for staff, those of the own institution for its member contact."""

from django.db.models import Q, QuerySet

from anso.alliance.network.models import Contact, Institution
from anso.alliance.people.models import User
from anso.alliance.people.roles import Scope, ScopeKind
from anso.alliance.people.rules import Visitor, may

__all__ = ["contacts_for", "institutions_kept_by"]

ROLE = "member-contact"


def spoken_for(user: Visitor) -> Q | None:
    """Which institutions somebody speaks for, as a condition on institutions; None for none."""
    if not isinstance(user, User):
        return None
    scopes = [grant.scope for grant in user.current_grants if grant.role == ROLE]
    codes = [scope.code for scope in scopes if scope.kind is ScopeKind.INSTITUTION]
    if Scope() in scopes:
        return Q()
    return Q(code__in=codes) if codes else None


def contacts_for(user: Visitor) -> QuerySet[Contact]:
    """With where they are; nothing for those who may see none."""
    found = Contact.objects.select_related("institution", "partner", "person")
    if may(user, "network.view_contact"):
        return found
    own = spoken_for(user)
    return found.none() if own is None else found.filter(institution__in=Institution.objects.filter(own))


def institutions_kept_by(user: Visitor) -> QuerySet[Institution]:
    """The institutions whose contacts somebody keeps."""
    found = Institution.objects.order_by("name")
    if may(user, "network.keep_contacts"):
        return found
    own = spoken_for(user)
    return found.none() if own is None else found.filter(own)
