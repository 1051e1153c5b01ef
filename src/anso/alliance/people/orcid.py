"""ORCID iDs: their form and check character, and whose is linked to an account.

An iD is never typed: it comes from signing in with ORCID, whose subject it is (`providers.orcid`). The check
character follows ISO/IEC 7064, MOD 11-2 (ORCID, "Structure of the ORCID Identifier").
"""

import re
from collections.abc import Iterable

from allauth.socialaccount.models import SocialAccount

from anso.alliance.people.models import User

__all__ = ["PROVIDER", "check_character", "is_orcid", "orcid_of", "orcids_of"]

PROVIDER = "orcid"
PATTERN = re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]")


def check_character(digits: str) -> str:
    """The last character of the iD that begins with these fifteen digits."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]


def is_orcid(text: str) -> bool:
    if not PATTERN.fullmatch(text):
        return False
    plain = text.replace("-", "")
    return check_character(plain[:15]) == plain[15]


def orcid_of(person: User) -> str:
    """The iD that the person signed in with; nothing without one."""
    return orcids_of([person]).get(person.pk, "")


def orcids_of(people: Iterable[User]) -> dict[int, str]:
    found = SocialAccount.objects.filter(provider=PROVIDER, user__in=[person.pk for person in people])
    return {account.user_id: account.uid for account in found}
