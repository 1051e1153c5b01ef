"""The hubs of this installation, and each one's own first page: what it forecasts, who takes part, what is due."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from anso.alliance.teams.windows import windows_of
from anso.hub.board.cube import ABSENT
from anso.hub.definition import Definition
from anso.portal.caching import cache_page
from anso.portal.hubs.asked import asked_of
from anso.portal.hubs.columns import COLUMNS
from anso.portal.hubs.explored import rounds_of, view_of
from anso.portal.hubs.explorer import forecast_plate
from anso.portal.hubs.leaderboard import caveat_of, finding_of, table_of
from anso.portal.hubs.shelf import HubSeen, hub_seen, hubs_seen
from anso.portal.hubs.targets import target_words
from anso.portal.hubs.words import horizons_words, said_scope

__all__ = ["hub", "hub_list"]

LEADERS = 5


@dataclass(frozen=True)
class Deadline:
    """The round that takes submissions, or the one that will next."""

    round_id: str
    opens: datetime
    closes: datetime
    open: bool


@require_safe
@cache_page
def hub_list(request: HttpRequest) -> HttpResponse:
    return render(request, "hubs/list.html", {"hubs": [card(seen) for seen in hubs_seen()]})


@require_safe
@cache_page
def hub(request: HttpRequest, slug: str) -> HttpResponse:
    seen = hub_seen(slug)
    context = card(seen)
    if seen.cube is not None and not seen.cube.empty:
        asked = asked_of(request.GET, seen)
        table = table_of(seen, asked)
        leaders = table.drop_nulls("rank").head(LEADERS).to_dicts()
        write = {column.name: column.write for column in COLUMNS}
        view = view_of(request.GET, seen)
        view = replace(view, day=rounds_of(seen, view.models)[-1])
        context |= {
            "finding": finding_of(table, asked.baseline),
            "caveat": caveat_of(table, asked.baseline),
            "scope": said_scope(seen, asked.selection),
            "leaders": [
                {
                    "rank": row["rank"],
                    "model": row["model_id"],
                    "url": reverse("hubs:model", args=[slug, row["model_id"]]),
                    "skill": write["relative_skill"](row["relative_skill"]),
                    "covered": write["coverage_95"](row["coverage_95"]),
                }
                for row in leaders
            ],
            "plate": forecast_plate(seen, view),
            "newest": view.day,
            "submitted": submitted(seen, view.day),
        }
    return render(request, "hubs/hub.html", context)


def card(seen: HubSeen) -> dict[str, object]:
    """What is said of a hub wherever it is named."""
    definition = seen.definition
    axes = seen.cube.axes if seen.cube is not None else None
    return {
        "seen": seen,
        "targets": [
            target_words(name, known.target_name) for name, known in definition.target_metadata.items()
        ],
        "horizons": horizons_words(definition.horizons, seen),
        "places": len(axes.locations) if axes else len(definition.locations),
        "models": len(axes.models) if axes else 0,
        "rounds": len(axes.rounds) if axes else 0,
        "last_round": axes.rounds[-1] if axes and axes.rounds else None,
        "deadline": next_deadline(definition, timezone.now()),
    }


def submitted(seen: HubSeen, day: date) -> list[tuple[str, str]]:
    """The models that forecast something in a round."""
    axes = seen.scored.axes
    there = (seen.scored.arrays["status"][:, axes.rounds.index(day)] != ABSENT).any(axis=(1, 2, 3))
    return [
        (model, reverse("hubs:model", args=[seen.slug, model]))
        for model, forecast in zip(axes.models, there, strict=True)
        if forecast
    ]


def next_deadline(definition: Definition, now: datetime) -> Deadline | None:
    """Of all rounds that are not over, the one that closes first."""
    due = next((window for window in windows_of(definition) if not window.is_over(now)), None)
    return Deadline(due.round_id, due.opens, due.closes, due.is_open(now)) if due else None
