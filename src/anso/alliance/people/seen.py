"""What one person may see of another: the one place that decides it, for pages and for the API.

In come a viewer and a person; out goes a description that holds what the viewer may see and nothing else. Who
sees what is data (`Profile.shown_to`, `Profile.audiences`); this module knows only who is who.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language_info

from anso.alliance.people.models import Audience, Profile, User
from anso.alliance.people.models.profiles import PARTS
from anso.alliance.people.orcid import orcid_of
from anso.alliance.people.roles import Scope
from anso.alliance.people.rules import Visitor, holds

__all__ = ["Description", "described", "level_of", "may_see", "profile_of"]

# Django knows Chinese by its scripts alone.
DJANGO_TAGS = {"zh": "zh-hans"}


@dataclass(frozen=True)
class Description:
    """A person, as far as somebody may see them."""

    public_id: str
    name: str
    synthetic: bool
    other_names: str = ""
    about: str = ""
    website: str = ""
    country: str = ""
    orcid: str = ""
    email: str = ""
    expertise: tuple[str, ...] = ()
    expertise_text: str = ""
    languages: tuple[str, ...] = ()
    parts: frozenset[str] = field(default_factory=frozenset)
    """The parts that may be seen; other apps ask it before they show theirs."""

    @property
    def language_names(self) -> list[str]:
        return [
            str(get_language_info(DJANGO_TAGS.get(code, code))["name_translated"]) for code in self.languages
        ]


def level_of(viewer: Visitor, person: User | None = None) -> Audience:
    """To which audience a viewer belongs: the smaller the number, the more they see."""
    if not isinstance(viewer, User):
        return Audience.PUBLIC
    if person is not None and viewer.pk == person.pk:
        return Audience.SELF
    if viewer.is_superuser or any(holds(viewer, role, Scope()) for role in ("secretariat", "administrator")):
        return Audience.SECRETARIAT
    return Audience.MEMBERS if viewer.current_grants else Audience.PUBLIC


def profile_of(person: User) -> Profile:
    """The profile; that of somebody who never wrote one is shown to nobody."""
    try:
        return person.profile
    except Profile.DoesNotExist:
        return Profile(person=person)


def may_see(viewer: Visitor, person: User) -> bool:
    """May the viewer open the person's page at all? The secretariat keeps the accounts, and may."""
    if person.deleted_at is not None or not person.is_active:
        return False
    level = level_of(viewer, person)
    return level <= Audience.SECRETARIAT or profile_of(person).shown_to >= level


def described(viewer: Visitor, person: User, *, with_orcid: bool = True) -> Description | None:
    """The person, as far as the viewer may see them; None where they may not even know that there is somebody.

    A list leaves the ORCID iD out, which costs a query for each person.
    """
    if not may_see(viewer, person):
        return None
    profile, level = profile_of(person), level_of(viewer, person)
    parts = frozenset(part for part in PARTS if profile.audience_of(part) >= level)
    shown: dict[str, Any] = {
        part: getattr(profile, part) for part in ("other_names", "about", "website") if part in parts
    }
    if "country" in parts:
        shown["country"] = person.country
    if "email" in parts:
        shown["email"] = person.email
    if "orcid" in parts and with_orcid:
        shown["orcid"] = orcid_of(person)
    if "expertise" in parts:
        shown["expertise"] = tuple(sorted(row.term for row in person.expertise.all()))
        shown["expertise_text"] = profile.expertise_text
    if "languages" in parts:
        shown["languages"] = tuple(profile.languages)
    return Description(
        public_id=person.audit_id, name=person.name, synthetic=person.is_synthetic, parts=parts, **shown
    )
