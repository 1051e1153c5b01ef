"""What the forecast explorer is asked and what it then sees, kept for the moment.

The page, its picture and its live chart ask for the same numbers one after the other, and so do readers who
step through the rounds; all of them are read from the hub's files once for each state of its cube.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from django.http import QueryDict
from django.utils.translation import gettext as _

from anso.errors import InvalidInputError, Problem
from anso.hub.board.cube import ABSENT, SCORED
from anso.hub.board.explore import Explored, explore
from anso.hub.board.views import leaderboard
from anso.portal.hubs.asked import one_of, several_of
from anso.portal.hubs.charts.marks import MOST_MODELS
from anso.portal.hubs.kept import Beside
from anso.portal.hubs.shelf import HubSeen

__all__ = ["View", "rounds_of", "seen_in", "view_of"]

KEPT_VIEWS = 128


@dataclass(frozen=True)
class View:
    """One view of the explorer."""

    models: tuple[str, ...]
    day: date
    target: str
    location: str
    log: bool
    too_many: int = 0
    """Models that were asked for beyond the most that can be told apart."""

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The query of its address."""
        return (
            ("round", self.day.isoformat()),
            ("target", self.target),
            ("place", self.location),
            *(("model", model) for model in self.models),
            *((("scale", "log"),) if self.log else ()),
        )


def view_of(query: QueryDict, seen: HubSeen) -> View:
    """What a query asks for; else the newest round that can be judged, of the leading model and the baseline."""
    axes = seen.scored.axes
    target = one_of("target", query.get("target", "") or next(iter(seen.target_names())), axes.targets)
    location = one_of("place", query.get("place", "") or next(iter(seen.place_names())), axes.locations)
    models = several_of(query, "model", axes.models)
    if not models and not query.getlist("model"):
        models = _first_models(seen)
    elif not models:
        models = axes.models
    day = query.get("round", "")
    return View(
        models=models[:MOST_MODELS],
        day=_round(day, axes.rounds) if day else _newest_judged(seen, models[:MOST_MODELS], target, location),
        target=target,
        location=location,
        log=query.get("scale", "") == "log",
        too_many=max(len(models) - MOST_MODELS, 0),
    )


def seen_in(view: View, seen: HubSeen) -> Explored:
    """The forecasts and the truth of a view."""
    return _explored(seen.slug, seen.scored.generation, Beside(seen), view)


@lru_cache(maxsize=KEPT_VIEWS)
def _explored(_slug: str, _generation: str, seen: Beside[HubSeen], view: View) -> Explored:
    return explore(
        seen.value.hub,
        seen.value.scored,
        models=view.models,
        day=view.day,
        target=view.target,
        location=view.location,
    )


@lru_cache(maxsize=16)
def _best(_slug: str, _generation: str, seen: Beside[HubSeen], baseline: str) -> str:
    ranked = leaderboard(seen.value.scored, baseline=baseline).drop_nulls("rank")["model_id"]
    return next((model for model in ranked if model != baseline), "")


def _first_models(seen: HubSeen) -> tuple[str, ...]:
    best = _best(seen.slug, seen.scored.generation, Beside(seen), seen.baseline)
    return tuple(model for model in (best, seen.baseline) if model) or seen.scored.axes.models[:1]


def rounds_of(seen: HubSeen, models: Sequence[str]) -> list[date]:
    """The rounds that any of these models took part in; all of them, when none did in any."""
    axes = seen.scored.axes
    numbers = [axes.models.index(model) for model in models]
    there = (seen.scored.arrays["status"][numbers] != ABSENT).any(axis=(0, 2, 3, 4))
    return [day for day, forecast in zip(axes.rounds, there, strict=True) if forecast] or list(axes.rounds)


def _newest_judged(seen: HubSeen, models: Sequence[str], target: str, location: str) -> date:
    axes = seen.scored.axes
    numbers = [axes.models.index(model) for model in models]
    place = axes.targets.index(target), slice(None), axes.locations.index(location)
    cells = seen.scored.arrays["status"][(slice(None), slice(None), *place)][numbers]
    known = np.flatnonzero((cells == SCORED).any(axis=(0, 2)))
    return axes.rounds[known[-1]] if len(known) else rounds_of(seen, models)[-1]


def _round(text: str, rounds: tuple[date, ...]) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day not in rounds:
        told = _("%(day)s is no round of this hub; its rounds are from %(first)s to %(last)s")
        said = {"day": repr(text[:40]), "first": rounds[0].isoformat(), "last": rounds[-1].isoformat()}
        raise InvalidInputError([Problem("round", told % said)])
    assert day is not None  # noqa: S101  # it is one of the rounds
    return day
