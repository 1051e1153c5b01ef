"""Verbs on what a person says of themself to others, and to whom."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.actions.problems import problems
from anso.alliance.people.models import Expertise, Profile, User
from anso.alliance.people.rules import require
from anso.alliance.people.vocabulary import terms
from anso.errors import InvalidInputError, Problem

__all__ = ["DESCRIBED", "describe_person"]

DESCRIBED = ("shown_to", "other_names", "about", "website", "expertise_text", "languages", "audiences")


@transaction.atomic
def describe_person(
    *, actor: User | None, user: User, expertise: list[str] | None = None, **changes: Any
) -> Profile:
    """Change a profile; the event names the parts that changed, never what they say."""
    if actor is not None:
        require(actor, "people.change_profile", user)
    unknown = sorted(set(changes) - set(DESCRIBED))
    if unknown:
        told = gettext("a profile has no part of this name; it has %(parts)s") % {
            "parts": ", ".join(DESCRIBED)
        }
        raise InvalidInputError(Problem(part, told) for part in unknown)
    profile, _made = Profile.objects.select_for_update().get_or_create(person=user)
    changed = [part for part, value in changes.items() if getattr(profile, part) != value]
    for part in changed:
        setattr(profile, part, changes[part])
    try:
        profile.full_clean()
    except ValidationError as error:
        raise InvalidInputError(problems(error)) from error
    profile.save()
    if expertise is not None and set_expertise(user, expertise):
        changed.append("expertise")
    if changed:
        audit.record(actor=actor, verb="people.describe", target=profile, parts=sorted(changed))
    return profile


def set_expertise(user: User, given: list[str]) -> bool:
    """Whether the terms changed."""
    unknown = sorted(set(given) - set(terms()))
    if unknown:
        told = gettext("%(term)s is no term of the vocabulary; leave it out, or say it in your own words")
        raise InvalidInputError(Problem("expertise", told % {"term": term}) for term in unknown)
    held = set(user.expertise.values_list("term", flat=True))
    user.expertise.filter(term__in=held - set(given)).delete()
    Expertise.objects.bulk_create(Expertise(person=user, term=term) for term in sorted(set(given) - held))
    return held != set(given)
