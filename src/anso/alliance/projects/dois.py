"""DOIs as they are kept: without a resolver's address, in lower case (DOIs are not case-sensitive).

The pattern is Crossref's for current DOIs ("DOIs and matching regular expressions", 2015), without a limit on the
signs of the suffix: old suffixes hold brackets and semicolons.
"""

import re
from urllib.parse import unquote

from django.utils.translation import gettext

from anso.errors import InvalidInputError, Problem

__all__ = ["normal_doi"]

PREFIX = re.compile(r"^(?:https?://(?:dx\.)?(?:www\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
DOI = re.compile(r"10\.\d{4,9}/\S+")
LONGEST = 200


def normal_doi(given: str, where: str = "doi") -> str:
    """The DOI in one spelling; nothing for nothing."""
    plain = given.strip()
    if not plain:
        return ""
    found, addressed = PREFIX.subn("", plain)
    found = (unquote(found) if addressed else found).lower()
    if not DOI.fullmatch(found) or len(found) > LONGEST:
        told = gettext("“%(given)s” is not a DOI; it begins with 10., a number and a slash: 10.1000/182.")
        raise InvalidInputError([Problem(where, told % {"given": plain[:80]})])
    return found
