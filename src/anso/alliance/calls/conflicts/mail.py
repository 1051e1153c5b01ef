"""What an e-mail address says of where somebody works: the part of its domain that an organisation registers.

The registrable part is taken by a rule that needs no list of the world's registries: the last two labels, or the last
three where the last is a country's (two letters) and the one before it is a common word for a class of names (`ac.uk`,
`edu.cn`, `org.pk`). Addresses of public mail providers, whose domain everybody may have, and of the domains that
RFC 2606 reserves for examples say nothing.
"""

from functools import cache
from importlib.resources import files

__all__ = ["domain_of", "registrable"]

CLASSES = frozenset(
    {"ac", "academy", "co", "com", "ed", "edu", "go", "gob", "gouv", "gov", "gv", "mil", "ne", "net", "nic", "or",
     "org", "re", "res", "sci", "uni", "univ"}
)  # fmt: skip
"""Second labels under countries' domains that many organisations share."""
COUNTRY_LABEL = 2


def registrable(domain: str) -> str:
    """`cs.uni.edu` and `uni.edu` give `uni.edu`; `a.uni.ac.uk` gives `uni.ac.uk`."""
    labels = domain.lower().strip(".").split(".")
    shared = len(labels) > COUNTRY_LABEL and len(labels[-1]) == COUNTRY_LABEL and labels[-2] in CLASSES
    return ".".join(labels[-3:] if shared else labels[-2:])


def domain_of(email: str) -> str:
    """The registrable domain of an address that tells of an organisation; nothing for any other."""
    _name, at, domain = email.rpartition("@")
    found = registrable(domain) if at and "." in domain else ""
    return "" if found in public_domains() else found


@cache
def public_domains() -> frozenset[str]:
    text = (files("anso.alliance.calls.conflicts") / "public_mail.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))
