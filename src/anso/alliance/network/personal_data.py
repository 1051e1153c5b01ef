"""What the network app holds of a person, and what becomes of it."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anso.alliance.network.models import Contact
from anso.alliance.people.models import User
from anso.alliance.people.privacy import Fate, Holding, Retention, exempt, hold, retain

__all__: list[str] = []

CONTACTS_KEPT_FOR = timedelta(days=365)


def contacts_of(person: User) -> QuerySet[Contact]:
    """By the account, or by the address where no account was named and the person has shown that it is theirs."""
    theirs = Q(person=person)
    if EmailAddress.objects.filter(user=person, email__iexact=person.email, verified=True).exists():
        theirs |= Q(person=None, email__iexact=person.email)
    return Contact.objects.filter(theirs)


def ended_contacts() -> int:
    ended = Contact.objects.filter(until__lt=timezone.localdate() - CONTACTS_KEPT_FOR)
    return ended.delete()[0]


hold(
    Holding(
        "network.Affiliation",
        ("person",),
        Fate.DELETED,
        also=("institution_text",),
        why=_("Where you work and worked."),
    ),
    Holding("network.Conflict", ("person",), Fate.DELETED, also=("note",), why=_("Conflicts you declared.")),
    Holding(
        "network.Contact",
        ("person",),
        Fate.DELETED,
        rows=contacts_of,
        also=("name", "email", "phone"),
        why=_("That an institution named you as its contact."),
    ),
    Holding(
        "network.Ambassador",
        ("person",),
        Fate.FORGOTTEN,
        also=("name",),
        why=_("A public office is on record by name, as it was announced; the link to your account is cut."),
    ),
    Holding(
        "network.Membership",
        ("applicant",),
        Fate.FORGOTTEN,
        why=_("An institution’s application stays; that it was you who sent it is forgotten."),
    ),
    Holding(
        "network.MembershipStep",
        ("recorded_by",),
        Fate.FORGOTTEN,
        why=_("A step of a membership stays; who entered it is forgotten."),
    ),
    Holding(
        "network.Merge",
        ("merged_by",),
        Fate.FORGOTTEN,
        why=_("That two records were made one stays; who did it is forgotten."),
    ),
)
retain(
    Retention(
        "contacts that ended",
        _("The name, address and telephone of an institution’s contact go a year after the contact ended."),
        ended_contacts,
    )
)
exempt("network.Institution", "name", "names", "former_names", why="names of organisations")
exempt("network.Association", "name", why="names of associations")
exempt("network.Association", "leaders", why="people named in public records, as leaders of what they lead")
exempt("network.PublishedFigure", "title", why="titles of published totals")
exempt("network.Merge", "gone_name", why="names of organisations")
exempt("network.Partner", "name", why="names of organisations")
exempt("network.Memorandum", "title", why="titles of agreements")
