"""The forecast explorer: a few models' forecasts of one round, beside what was known then and what became of it.

Every view has its address; the arrow keys lead from round to round (`hubs.js`), and so do plain links. The
table beneath holds the same numbers as the picture.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from anso.hub.board.explore import Explored
from anso.portal.caching import cache_page
from anso.portal.downloads import as_download
from anso.portal.hubs.asked import address
from anso.portal.hubs.charts.marks import MOST_MODELS
from anso.portal.hubs.explored import View, rounds_of, seen_in, view_of
from anso.portal.hubs.plates import HubPlate, plate_of
from anso.portal.hubs.shelf import HubSeen, hub_seen
from anso.portal.hubs.words import day_words

__all__ = ["download", "forecast_plate", "page"]


@dataclass(frozen=True)
class Judged:
    """One model's forecast of one day, and how it came out."""

    model: str
    end: date
    median: float | None
    inner: tuple[float | None, float | None]
    outer: tuple[float | None, float | None]
    truth: float | None
    verdict: str


@require_safe
@cache_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    seen = hub_seen(slug)
    if seen.cube is None or seen.cube.empty:
        return render(request, "hubs/waiting.html", {"seen": seen})
    view = view_of(request.GET, seen)
    found = seen_in(view, seen)
    rows = judged(found)
    base = reverse("hubs:explorer", args=[slug])
    rounds = rounds_of(seen, view.models)
    before = max((day for day in rounds if day < view.day), default=None)
    after = min((day for day in rounds if day > view.day), default=None)
    context = {
        "seen": seen,
        "view": view,
        "url": base,
        "plate": forecast_plate(seen, view),
        "finding": finding_of(rows),
        "rows": rows,
        "absent": found.absent,
        "previous": before,
        "next": after,
        "previous_url": address(base, view.pairs(), round=before.isoformat()) if before else "",
        "next_url": address(base, view.pairs(), round=after.isoformat()) if after else "",
        "address": address(base, view.pairs()),
        "title": title_of(seen, view),
        "csv_url": address(reverse("hubs:explorer-csv", args=[slug]), view.pairs()),
    }
    if request.headers.get("HX-Request") and request.headers.get("HX-Target") == "explored":
        return render(request, "hubs/parts/explored.html", context)
    return render(request, "hubs/explorer.html", context | choices(seen, view, base))


@require_safe
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers of a view as CSV."""
    seen = hub_seen(slug)
    view = view_of(request.GET, seen)
    found = seen_in(view, seen)
    table = found.forecasts.join(
        found.now.rename({"value": "observation_now"}), on="end", how="left", maintain_order="left"
    ).rename({"end": "target_end_date"})
    return as_download(
        HttpResponse(table.write_csv(), content_type="text/csv; charset=utf-8"),
        f"{slug}-{view.day}-{view.location}.csv",
    )


def title_of(seen: HubSeen, view: View) -> str:
    said = {
        "target": seen.target_name(view.target),
        "place": seen.place_names()[view.location],
        "day": day_words(view.day),
    }
    return capfirst(_("%(target)s in %(place)s, as forecast on %(day)s") % said)


def forecast_plate(seen: HubSeen, view: View) -> HubPlate:
    said = {
        "number": len(view.models),
        "title": title_of(seen, view),
    }
    return plate_of(
        seen.slug,
        "forecasts",
        view.pairs(),
        title=title_of(seen, view),
        alt=ngettext(
            "%(title)s: median with 50 and 95%% bands of %(number)s model beside the observations",
            "%(title)s: medians with 50 and 95%% bands of %(number)s models beside the observations",
            len(view.models),
        )
        % said,
        generation=seen.scored.generation,
        height=480,
        csv=address(reverse("hubs:explorer-csv", args=[seen.slug]), view.pairs()),
    )


def judged(found: Explored) -> list[Judged]:
    truth = dict(found.now.iter_rows())
    rows = []
    for row in found.forecasts.iter_rows(named=True):
        value = truth.get(row["end"])
        inner, outer = (row["lower_50"], row["upper_50"]), (row["lower_95"], row["upper_95"])
        rows.append(
            Judged(
                row["model_id"],
                row["end"],
                row["median"],
                inner,
                outer,
                value,
                verdict_of(value, inner, outer),
            )
        )
    return rows


def verdict_of(
    value: float | None, inner: tuple[float | None, float | None], outer: tuple[float | None, float | None]
) -> str:
    if value is None:
        return _("not known yet")
    if _holds(inner, value):
        return _("in the 50% band")
    if None in outer:
        return "–"
    if _holds(outer, value):
        return _("in the 95% band")
    low = outer[0]
    return _("below the 95% band") if low is not None and value < low else _("above the 95% band")


def _holds(band: tuple[float | None, float | None], value: float) -> bool:
    return band[0] is not None and band[1] is not None and band[0] <= value <= band[1]


def finding_of(rows: list[Judged]) -> str:
    """How the forecasts came out, counted."""
    known = [row for row in rows if row.truth is not None and None not in row.outer]
    if not rows:
        return _("None of these models forecast this.")
    if not known:
        return _("What was forecast has not been observed yet.")
    inside = sum(row.truth is not None and _holds(row.outer, row.truth) for row in known)
    return ngettext(
        "%(inside)s of %(number)s forecast had the observation within its 95%% band.",
        "%(inside)s of %(number)s forecasts had the observation within their 95%% bands.",
        len(known),
    ) % {"inside": inside, "number": len(known)}


def choices(seen: HubSeen, view: View, base: str) -> dict[str, Any]:
    """What the form offers."""
    axes = seen.scored.axes
    return {
        "targets": [(code, name, code == view.target) for code, name in seen.target_names().items()],
        "places": [(code, name, code == view.location) for code, name in seen.place_names().items()],
        "rounds": [(day.isoformat(), day_words(day), day == view.day) for day in reversed(axes.rounds)],
        "models": [(name, name in view.models) for name in axes.models],
        "most": MOST_MODELS,
        "linear_url": address(base, view.pairs(), scale=""),
        "log_url": address(base, view.pairs(), scale="log"),
    }
