"""One model of a hub: who stands behind it, how it did by horizon and by place, and whether its intervals hold."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from anso.alliance.teams.labels import label_of
from anso.errors import NotFoundError
from anso.hub.board.views import skill_by
from anso.language import percent
from anso.portal.caching import cache_page
from anso.portal.hubs.asked import Asked, address, asked_of
from anso.portal.hubs.columns import COLUMNS, Column, writers
from anso.portal.hubs.leaderboard import skill_plate, table_of
from anso.portal.hubs.links import team_url
from anso.portal.hubs.plates import plate_of
from anso.portal.hubs.shelf import HubSeen, hub_seen
from anso.portal.hubs.words import horizon_words, said_scope
from anso.portal.templatetags.anso import reader_language

__all__ = ["page"]

SAID = ("team_name", "model_name", "designated_model", "license", "website_url", "repo_url", "methods")
"""Metadata in the order in which they are shown; others that hubs ask for follow."""
NAMED = frozenset({"model_id", "team_abbr", "model_abbr"})
"""What the head of the page says already."""
SHOWN = ("wis", "sum_ratio", "ae_median", "bias", "coverage_50", "coverage_95", "n")
LONGEST = 600


@dataclass(frozen=True)
class Told:
    """One thing that a model's metadata say."""

    label: str | Promise
    text: str
    is_quoted: bool = False
    """In its team's own words, which are not the reader's language."""
    is_address: bool = False


@require_safe
@cache_page
def page(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    seen = hub_seen(slug)
    metadata = seen.metadata()
    scored = seen.cube is not None and name in seen.cube.axes.models
    if not scored and name not in metadata:
        raise NotFoundError(
            _("The hub %(hub)s has no model %(model)s") % {"hub": seen.name, "model": name[:80]}
        )
    found = metadata.get(name)
    context: dict[str, Any] = {
        "seen": seen,
        "name": name,
        "metadata": told(found.metadata) if found else [],
        "problems": found.problems if found else (),
        "title": found.name if found else name,
        "team": found.team if found else "",
        "team_url": team_url(name, request.user),
        "scored": scored,
    }
    if scored:
        context |= skill_of(request, seen, name)
    return render(request, "hubs/model.html", context)


def skill_of(request: HttpRequest, seen: HubSeen, name: str) -> dict[str, Any]:
    asked = asked_of(request.GET, seen)
    table = table_of(seen, asked)
    row = next((row for row in table.iter_rows(named=True) if row["model_id"] == name), None)
    base = reverse("hubs:model", args=[seen.slug, name])
    columns = [column for wanted in SHOWN for column in COLUMNS if column.name == wanted]
    return {
        "asked": asked,
        "scope": said_scope(seen, asked.selection),
        "row": row,
        "finding": finding_of(row, asked),
        "ranked": len(table.drop_nulls("rank")),
        "targets": [
            (label, address(base, asked.pairs, target=code), code in asked.selection.targets)
            for code, label in seen.target_names().items()
        ],
        "columns": columns,
        "by_horizon": by(seen, name, "horizon", asked, columns),
        "by_place": by(seen, name, "location", asked, columns),
        "skill": skill_plate(seen, asked, name) if asked.baseline and asked.baseline != name else None,
        "coverage": plate_of(
            seen.slug,
            "coverage",
            [*asked.pairs, *(("model", model) for model in dict.fromkeys((name, asked.baseline)) if model)],
            title=_("Coverage, stated and observed"),
            alt=_(
                "The probability stated for an interval against the share of observations inside, for %(model)s"
            )
            % {"model": name},
            generation=seen.scored.generation,
            height=440,
        ),
        "explorer_url": address(
            reverse("hubs:explorer", args=[seen.slug]),
            [("model", model) for model in dict.fromkeys((name, asked.baseline)) if model],
        ),
    }


def by(
    seen: HubSeen, name: str, axis: str, asked: Asked, columns: list[Column]
) -> list[tuple[str, list[Any]]]:
    """Rows of a small table: a label and the written values."""
    table = skill_by(seen.scored, name, asked.baseline, axis, asked.selection)
    series = asked.selection.targets[0] if asked.selection.targets else ""
    labels = (
        seen.place_names()
        if axis == "location"
        else {each: horizon_words(each, seen, series) for each in seen.scored.axes.horizons}
    )
    write = writers(table["wis"].to_list())
    rows = {
        row[axis]: [(column.title, write[column.name](row[column.name])) for column in columns]
        for row in table.iter_rows(named=True)
    }
    return [(label, rows[code]) for code, label in labels.items() if code in rows]


def finding_of(row: dict[str, Any] | None, asked: Asked) -> str:
    if row is None:
        return _("Nothing of this has been scored yet")
    if row["model_id"] == asked.baseline:
        return _("%(model)s is the baseline that others are measured against") % {"model": row["model_id"]}
    if row["sum_ratio"] is None:
        return _("%(model)s shares no scored forecast with the baseline") % {"model": row["model_id"]}
    difference = round(abs(1 - row["sum_ratio"]), 2)
    said = {"model": row["model_id"], "change": percent(difference, reader_language(), 0)}
    if not difference:
        return _("The errors of %(model)s were as large as the baseline’s") % said
    if row["sum_ratio"] < 1:
        return _("The errors of %(model)s were %(change)s smaller than the baseline’s") % said
    return _("The errors of %(model)s were %(change)s larger than the baseline’s") % said


def told(metadata: dict[str, Any]) -> list[Told]:
    """What the model's metadata say, as text: it was written by others."""
    order = [name for name in SAID if name in metadata] + sorted(set(metadata) - set(SAID) - NAMED)
    return [_told(name, metadata[name]) for name in order if _is_plain(metadata[name])]


def _told(name: str, value: Any) -> Told:
    if isinstance(value, bool):
        return Told(label_of(name), _("Yes") if value else _("No"))
    text = str(value)[:LONGEST]
    return Told(label_of(name), text, is_quoted=True, is_address=text.startswith(("https://", "http://")))


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | bool | int | float) and value != ""
