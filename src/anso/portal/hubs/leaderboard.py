"""The leaderboard of a hub: who leads, over what, by how much; the table behind it; coverage; skill by place and week."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from anso.hub.board.views import leaderboard
from anso.language import percent
from anso.portal.caching import cache_page
from anso.portal.downloads import as_download
from anso.portal.hubs.asked import ALL, Asked, address, asked_of, one_of
from anso.portal.hubs.charts.marks import MOST_MODELS
from anso.portal.hubs.columns import COLUMNS, SORTABLE, Writer, writers
from anso.portal.hubs.kept import Beside
from anso.portal.hubs.plates import HubPlate, plate_of
from anso.portal.hubs.shelf import HubSeen, hub_seen
from anso.portal.hubs.words import horizon_words, said_scope
from anso.portal.templatetags.anso import reader_language

__all__ = ["caveat_of", "download", "finding_of", "page", "table_of"]

KEPT_TABLES = 64


@dataclass(frozen=True)
class Heading:
    """A column's heading, and where sorting by it leads."""

    name: str
    title: Any
    meaning: Any
    url: str
    sorted: str


@dataclass(frozen=True)
class Row:
    """One model."""

    rank: int | None
    model: str
    url: str
    is_baseline: bool
    cells: list[tuple[Any, str, str]]
    """Title, value, and what stands beneath it."""


@require_safe
@cache_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    seen = hub_seen(slug)
    if seen.cube is None or seen.cube.empty:
        return render(request, "hubs/waiting.html", {"seen": seen})
    asked = asked_of(request.GET, seen)
    table = table_of(seen, asked)
    sort = one_of("sort", request.GET.get("sort", "").removeprefix("-") or "rank", SORTABLE)
    if request.GET.get("sort", "").startswith("-"):
        sort = f"-{sort}"
    context = {
        "seen": seen,
        "asked": asked,
        "url": reverse("hubs:leaderboard", args=[slug]),
        "headings": headings(seen, asked, sort),
        "rows": rows(seen, sorted_by(table, sort), asked),
        "columns": COLUMNS,
        "sort": sort if sort != "rank" else "",
        "scope": said_scope(seen, asked.selection),
        "unranked": table["rank"].null_count(),
        "csv_url": address(reverse("hubs:leaderboard-csv", args=[slug]), asked.pairs),
    }
    if request.headers.get("HX-Request") and request.headers.get("HX-Target") == "leaderboard":
        return render(request, "hubs/parts/leaderboard.html", context)
    model = heat_model(request, table, asked)
    context |= {
        "finding": finding_of(table, asked.baseline),
        "caveat": caveat_of(table, asked.baseline),
        "filters": filters(seen, asked),
        "coverage": coverage_plate(seen, asked, table),
        "skill": skill_plate(seen, asked, model) if model else None,
        "heat_models": table["model_id"].sort().to_list(),
        "heat_model": model,
        "heat_link": link_to(seen, model) if model else "",
        "left_out": len(seen.scored.sources.get("left_out", ())),
    }
    return render(request, "hubs/leaderboard.html", context)


@require_safe
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """The same table as CSV, unrounded."""
    seen = hub_seen(slug)
    content = table_of(seen, asked_of(request.GET, seen)).write_csv()
    return as_download(
        HttpResponse(content, content_type="text/csv; charset=utf-8"), f"{slug}-leaderboard.csv"
    )


def table_of(seen: HubSeen, asked: Asked) -> pl.DataFrame:
    """The leaderboard of a part of the cube, kept for as long as the cube is the same."""
    return _table(seen.slug, seen.scored.generation, Beside(seen), asked)


@lru_cache(maxsize=KEPT_TABLES)
def _table(_slug: str, _generation: str, seen: Beside[HubSeen], asked: Asked) -> pl.DataFrame:
    return leaderboard(seen.value.scored, asked.selection, baseline=asked.baseline)


def finding_of(table: pl.DataFrame, baseline: str) -> str:
    """Who leads and by how much, in a sentence that could be read aloud."""
    if table.is_empty():
        return _("Nothing of this has been observed yet")
    ranked = table.drop_nulls("rank").sort("rank")
    if ranked.is_empty():
        return _("No model forecast enough of this to be ranked")
    best = ranked.row(0, named=True)
    language = reader_language()
    if best["model_id"] == baseline:
        return _("No model did better than the baseline, %(baseline)s") % {"baseline": baseline}
    if best["sum_ratio"] is None:
        return _("%(model)s leads") % {"model": best["model_id"]}
    difference = round(abs(1 - best["sum_ratio"]), 2)
    said = {"model": best["model_id"], "change": percent(difference, language, 0)}
    if not difference:
        return _("%(model)s leads: its errors were as large as the baseline’s") % said
    if best["sum_ratio"] > 1:
        return _("%(model)s leads, though its errors were %(change)s larger than the baseline’s") % said
    return _("%(model)s leads: its errors were %(change)s smaller than the baseline’s") % said


def caveat_of(table: pl.DataFrame, baseline: str) -> str:
    """How sure that is, and on how much it rests."""
    ranked = table.drop_nulls("rank").sort("rank")
    if ranked.is_empty() or ranked["model_id"][0] == baseline or ranked["sum_ratio_low"][0] is None:
        return ""
    best = ranked.row(0, named=True)
    language = reader_language()
    return _(
        "With 95%% confidence, its errors are %(low)s to %(high)s of the baseline’s; it forecast %(share)s of the tasks."
    ) % {
        "low": percent(best["sum_ratio_low"], language, 0),
        "high": percent(best["sum_ratio_high"], language, 0),
        "share": percent(best["share"], language, 0),
    }


def sorted_by(table: pl.DataFrame, sort: str) -> pl.DataFrame:
    name = sort.removeprefix("-")
    return table.sort(name, descending=sort.startswith("-"), nulls_last=True, maintain_order=True)


def headings(seen: HubSeen, asked: Asked, sort: str) -> list[Heading]:
    base = reverse("hubs:leaderboard", args=[seen.slug])
    titles = [
        ("rank", _("Rank"), _("By relative skill.")),
        ("model_id", _("Model"), ""),
        *((column.name, column.title, column.meaning) for column in COLUMNS),
    ]
    found = []
    for name, title, meaning in titles:
        direction = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
        following = f"-{name}" if direction == "ascending" else name
        url = address(base, asked.pairs, sort=following if following != "rank" else "")
        found.append(Heading(name, title, meaning, url, direction))
    return found


def rows(seen: HubSeen, table: pl.DataFrame, asked: Asked) -> list[Row]:
    write = writers(table["wis"].to_list())
    return [
        Row(
            rank=row["rank"],
            model=row["model_id"],
            url=reverse("hubs:model", args=[seen.slug, row["model_id"]]),
            is_baseline=row["model_id"] == asked.baseline,
            cells=[
                (column.title, write[column.name](row[column.name]), _beneath(column.name, row, write))
                for column in COLUMNS
            ],
        )
        for row in table.iter_rows(named=True)
    ]


def _beneath(name: str, row: dict[str, Any], writers: dict[str, Writer]) -> str:
    if name != "sum_ratio" or row["sum_ratio_low"] is None:
        return ""
    write = writers[name]
    return f"{write(row['sum_ratio_low'])}–{write(row['sum_ratio_high'])}"


def filters(seen: HubSeen, asked: Asked) -> dict[str, Any]:
    """The choices of the form, and which of them are chosen."""
    axes, selection = seen.scored.axes, asked.selection
    targets = seen.target_names()
    everything = [(ALL, _("All targets"))] if len(targets) > 1 else []
    chosen = ALL if asked.every_target and len(targets) > 1 else next(iter(selection.targets), "")
    return {
        "targets": [(code, name, code == chosen) for code, name in [*targets.items(), *everything]],
        "horizons": [
            (str(each), horizon_words(each, seen), each in selection.horizons) for each in axes.horizons
        ],
        "places": [(code, name, code in selection.locations) for code, name in seen.place_names().items()],
        "chosen_places": len(selection.locations),
        "chosen_horizons": len(selection.horizons),
        "scales": [
            (scale, name, scale == selection.scale)
            for scale, name in (("natural", _("Natural")), ("log", _("Logarithm")))
        ],
        "first": selection.first or axes.rounds[0],
        "last": selection.last or axes.rounds[-1],
        "earliest": axes.rounds[0],
        "latest": axes.rounds[-1],
    }


def coverage_plate(seen: HubSeen, asked: Asked, table: pl.DataFrame) -> HubPlate | None:
    """Of the best ranked, and of the baseline."""
    best = table.drop_nulls("rank").sort("rank")["model_id"].to_list()
    shown = [model for model in best if model != asked.baseline][: MOST_MODELS - 1]
    shown += [asked.baseline] if asked.baseline else []
    if not shown:
        return None
    return plate_of(
        seen.slug,
        "coverage",
        [*asked.pairs, *(("model", model) for model in shown)],
        title=_("Coverage, stated and observed"),
        alt=_(
            "Lines of %(number)s models: the probability stated for an interval against the share of observations inside"
        )
        % {"number": len(shown)},
        generation=seen.scored.generation,
        height=440,
    )


def heat_model(request: HttpRequest, table: pl.DataFrame, asked: Asked) -> str:
    """The model whose heat map is shown: the one asked for, or the leading one."""
    names = table["model_id"].to_list()
    if request.GET.get("model"):
        return one_of("model", request.GET["model"], names)
    ranked = table.drop_nulls("rank").sort("rank")["model_id"].to_list()
    return next((name for name in ranked if name != asked.baseline), "") if asked.baseline else ""


def link_to(seen: HubSeen, model: str) -> SafeString:
    """A link to a model's page, to stand within a sentence."""
    return format_html('<a href="{}">{}</a>', reverse("hubs:model", args=[seen.slug, model]), model)


def skill_plate(seen: HubSeen, asked: Asked, model: str) -> HubPlate:
    places = len(asked.selection.locations or seen.scored.axes.locations)
    return plate_of(
        seen.slug,
        "skill",
        [*asked.pairs, ("model", model)],
        title=_("Skill of %(model)s by week and place") % {"model": model},
        alt=_(
            "Heat map: a row a place, a column a round; blue where %(model)s did better than the baseline, orange where worse"
        )
        % {"model": model},
        generation=seen.scored.generation,
        height=max(15 * places, 90) + 90,
    )
