"""ROR ids, as research organisations are numbered (ror.org): their form and their check digits.

An id is a 0, six characters of Crockford's base 32 and two check digits, which are 98 less the remainder that
a hundred times the number before them leaves by 97 (ISO/IEC 7064, MOD 97-10; ROR documentation, "ROR ID
pattern"). In comes a text; out goes what is wrong with it, or the plain nine characters.
"""

import re

from django.utils.translation import gettext as _

__all__ = ["check_digits", "plain_ror", "what_is_wrong_with_ror"]

PATTERN = re.compile(r"0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}")
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
ADDRESS = re.compile(r"^(https?://)?(www\.)?ror\.org/", re.IGNORECASE)


def plain_ror(text: str) -> str:
    """The nine characters of an id that may have been given as an address."""
    return ADDRESS.sub("", text.strip()).strip("/").lower()


def check_digits(stem: str) -> str:
    """The two digits that end the id which begins with these seven characters."""
    number = 0
    for character in stem:
        number = number * len(ALPHABET) + ALPHABET.index(character)
    return f"{98 - number * 100 % 97:02d}"


def what_is_wrong_with_ror(text: str) -> str:
    """A sentence, in which `%(text)s` stands for the text; nothing when it is an id."""
    if not PATTERN.fullmatch(text):
        return _(
            "%(text)s is not a ROR id; it is the nine characters after https://ror.org/, such as 034t30j35."
        )
    if check_digits(text[:7]) != text[7:]:
        return _("%(text)s is not a ROR id: its check digits do not fit, so that a character is mistyped.")
    return ""
