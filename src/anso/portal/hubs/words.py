"""Sentences and names that several of the hubs' pages say."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anso.hub.board.build.cells import JOINT
from anso.hub.board.views import Selection
from anso.language import day as day_in
from anso.language import listing, mark
from anso.portal.hubs.shelf import HubSeen
from anso.portal.templatetags.anso import reader_language

__all__ = ["day_words", "horizon_words", "horizons_words", "period_words", "said_scope"]

NAMED_PLACES = 3


def day_words(value: date) -> str:
    return day_in(value, reader_language())


def unit_of(seen: HubSeen, series: str) -> str | None:
    """The unit of a target's horizons; of the hub's first target, where the target has no description."""
    known = seen.definition.target_metadata
    target = known.get(series.partition(JOINT)[0]) or next(iter(known.values()), None)
    return target.time_unit if target is not None else None


def horizon_words(horizon: int, seen: HubSeen, series: str = "") -> str:
    """How far ahead, in the unit of the hub's targets: `2 weeks ahead`."""
    unit = unit_of(seen, series)
    if horizon < 1 or unit is None:
        return _("horizon %(number)s") % {"number": horizon}
    words: Mapping[str, str] = {
        "day": ngettext("%(number)s day ahead", "%(number)s days ahead", horizon),
        "week": ngettext("%(number)s week ahead", "%(number)s weeks ahead", horizon),
        "month": ngettext("%(number)s month ahead", "%(number)s months ahead", horizon),
    }
    return words[unit] % {"number": horizon}


def horizons_words(horizons: Sequence[int], seen: HubSeen, series: str = "") -> str:
    """`1 to 4 weeks ahead`; horizons that do not follow each other, or have no unit, are said one by one."""
    follow = list(horizons) == list(range(horizons[0], horizons[0] + len(horizons))) if horizons else False
    if follow and len(horizons) > 1 and horizons[0] > 0 and unit_of(seen, series) is not None:
        ends = {"first": horizons[0], "last": horizon_words(horizons[-1], seen, series)}
        return _("%(first)s to %(last)s") % ends
    return listing([horizon_words(horizon, seen, series) for horizon in horizons], reader_language())


def period_words(rounds: Sequence[date]) -> str:
    """`53 rounds from 8 March 2021 to 7 March 2022`."""
    if not rounds:
        return _("no round")
    if len(rounds) == 1:
        return _("the round of %(day)s") % {"day": day_words(rounds[0])}
    return ngettext(
        "%(number)s round from %(first)s to %(last)s",
        "%(number)s rounds from %(first)s to %(last)s",
        len(rounds),
    ) % {"number": len(rounds), "first": day_words(rounds[0]), "last": day_words(rounds[-1])}


def said_scope(seen: HubSeen, selection: Selection) -> str:
    """What a part of the cube is, in one sentence without its full stop."""
    axes = seen.scored.axes
    language = reader_language()
    targets = selection.targets or tuple(seen.target_names())
    horizons = selection.horizons or axes.horizons
    rounds = [
        day
        for day in axes.rounds
        if (selection.first is None or day >= selection.first)
        and (selection.last is None or day <= selection.last)
    ]
    names = seen.place_names()
    chosen = selection.locations or axes.locations
    if len(chosen) > NAMED_PLACES:
        where = ngettext("%(number)s place", "%(number)s places", len(chosen)) % {"number": len(chosen)}
    else:
        where = listing([names[code] for code in chosen], language)
    parts = [
        capfirst(listing([seen.target_name(target) for target in targets], language)),
        horizons_words(horizons, seen, targets[0]),
        where,
        period_words(rounds),
    ]
    if selection.scale == "log":
        parts.append(_("on the log scale"))
    return mark(",", language).join(parts)
