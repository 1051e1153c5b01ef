"""What an address asks of a hub's pages, read from its query and written into others.

In comes a query such as `?target=inc+case&horizon=1&place=DE&scale=log`; out comes the part of the cube that
is meant. What names nothing in the hub is refused with what there is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from anso.errors import InvalidInputError, Problem
from anso.hub.board.cube import SCALES, Scale
from anso.hub.board.views import Selection
from anso.portal.hubs.shelf import HubSeen

__all__ = ["ALL", "Asked", "address", "asked_of", "one_of", "several_of"]

ALL = "all"
SHOWN = 12


@dataclass(frozen=True)
class Asked:
    """A part of the cube, and how it was asked for."""

    selection: Selection
    baseline: str
    pairs: tuple[tuple[str, str], ...]
    """The query in its one spelling: defaults left out, so that one view has one address."""

    @property
    def every_target(self) -> bool:
        return not self.selection.targets


def asked_of(query: QueryDict, seen: HubSeen) -> Asked:
    """The first target, all else: that is what an address without a query asks for."""
    axes = seen.scored.axes
    names = list(seen.target_names())
    target = query.get("target", "") or names[0]
    targets = () if target == ALL or len(names) == 1 else (one_of("target", target, names),)
    horizons = tuple(
        int(text) for text in several_of(query, "horizon", [str(each) for each in axes.horizons])
    )
    locations = several_of(query, "place", axes.locations)
    first, last = _day(query, "from"), _day(query, "to")
    scale: Scale = (
        "log" if one_of("scale", query.get("scale", "") or "natural", SCALES) == "log" else "natural"
    )
    baseline = one_of("baseline", query.get("baseline", "") or seen.baseline, ("", *axes.models))
    spelled = [
        ("target", ALL if not targets and len(names) > 1 else target if target != names[0] else ""),
        *(("horizon", str(each)) for each in horizons),
        *(("place", each) for each in locations),
        ("from", first.isoformat() if first else ""),
        ("to", last.isoformat() if last else ""),
        ("scale", scale if scale != "natural" else ""),
        ("baseline", baseline if baseline != seen.baseline else ""),
    ]
    return Asked(
        selection=Selection(first, last, targets, horizons, locations, scale),
        baseline=baseline,
        pairs=tuple((name, value) for name, value in spelled if value),
    )


def address(base: str, pairs: Iterable[tuple[str, str]], **changes: str) -> str:
    """An address with a query; a change replaces what is there, an empty one takes it out."""
    kept = [(name, value) for name, value in pairs if name not in changes]
    terms = [*kept, *((name, value) for name, value in changes.items() if value)]
    return f"{base}?{urlencode(terms)}" if terms else base


def several_of(query: QueryDict, name: str, known: Sequence[str]) -> tuple[str, ...]:
    """The values of a field that may be given more than once; none means all, and so do all."""
    given = dict.fromkeys(value for value in query.getlist(name) if value and value != ALL)
    for value in given:
        one_of(name, value, known)
    return () if len(given) == len(known) else tuple(value for value in known if value in given)


def one_of(name: str, value: str, known: Sequence[str]) -> str:
    if value in known:
        return value
    there = ", ".join(str(each) for each in known[:SHOWN] if each) + (" …" if len(known) > SHOWN else "")
    told = _("%(value)s is not one of these: %(there)s")
    raise InvalidInputError([Problem(name, told % {"value": repr(value[:60]), "there": there})])


def _day(query: QueryDict, name: str) -> date | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        told = _("%(value)s is no day such as 2021-03-08") % {"value": repr(text[:40])}
        raise InvalidInputError([Problem(name, told)]) from None
