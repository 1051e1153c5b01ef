"""The targets that hubs of infectious diseases share, in words of every language; others are named by their hub.

A name is written as within a sentence; what begins with one gives it its capital (`capfirst`).
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["target_words"]

KNOWN: dict[str, str | Promise] = {
    "inc case": _("new cases a week"),
    "inc death": _("deaths a week"),
    "inc hosp": _("hospital admissions a week"),
    "inc icu": _("admissions to intensive care a week"),
    "wk inc flu hosp": _("influenza admissions a week"),
    "wk inc covid hosp": _("COVID-19 admissions a week"),
    "wk inc rsv hosp": _("RSV admissions a week"),
}


def target_words(target: str, named: str = "") -> str:
    """What a hub's target is called: in the reader's words where it is a common one, else as the hub names it."""
    return str(KNOWN[target]) if target in KNOWN else named or target
