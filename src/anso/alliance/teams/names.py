"""Abbreviations of teams and models: what they may be, and which are too alike to belong to two owners.

In comes a text; out come what is wrong with it and its skeleton. Two abbreviations of one skeleton look the
same to a reader, so that only one of them may exist. Only ASCII is taken (hubverse's own pattern, schema of
model metadata: `^[a-zA-Z0-9_]+$`), which leaves no letters of other scripts to imitate with; the skeleton
then folds case and what UTS 39 (section 4, confusables) calls alike among the rest.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

__all__ = ["LONGEST", "model_id", "skeleton", "split_model_id", "validate_model_abbr", "validate_team_abbr"]

LONGEST = 16
"""Characters; hubverse's `maxLength` of team_abbr and model_abbr."""
PATTERN = re.compile(r"[A-Za-z0-9_]+")
ALIKE = str.maketrans({"_": "", "0": "o", "1": "l", "i": "l", "5": "s"})
RESERVED = frozenset({"register", "invitations", "admin", "anso", "hub", "team", "teams"})
"""Abbreviations that would be an address of ours, or would speak in the alliance's name."""


def skeleton(abbr: str) -> str:
    """What is left of an abbreviation when everything that looks alike is written alike."""
    return abbr.casefold().translate(ALIKE).replace("rn", "m").replace("vv", "w")


RESERVED_SKELETONS = frozenset(skeleton(word) for word in RESERVED)


def model_id(team: str, model: str) -> str:
    """What hubs call a model: `team-model`."""
    return f"{team}-{model}"


def split_model_id(name: str) -> tuple[str, str]:
    """Team and model of a model's id; the dash between them is the only one."""
    team, _dash, model = name.partition("-")
    return team, model


def validate_team_abbr(abbr: str) -> None:
    validate_abbr(abbr)
    if skeleton(abbr) in RESERVED_SKELETONS:
        raise ValidationError(
            _("%(abbr)s is kept for the site itself; choose another."), code="reserved", params={"abbr": abbr}
        )


def validate_model_abbr(abbr: str) -> None:
    validate_abbr(abbr)


def validate_abbr(abbr: str) -> None:
    if not PATTERN.fullmatch(abbr):
        raise ValidationError(
            _(
                "%(abbr)s is not an abbreviation: use the letters A to Z, figures and underscores, without "
                "spaces, dashes or accents."
            ),
            code="bad_abbreviation",
            params={"abbr": abbr},
        )
    if not skeleton(abbr):
        raise ValidationError(_("An abbreviation needs a letter or a figure."), code="empty_abbreviation")
