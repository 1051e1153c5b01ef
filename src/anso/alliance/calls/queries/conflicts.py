"""Conflicts as officers see them, with the evidence in words; and what a person may know of their own.

Officers see those of the applications that they have none with. A person is told what on record of them counts (their
institutions, the domain of their address, what they declared), and never with which application: that it is there is
what a conflict hides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext

from anso.alliance.calls.conflicts.mail import domain_of
from anso.alliance.calls.models import Application, Call, Conflict
from anso.alliance.calls.queries.sight import applications_for
from anso.alliance.network.models import Affiliation
from anso.alliance.network.models import Conflict as ProfileConflict
from anso.alliance.people.models import User
from anso.alliance.people.rules import Visitor
from anso.alliance.words import country_name, day
from anso.errors import NotFoundError
from anso.places.fold import fold

__all__ = ["OwnGround", "conflict_for", "conflicts_for", "evidence_in_words", "own_grounds"]


def conflicts_for(
    user: Visitor, call: Call, *, text: str = "", kind: str = "", application: Application | None = None
) -> QuerySet[Conflict]:
    """Those of the applications that an officer sees, by the person's name or the application's number."""
    found = Conflict.objects.filter(application__in=applications_for(user, call).values("pk"))
    for word in fold(text[:100]).split():
        found = found.filter(person__folded_name__contains=word) | found.filter(
            application__folded__contains=word
        )
    if kind:
        found = found.filter(kind=kind)
    if application is not None:
        found = found.filter(application=application)
    return found.select_related("application__call", "person").order_by(
        "application__number", "person", "kind"
    )


def conflict_for(user: Visitor, call: Call, pk: int) -> Conflict:
    found = conflicts_for(user, call).filter(pk=pk).first()
    if found is None:
        raise NotFoundError(gettext("There is no such conflict here."))
    return found


def evidence_in_words(conflict: Conflict) -> str:
    """What the conflict follows from, in a few words."""
    evidence: Mapping[str, str] = conflict.evidence
    told = []
    if "institution" in evidence:
        told.append(evidence["institution"])
    if "until" in evidence:
        told.append(gettext("until %(day)s") % {"day": day(date.fromisoformat(evidence["until"]))})
    if "domain" in evidence:
        told.append(evidence["domain"])
    if "country" in evidence:
        told.append(country_name(evidence["country"]))
    told += [evidence[name] for name in ("doi", "orcid") if name in evidence]
    if "named" in evidence:
        told.append(gettext("the application names somebody of this name or address"))
    if "declared" in evidence:
        told.append(gettext("declared on a profile"))
    if conflict.note:
        told.append(f"“{conflict.note}”")
    return ", ".join(told)


@dataclass(frozen=True)
class OwnGround:
    """One thing on record of a person that keeps applications from them."""

    kind: str
    words: str


def own_grounds(person: User) -> list[OwnGround]:
    """What is held of a person that conflicts may follow from, whether or not there is an application that they do."""
    grounds = [
        OwnGround(str(Conflict.Kind.INSTITUTION.label), affiliation.institution_name)
        for affiliation in Affiliation.objects.filter(person=person).select_related("institution")
    ]
    domain = domain_of(person.email)
    if domain:
        grounds.append(OwnGround(str(Conflict.Kind.MAIL_DOMAIN.label), domain))
    for declared in ProfileConflict.objects.filter(person=person).select_related("institution"):
        named = filter(None, (declared.institution.name if declared.institution else "", declared.with_whom))
        grounds.append(OwnGround(declared.get_kind_display(), ", ".join(named)))
    return grounds
